public import Imaging

/// How a predicted mask and a target overlap, in pixels; pixels that the target ignores do not count.
public struct Overlap: Hashable, Sendable {
  /// Object in both.
  public var truePositives: Int
  /// Object in the prediction alone.
  public var falsePositives: Int
  /// Object in the target alone.
  public var falseNegatives: Int
  /// Object in neither.
  public var trueNegatives: Int

  /// Counts the pixels of two masks of one size.
  public init(prediction: Mask, target: Mask) {
    precondition(prediction.size == target.size, "an overlap is of masks of one size")
    // Index 2·prediction + target; a target that is ignored adds 4.
    var counts = [Int](repeating: 0, count: 8)
    prediction.codes.withUnsafeBufferPointer { prediction in
      target.codes.withUnsafeBufferPointer { target in
        for index in prediction.indices {
          let code =
            (prediction[index] == Mask.object ? 2 : 0)
            | (target[index] == Mask.object ? 1 : target[index] == Mask.ignored ? 4 : 0)
          counts[code] &+= 1
        }
      }
    }
    truePositives = counts[3]
    falsePositives = counts[2]
    falseNegatives = counts[1]
    trueNegatives = counts[0]
  }

  /// Intersection over union: TP / (TP + FP + FN).
  ///
  /// Where both masks are empty the quotient is 0/0: they agree, so it is 1. The reference
  /// implementation has no such rule and yields not-a-number there.
  public var iou: Double {
    let union = truePositives + falsePositives + falseNegatives
    return union == 0 ? 1 : Double(truePositives) / Double(union)
  }

  /// The same quotient without a rule for 0/0, which is not a number: the reference's.
  public var iouWithoutEmptyRule: Double {
    Double(truePositives) / Double(truePositives + falsePositives + falseNegatives)
  }
}
