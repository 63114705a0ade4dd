internal import Basics

/// The forms in which scores are written.
public enum ScoreFormat: String, CaseIterable, Sendable {
  /// For people at a terminal.
  case table
  /// Everything, for programs.
  case json
  /// One line a mask, for a spreadsheet or a data frame.
  case csv
}

extension ScoreResult {
  /// The scores as text, without a newline at its end.
  ///
  /// - Parameters:
  ///   - level: of the confidence intervals, in (0, 1).
  ///   - seed: the root seed of the resampling.
  public func report(_ format: ScoreFormat, level: Double = 0.95, seed: UInt64 = 0) -> String {
    switch format {
    case .table: table(figures(level: level, seed: seed), level)
    case .json: json(figures(level: level, seed: seed), level)
    case .csv: csv
    }
  }

  private func table(_ figures: [Figures], _ level: Double) -> String {
    var lines = [headLine, ""]
    lines.append(
      "metric".paddedRight(14) + "mean".paddedLeft(9)
        + "\(percent(level)) % interval".paddedLeft(22)
        + ["median", "least", "most"].map { $0.paddedLeft(9) }.joined() + "  undefined")
    for figure in figures {
      let digits = figure.metric.isDistance ? 2 : 4
      func cell(_ value: Double?) -> String { (value?.fixed(digits) ?? "–").paddedLeft(9) }
      let interval = figure.interval.map { "\($0.low.fixed(digits)) – \($0.high.fixed(digits))" }
      lines.append(
        figure.metric.rawValue.paddedRight(14) + cell(figure.mean)
          + (interval ?? "–").paddedLeft(22) + cell(figure.median) + cell(figure.values.min())
          + cell(figure.values.max()) + "\(figure.undefinedCount)".paddedLeft(11))
    }
    return lines.joined(separator: "\n")
  }

  private var headLine: String {
    var parts = ["\(rows.count) mask\(rows.count == 1 ? "" : "s")"]
    if !missing.isEmpty { parts.append("\(missing.count) without a prediction") }
    if !skipped.isEmpty { parts.append("\(skipped.count) skipped") }
    if unusedCount > 0 {
      parts.append("\(unusedCount) predicted file\(unusedCount == 1 ? "" : "s") without a target")
    }
    return parts.joined(separator: ", ")
  }

  private func json(_ figures: [Figures], _ level: Double) -> String {
    func value(_ number: Double?) -> JSONText { number.map(JSONText.number) ?? .null }
    let summary = figures.map { figure in
      let interval = figure.interval.map { JSONText.array([.number($0.low), .number($0.high)]) }
      return (
        figure.metric.rawValue,
        JSONText.object([
          ("mean", value(figure.mean)), ("interval", interval ?? .null),
          ("median", value(figure.median)), ("undefined", .number(figure.undefinedCount)),
        ])
      )
    }
    let rows = rows.map { row in
      JSONText.object(
        [("id", .string(row.id))] + zip(metrics, row.values).map { ($0.rawValue, value($1)) })
    }
    return JSONText.object([
      ("masks", .number(self.rows.count)), ("level", .number(level)),
      ("metrics", .object(summary)), ("missing", .array(missing.map { .string($0) })),
      ("skipped", .array(skipped.map { .string($0.pair.prediction) })),
      ("unused", .number(unusedCount)), ("rows", .array(rows)),
    ]).text
  }

  /// A field is empty where the metric is not defined.
  private var csv: String {
    let lines = rows.map { row in [row.id] + row.values.map { $0?.fixed(6) ?? "" } }
    return CSVText.lines([["id"] + metrics.map(\.rawValue)] + lines)
  }
}
