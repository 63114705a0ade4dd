import Basics
import Datasets
public import Engine
public import Language

extension ScoreFormat: Choice {
  /// `format`.
  public static var typeName: String { "format" }
}

/// `score`: masks made elsewhere.
struct Score: Command {
  static let name = "score"
  static let summary = "Measure masks that were made elsewhere against their targets."
  static let discussion = """
    Two files are one pair; of two folders the files of one name are, also in folders below and whatever their \
    endings. Metrics are named together, iou,dice,boundary_iou, or all of them: all. Means have a BCa bootstrap \
    interval.

    What is object is told by the files' values, colours, palettes and transparency, and the report says how \
    both sides were read; where two readings are possible, that is an error that names them. Of label maps each \
    value is scored on its own, with a mean over the classes. --object nonzero or --object 3 says otherwise, as do \
    --rule, --background and, for the targets, --ignore.
    """
  static let topic = CommandTopic.evaluation
  static let examples = [
    Example(
      """
      t = datasets.synthetic(count=1, size="48x64")[0].target
      save t "/tmp/segue-score-example.png"
      s = score("/tmp/segue-score-example.png", "/tmp/segue-score-example.png", metrics="iou,assd")
      print(s.mean("iou"), s.mean("assd"))
      """, prints: "1.0 0.0")
  ]

  @Argument("the predicted mask, or a folder of them") var predictions: InputPath
  @Argument("the target, or a folder of them") var targets: InputPath
  @Option("what is measured: names joined by commas, or all") var metrics = MetricNames([.iou])
  @Option("which pixels are object: auto, nonzero, or one value or colour") var object =
    ObjectSamples(object: .automatic)
  @Option("what the samples of a mask mean") var rule: MaskRule?
  @Option("the same of predictions, where it differs") var predictionRule: MaskRule?
  @Option("the value or colour that is background") var background: MaskValue?
  @Option("the target's value or colour that does not count, or none") var ignore: IgnoredValue?
  @Option("what a prediction's name has behind its target's") var suffix = ""
  @Option("how often an interval holds the true mean") var level = Fraction(0.95)
  @Option("how the scores are written") var format = ScoreFormat.table
  @Flag("leave out files that cannot be used, and count them") var skipBad = false
  @Option("also write the scores to this file") var out: OutputPath?

  func run(_ context: CommandContext) throws -> Value {
    let pairing = try MaskPairing(
      predictions: predictions.path, targets: targets.path, suffix: suffix)
    let readings = try ScoreReadings(
      pairing, object: object.object,
      target: MaskReader.Choice(rule: rule, background: background, ignored: ignore?.values),
      prediction: MaskReader.Choice(rule: predictionRule ?? rule, background: background))
    for (side, decision) in [("targets", readings.target), ("predictions", readings.prediction)] {
      for warning in decision.warnings { try context.note("\(side): \(warning)") }
    }
    let scoring = Scoring(
      metrics: metrics.metrics, readings: readings, skipsBad: skipBad, jobs: context.jobs)
    let result = try context.withProgress("scoring", total: pairing.pairs.count) { progress in
      try scoring(pairing) { _, _ in progress.advance() }
    }
    for skipped in result.skipped {
      try context.note("skipped \(skipped.pair.id): \(Self.words(skipped.reason))")
    }
    guard !result.rows.isEmpty || result.skipped.isEmpty else {
      throw ScoreError.nothingScored(pairs: result.skipped.count)
    }
    let scores = ScoresObject(
      result, format: format, level: level.value, seed: context.rootSeed)
    if let out { try Files.write(Array((scores.repr + "\n").utf8), to: out.path) }
    return .object(scores)
  }

  private static func words(_ error: any Error) -> String {
    (error as? any DiagnosticConvertible)?.diagnostic.message ?? "\(error)"
  }
}
