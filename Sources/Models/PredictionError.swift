public import Imaging

/// Why what a model answered is no probability of the object.
public enum PredictionError: Error, Equatable, Sendable {
  /// Values that are no numbers: the first such pixel, and how many there are.
  case notANumber(model: String, first: Pixel, count: Int)
  /// Values far from 0 … 1: the lowest and the highest.
  case outOfRange(model: String, lowest: Float, highest: Float)
}

extension Plane {
  /// What a probability may be, give or take: what lies beyond means something else.
  ///
  /// A regression overshoots 0 and 1, and its threshold is 0.5 all the same; scores from 0 to 255, or
  /// most logits, leave this range.
  private static let tolerated: ClosedRange<Float> = -1...2
  /// How far rounding and interpolation lead beyond 0 and 1.
  private static let rounding: Float = 0.01

  /// Checks that a model's answer can be a probability map.
  ///
  /// - Parameter model: the model's name, for the error.
  /// - Returns: the lowest and the highest value where they leave 0 … 1 by more than 0.01, but stay in −1 … 2:
  ///   a regression's overshoot, or logits near 0; else `nil`.
  /// - Throws: ``PredictionError`` for values that are no numbers, and for those beyond −1 … 2.
  @discardableResult
  public func checkProbabilities(of model: String) throws(PredictionError) -> ClosedRange<Float>? {
    var (lowest, highest) = (Float.infinity, -Float.infinity)
    var unordered = 0
    for value in values {
      lowest = value < lowest ? value : lowest
      highest = value > highest ? value : highest
      unordered += value == value ? 0 : 1
    }
    if unordered > 0, let first = values.firstIndex(where: \.isNaN) {
      throw .notANumber(model: model, first: size.pixel(at: first), count: unordered)
    }
    guard lowest <= highest else { return nil }
    guard Self.tolerated.contains(lowest), Self.tolerated.contains(highest) else {
      throw .outOfRange(model: model, lowest: lowest, highest: highest)
    }
    let isWithin = lowest >= -Self.rounding && highest <= 1 + Self.rounding
    return isWithin ? nil : lowest...highest
  }
}
