import Imaging
import Testing
import TestSupport

@testable import Engine

@Suite("Intersection over union")
struct IntersectionOverUnionTests {
  @Test("IoU is the share of agreement, on every 2×2 pair with ignored pixels")
  func everyPair() throws {
    for target in Mask.all(height: 2, width: 2, withIgnored: true) {
      for prediction in Mask.all(height: 2, width: 2) {
        let counted = zip(prediction.codes, target.codes).filter { $1 != Mask.ignored }
        let either = counted.count { $0 == 1 || $1 == 1 }
        let both = counted.count { $0 == 1 && $1 == 1 }
        let expected = either == 0 ? 1 : Double(both) / Double(either)
        #expect(try Confusion(prediction: prediction, target: target).iou == expected)
      }
    }
  }

  @Test("two empty masks agree; the reference has no number there")
  func emptyMasks() throws {
    let empty = mask("..")
    #expect(try Confusion(prediction: empty, target: empty).iou == 1)
    #expect(try Confusion(prediction: empty, target: empty).iouWithoutEmptyRule.isNaN)
    #expect(try Confusion(prediction: mask("#."), target: empty).iou == 0)
  }

  @Test("ignored pixels count neither way")
  func ignored() throws {
    #expect(try Confusion(prediction: mask("###"), target: mask("#??")).iou == 1)
  }
}
