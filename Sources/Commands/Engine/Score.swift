import Basics
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
    Two files are one pair; of two folders the files of one name are, whatever their endings. Metrics \
    are named together, iou,dice,boundary_iou, or all of them: all. Means have a BCa bootstrap interval.

    Object is what is 1 in a file of zeros and ones, every index but 0 in an indexed file, and what is \
    above half of the range in any other; --object nonzero or --object 3 says otherwise. In targets \
    128 is ignored, or the value of --ignore; --ignore none ignores nothing.
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
  @Option("which samples are object: auto, nonzero, or one value") var object = ObjectSamples(
    object: .automatic)
  @Option("the target's value that does not count, or none") var ignore = IgnoredSample(value: 128)
  @Option("what a prediction's name has behind its target's") var suffix = ""
  @Option("how often an interval holds the true mean") var level = Fraction(0.95)
  @Option("how the scores are written") var format = ScoreFormat.table
  @Flag("leave out files that cannot be used, and count them") var skipBad = false
  @Option("also write the scores to this file") var out: OutputPath?

  func run(_ context: CommandContext) throws -> Value {
    let scoring = Scoring(
      metrics: metrics.metrics, predictionRule: ScoreRule(object: object.object),
      targetRule: ScoreRule(object: object.object, ignored: ignore.value), skipsBad: skipBad,
      jobs: context.jobs)
    let pairing = try MaskPairing(
      predictions: predictions.path, targets: targets.path, suffix: suffix)
    let result = try context.withProgress("scoring", total: pairing.pairs.count) { progress in
      try scoring(pairing) { _, _ in progress.advance() }
    }
    for skipped in result.skipped {
      try context.note("skipped \(skipped.pair.id): \(Self.words(skipped.reason))")
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
