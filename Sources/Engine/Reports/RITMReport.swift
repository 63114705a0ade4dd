import Basics

extension EvaluationResult {
  /// The reference implementation's table: columns, widths and centring as its evaluation script prints them.
  ///
  /// Its SPC is the wall time of the whole loop by the number of clicks. A threshold beyond the
  /// target IoU shows `?`; a target IoU that is no column follows the row.
  func ritmReport(withTimes: Bool) -> String {
    let summary = summary
    let limit = evaluation.options.clicks
    let header =
      [
        ("BRS Type", 13), ("Dataset", 11), ("NoC@80%", 9), ("NoC@85%", 9), ("NoC@90%", 9),
        (">=\(limit)@85%", 9), (">=\(limit)@90%", 9), ("SPC,s", 7), ("Time", 9),
      ]
    let at = Dictionary(
      uniqueKeysWithValues: summary.atThresholds.map { (percent($0.threshold), $0) })
    func clicks(_ threshold: String) -> String { at[threshold]?.numberOfClicks.fixed(2) ?? "?" }
    func limits(_ threshold: String) -> String { at[threshold].map { "\($0.atLimit)" } ?? "?" }
    let cells = [
      "NoBRS", datasetName, clicks("80"), clicks("85"), clicks("90"), limits("85"),
      limits("90"), withTimes ? summary.wallSecondsPerClick.fixed(3) : "-",
      withTimes ? Self.clock(summary.wallSeconds) : "-",
    ]
    let headerLine = line(header.map { $0.0.centered($0.1) })
    let rule = String(repeating: "-", count: headerLine.count)
    return [
      "Eval results for model: \(modelName)", rule, headerLine, rule,
      line(zip(cells, header).map { $0.centered($1.1) }) + figuresAtTarget,
    ].joined(separator: "\n")
  }

  /// ` NoC@95.0% = 7.50; >=20@95.0% = 1` for a target IoU of 0.95; nothing for one of the columns.
  private var figuresAtTarget: String {
    guard let target = evaluation.options.targetIoU, ![80, 85, 90].contains(Int(target * 100)),
      let figures = self.summary(thresholds: [target]).atThresholds.first
    else { return "" }
    let share = (100 * target).fixed(1)
    return " NoC@\(share)% = \(figures.numberOfClicks.fixed(2));"
      + " >=\(evaluation.options.clicks)@\(share)% = \(figures.atLimit)"
  }

  private func line(_ cells: [String]) -> String { "|\(cells.joined(separator: "|"))|" }

  /// Whole seconds as `h:mm:ss`.
  private static func clock(_ seconds: Double) -> String {
    let whole = Int(min(max(seconds, 0), 1e9))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
  }
}
