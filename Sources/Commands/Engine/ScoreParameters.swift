import Datasets
import Engine
import Language

/// Metrics by their names, joined by commas; `all` stands for every one.
struct MetricNames: ScriptConvertible {
  static let typeName = "metrics"
  let metrics: [MaskMetric]

  init(_ metrics: [MaskMetric]) { self.metrics = metrics }

  static func read(_ word: String, in context: CommandContext) throws -> MetricNames {
    if word == "all" { return MetricNames(MaskMetric.allCases) }
    let names = word.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
    return MetricNames(try names.map(metric))
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> MetricNames {
    if let word = value.asString { return try read(word, in: context) }
    guard let items = value.asSequence else { throw ReadingFailure.mismatch }
    return MetricNames(
      try items.flatMap { item in
        guard let word = item.asString else { throw ReadingFailure.mismatch }
        return try read(word, in: context).metrics
      })
  }

  static func candidates(in context: CommandContext) -> [Candidate] {
    MaskMetric.allCases.map { Candidate($0.rawValue, "") } + [Candidate("all", "every metric")]
  }

  static func spelling(of value: MetricNames) -> String {
    value.metrics.map(\.rawValue).joined(separator: ",")
  }

  private static func metric(_ name: String) throws -> MaskMetric {
    guard let metric = MaskMetric(rawValue: name) else {
      throw ReadingFailure.refused(
        "no metric named '\(name)'",
        help: "there are " + MaskMetric.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return metric
  }
}

/// Which samples of a mask file are object: `auto`, `nonzero`, or a value or colour.
struct ObjectSamples: ScriptConvertible {
  static let typeName = "samples"
  let object: ScoreReadings.Object

  static func read(_ word: String, in context: CommandContext) throws -> ObjectSamples {
    switch word {
    case "auto": return ObjectSamples(object: .automatic)
    case "nonzero": return ObjectSamples(object: .nonzero)
    default: return ObjectSamples(object: .value(try MaskValue.read(word, in: context)))
    }
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> ObjectSamples {
    if let word = value.asString { return try read(word, in: context) }
    return ObjectSamples(object: .value(try MaskValue.convert(value, in: context)))
  }

  static func candidates(in context: CommandContext) -> [Candidate] {
    [Candidate("auto", "as the files tell"), Candidate("nonzero", "all but the background")]
  }

  static func spelling(of value: ObjectSamples) -> String {
    switch value.object {
    case .automatic: "auto"
    case .nonzero: "nonzero"
    case .value(let value): "\(value)"
    }
  }
}
