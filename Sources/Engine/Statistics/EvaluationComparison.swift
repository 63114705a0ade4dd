internal import Basics
internal import Clicking
internal import Datasets

/// Two evaluations of the same objects compared figure by figure, object by object.
public struct EvaluationComparison: Sendable {
  /// A figure of both evaluations.
  public struct Line: Sendable {
    /// The figure's name: `NoC@90`, `IoU@5` or `AuC`.
    public let name: String
    /// Whether a smaller figure is the better one.
    public let lessIsBetter: Bool
    /// Both means, their difference and how sure it is.
    public let comparison: PairedComparison
  }

  /// The names of both sides: model and robot.
  public let names: (first: String, second: String)
  /// How many objects both evaluated.
  public let objectCount: Int
  /// The objects that only one of them evaluated.
  public let unmatched: [String]
  /// The figures that both have for every object.
  public let lines: [Line]

  /// Pairs the objects by id; those with an empty target are left out.
  ///
  /// - Throws: ``EngineError/targetsDiffer(object:)`` where two targets of one id are not the same mask,
  ///   and ``EngineError/nothingToCompare`` where no object is common.
  public init(
    _ first: EvaluationResult, _ second: EvaluationResult,
    thresholds: [Double] = EvaluationSummary.thresholds,
    clickCounts: [Int] = EvaluationSummary.clickCounts, level: Double = 0.95, seed: UInt64 = 0
  ) throws(EngineError) {
    let pairs = try Self.pairs(first, second)
    let ids = Set(pairs.map(\.0.id))
    objectCount = pairs.count
    unmatched = (first.rows + second.rows).filter { $0.end != .emptyTarget && !ids.contains($0.id) }
      .map(\.id)
    names = (
      "\(first.modelName), \(first.robotName)", "\(second.modelName), \(second.robotName)"
    )
    let curves = pairs.map { ($0.0.curve, $0.1.curve) }
    func line(
      _ name: String, lessIsBetter: Bool = false, _ figure: (ClickCurve) -> Double?
    ) -> Line? {
      let values = (curves.map { figure($0.0) }, curves.map { figure($0.1) })
      let (one, two) = (values.0.compactMap(\.self), values.1.compactMap(\.self))
      let key = RandomKey(root: seed, purpose: "compare.\(name)", dataset: first.datasetName)
      // A figure that some inference was cut off before says nothing of the others.
      guard one.count == curves.count, two.count == curves.count,
        let comparison = PairedComparison(one, two, level: level, key: key)
      else { return nil }
      return Line(name: name, lessIsBetter: lessIsBetter, comparison: comparison)
    }
    let stop = min(
      first.evaluation.options.targetIoU ?? 1, second.evaluation.options.targetIoU ?? 1)
    let most = min(first.evaluation.options.clicks, second.evaluation.options.clicks)
    lines =
      thresholds.filter { $0 <= stop + 1e-9 }.compactMap { t in
        line("NoC@\(percent(t))", lessIsBetter: true) { Double($0.numberOfClicks(t)) }
      }
      + clickCounts.filter { $0 <= most }.compactMap { k in line("IoU@\(k)") { $0.iou(at: k) } }
      + [line("AuC", \.areaUnderCurve)].compactMap(\.self)
  }

  private static func pairs(
    _ first: EvaluationResult, _ second: EvaluationResult
  ) throws(EngineError) -> [(EvaluationRow, EvaluationRow)] {
    let others = Dictionary(second.rows.map { ($0.id, $0) }) { row, _ in row }
    var pairs: [(EvaluationRow, EvaluationRow)] = []
    for row in first.rows where row.end != .emptyTarget {
      guard let other = others[row.id], other.end != .emptyTarget else { continue }
      guard row.fingerprint == other.fingerprint else { throw .targetsDiffer(object: row.id) }
      pairs.append((row, other))
    }
    guard !pairs.isEmpty else { throw .nothingToCompare }
    return pairs
  }
}

extension EvaluationComparison {
  /// A table: both means, the difference with its interval, p, and on how many objects each is ahead.
  public var table: String {
    var lines = [
      "A: \(names.first)", "B: \(names.second)",
      "\(objectCount) object\(objectCount == 1 ? "" : "s") of both"
        + (unmatched.isEmpty ? "" : ", \(unmatched.count) of only one left out"), "",
    ]
    let headings = ["A", "B", "B − A"].map { $0.paddedLeft(9) }.joined()
    lines.append(
      "".paddedRight(8) + headings + "interval".paddedLeft(20) + "p".paddedLeft(8)
        + "A ahead".paddedLeft(9) + "B ahead".paddedLeft(9))
    return (lines + self.lines.map(Self.text)).joined(separator: "\n")
  }

  private static func text(_ line: Line) -> String {
    let comparison = line.comparison
    let digits = line.lessIsBetter ? 2 : 4
    let figures = [comparison.firstMean, comparison.secondMean, comparison.difference]
    let interval = comparison.interval.map { "\($0.low.fixed(digits)) – \($0.high.fixed(digits))" }
    let ahead =
      line.lessIsBetter
      ? [comparison.secondLarger, comparison.firstLarger]
      : [comparison.firstLarger, comparison.secondLarger]
    return line.name.paddedRight(8) + figures.map { $0.fixed(digits).paddedLeft(9) }.joined()
      + (interval ?? "–").paddedLeft(20) + comparison.pValue.fixed(4).paddedLeft(8)
      + ahead.map { "\($0)".paddedLeft(9) }.joined()
  }
}
