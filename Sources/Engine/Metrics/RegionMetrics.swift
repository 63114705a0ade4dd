public import Imaging

/// Shares of pixels. Pixels that either mask ignores do not count; a share of nothing, 0/0, is 1 where
/// both masks are empty, because they agree, and 0 elsewhere.
extension Confusion {
  /// The share of pixels that are called what they are: (TP + TN) / (TP + FP + FN + TN), in [0, 1].
  ///
  /// The seed's `aAcc` divides by the target's area instead, which is ``recall``.
  public var accuracy: Double { share(truePositives + trueNegatives, of: total) }

  /// The share of the claimed pixels that are object: TP / (TP + FP), in [0, 1].
  public var precision: Double { share(truePositives, of: truePositives + falsePositives) }

  /// The share of the object that is found: TP / (TP + FN), in [0, 1]. Also called sensitivity.
  public var recall: Double { share(truePositives, of: truePositives + falseNegatives) }

  /// The weighted harmonic mean of precision and recall, in [0, 1]:
  /// (1 + β²) TP / ((1 + β²) TP + β² FN + FP). `beta` above 1 favours recall.
  public func fScore(beta: Double = 1) -> Double {
    let weight = beta * beta
    let claimed = (1 + weight) * Double(truePositives)
    let wrong = weight * Double(falseNegatives) + Double(falsePositives)
    return union == 0 ? 1 : claimed + wrong == 0 ? 0 : claimed / (claimed + wrong)
  }

  /// The Dice coefficient: 2 TP / (2 TP + FP + FN), in [0, 1]; the same number as F with β = 1.
  public var dice: Double { fScore() }

  private func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? (union == 0 ? 1 : 0) : Double(part) / Double(whole)
  }
}
