public import Imaging

/// Several encodings one behind the other: the planes of the first, then those of the second, and so on.
///
/// `StackedEncoding([PreviousMask(), Disks()])` gives what RITM's and the seed's networks read: the
/// previous mask, the positive and the negative disks.
public struct StackedEncoding: Encoding {
  /// The names of the parts, joined by `+`.
  public var name: String { parts.map(\.name).joined(separator: "+") }
  /// The planes of all parts.
  public var layout: [EncodingPlane] { parts.flatMap(\.layout) }
  /// From the smallest to the largest value of any part.
  public var range: ClosedRange<Float> {
    let lower = parts.map(\.range.lowerBound).min() ?? 0
    return lower...(parts.map(\.range.upperBound).max() ?? lower)
  }
  /// The encodings in order.
  public let parts: [any Encoding]

  /// Joins encodings.
  public init(_ parts: [any Encoding]) { self.parts = parts }

  /// The planes of each part in turn.
  public func planes(of input: EncodingInput) throws(EncodingError) -> [Plane] {
    var planes: [Plane] = []
    for part in parts { planes += try part.planes(of: input) }
    return planes
  }

  /// Updates the planes of each part in turn.
  public func update(
    _ planes: inout [Plane], newest: Int, of input: EncodingInput
  ) throws(EncodingError) {
    try check(planes, input)
    var updated: [Plane] = []
    updated.reserveCapacity(planes.count)
    for part in parts {
      var own = Array(planes.prefix(part.layout.count))
      planes.removeFirst(own.count)
      try part.update(&own, newest: newest, of: input)
      updated += own
    }
    planes = updated
  }
}
