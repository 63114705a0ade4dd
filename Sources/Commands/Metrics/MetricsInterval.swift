import Basics
import Engine
import Language

/// `metrics.interval`.
struct MetricsInterval: Command {
  static let name = "metrics.interval"
  static let summary = "Find the confidence interval of a mean by bootstrap."
  static let discussion = """
    Bias-corrected and accelerated (BCa), the method that SciPy's bootstrap uses unless told. The \
    answer has .mean, .low and .high. The draws follow the session's seed.
    """
  static let topic = CommandTopic.metrics
  static let examples = [
    Example(
      "i = metrics.interval([1, 2, 2, 3, 9])\nprint(i.mean, i.low < 3.4 < i.high)",
      prints: "3.4 True")
  ]

  @Argument("the values: two numbers or more") var values: [Double]
  @Option("how often such an interval holds the true mean") var level = Fraction(0.95)
  @Option("how many samples are drawn", in: 100...10_000_000) var resamples = 10_000

  func run(_ context: CommandContext) throws -> Value {
    let key = RandomKey(root: context.rootSeed, purpose: "metrics.interval")
    guard
      let interval = BootstrapInterval(
        meanOf: values, level: level.value, resamples: resamples, key: key)
    else {
      try Cancellation.check()
      throw Diagnostic(.value, refusal)
    }
    return .record(interval)
  }
}

extension MetricsInterval {
  /// Why there is no interval of the values.
  private var refusal: String {
    guard let odd = values.first(where: { !$0.isFinite }) else {
      return "an interval takes two values or more, got \(values.count)"
    }
    return "an interval is of numbers, and one of the values is \(odd)"
  }
}

extension Value {
  /// An interval with .mean, .low and .high.
  static func record(_ interval: BootstrapInterval) -> Value {
    .record(
      [
        ("mean", .float(interval.mean)), ("low", .float(interval.low)),
        ("high", .float(interval.high)),
      ],
      type: "interval")
  }
}
