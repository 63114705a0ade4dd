import Basics
import Engine
import Language

/// `compare`: two results, object by object.
struct Compare: Command {
  static let name = "compare"
  static let summary =
    "Compare two results of the same objects, and say how sure the difference is."
  static let discussion = """
    Objects are paired by id and must have the same target. For every figure the table has both means, \
    the difference with its confidence interval (BCa bootstrap over objects), the p-value of the \
    two-sided sign-flip permutation test, and on how many objects each result is ahead. In a script \
    the answer's .lines hold the same numbers.
    """
  static let topic = CommandTopic.evaluation
  static let examples = [
    Example(
      """
      data = datasets.synthetic(count=3, size="48x64")
      a = evaluate("geodesic", data, clicks=3)
      c = compare(a, a)
      print(c.lines[0].name, c.lines[0].difference, c.lines[0].p)
      """, prints: "NoC@80 0.0 1.0")
  ]

  @Argument("the first result, A") var first: Value
  @Argument("the second result, B") var second: Value
  @Option("how often an interval holds the true difference") var level = Fraction(0.95)

  func run(_ context: CommandContext) throws -> Value {
    let comparison = try EvaluationComparison(
      result(first), result(second), level: level.value, seed: context.rootSeed)
    try Cancellation.check()
    return .object(ComparisonObject(comparison))
  }

  private func result(_ value: Value) throws -> EvaluationResult {
    guard let object = value.asObject(ResultObject.self) else {
      throw Diagnostic(.type, "compare takes results of evaluate, got \(value.typeName)")
    }
    return object.result
  }
}

/// A comparison as a script holds it.
final class ComparisonObject: ScriptObject {
  private let comparison: EvaluationComparison

  init(_ comparison: EvaluationComparison) { self.comparison = comparison }

  var typeName: String { "comparison" }
  var repr: String { comparison.table }
  var members: [Member] {
    [
      Member(
        "lines", "one record a figure: name, a, b, difference, low, high, p, a_ahead, b_ahead"),
      Member("objects", "how many objects both results have"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "objects": .int(comparison.objectCount)
    case "lines": .list(comparison.lines.map(Self.record))
    default: nil
    }
  }

  private static func record(_ line: EvaluationComparison.Line) -> Value {
    let paired = line.comparison
    let (aAhead, bAhead) =
      line.lessIsBetter
      ? (paired.secondLarger, paired.firstLarger) : (paired.firstLarger, paired.secondLarger)
    return .record(
      [
        ("name", .string(line.name)), ("a", .float(paired.firstMean)),
        ("b", .float(paired.secondMean)), ("difference", .float(paired.difference)),
        ("low", paired.interval.map { .float($0.low) } ?? .none),
        ("high", paired.interval.map { .float($0.high) } ?? .none), ("p", .float(paired.pValue)),
        ("a_ahead", .int(aAhead)), ("b_ahead", .int(bAhead)),
      ], type: "line")
  }
}
