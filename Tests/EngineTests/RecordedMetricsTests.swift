import Basics
import Foundation
import Imaging
import TestSupport
import Testing

@testable import Engine

/// What OpenCV, SciPy, scikit-image and pycocotools computed; `scripts/parity/record_metrics.py`.
private struct Recording: Decodable {
  struct Masks: Decodable {
    let prediction: String
    let target: String
    let figures: [String: Double?]
  }
  struct Interval: Decodable {
    let values: [Double]
    let low: Double
    let high: Double
  }
  struct PermutationTest: Decodable {
    let first: [Double]
    let second: [Double]
    let p: Double
  }
  let masks: [Masks]
  let intervals: [Interval]
  let permutationTests: [PermutationTest]
  let normalQuantiles: [[Double]]

  static func load() throws -> Recording {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/metrics.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Recording.self, from: Data(contentsOf: file))
  }
}

@Suite("Metrics as other software computes them")
struct RecordedMetricsTests {
  @Test("every metric of every pair of masks", arguments: MaskMetric.allCases)
  func masks(metric: MaskMetric) throws {
    // The decoder spells the names of members in camel case.
    let name =
      metric == .boundaryIoU ? "boundaryIou" : metric == .davisF ? "davisF" : metric.rawValue
    for recorded in try Recording.load().masks {
      guard let expected = recorded.figures[name] else { continue }
      let found = try metric.value(
        prediction: drawn(recorded.prediction), target: drawn(recorded.target))
      #expect((found == nil) == (expected == nil), "\(metric): \(recorded.target)")
      if let found, let expected {
        #expect(abs(found - expected) < 1e-9, "\(metric): \(recorded.target)")
      }
    }
  }

  @Test("a bootstrap interval is SciPy's, up to the chance of its draws")
  func intervals() throws {
    for recorded in try Recording.load().intervals {
      let interval = try #require(
        BootstrapInterval(
          meanOf: recorded.values, resamples: 20_000, key: RandomKey(root: 3, purpose: "test")))
      let width = recorded.high - recorded.low
      #expect(abs(interval.low - recorded.low) <= 0.04 * width, "\(recorded.values)")
      #expect(abs(interval.high - recorded.high) <= 0.04 * width, "\(recorded.values)")
    }
  }

  @Test("the sign-flip test is SciPy's exact permutation test")
  func permutationTests() throws {
    for recorded in try Recording.load().permutationTests {
      let comparison = try #require(
        PairedComparison(
          recorded.first, recorded.second, key: RandomKey(root: 3, purpose: "test")))
      #expect(abs(comparison.pValue - recorded.p) < 1e-12, "\(recorded.first)")
    }
  }

  @Test("the normal distribution's quantiles are SciPy's")
  func normalQuantiles() throws {
    for recorded in try Recording.load().normalQuantiles {
      let found = NormalDistribution.quantile(recorded[0])
      #expect(abs(found - recorded[1]) <= 1e-9 * max(1, abs(recorded[1])), "\(recorded)")
    }
  }

  private func drawn(_ rows: String) -> Mask { mask(rows.replacing("|", with: "\n")) }
}
