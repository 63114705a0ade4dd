import Basics
import Testing

@testable import Engine

@Suite("Statistics")
struct StatisticsTests {
  private let key = RandomKey(root: 5, purpose: "test")

  @Test("equal values have an interval without width, and one value has none")
  func degenerate() throws {
    let interval = try #require(BootstrapInterval(meanOf: [2, 2, 2], key: key))
    #expect(interval.low == 2 && interval.high == 2)
    #expect(BootstrapInterval(meanOf: [2], key: key) == nil)
    #expect(BootstrapInterval(meanOf: [], key: key) == nil)
  }

  @Test("an interval depends on its key alone, and holds the true mean about as often as it says")
  func coverage() throws {
    var hits = 0
    for trial in 0..<100 {
      var random = RandomKey(root: 1, purpose: "values", interaction: trial).generator()
      let values = (0..<20).map { _ in random.uniform() }
      let key = RandomKey(root: 9, purpose: "bootstrap", interaction: trial)
      let interval = try #require(BootstrapInterval(meanOf: values, resamples: 300, key: key))
      #expect(interval == BootstrapInterval(meanOf: values, resamples: 300, key: key))
      if interval.low <= 0.5, 0.5 <= interval.high { hits += 1 }
    }
    // 95 expected at most; a standard deviation is 2.
    #expect(hits > 83 && hits < 100)
  }

  @Test("a difference without exception is as improbable as its number of sign patterns")
  func pValue() throws {
    let few = try #require(PairedComparison([5, 6, 7, 8], [4, 5, 6, 7], key: key))
    #expect(few.pValue == 2.0 / 16)
    #expect(few.difference == -1)
    #expect((few.firstLarger, few.secondLarger) == (4, 0))
    let many = try #require(
      PairedComparison(
        [Double](repeating: 1, count: 40), [Double](repeating: 2, count: 40), key: key))
    #expect(many.pValue == 1.0 / 10_001)
    let same = try #require(PairedComparison([1, 2], [1, 2], key: key))
    #expect(same.pValue == 1)
  }

  @Test("robustness is the spread of the figures")
  func robustness() throws {
    let spread = try #require(Robustness([2, 4, 6, 8]))
    #expect(spread.mean == 5 && spread.best == 2 && spread.worst == 8)
    #expect(spread.deviation == 5.0.squareRoot())
    #expect(spread.gap == 3)
    #expect(spread.change(from: 4) == 0.25)
    #expect(Robustness([]) == nil)
  }
}
