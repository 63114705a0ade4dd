import Testing

@testable import Engine

@Suite("Click metrics")
struct ClickMetricsTests {
  let rising = ClickCurve(
    clicks: [1, 2, 3, 4], ious: [0.5, 0.85, 0.8, 0.95], maxClicks: 4, isSettled: false)

  @Test("NoC is the first click with which the threshold is met, ties included")
  func numberOfClicks() {
    #expect(rising.numberOfClicks(0.85) == 2)
    #expect(rising.numberOfClicks(0.9) == 4)
  }

  @Test("a threshold that is never met counts with all clicks and is a failure")
  func failure() {
    #expect(rising.numberOfClicks(0.99) == 4)
    #expect(rising.clicksToReach(0.99) == nil)
  }

  @Test("success at the very last click is at the limit but no failure")
  func lastClick() {
    #expect(rising.clicksToReach(0.95) == 4)
  }

  @Test("an object with nothing left to click keeps its IoU")
  func settled() throws {
    let settled = ClickCurve(clicks: [1, 2], ious: [0.5, 1], maxClicks: 4, isSettled: true)
    #expect(settled.iou(at: 4) == 1)
    #expect(try #require(settled.areaUnderCurve) == 2.75 / 3)
  }

  @Test("a curve that was cut off has no value behind its end")
  func cutOff() {
    let cut = ClickCurve(clicks: [1, 2], ious: [0.5, 0.92], maxClicks: 4, isSettled: false)
    #expect(cut.iou(at: 2) == 0.92)
    #expect(cut.iou(at: 3) == nil)
    #expect(cut.areaUnderCurve == nil)
  }

  @Test("with several clicks an interaction, the count is of clicks")
  func severalClicks() {
    let pairs = ClickCurve(clicks: [2, 4], ious: [0.6, 0.9], maxClicks: 4, isSettled: false)
    #expect(pairs.numberOfClicks(0.9) == 4)
    #expect(pairs.iou(at: 1) == 0)
    #expect(pairs.iou(at: 3) == 0.6)
  }

  // numpy: np.trapezoid([.5, .85, .8, .95]) / 3
  @Test("the area under the curve equals NumPy's trapezoid rule by its width")
  func area() throws {
    let area = try #require(rising.areaUnderCurve)
    #expect(abs(area - 0.791_666_666_666_666_6) < 1e-12)
  }
}
