import Basics
import Imaging

/// A colour with real parts, from 0 to 255.
struct Shade {
  var red: Float
  var green: Float
  var blue: Float

  func mixed(with other: Shade, _ share: Float) -> Shade {
    Shade(
      red: red + share * (other.red - red), green: green + share * (other.green - green),
      blue: blue + share * (other.blue - blue))
  }

  func scaled(by factor: Float) -> Shade {
    Shade(red: red * factor, green: green * factor, blue: blue * factor)
  }

  func color(brightness: Float) -> Color {
    func byte(_ value: Float) -> UInt8 { UInt8(min(max(value + brightness + 0.5, 0), 255)) }
    return Color(byte(red), byte(green), byte(blue))
  }
}

/// Two colours and a pattern that mixes them, rotated and scaled.
struct SyntheticTexture {
  private enum Pattern: CaseIterable { case cloud, stripes, checks, spots }

  private let pattern: Pattern
  private let first: Shade
  private let second: Shade
  /// The pattern's axis; its length is the frequency in cycles a pixel.
  private let axis: Point
  private let lattice: UInt64

  init(using generator: inout KeyedRandom) {
    pattern = Pattern.allCases[generator.index(below: Pattern.allCases.count)]
    first = Self.shade(using: &generator)
    second = first.mixed(with: Self.shade(using: &generator), Float(generator.uniform(0.2..<0.6)))
    axis = Self.axis(using: &generator)
    lattice = generator.next()
  }

  private init(like other: SyntheticTexture, shift: Shade, axis: Point, lattice: UInt64) {
    func shifted(_ shade: Shade) -> Shade {
      Shade(
        red: shade.red + shift.red, green: shade.green + shift.green, blue: shade.blue + shift.blue)
    }
    pattern = other.pattern
    first = shifted(other.first)
    second = shifted(other.second)
    self.axis = axis
    self.lattice = lattice
  }

  /// The same pattern in nearly the same colours: an object that hardly stands out.
  func similar(using generator: inout KeyedRandom) -> SyntheticTexture {
    let sign: Float = generator.uniform() < 0.5 ? -1 : 1
    func part() -> Float { sign * Float(generator.uniform(14..<34)) }
    return SyntheticTexture(
      like: self, shift: Shade(red: part(), green: part(), blue: part()),
      axis: Self.axis(using: &generator), lattice: generator.next())
  }

  /// The colour at a point; `slope` brightens (positive) or darkens the surface.
  func shade(at point: Point, slope: Float) -> Shade {
    let across = point.dot(axis)
    let along = point.dot(Point(x: -axis.y, y: axis.x))
    let share =
      switch pattern {
      case .cloud: cloud(across, along)
      case .stripes: 0.5 + 0.5 * sine(6.283_185 * across + 2 * cloud(across, along))
      case .checks:
        0.5 + 0.5 * sine(6.283_185 * across) * sine(6.283_185 * along)
      case .spots: cloud(2 * across, 2 * along) > 0.6 ? 1 : 0.3 * cloud(across, along)
      }
    let fine = 0.12 * (noise(8 * across, 8 * along) - 0.5)
    return first.mixed(with: second, share).scaled(by: 1 + slope + fine)
  }

  /// Three octaves of value noise, in [0, 1].
  private func cloud(_ x: Float, _ y: Float) -> Float {
    (4 * noise(x, y) + 2 * noise(2 * x, 2 * y) + noise(4 * x, 4 * y)) / 7
  }

  /// Smooth interpolation between random values on the integer lattice, in [0, 1).
  private func noise(_ x: Float, _ y: Float) -> Float {
    let (left, top) = (x.rounded(.down), y.rounded(.down))
    func smooth(_ t: Float) -> Float { t * t * (3 - 2 * t) }
    let (h, v) = (smooth(x - left), smooth(y - top))
    let (column, row) = (Int(left), Int(top))
    let upper = node(column, row) + h * (node(column + 1, row) - node(column, row))
    let lower = node(column, row + 1) + h * (node(column + 1, row + 1) - node(column, row + 1))
    return upper + v * (lower - upper)
  }

  private func node(_ column: Int, _ row: Int) -> Float {
    var bits = lattice &+ UInt64(bitPattern: Int64(column)) &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ bits >> 29) &+ UInt64(bitPattern: Int64(row)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 32) &* 0x94D0_49BB_1331_11EB
    return Float(bits >> 40) * 0x1p-24
  }

  private static func shade(using generator: inout KeyedRandom) -> Shade {
    func part() -> Float { Float(generator.uniform(25..<230)) }
    return Shade(red: part(), green: part(), blue: part())
  }

  private static func axis(using generator: inout KeyedRandom) -> Point {
    let angle = Float(generator.uniform(0..<2 * Double.pi))
    let frequency = Float(1 / generator.uniform(12..<48))
    return Point(x: cosine(angle), y: sine(angle)) * frequency
  }
}
