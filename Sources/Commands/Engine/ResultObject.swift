import Basics
import Datasets
import Engine
import Language

/// An evaluation's result as a script holds it: figures, and every row by its id or number.
final class ResultObject: ScriptObject, KeyedObject, IterableObject, SizedObject, PicturedObject {
  let result: EvaluationResult
  /// How it shows itself.
  let format: ReportFormat
  let withTimes: Bool
  private let rows: [RowObject]

  init(_ result: EvaluationResult, format: ReportFormat, withTimes: Bool) {
    self.result = result
    self.format = format
    self.withTimes = withTimes
    rows = result.rows.map { RowObject($0, of: result) }
  }

  var typeName: String { "result" }
  var repr: String { result.report(format, withTimes: withTimes) }
  var count: Int { rows.count }
  var keys: [String] { rows.map(\.row.id) }
  func preview(columns: Int) -> String { repr }

  var members: [Member] {
    [
      Member("model", "the model's name"), Member("robot", "the robot's name"),
      Member("dataset", "the data set's name"),
      Member("masks", "the fingerprint of the evaluated masks"),
      Member("noc", "noc(t): mean number of clicks to IoU t; nan over no object"),
      Member("nof", "nof(t): objects that never reach IoU t; nan over no object"),
      Member(
        "at_limit", "at_limit(t): objects whose NoC is the most clicks; nan over no object"),
      Member("miou", "miou(k): mean IoU after k clicks; None over no object"),
      Member("auc", "the mean area under the curve of IoU over clicks, or None"),
      Member("seconds", "the duration of the whole evaluation"),
      Member(
        "seconds_per_click", "seconds_per_click[stage]: thread time of load, robot, model, metric"),
      Member("rows", "one row an object"),
      Member("report", "report(format): the result as text"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "model": return .string(result.modelName)
    case "robot": return .string(result.robotName)
    case "dataset": return .string(result.datasetName)
    case "masks": return .string(result.fingerprint.description)
    case "auc": return result.summary.areaUnderCurve.map { .float($0) } ?? Value.none
    case "seconds": return .float(result.wallSeconds)
    case "seconds_per_click":
      let summary = result.summary
      return .dict(
        Stage.allCases.map { ($0.rawValue, .float(summary.secondsPerClick[$0] ?? 0)) })
    case "rows": return .list(rows.map { .object($0) })
    case "report": return reportFunction
    default: return figureFunction(name)
    }
  }

  func value(at terms: [IndexTerm]) throws -> Value {
    guard terms.count == 1, case .value(let term) = terms[0] else {
      throw Diagnostic(.type, "a result is indexed by an id or a number")
    }
    if let id = term.asString {
      let row = try result.row(id)
      return .object(rows.first { $0.row.id == row.id } ?? RowObject(row, of: result))
    }
    guard let index = term.asInt, index >= -rows.count, index < rows.count else {
      throw Diagnostic(.index, "a result of \(rows.count) objects has no \(term.repr)")
    }
    return .object(rows[index < 0 ? index + rows.count : index])
  }

  func makeIterator() throws -> () throws -> Value? {
    var iterator = rows.makeIterator()
    return { iterator.next().map { .object($0) } }
  }

  /// The inferences of the first objects, a row each.
  func picture() throws -> RasterPicture { RasterPicture(try Overview(of: result).drawn()) }

  private var reportFunction: Value {
    .function("report", "format=\"table\", times=True", "the result as text") { [result] call in
      let name = call.optional(0)?.asString ?? ReportFormat.table.rawValue
      guard let format = ReportFormat(rawValue: name) else {
        throw Diagnostic(
          .value, "no format named '\(name)'",
          help: "there are " + ReportFormat.allCases.map(\.rawValue).joined(separator: ", "))
      }
      return .string(result.report(format, withTimes: call.optional(1)?.asBool ?? true))
    }
  }

  private func figureFunction(_ name: String) -> Value? {
    switch name {
    case "noc": thresholdFunction(name) { .float($0.numberOfClicks) }
    case "nof": thresholdFunction(name) { .int($0.failures) }
    case "at_limit": thresholdFunction(name) { .int($0.atLimit) }
    case "miou":
      .function(name, "k", "mean IoU after k clicks") { [result] call in
        guard let count = call[0].asInt, (1...result.evaluation.options.clicks).contains(count)
        else {
          throw Diagnostic(
            .value, "miou takes a number of clicks from 1 to \(result.evaluation.options.clicks)")
        }
        let summary = result.summary(clickCounts: [count])
        return summary.atClicks.first?.meanIoU.map { .float($0) } ?? Value.none
      }
    default: nil
    }
  }

  /// The figures at an IoU threshold that the evaluation went up to.
  func figures(at threshold: Double) throws -> EvaluationSummary.AtThreshold {
    guard let figures = result.summary(thresholds: [threshold]).atThresholds.first else {
      throw Diagnostic(
        .value, "the evaluation stopped at IoU \(result.evaluation.options.targetIoU ?? 1)",
        help: "evaluate without --target-iou to know what is beyond")
    }
    return figures
  }

  private func thresholdFunction(
    _ name: String, _ figure: @escaping @Sendable (EvaluationSummary.AtThreshold) -> Value
  ) -> Value {
    .function(name, "t", "the figure at an IoU threshold") { [self] call in
      guard let threshold = call[0].asNumber, threshold > 0, threshold <= 1 else {
        throw Diagnostic(
          .value, "\(name) takes an IoU above 0 and up to 1",
          help: "write 0.9 for 90 %")
      }
      // Over no object nothing is a number, counts neither: no bound on them may hold by chance.
      let figures = try figures(at: threshold)
      return result.summary.objectCount == 0
        ? .float(.nan) : figure(figures)
    }
  }
}
