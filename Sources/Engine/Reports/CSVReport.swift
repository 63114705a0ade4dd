import Basics
import Clicking
import Imaging

extension EvaluationResult {
  /// A header and one line an object: NoC at each threshold, then the IoU after each click.
  ///
  /// A field is empty where there is no value: behind the end of an inference that was cut off, and
  /// all figures of an empty target.
  func csvReport(withTimes: Bool) -> String {
    let thresholds = summary.atThresholds.map(\.threshold)
    let counts = 1...evaluation.options.clicks
    var header = ["id", "height", "width", "target_area", "end", "clicks"]
    header += thresholds.map { "noc\(percent($0))" } + counts.map { "iou\($0)" }
    if withTimes { header += Stage.allCases.map { "\($0.rawValue)_seconds" } }
    let lines = rows.map { row in
      var fields = [
        row.id, "\(row.size.height)", "\(row.size.width)", "\(row.targetArea)", row.end.rawValue,
        "\(row.clicks.count)",
      ]
      let isScored = row.end != .emptyTarget
      fields += thresholds.map { isScored ? "\(row.curve.numberOfClicks($0))" : "" }
      fields += counts.map { isScored ? row.curve.iou(at: $0)?.fixed(6) ?? "" : "" }
      if withTimes { fields += Stage.allCases.map { row.watch[$0].fixed(6) } }
      return fields
    }
    return CSVText.lines([header] + lines)
  }
}
