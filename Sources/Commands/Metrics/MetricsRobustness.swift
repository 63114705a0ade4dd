import Engine
import Language

/// `metrics.robustness`.
struct MetricsRobustness: Command {
  static let name = "metrics.robustness"
  static let summary = "Find how much NoC depends on who clicks, over results of one model."
  static let discussion = """
    The results differ in robot or seed. The answer has .mean, .deviation (divided by n), .best, .worst, \
    .nsr (deviation / mean), .gap ((worst − best) / best, RClicks' ΔGR), and with a baseline's result \
    .change ((mean − baseline) / baseline, ΔSB).
    """
  static let topic = CommandTopic.metrics
  static let examples = [
    Example(
      """
      data = datasets.synthetic(count=2, size="48x64")
      rs = []
      for seed in range(3):
          set_seed(seed)
          rs.append(evaluate("geodesic", data, robot="random_false", clicks=3))
      r = metrics.robustness(rs, t=0.8)
      print(r.best <= r.mean <= r.worst)
      """, prints: "True")
  ]

  @Argument("results of evaluate, one or more") var results: [Value]
  @Option("the IoU that NoC counts clicks to") var t = Fraction(0.9)
  @Option("the result of the robot to compare with") var baseline: Value?

  func run(_ context: CommandContext) throws -> Value {
    guard let robustness = Robustness(try results.map(numberOfClicks)) else {
      throw Diagnostic(.value, "robustness takes one result or more, got none")
    }
    func value(_ number: Double?) -> Value { number.map { .float($0) } ?? .none }
    var fields: [(String, Value)] = [
      ("mean", .float(robustness.mean)), ("deviation", .float(robustness.deviation)),
      ("best", .float(robustness.best)), ("worst", .float(robustness.worst)),
      ("nsr", value(robustness.noiseToSignal)), ("gap", value(robustness.gap)),
    ]
    if let baseline {
      fields.append(("change", value(robustness.change(from: try numberOfClicks(baseline)))))
    }
    return .record(fields, type: "robustness")
  }

  private func numberOfClicks(_ value: Value) throws -> Double {
    guard let object = value.asObject(ResultObject.self) else {
      throw Diagnostic(.type, "robustness takes results of evaluate, got \(value.typeName)")
    }
    let clicks = try object.figures(at: t.value).numberOfClicks
    guard !clicks.isNaN else {
      throw Diagnostic(.value, "robustness got a result without objects: its NoC is no number")
    }
    return clicks
  }
}
