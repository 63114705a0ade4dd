import Basics

extension EvaluationResult {
  /// Four short blocks: what ran, clicks to thresholds, IoU by clicks, time.
  func tableReport(withTimes: Bool) -> String {
    let summary = summary
    var lines = headLines(summary)
    lines += ["", row("IoU", summary.atThresholds.map { "\(percent($0.threshold))%" })]
    lines.append(row("NoC", summary.atThresholds.map { $0.numberOfClicks.fixed(2) }))
    lines.append(row("≥\(evaluation.options.clicks)", summary.atThresholds.map { "\($0.atLimit)" }))
    lines.append(row("NoF", summary.atThresholds.map { "\($0.failures)" }))
    lines += ["", row("clicks", summary.atClicks.map { "\($0.clicks)" })]
    lines.append(row("mIoU", summary.atClicks.map { $0.meanIoU?.fixed(4) ?? "–" }))
    lines.append(row("AuC", [summary.areaUnderCurve?.fixed(4) ?? "–"]))
    if withTimes { lines += ["", timeLine(summary)] }
    return lines.joined(separator: "\n")
  }

  private func headLines(_ summary: EvaluationSummary) -> [String] {
    let options = evaluation.options
    var objects = "\(summary.objectCount) object\(summary.objectCount == 1 ? "" : "s")"
    if summary.emptyCount > 0 { objects += ", \(summary.emptyCount) with an empty target left out" }
    if !skipped.isEmpty { objects += ", \(skipped.count) bad samples passed over" }
    let stop = options.targetIoU.map { ", stop at IoU \(percent($0))%" } ?? ""
    return [
      "\(modelName) on \(datasetName), robot \(robotName)",
      "\(objects), masks \(fingerprint)",
      "\(options.clicks) clicks, threshold \(options.threshold), seed \(options.seed)\(stop)"
        + (options.mode == .segue ? "" : ", mode \(options.mode.rawValue)"),
    ]
  }

  private func row(_ name: String, _ cells: [String]) -> String {
    name.paddedRight(7) + cells.map { $0.paddedLeft(8) }.joined()
  }

  private func timeLine(_ summary: EvaluationSummary) -> String {
    let stages = Stage.allCases.map {
      "\($0.rawValue) \((1000 * (summary.secondsPerClick[$0] ?? 0)).fixed(1))"
    }
    return "ms a click: \(stages.joined(separator: ", ")); "
      + "\(summary.clickCount) clicks in \(summary.wallSeconds.fixed(1)) s with "
      + "\(evaluation.options.jobs) job\(evaluation.options.jobs == 1 ? "" : "s")"
  }
}

/// 0.85 as `85`, 0.999 as `99.9`.
func percent(_ share: Double) -> String {
  let value = (share * 1000).rounded() / 10
  return value == value.rounded() ? value.fixed(0) : value.fixed(1)
}
