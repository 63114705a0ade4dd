import Basics
import Clicking
import Datasets
public import Engine
public import Language

extension ReportFormat: Choice {
  /// `format`.
  public static var typeName: String { "format" }
}
extension EvaluationOptions.Mode: Choice {
  /// `mode`.
  public static var typeName: String { "mode" }
}

/// `evaluate`: the main job.
struct Evaluate: Command {
  static let name = "evaluate"
  static let summary = "Let a robot click every object of a data set, and count clicks to each IoU."
  static let discussion = """
    For each object the robot clicks, the model predicts, and the IoU is taken, up to --clicks times. \
    NoC@t is the mean number of clicks to IoU t (an object that never gets there counts with all \
    clicks), ≥N@t counts the objects whose NoC is the most clicks, NoF@t those that never reach t.

    An object ends early where the robot finds nothing to correct. Objects with an empty target are \
    left out and counted. --mode ritm follows the reference implementation to the letter instead: \
    threshold 0.49, stop at IoU 90 %, a click at (0, 0) on a perfect mask, and a click with both \
    coordinates negative counts without being shown to the model. --target-iou 1.01, which nothing \
    reaches, lets every object run through all clicks.

    A model must answer with probabilities: values that are no numbers, or far from 0 to 1, are an error. \
    Where no object has a target, means are no numbers (nan) or None.

    The result does not depend on --jobs. Any step can be looked at later: r["id"].steps[k].
    """
  static let topic = CommandTopic.evaluation
  static let examples = [
    Example(
      "r = evaluate geodesic synthetic --limit 2 --clicks 3 --no-times\nprint(len(r))", prints: "2"),
    Example(
      "data = datasets.synthetic(count=2, size=\"48x64\")\nr = evaluate(models.geodesic(), data, clicks=3)\nprint(r[0].id, len(r[0].steps) <= 3)",
      prints: "synthetic-000 True"),
  ]

  @Argument("what predicts: a model's name, a model, or a function") var model: ModelParameter
  @Argument("what is segmented: a folder, a catalogue name or a data set") var data:
    DatasetParameter
  @Option("what clicks: a robot's name, a robot, or a function") var robot = RobotParameter(
    robot: CenterLargestError())
  @Option("the most clicks an object gets", in: 1...10_000) var clicks = 20
  @Option("a pixel is object above this probability; 0.5, or 0.49 under --mode ritm")
  var thresh: Fraction?
  @Option("end an object once its IoU is at least this; 90 % under --mode ritm, else never")
  var targetIou: TargetIoU?
  @Option("whose rules hold in undefined cases") var mode = EvaluationOptions.Mode.segue
  @Option("evaluate only this many images, from the first", in: 1...) var limit: Int?
  @Option("images at once; all processors unless told", in: 1...1024) var jobs: Int?
  @Flag("pass over samples that cannot be loaded, and say how many") var skipBad = false
  @Option("how the result is written; a table unless told") var format: ReportFormat?
  @Flag("write measured times; without them the text is the same in every run") var times = true
  @Option(
    "also write the result to this file: as --format says, else as its ending .csv, .json, .md or .tex"
  )
  var out: OutputPath?

  func run(_ context: CommandContext) throws -> Value {
    let options = try EvaluationOptions(
      clicks: clicks, threshold: thresh?.value, targetIoU: targetIou?.value, mode: mode,
      seed: context.rootSeed, jobs: jobs ?? context.jobs, skipsBad: skipBad)
    let evaluation = Evaluation(
      model: ScriptCaller.prepared(model.model, jobs: options.jobs),
      robot: ScriptCaller.prepared(robot.robot, jobs: options.jobs),
      dataset: try EvaluationDataset(data.dataset, limit: limit, checks: !skipBad),
      options: options)
    let total = evaluation.dataset.indices.count
    let result = try context.withProgress("evaluating", total: total) { progress in
      try evaluation { _, _ in progress.advance() }
    }
    context.session.note(
      UsedData(
        name: result.datasetName, objects: result.rows.count,
        fingerprint: result.fingerprint.description))
    try BadSamples.note(result.skipped, of: total, context)
    try ModelDoubts.note(evaluation.model, overshoot: result.overshoot, context)
    if result.summary.objectCount == 0 {
      try context.note("no object has a target to segment: no mean is a number")
    }
    if let out {
      let form = format ?? ReportFormat(ofFile: out.path) ?? .table
      let text = result.report(form, withTimes: times) + "\n"
      try Files.write(Array(text.utf8), to: out.path)
    }
    return .object(ResultObject(result, format: format ?? .table, withTimes: times))
  }
}

/// The IoU at which an object ends: a fraction, or up to 1.01, which none reaches.
struct TargetIoU: ScriptConvertible {
  static let typeName = "IoU"
  /// What RITM's evaluation takes for "never".
  private static let unreachable = 1.01
  let value: Double

  static func read(_ word: String, in context: CommandContext) throws -> TargetIoU {
    if let number = Double(word), let target = beyond(number) { return target }
    return TargetIoU(value: try Fraction.read(word, in: context).value)
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> TargetIoU {
    if let number = value.asNumber, let target = beyond(number) { return target }
    return TargetIoU(value: try Fraction.convert(value, in: context).value)
  }

  static func spelling(of value: TargetIoU) -> String { Double.spelling(of: value.value) }

  private static func beyond(_ number: Double) -> TargetIoU? {
    number > 1 && number <= unreachable ? TargetIoU(value: number) : nil
  }
}
