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

/// Which samples of a mask file are object: `auto`, `nonzero`, or a value.
struct ObjectSamples: ScriptConvertible {
  static let typeName = "samples"
  let object: ScoreRule.Object

  static func read(_ word: String, in context: CommandContext) throws -> ObjectSamples {
    switch word {
    case "auto": return ObjectSamples(object: .automatic)
    case "nonzero": return ObjectSamples(object: .nonzero)
    default:
      guard let id = UInt16(word) else { throw ReadingFailure.mismatch }
      return ObjectSamples(object: .id(id))
    }
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> ObjectSamples {
    if let word = value.asString { return try read(word, in: context) }
    guard let id = value.asInt.flatMap(UInt16.init(exactly:)) else {
      throw ReadingFailure.mismatch
    }
    return ObjectSamples(object: .id(id))
  }

  static func candidates(in context: CommandContext) -> [Candidate] {
    [Candidate("auto", "ones, indices, or above half"), Candidate("nonzero", "all but 0")]
  }

  static func spelling(of value: ObjectSamples) -> String {
    switch value.object {
    case .automatic: "auto"
    case .nonzero: "nonzero"
    case .id(let id): "\(id)"
    }
  }
}

/// The value of a mask file that does not count, or `none`.
struct IgnoredSample: ScriptConvertible {
  static let typeName = "value"
  let value: UInt16?

  static func read(_ word: String, in context: CommandContext) throws -> IgnoredSample {
    if word == "none" { return IgnoredSample(value: nil) }
    guard let value = UInt16(word) else { throw ReadingFailure.mismatch }
    return IgnoredSample(value: value)
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> IgnoredSample {
    if value.isNone { return IgnoredSample(value: nil) }
    if let word = value.asString { return try read(word, in: context) }
    guard let sample = value.asInt.flatMap(UInt16.init(exactly:)) else {
      throw ReadingFailure.mismatch
    }
    return IgnoredSample(value: sample)
  }

  static func candidates(in context: CommandContext) -> [Candidate] {
    [Candidate("none", "every pixel counts")]
  }

  static func spelling(of value: IgnoredSample) -> String {
    value.value.map { "\($0)" } ?? "none"
  }
}
