import Datasets
import Engine
import Language

/// Scores as a script holds them: means and intervals by metric, and every mask by its id.
final class ScoresObject: ScriptObject, IndexableObject, SizedObject, PreviewableObject {
  private let result: ScoreResult
  private let format: ScoreFormat
  private let level: Double
  private let seed: UInt64

  init(_ result: ScoreResult, format: ScoreFormat, level: Double, seed: UInt64) {
    self.result = result
    self.format = format
    self.level = level
    self.seed = seed
  }

  var typeName: String { "scores" }
  var repr: String { result.report(format, level: level, seed: seed) }
  var count: Int { result.rows.count }
  func preview(columns: Int) -> String { repr }

  var members: [Member] {
    [
      Member("mean", "mean(metric): over all masks for which it is defined"),
      Member("interval", "interval(metric): .mean, .low and .high, or None"),
      Member("values", "values(metric): one a mask, None where it is not defined"),
      Member("ids", "the names of the masks"),
      Member("skipped", "how many pairs could not be used"),
      Member("missing", "the target files without a prediction"),
      Member("classes", "of label maps the IoU of each class over all files, by its value"),
      Member("miou", "the mean of these, or None; miou_with_background counts the background"),
      Member("miou_with_background", "the same with the background as a class"),
      Member("readings", "how targets and predictions were read"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "ids": return .list(result.rows.map { .string($0.name) })
    case "classes":
      return .dict(
        result.groups.map { ($0.name, $0.totalIoU.map { .float($0) } ?? .none) })
    case "miou": return result.meanIoU.map { Value.float($0.value) } ?? Value.none
    case "miou_with_background":
      return result.meanIoU.map { Value.float($0.withBackground) } ?? Value.none
    case "readings":
      return .dict([
        ("targets", .string(result.readings.target.summary)),
        ("predictions", .string(result.readings.prediction.summary)),
      ])
    case "skipped": return .int(result.skipped.count)
    case "missing": return .list(result.missing.map { .string($0) })
    case "mean":
      return metricFunction(name, "the mean over all masks") { figures, _ in
        figures.mean.map { .float($0) } ?? .none
      }
    case "interval":
      return metricFunction(name, "the mean's confidence interval") { figures, _ in
        figures.interval.map { .record($0) } ?? .none
      }
    case "values":
      return metricFunction(name, "the figure of every mask") { [result] _, index in
        .list(result.rows.map { $0.values[index].map { .float($0) } ?? .none })
      }
    default: return nil
    }
  }

  /// `scores["37073"]`, or `scores["a:2"]` of a region, has a member for each metric.
  func value(at terms: [IndexTerm]) throws -> Value {
    guard terms.count == 1, case .value(let term) = terms[0], let id = term.asString else {
      throw Diagnostic(.type, "scores are indexed by the name of a mask")
    }
    guard let row = result.rows.first(where: { $0.name == id }) else {
      throw Diagnostic(
        .key, "the scores have no mask '\(id)'",
        hint: DatasetError.suggestion(id, result.rows.map(\.name)))
    }
    return .record(
      zip(result.metrics, row.values).map { ($0.rawValue, $1.map { .float($0) } ?? .none) },
      type: "score")
  }

  private func metricFunction(
    _ name: String, _ summary: String,
    _ body: @escaping @Sendable (ScoreResult.Figures, Int) -> Value
  ) -> Value {
    .function(name, "metric", summary) { [result, level, seed] call in
      guard let word = call[0].asString,
        let index = result.metrics.firstIndex(where: { $0.rawValue == word })
      else {
        throw Diagnostic(
          .value, "\(call[0].repr) was not measured",
          help: "measured are " + result.metrics.map(\.rawValue).joined(separator: ", "))
      }
      return body(result.figures(level: level, seed: seed)[index], index)
    }
  }
}
