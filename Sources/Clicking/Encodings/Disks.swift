internal import Imaging

/// Disks: 1 at pixels whose centre is at most `radius` from a click, else 0.
///
/// Two planes, of the positive and of the negative clicks: the map of RITM (Sofiiuk et al. 2021) and of
/// the seed, both with radius 5, where a click at a pixel's centre covers 81 pixels. A pixel at (r, c) is
/// compared by (r - row)² + (c - column)² ≤ radius², in 32-bit floats as RITM computes it.
public struct Disks: DrawnEncoding {
  /// `disks`.
  public let name = "disks"
  /// `positive`, `negative`.
  public let layout = [EncodingPlane].positiveThenNegative
  /// 0 to 1.
  public let range: ClosedRange<Float> = 0...1
  /// The radius of a disk, in pixels.
  public let radius: Double
  let valueWithoutClick: Float = 0

  /// Creates the encoding; a radius below 0 is 0.
  public init(radius: Double = 5) { self.radius = max(radius, 0) }

  func draw(_ clicks: ArraySlice<PlacedClick>, over plane: inout Plane, at index: Int) {
    let sign = layout[index].isPositive
    for click in clicks where click.isPositive == sign { plane.fillDisk(click, radius: radius) }
  }
}

extension [EncodingPlane] {
  /// The two planes that most encodings have.
  static var positiveThenNegative: [EncodingPlane] {
    [EncodingPlane("positive", isPositive: true), EncodingPlane("negative", isPositive: false)]
  }
}

extension Plane {
  /// Writes 1 at every pixel that is at most `radius` from a click.
  mutating func fillDisk(_ click: PlacedClick, radius: Double) {
    guard click.isNearEnough else { return }
    let reach = min(radius, 0x1p21)
    let limit = Float(radius) * Float(radius)
    let rows = Self.indices(click.row - reach, click.row + reach, below: size.height)
    let width = size.width
    values.withUnsafeMutableBufferPointer { values in
      for row in rows {
        let down = Float(row) - Float(click.row)
        let rest = Double(limit - down * down)
        let half = rest > 0 ? rest.squareRoot() + 1 : 1
        var columns = Self.indices(click.column - half, click.column + half, below: width)
        // The root is rounded: the ends are found by the rule itself, what lies between is inside.
        func isInside(_ column: Int) -> Bool {
          let across = Float(column) - Float(click.column)
          return down * down + across * across <= limit
        }
        while let first = columns.first, !isInside(first) { columns = columns.dropFirst() }
        while let last = columns.last, !isInside(last) { columns = columns.dropLast() }
        for column in columns { values[row * width + column] = 1 }
      }
    }
  }

  /// The whole numbers from `lower` to `upper` that are at least 0 and below `bound`.
  private static func indices(_ lower: Double, _ upper: Double, below bound: Int) -> Range<Int> {
    let first = max(lower.rounded(.up), 0)
    let end = min(upper.rounded(.down) + 1, Double(bound))
    return first < end ? Int(first)..<Int(end) : 0..<0
  }
}
