import Basics

extension EvaluationResult {
  /// A Markdown table of one row.
  func markdownReport(withTimes: Bool) -> String {
    let columns = documentColumns(withTimes: withTimes)
    let rule = columns.indices.map { $0 < 3 ? "---" : "---:" }
    return [columns.map(\.title), rule, columns.map(\.cell)]
      .map { "| \($0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")) |" }
      .joined(separator: "\n")
  }

  /// A booktabs table of one row.
  func latexReport(withTimes: Bool) -> String {
    let columns = documentColumns(withTimes: withTimes)
    let layout = columns.indices.map { $0 < 3 ? "l" : "r" }.joined()
    func row(_ cells: [String]) -> String {
      cells.map(Self.escapedForLatex).joined(separator: " & ") + " \\\\"
    }
    return [
      "\\begin{tabular}{\(layout)}", "\\toprule", row(columns.map(\.title)), "\\midrule",
      row(columns.map(\.cell)), "\\bottomrule", "\\end{tabular}",
    ].joined(separator: "\n")
  }

  private func documentColumns(withTimes: Bool) -> [(title: String, cell: String)] {
    let summary = summary
    var columns = [
      ("Model", modelName), ("Data", datasetName),
      ("Robot", robotName), ("Objects", "\(summary.objectCount)"),
    ]
    columns += summary.atThresholds.map {
      ("NoC@\(percent($0.threshold))", $0.numberOfClicks.fixed(2))
    }
    columns += summary.atThresholds.map { ("NoF@\(percent($0.threshold))", "\($0.failures)") }
    columns += summary.atClicks.map {
      ("mIoU@\($0.clicks)", $0.meanIoU?.fixed(4) ?? "–")
    }
    columns.append(("AuC", summary.areaUnderCurve?.fixed(4) ?? "–"))
    if withTimes { columns.append(("SPC (s)", summary.wallSecondsPerClick.fixed(3))) }
    return columns.map { (title: $0.0, cell: $0.1) }
  }

  private static func escapedForLatex(_ text: String) -> String {
    text.map { "&%$#_{}".contains($0) ? "\\\($0)" : $0 == "–" ? "--" : String($0) }.joined()
  }
}
