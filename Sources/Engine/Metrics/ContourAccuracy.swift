public import Imaging

/// DAVIS's contour accuracy F: how much of each outline lies near the other's.
///
/// Precision is the share of the prediction's outline within r pixels of the target's, recall the
/// reverse, and F = 2 · P · R / (P + R); r = ⌈share · diagonal⌉ (Perazzi, Pont-Tuset, McWilliams, Van
/// Gool, Gross, Sorkine-Hornung: A Benchmark Dataset and Evaluation Methodology for Video Object
/// Segmentation. CVPR 2016). An outline has the pixels that differ from their right, lower or lower
/// right neighbour.
public struct ContourAccuracy: Hashable, Sendable {
  /// The radius as a share of the picture's diagonal.
  public static let usualShare = 0.008

  /// The share of the prediction's outline that lies near the target's, in [0, 1].
  public let precision: Double
  /// The share of the target's outline that lies near the prediction's, in [0, 1].
  public let recall: Double

  /// Compares two masks; pixels that either ignores are cut out of both.
  ///
  /// A prediction without outline has precision 1 and a target without outline recall 1, as in
  /// DAVIS's code, so that F is 0 where exactly one has none and 1 where neither has.
  public init(
    prediction: Mask, target: Mask, share: Double = usualShare
  ) throws(SizesDiffer) {
    let pair = try CountedPair(prediction: prediction, target: target)
    let radius = Int((share * target.size.diagonal).rounded(.up))
    let (claimed, wanted) = (pair.prediction.forwardEdges(), pair.target.forwardEdges())
    precision = try Self.share(of: claimed, near: wanted, radius: radius)
    recall = try Self.share(of: wanted, near: claimed, radius: radius)
  }

  /// F, in [0, 1].
  public var f: Double {
    precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
  }

  private static func share(
    of outline: Mask, near other: Mask, radius: Int
  ) throws(SizesDiffer) -> Double {
    let count = outline.area
    guard count > 0 else { return 1 }
    let near = try outline.intersection(other.dilated(by: .disk(radius: radius)))
    return Double(near.area) / Double(count)
  }
}
