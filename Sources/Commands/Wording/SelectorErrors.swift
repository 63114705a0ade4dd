public import Datasets
public import Language

extension SelectorError: DiagnosticConvertible {
  /// What was found, what was expected, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .noRegion(let selector, let sample, let lack):
      Diagnostic(
        .value, "\(selector) finds no region in the sample '\(sample)': \(lack.words)",
        help: "join it with others by selectors.mixture, or leave such samples out")
    case .nothingToChoose(let selector):
      Diagnostic(
        .value, "\(selector) has no selector with a weight above 0 to choose from",
        help: "weights are numbers from 0, and at least one is positive")
    case .badParameter(let selector, let name, let value, let range):
      Diagnostic(
        .value,
        "\(name) of \(selector) is \(value), and must be from \(range.lowerBound) to "
          + "\(range.upperBound)")
    }
  }
}

extension SelectorError.Lack {
  /// What is lacking, as a clause.
  fileprivate var words: String {
    switch self {
    case .regions(let wanted, let found):
      "it has \(found) region\(found == 1 ? "" : "s"), and \(wanted) \(wanted == 1 ? "is" : "are") wanted"
    case .category(let wanted, let found):
      "it has the classes \(Self.listed(found)), and not \(wanted)"
    case .id(let wanted, let found):
      "it has the ids \(Self.listed(found.map(String.init))), and not \(wanted)"
    case .area(let range, let found):
      found.isEmpty
        ? "it has no region"
        : "its regions have \(Self.listed(found.map(String.init))) pixels, and "
          + (range.upperBound == .max
            ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)")
          + " are wanted"
    case .kind(let kind):
      "none of its regions is known to be \(kind == .thing ? "a thing" : "stuff")"
    case .hierarchy: "the data set does not say which regions are parts of which"
    case .background: "every pixel belongs to a region or is ignored"
    }
  }

  /// The first few.
  private static func listed(_ names: [String]) -> String {
    names.isEmpty ? "none" : ListText.some(names, 6)
  }
}
