/// The forms in which an evaluation's result is written.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// For people at a terminal.
  case table
  /// The reference implementation's row, to compare line by line.
  case ritm
  /// A table for a README.
  case markdown
  /// A table for a paper (booktabs).
  case latex
  /// One line an object, for a spreadsheet or a data frame.
  case csv
  /// Everything, for programs.
  case json
}

extension ReportFormat {
  /// The form that a file's ending stands for; nil where it stands for none.
  public init?(ofFile path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    switch path[path.index(after: dot)...].lowercased() {
    case "csv": self = .csv
    case "json": self = .json
    case "tex": self = .latex
    case "md": self = .markdown
    case "txt": self = .table
    default: return nil
    }
  }
}

extension EvaluationResult {
  /// The result as text, without a newline at its end.
  ///
  /// - Parameter withTimes: whether measured times are in it; without them, the text is the same in
  ///   every run. The reference's row and the JSON form then carry no number there.
  public func report(_ format: ReportFormat, withTimes: Bool = true) -> String {
    switch format {
    case .table: tableReport(withTimes: withTimes)
    case .ritm: ritmReport(withTimes: withTimes)
    case .markdown: markdownReport(withTimes: withTimes)
    case .latex: latexReport(withTimes: withTimes)
    case .csv: csvReport(withTimes: withTimes)
    case .json: jsonReport(withTimes: withTimes)
    }
  }
}
