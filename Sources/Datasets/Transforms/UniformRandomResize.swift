public import Basics
public import Imaging

/// Resizes both sides by one random factor: RITM's `UniformRandomResize`.
///
/// Each side becomes round(side · s), ties to even as Python rounds, and at least 1 pixel.
public struct UniformRandomResize: Transform {
  /// `uniform_random_resize`.
  public let name = "uniform_random_resize"
  /// What the factor s is drawn from.
  public let scaleRange: DrawRange
  /// How the image's colours are interpolated.
  public let interpolation: Interpolation
  /// The probability that it is applied.
  public let p: Double

  /// A resize by a factor from `scaleRange`, 0.9…1.1 unless told.
  ///
  /// - Throws: ``TransformError``.
  public init(
    scaleRange: DrawRange = DrawRange(0.9, 1.1), interpolation: Interpolation = .linear,
    p: Double = 1
  ) throws(TransformError) {
    self.scaleRange = scaleRange
    self.interpolation = interpolation
    self.p = p
    try scaleRange.check(name, "scale_range", in: 0.001...100)
    try check(p, "p", in: 0...1)
  }

  /// Resizes the pair.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    try pair.resize(to: pair.size.scaled(by: scaleRange.draw(&random)), interpolation)
  }
}

extension Size {
  /// Both sides times a factor, rounded, ties to even unless told, at least 1 pixel where there are pixels.
  func scaled(
    by factor: Double, _ rounding: FloatingPointRoundingRule = .toNearestOrEven
  ) -> Size {
    func side(_ side: Int) -> Int {
      let value = min((Double(side) * factor).rounded(rounding), 0x1p28)
      return side == 0 ? 0 : max(Int(value), 1)
    }
    return Size(height: side(height), width: side(width))
  }
}
