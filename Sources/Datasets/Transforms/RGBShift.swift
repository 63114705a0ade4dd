public import Basics
import Imaging

/// Adds a random number to each of red, green and blue: albumentations' `RGBShift`.
///
/// Limits that all lie within ±1 are shares of 255, as there since version 2. Shifts are cut to whole steps of a
/// byte, the sums to 0…255.
public struct RGBShift: Transform {
  /// `rgb_shift`.
  public let name = "rgb_shift"
  /// What red's shift is drawn from.
  public let red: DrawRange
  /// What green's shift is drawn from.
  public let green: DrawRange
  /// What blue's shift is drawn from.
  public let blue: DrawRange
  /// The probability that it is applied.
  public let p: Double

  /// A random shift of up to 20 steps either way unless told.
  ///
  /// - Throws: ``TransformError``.
  public init(
    red: DrawRange = DrawRange(20), green: DrawRange = DrawRange(20),
    blue: DrawRange = DrawRange(20),
    p: Double = 0.5
  ) throws(TransformError) {
    self.red = red
    self.green = green
    self.blue = blue
    self.p = p
    for (channel, limits) in [("r", red), ("g", green), ("b", blue)] {
      try limits.check(name, "\(channel)_shift_limit", in: -255...255)
    }
    try check(p, "p", in: 0...1)
  }

  /// What a number of the range counts, in steps of a byte.
  private static func steps(_ limits: DrawRange) -> Double {
    max(abs(limits.low), abs(limits.high)) <= 1 ? 255 : 1
  }

  /// Changes the image.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    let shifts = [red, green, blue].map { Int($0.draw(&random) * Self.steps($0)) }
    pair.map(.shift(red: shifts[0], green: shifts[1], blue: shifts[2]))
  }
}
