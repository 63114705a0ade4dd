public import Language
public import Models

extension PredictionError: DiagnosticConvertible {
  /// What was found, what was expected, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .notANumber(let model, let first, let count):
      Diagnostic(
        .value,
        "the model '\(model)' answered nan at \(count) pixel\(count == 1 ? "" : "s"), the first at \(first)",
        help:
          "a probability is a number from 0 to 1; look for 0/0, and for nan in inputs or weights")
    case .outOfRange(let model, let lowest, let highest):
      Diagnostic(
        .value,
        "the model '\(model)' answered from \(lowest) to \(highest), and probabilities go from 0 to 1",
        help: Self.advice(lowest...highest))
    }
  }

  /// The likely way to probabilities.
  static func advice(_ range: ClosedRange<Float>) -> String {
    if range.lowerBound < -0.5 { return "of logits y make 1 / (1 + exp(-y))" }
    return range.upperBound > 2 && range.upperBound <= 255
      ? "divide by 255 where these are bytes"
      : "a tensor is limited by t.clip(0, 1)"
  }
}
