/// A range that a parameter's values must lie in: `0...1`, `1...`, `..<10`.
public protocol ParameterRange<Bound> {
  /// The type of the values.
  associatedtype Bound
  /// Whether a value lies in the range.
  func contains(_ value: Bound) -> Bool
  /// The range in words, fit to stand after "must be": `at least 1`.
  var words: String { get }
}

extension ClosedRange: ParameterRange where Bound: ScriptConvertible {
  /// The range in words.
  public var words: String {
    "from \(Bound.spelling(of: lowerBound)) to \(Bound.spelling(of: upperBound))"
  }
}

extension Range: ParameterRange where Bound: ScriptConvertible {
  /// The range in words.
  public var words: String {
    "from \(Bound.spelling(of: lowerBound)) to below \(Bound.spelling(of: upperBound))"
  }
}

extension PartialRangeFrom: ParameterRange where Bound: ScriptConvertible {
  /// The range in words.
  public var words: String { "at least \(Bound.spelling(of: lowerBound))" }
}

extension PartialRangeThrough: ParameterRange where Bound: ScriptConvertible {
  /// The range in words.
  public var words: String { "at most \(Bound.spelling(of: upperBound))" }
}

/// A range for a parameter that may be left out.
struct OptionalRange<Wrapped: ScriptConvertible>: ParameterRange {
  let range: any ParameterRange<Wrapped>

  func contains(_ value: Wrapped?) -> Bool { value.map { range.contains($0) } ?? true }

  var words: String { range.words }
}
