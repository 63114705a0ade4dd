public import Basics
import Imaging

/// Turns counterclockwise by 0, 1, 2 or 3 quarters, each equally likely:
/// albumentations' `RandomRotate90`.
public struct RandomRotate90: Transform {
  /// `random_rotate90`.
  public let name = "random_rotate90"
  /// The probability that it is applied.
  public let p: Double

  private static let choices: [Orientation] = [
    .upright, .rotated270, .rotated180, .rotated90,
  ]

  /// A turn with probability `p`.
  ///
  /// - Throws: ``TransformError/badParameter(transform:name:value:range:)``.
  public init(p: Double = 0.5) throws(TransformError) {
    self.p = p
    try check(p, "p", in: 0...1)
  }

  /// Turns the pair.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    pair.turn(Self.choices[random.index(below: Self.choices.count)])
  }
}
