public import Imaging

/// Signed maps: the planes of the positive clicks minus those of the negative ones, in half as many planes.
///
/// Of disks: +1 near positive clicks, -1 near negative ones, 0 elsewhere and where both are near. Of
/// distance maps: -1 at a positive click far from every negative one, because there the distance is 0.
/// Planes without sign, such as the previous mask, are left out.
public struct SignedMap: Encoding {
  /// `signed_` and the name of the encoding it is made of.
  public var name: String { "signed_\(base.name)" }
  /// `signed`, or with the number of the pair where there are several.
  public let layout: [EncodingPlane]
  /// As far below 0 as the base reaches above it.
  public var range: ClosedRange<Float> {
    let reach = base.range.upperBound - base.range.lowerBound
    return -reach...reach
  }
  /// The encoding it is made of.
  public let base: any Encoding
  private let pairs: [(positive: Int, negative: Int)]

  /// Creates the signed form of an encoding.
  public init(of base: any Encoding = Disks()) {
    self.base = base
    let planes = base.layout
    let positives = planes.indices.filter { planes[$0].isPositive == true }
    let negatives = planes.indices.filter { planes[$0].isPositive == false }
    let pairs = zip(positives, negatives).map { (positive: $0, negative: $1) }
    self.pairs = pairs
    layout = pairs.indices.map { EncodingPlane(pairs.count == 1 ? "signed" : "signed \($0)") }
  }

  /// The differences.
  public func planes(of input: EncodingInput) throws(EncodingError) -> [Plane] {
    let planes = try base.planes(of: input)
    return pairs.map { positive, negative in
      let values = zip(planes[positive].values, planes[negative].values).map { $0 - $1 }
      return Plane(size: input.size, values: values)
    }
  }
}
