import Basics
import Clicking
import Engine

/// An evaluation's result in a page: what ran, the figures as tables, the mean IoU over clicks as a curve.
struct ResultSection {
  private let result: EvaluationResult
  private let withTimes: Bool

  init(_ result: EvaluationResult, withTimes: Bool) {
    self.result = result
    self.withTimes = withTimes
  }

  var html: String {
    let summary = result.summary
    var html = "<section class=\"result\">\n<h4>\(HTML.escaped(heading))</h4>\n"
    html += "<p>\(HTML.escaped(conditions(summary)))</p>\n"
    html += thresholdTable(summary) + clickTable(summary)
    html += curve
    if withTimes { html += "<p>\(HTML.escaped(times(summary)))</p>\n" }
    return html + "</section>\n"
  }

  private var heading: String {
    "\(result.modelName) on \(result.datasetName), robot \(result.robotName)"
  }

  private func conditions(_ summary: EvaluationSummary) -> String {
    let options = result.evaluation.options
    let left = summary.emptyCount > 0 ? ", \(summary.emptyCount) with an empty target left out" : ""
    let stop = options.targetIoU.map { ", stop at IoU \(($0 * 100).fixed(1)) %" } ?? ""
    return
      "\(summary.objectCount) object\(summary.objectCount == 1 ? "" : "s")\(left) · masks \(result.fingerprint)"
      + " · \(options.clicks) clicks, threshold \(options.threshold), seed \(options.seed)\(stop)"
      + (options.mode == .segue ? "" : ", mode \(options.mode.rawValue)")
  }

  private func thresholdTable(_ summary: EvaluationSummary) -> String {
    let limit = result.evaluation.options.clicks
    return HTML.table(
      head: ["IoU"] + summary.atThresholds.map { "\(($0.threshold * 100).fixed(0)) %" },
      rows: [
        ["NoC, mean number of clicks"] + summary.atThresholds.map { $0.numberOfClicks.fixed(2) },
        ["≥\(limit), all clicks needed"] + summary.atThresholds.map { "\($0.atLimit)" },
        ["NoF, never reached"] + summary.atThresholds.map { "\($0.failures)" },
      ])
  }

  private func clickTable(_ summary: EvaluationSummary) -> String {
    HTML.table(
      head: ["clicks"] + summary.atClicks.map { "\($0.clicks)" } + ["AuC"],
      rows: [
        ["mean IoU"] + summary.atClicks.map { $0.meanIoU?.fixed(4) ?? "–" }
          + [summary.areaUnderCurve?.fixed(4) ?? "–"]
      ])
  }

  private func times(_ summary: EvaluationSummary) -> String {
    let stages = Stage.allCases.map {
      "\($0.rawValue) \((1000 * (summary.secondsPerClick[$0] ?? 0)).fixed(1))"
    }
    let jobs = result.evaluation.options.jobs
    return "ms a click: \(stages.joined(separator: ", ")); \(summary.clickCount) clicks in "
      + "\(summary.wallSeconds.fixed(1)) s with \(jobs) job\(jobs == 1 ? "" : "s")"
  }

  /// The mean IoU after each number of clicks; nothing where only one is known.
  private var curve: String {
    let limit = min(result.evaluation.options.clicks, 100)
    let points = result.summary(clickCounts: Array(1...max(limit, 1))).atClicks.compactMap { at in
      at.meanIoU.map { (clicks: at.clicks, iou: $0) }
    }
    return points.count > 1 ? ClickCurvePlot(points).svg : ""
  }
}
