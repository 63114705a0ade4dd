internal import Imaging

/// A prediction and its target, both without object pixels where either of them ignores a pixel.
///
/// Metrics that look at shapes take masks so cut: the rim of what is ignored then bounds both in the
/// same way and is no disagreement. It is what DAVIS does with its void pixels.
struct CountedPair {
  let prediction: Mask
  let target: Mask

  init(prediction: Mask, target: Mask) throws(SizesDiffer) {
    try SizesDiffer.check(target.size, prediction.size)
    guard prediction.ignoredCount + target.ignoredCount > 0 else {
      (self.prediction, self.target) = (prediction, target)
      return
    }
    self.prediction = Self.cut(prediction, where: target)
    self.target = Self.cut(target, where: prediction)
  }

  private static func cut(_ mask: Mask, where other: Mask) -> Mask {
    let codes = zip(mask.codes, other.codes).map { code, other in
      code == Mask.object && other != Mask.ignored ? Mask.object : Mask.background
    }
    return Mask(size: mask.size, codes: codes)
  }
}

extension Size {
  /// The length of the diagonal, in pixels.
  var diagonal: Double {
    (Double(height) * Double(height) + Double(width) * Double(width)).squareRoot()
  }
}
