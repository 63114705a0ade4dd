public import Basics
import Imaging

/// Turns by one of the eight symmetries of a square, each equally likely:
/// albumentations' `SquareSymmetry` and `D4`.
public struct SquareSymmetry: Transform {
  /// `square_symmetry`.
  public let name = "square_symmetry"
  /// The probability that it is applied.
  public let p: Double

  private static let choices: [Orientation] = [
    .upright, .mirrored, .rotated180, .flipped, .transposed, .rotated90, .transversed, .rotated270,
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
