public import Basics
public import Imaging

/// Turns the picture about its centre, at its own size: albumentations' `Rotate`.
public struct Rotate: Transform {
  /// `rotate`.
  public let name = "rotate"
  /// The angle in degrees, counterclockwise.
  public let limit: DrawRange
  /// How the image's colours are interpolated: `nearest`, or the 2 × 2 neighbours with all others.
  public let interpolation: Interpolation
  /// What comes into view.
  public let border: Border
  /// The probability that it is applied.
  public let p: Double

  /// A turn by up to 90 degrees either way unless told.
  ///
  /// - Throws: ``TransformError``.
  public init(
    limit: DrawRange = DrawRange(90), interpolation: Interpolation = .linear,
    border: Border = Border(),
    p: Double = 0.5
  ) throws(TransformError) {
    self.limit = limit
    self.interpolation = interpolation
    self.border = border
    self.p = p
    try limit.check(name, "limit", in: -3600...3600)
    try check(p, "p", in: 0...1)
  }

  /// Turns the pair.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    let map = Affine(about: pair.size, degrees: limit.draw(&random))
    try pair.warp(by: map, interpolation, border)
  }
}
