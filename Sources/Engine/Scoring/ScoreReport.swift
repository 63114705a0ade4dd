internal import Basics
internal import Datasets

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
    return (lines + groupLines).joined(separator: "\n")
  }

  /// A line a class or object, and their means.
  private var groupLines: [String] {
    let groups = groups
    guard !groups.isEmpty else { return [] }
    let width = max(14, (groups.map(\.name.count).max() ?? 0) + 2)
    func cell(_ value: Double?, _ metric: MaskMetric? = nil) -> String {
      (value?.fixed(metric?.isDistance ?? false ? 2 : 4) ?? "–").paddedLeft(14)
    }
    func line(_ name: String, _ masks: String, _ means: [Double?], _ total: Double?) -> String {
      name.paddedRight(width) + masks.paddedLeft(7)
        + zip(metrics, means).map { cell($1, $0) }.joined() + cell(total)
    }
    let title = readings.isByRegion ? "class" : "folder"
    var lines = [
      "",
      title.paddedRight(width) + "masks".paddedLeft(7)
        + metrics.map { $0.rawValue.paddedLeft(14) }.joined() + "total IoU".paddedLeft(14),
    ]
    lines += groups.map { line($0.name, "\($0.count)", $0.means, $0.totalIoU) }
    lines.append(
      line("mean", "", metrics.indices.map(meanOverGroups), nil))
    if let mean = meanIoU {
      lines.append(
        "mIoU \(mean.value.fixed(4)) over \(mean.classes) class\(mean.classes == 1 ? "" : "es"), "
          + "\(mean.withBackground.fixed(4)) with the background; of the pixels of all files together"
      )
    }
    return lines
  }

  private var headLine: String {
    let noun = readings.isByRegion ? "region" : "mask"
    var parts = ["\(rows.count) \(noun)\(rows.count == 1 ? "" : "s")"]
    if !missing.isEmpty { parts.append("\(missing.count) without a prediction") }
    if !skipped.isEmpty { parts.append("\(skipped.count) skipped") }
    if unusedCount > 0 {
      parts.append("\(unusedCount) predicted file\(unusedCount == 1 ? "" : "s") without a target")
    }
    return parts.joined(separator: ", ")
      + "\ntargets: \(readings.target.summary)\npredictions: \(readings.prediction.summary)"
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
        [("id", .string(row.id))] + (row.region.map { [("class", .string("\($0)"))] } ?? [])
          + zip(metrics, row.values).map { ($0.rawValue, value($1)) })
    }
    let groups = groups.map { group in
      JSONText.object(
        [("name", .string(group.name)), ("masks", .number(group.count))]
          + zip(metrics, group.means).map { ($0.rawValue, value($1)) }
          + [("total_iou", value(group.totalIoU))])
    }
    return JSONText.object([
      ("masks", .number(self.rows.count)), ("level", .number(level)),
      ("metrics", .object(summary)), ("missing", .array(missing.map { .string($0) })),
      ("skipped", .array(skipped.map { .string($0.pair.prediction) })),
      ("unused", .number(unusedCount)),
      ("targets", .string(readings.target.summary)),
      ("predictions", .string(readings.prediction.summary)), ("groups", .array(groups)),
      ("miou", value(meanIoU?.value)),
      ("miou_with_background", value(meanIoU?.withBackground)), ("rows", .array(rows)),
    ]).text
  }

  /// A field is empty where the metric is not defined.
  private var csv: String {
    let isByRegion = readings.isByRegion
    let lines = rows.map { row in
      [row.id] + (isByRegion ? [row.region.map { "\($0)" } ?? ""] : [])
        + row.values.map { $0?.fixed(6) ?? "" }
    }
    return CSVText.lines(
      [["id"] + (isByRegion ? ["class"] : []) + metrics.map(\.rawValue)] + lines)
  }
}
