import Basics
import Glibc

/// A place or direction in the plane: x to the right, y down, in pixels.
struct Point {
  var x: Float
  var y: Float

  static func - (left: Point, right: Point) -> Point {
    Point(x: left.x - right.x, y: left.y - right.y)
  }
  static func + (left: Point, right: Point) -> Point {
    Point(x: left.x + right.x, y: left.y + right.y)
  }
  static func * (left: Point, factor: Float) -> Point {
    Point(x: left.x * factor, y: left.y * factor)
  }
  func dot(_ other: Point) -> Float { x * other.x + y * other.y }
  var length: Float { dot(self).squareRoot() }
}

func sine(_ angle: Float) -> Float { sinf(angle) }
func cosine(_ angle: Float) -> Float { cosf(angle) }

/// A blob whose radius varies with the angle, with holes cut out and thin limbs added.
struct SyntheticShape {
  let center: Point
  /// The mean radius, in pixels.
  let radius: Float
  /// The radius at angle θ is `radius · (1 + Σ amplitude · cos(order · θ + phase))`.
  private let harmonics: [(order: Float, amplitude: Float, phase: Float)]
  private let holes: [(center: Point, radius: Float)]
  private let limbs: [(from: Point, to: Point, width: Float)]
  private let reach: Float

  init(center: Point, radius: Float, using generator: inout KeyedRandom) {
    self.center = center
    self.radius = radius
    harmonics = (2...6).map { order in
      (
        Float(order), Float(generator.uniform(0..<0.3) / Double(order - 1)),
        Float(generator.uniform(0..<2 * Double.pi))
      )
    }
    holes = Self.holes(center: center, radius: radius, using: &generator)
    limbs = Self.limbs(center: center, radius: radius, using: &generator)
    let bulge = harmonics.reduce(1) { $0 + $1.amplitude }
    let limbReach = limbs.map { ($0.to - center).length + $0.width }.max() ?? 0
    reach = max(radius * bulge, limbReach) + 2
  }

  /// About how deep a point lies inside, in pixels; negative outside.
  func depth(at point: Point) -> Float {
    let offset = point - center
    let distance = offset.length
    guard distance < reach else { return -reach }
    let angle = atan2f(offset.y, offset.x)
    var depth =
      radius * harmonics.reduce(1) { $0 + $1.amplitude * cosine($1.order * angle + $1.phase) }
      - distance
    for hole in holes { depth = min(depth, (point - hole.center).length - hole.radius) }
    for limb in limbs { depth = max(depth, limb.width - Self.distance(point, limb.from, limb.to)) }
    return depth
  }

  private static func holes(
    center: Point, radius: Float, using generator: inout KeyedRandom
  ) -> [(center: Point, radius: Float)] {
    guard generator.uniform() < 0.3 else { return [] }
    return (0..<1 + generator.index(below: 2)).map { _ in
      let angle = Float(generator.uniform(0..<2 * Double.pi))
      let away = radius * Float(generator.uniform(0.1..<0.45))
      return (
        center + Point(x: cosine(angle), y: sine(angle)) * away,
        radius * Float(generator.uniform(0.15..<0.3))
      )
    }
  }

  private static func limbs(
    center: Point, radius: Float, using generator: inout KeyedRandom
  ) -> [(from: Point, to: Point, width: Float)] {
    guard generator.uniform() < 0.4 else { return [] }
    return (0..<1 + generator.index(below: 4)).map { _ in
      let angle = Float(generator.uniform(0..<2 * Double.pi))
      let direction = Point(x: cosine(angle), y: sine(angle))
      return (
        center + direction * (0.6 * radius),
        center + direction * (radius * Float(generator.uniform(1.3..<1.8))),
        max(1.5, radius * Float(generator.uniform(0.04..<0.12)))
      )
    }
  }

  /// The distance from a point to a line segment.
  private static func distance(_ point: Point, _ from: Point, _ to: Point) -> Float {
    let along = to - from
    let place = min(max((point - from).dot(along) / along.dot(along), 0), 1)
    return (point - (from + along * place)).length
  }
}
