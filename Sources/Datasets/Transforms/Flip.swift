public import Basics
import Imaging

/// Exchanges left and right, or top and bottom, or both, each equally likely:
/// the `Flip` of albumentations before 2.0.
public struct Flip: Transform {
  /// `flip`.
  public let name = "flip"
  /// The probability that it is applied.
  public let p: Double

  private static let choices: [Orientation] = [
    .mirrored, .flipped, .rotated180,
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
