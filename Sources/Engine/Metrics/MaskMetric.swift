public import Imaging

/// The figures that compare one mask with one target, by the names that scripts and reports use.
public enum MaskMetric: String, CaseIterable, Sendable {
  /// Intersection over union; DAVIS calls it J.
  case iou
  /// The share of pixels that are called what they are.
  case accuracy
  /// The share of the claimed pixels that are object.
  case precision
  /// The share of the object that is found.
  case recall
  /// The harmonic mean of precision and recall.
  case f1
  /// The Dice coefficient.
  case dice
  /// Boundary IoU.
  case boundaryIoU = "boundary_iou"
  /// The average symmetric surface distance of the outer outlines, in pixels.
  case assd
  /// The 95th percentile of the distances between both outlines, in pixels.
  case hausdorff95
  /// DAVIS's contour accuracy.
  case davisF = "davis_f"
  /// The mean of IoU and DAVIS's contour accuracy: J&F.
  case davisJF = "davis_jf"

  /// The figure; `nil` where it is not defined: a distance where exactly one of the masks is empty.
  ///
  /// Pixels that either mask ignores do not count. Two empty masks agree perfectly.
  public func value(prediction: Mask, target: Mask) throws(SizesDiffer) -> Double? {
    switch self {
    case .iou, .accuracy, .precision, .recall, .f1, .dice:
      return share(in: try Confusion(prediction: prediction, target: target))
    case .boundaryIoU: return try BoundaryIoU.value(prediction: prediction, target: target)
    case .assd:
      return try SurfaceDistances(prediction: prediction, target: target, outline: .external)?
        .average
    case .hausdorff95:
      return try SurfaceDistances(prediction: prediction, target: target)?.hausdorff()
    case .davisF: return try ContourAccuracy(prediction: prediction, target: target).f
    case .davisJF:
      let f = try ContourAccuracy(prediction: prediction, target: target).f
      return (try Confusion(prediction: prediction, target: target).iou + f) / 2
    }
  }

  /// Whether the figure is a distance in pixels, where less is better; all others are shares.
  public var isDistance: Bool { self == .assd || self == .hausdorff95 }

  private func share(in confusion: Confusion) -> Double {
    switch self {
    case .accuracy: confusion.accuracy
    case .precision: confusion.precision
    case .recall: confusion.recall
    case .f1, .dice: confusion.dice
    default: confusion.iou
    }
  }
}
