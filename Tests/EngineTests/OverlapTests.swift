import Imaging
import Testing
import TestSupport

@testable import Engine

@Suite("Overlap of masks")
struct OverlapTests {
  @Test("the counts add up to the pixels that are not ignored, on every 2×2 pair")
  func counts() {
    for target in Mask.all(height: 2, width: 2, withIgnored: true) {
      for prediction in Mask.all(height: 2, width: 2) {
        let overlap = Overlap(prediction: prediction, target: target)
        let counted = zip(prediction.codes, target.codes).filter { $1 != Mask.ignored }
        #expect(overlap.truePositives == counted.count { $0 == 1 && $1 == 1 })
        #expect(overlap.falsePositives == counted.count { $0 == 1 && $1 == 0 })
        #expect(overlap.falseNegatives == counted.count { $0 == 0 && $1 == 1 })
        #expect(overlap.trueNegatives == counted.count { $0 == 0 && $1 == 0 })
      }
    }
  }

  @Test("two empty masks agree; the reference has no number there")
  func emptyMasks() {
    let empty = mask("..")
    #expect(Overlap(prediction: empty, target: empty).iou == 1)
    #expect(Overlap(prediction: empty, target: empty).iouWithoutEmptyRule.isNaN)
    #expect(Overlap(prediction: mask("#."), target: empty).iou == 0)
  }

  @Test("ignored pixels count neither way")
  func ignored() {
    #expect(Overlap(prediction: mask("###"), target: mask("#??")).iou == 1)
  }
}
