public import Imaging

/// Boundary IoU: the intersection over union of what lies near the outlines.
///
/// IoU = |(G ∖ G₋) ∩ (P ∖ P₋)| / |(G ∖ G₋) ∪ (P ∖ P₋)|, where M₋ is the mask after d erosions by a full
/// 3×3 element and d = max(1, round(share · diagonal)); the picture's border bounds a mask (Cheng,
/// Girshick, Dollár, Berg, Kirillov: Boundary IoU: Improving Object-Centric Image Segmentation
/// Evaluation. CVPR 2021).
public enum BoundaryIoU {
  /// The width of the band as a share of the picture's diagonal.
  public static let usualShare = 0.02

  /// The figure, in [0, 1].
  ///
  /// Pixels that either mask ignores are cut out of both. Two empty masks agree: 1.
  public static func value(
    prediction: Mask, target: Mask, share: Double = usualShare
  ) throws(SizesDiffer) -> Double {
    let pair = try CountedPair(prediction: prediction, target: target)
    let width = bandWidth(of: target.size, share: share)
    return try Confusion(
      prediction: pair.prediction.boundaryBand(width: width),
      target: pair.target.boundaryBand(width: width)
    ).iou
  }

  /// d, in pixels; halves are rounded to even numbers, as the authors' code does.
  static func bandWidth(of size: Size, share: Double) -> Int {
    max(1, Int((share * size.diagonal).rounded(.toNearestOrEven)))
  }
}
