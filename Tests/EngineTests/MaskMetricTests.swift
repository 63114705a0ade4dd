import Imaging
import TestSupport
import Testing

@testable import Engine

/// What holds for every metric; a new one is tested by being a case.
@Suite("Every mask metric")
struct MaskMetricTests {
  @Test("of a mask with itself is perfect, whatever the mask", arguments: MaskMetric.allCases)
  func perfect(metric: MaskMetric) throws {
    var random = TestRandom(1)
    let special = [mask("."), mask("#"), mask("?"), mask("..\n.."), mask("##\n##"), mask("??\n??")]
    for target in special + (0..<20).map({ _ in random.mask(Size(height: 9, width: 11)) }) {
      let found = try metric.value(prediction: target, target: target)
      #expect(found == (metric.isDistance ? 0 : 1), "\(target.picture)")
    }
  }

  @Test("lies in its range, or is not defined", arguments: MaskMetric.allCases)
  func range(metric: MaskMetric) throws {
    var random = TestRandom(2)
    for _ in 0..<40 {
      let size = Size(height: 8, width: 13)
      let (prediction, target) = (random.mask(size), random.mask(size, withIgnored: true))
      let found = try metric.value(prediction: prediction, target: target)
      if let found {
        #expect(found >= 0 && found <= (metric.isDistance ? 16 : 1))
      } else {
        #expect(metric.isDistance)
      }
    }
  }

  @Test("sees nothing of ignored pixels", arguments: MaskMetric.allCases)
  func ignored(metric: MaskMetric) throws {
    var random = TestRandom(3)
    for _ in 0..<20 {
      let size = Size(height: 7, width: 9)
      let target = random.mask(size, withIgnored: true)
      var prediction = random.mask(size)
      let before = try metric.value(prediction: prediction, target: target)
      for index in target.codes.indices where target.codes[index] == Mask.ignored {
        prediction.codes[index] = 1 - prediction.codes[index]
      }
      #expect(try metric.value(prediction: prediction, target: target) == before)
    }
  }

  @Test("refuses masks of different sizes", arguments: MaskMetric.allCases)
  func sizes(metric: MaskMetric) {
    #expect(throws: SizesDiffer.self) {
      try metric.value(prediction: mask(".#"), target: mask(".\n#"))
    }
  }

  @Test("an empty prediction of an object scores nothing, and has no distance")
  func emptyPrediction() throws {
    let (empty, target) = (mask("....\n...."), mask(".##.\n...."))
    for metric in MaskMetric.allCases where metric != .accuracy {
      let found = try metric.value(prediction: empty, target: target)
      #expect(found == (metric.isDistance ? nil : 0), "\(metric)")
    }
  }

  @Test("F weighs recall by the square of beta")
  func fScore() throws {
    let confusion = try Confusion(prediction: mask("###."), target: mask(".##."))
    #expect(confusion.fScore(beta: 2) == 10.0 / 11)
    #expect(confusion.fScore(beta: 0) == confusion.precision)
  }
}
