import Basics
import Clicking
import Datasets
import Imaging

extension EvaluationResult {
  /// One object: options, summary, and every row with its clicks and IoUs.
  func jsonReport(withTimes: Bool) -> String {
    let options = evaluation.options
    var members: [(String, JSONText)] = [
      ("model", .string(modelName)), ("dataset", .string(datasetName)),
      ("robot", .string(robotName)), ("masks", .string(fingerprint.description)),
      (
        "options",
        .object([
          ("clicks", .number(options.clicks)), ("threshold", .number(options.threshold)),
          ("target_iou", options.targetIoU.map(JSONText.number) ?? .null),
          ("mode", .string(options.mode.rawValue)),
          ("seed", .literal("\(options.seed)")),
        ])
      ),
      ("summary", summaryJSON(withTimes: withTimes)),
      ("rows", .array(rows.map { rowJSON($0, withTimes: withTimes) })),
    ]
    if !skipped.isEmpty { members.append(("skipped", .array(skipped.map { .string($0.id) }))) }
    return JSONText.object(members).text
  }

  private func summaryJSON(withTimes: Bool) -> JSONText {
    let summary = summary
    func byThreshold(_ value: (EvaluationSummary.AtThreshold) -> JSONText) -> JSONText {
      .object(summary.atThresholds.map { (percent($0.threshold), value($0)) })
    }
    var members: [(String, JSONText)] = [
      ("objects", .number(summary.objectCount)), ("empty_targets", .number(summary.emptyCount)),
      ("noc", byThreshold { .number($0.numberOfClicks) }),
      ("at_limit", byThreshold { .number($0.atLimit) }),
      ("nof", byThreshold { .number($0.failures) }),
      (
        "miou",
        .object(
          summary.atClicks.map { ("\($0.clicks)", $0.meanIoU.map(JSONText.number) ?? .null) })
      ),
      ("auc", summary.areaUnderCurve.map(JSONText.number) ?? .null),
      ("clicks", .number(summary.clickCount)),
    ]
    if withTimes {
      members += [
        ("seconds", .number(summary.wallSeconds)), ("spc", .number(summary.wallSecondsPerClick)),
        ("jobs", .number(evaluation.options.jobs)),
        (
          "seconds_per_click",
          .object(
            Stage.allCases.map { ($0.rawValue, .number(summary.secondsPerClick[$0] ?? 0)) })
        ),
      ]
    }
    return .object(members)
  }

  private func rowJSON(_ row: EvaluationRow, withTimes: Bool) -> JSONText {
    let clicks = row.clicks.interactions.map { interaction in
      JSONText.array(
        interaction.map { click in
          .array([
            .number(click.pixel.row), .number(click.pixel.column),
            .literal(click.isPositive ? "true" : "false"),
          ])
        })
    }
    var members: [(String, JSONText)] = [
      ("id", .string(row.id)),
      ("size", .array([.number(row.size.height), .number(row.size.width)])),
      ("target_area", .number(row.targetArea)), ("end", .string(row.end.rawValue)),
      ("clicks", .array(clicks)), ("ious", .array(row.ious.map(JSONText.number))),
    ]
    if withTimes {
      members.append(
        ("seconds", .object(Stage.allCases.map { ($0.rawValue, .number(row.watch[$0])) })))
    }
    return .object(members)
  }
}
