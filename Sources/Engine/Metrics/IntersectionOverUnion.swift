public import Imaging

extension Confusion {
  /// Intersection over union: TP / (TP + FP + FN), in [0, 1].
  ///
  /// Where both masks are empty the quotient is 0/0: they agree, so it is 1. The reference
  /// implementation has no such rule and yields not-a-number there.
  public var iou: Double { union == 0 ? 1 : iouWithoutEmptyRule }

  /// The same quotient without a rule for 0/0, which is not a number: the reference's.
  public var iouWithoutEmptyRule: Double { Double(intersection) / Double(union) }
}
