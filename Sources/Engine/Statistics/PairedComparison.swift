public import Basics

/// Two series of values of the same objects compared: the mean difference, second minus first, how sure
/// it is, and on how many objects each is ahead.
public struct PairedComparison: Hashable, Sendable {
  /// The mean of the first series.
  public let firstMean: Double
  /// The mean of the second series.
  public let secondMean: Double
  /// The confidence interval of the mean difference; `nil` for fewer than two objects.
  public let interval: BootstrapInterval?
  /// The two-sided p-value of the sign-flip permutation test, in (0, 1].
  ///
  /// If both were equally good, each object's difference could as well have the other sign: p is the
  /// share of sign patterns whose mean difference is at least as far from 0 as the one observed. All
  /// patterns are looked at up to 2¹⁶, otherwise 10 000 drawn ones and the observed one.
  public let pValue: Double
  /// On how many objects the second value is larger.
  public let secondLarger: Int
  /// On how many objects the first value is larger.
  public let firstLarger: Int
  /// How many objects there are.
  public let count: Int

  /// Compares; both series have the same objects in the same order, at least one. `nil` also where the work
  /// is interrupted.
  public init?(_ first: [Double], _ second: [Double], level: Double = 0.95, key: RandomKey) {
    guard first.count == second.count, !first.isEmpty else { return nil }
    let differences = zip(first, second).map { $1 - $0 }
    count = differences.count
    firstMean = first.reduce(0, +) / Double(count)
    secondMean = second.reduce(0, +) / Double(count)
    secondLarger = differences.count { $0 > 0 }
    firstLarger = differences.count { $0 < 0 }
    interval = BootstrapInterval(meanOf: differences, level: level, key: key)
    guard let pValue = Self.signFlipTest(differences.filter { $0 != 0 }, key) else { return nil }
    self.pValue = pValue
  }

  /// The mean difference, second minus first.
  public var difference: Double { secondMean - firstMean }

  private static let mostExact = 16
  private static let drawn = 10_000

  /// Objects without a difference keep none under any signs, and are left out.
  private static func signFlipTest(_ differences: [Double], _ key: RandomKey) -> Double? {
    guard !differences.isEmpty else { return 1 }
    let observed = abs(differences.reduce(0, +))
    // Sums of the same numbers in other orders round differently; equal ones must count as equal.
    let bar = observed - 1e-12 * differences.reduce(0) { $0 + abs($1) }
    func isAsFar(_ pattern: (Int) -> Bool) -> Bool {
      var sum = 0.0
      for (index, difference) in differences.enumerated() {
        sum += pattern(index) ? -difference : difference
      }
      return abs(sum) >= bar
    }
    if differences.count <= mostExact {
      let patterns = 1 << differences.count
      let far = (0..<patterns).count { pattern in isAsFar { pattern >> $0 & 1 == 1 } }
      return Double(far) / Double(patterns)
    }
    var key = key
    key.purpose += ".signs"
    var random = key.generator()
    var far = 0
    for _ in 0..<drawn {
      if Cancellation.isRequested { return nil }
      let words = (0...differences.count / 64).map { _ in random.next() }
      if isAsFar({ words[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }) { far += 1 }
    }
    return Double(far + 1) / Double(drawn + 1)
  }
}
