/// The IoU of one object after each interaction, with the number of clicks made so far.
public struct ClickCurve: Hashable, Sendable {
  /// The number of clicks after each interaction, ascending.
  public var clicks: [Int]
  /// The IoU after each interaction, in [0, 1].
  public var ious: [Double]
  /// How many clicks an object may get.
  public var maxClicks: Int
  /// Whether the curve goes on unchanged behind its end: there was nothing left to click.
  public var isSettled: Bool

  /// Creates a curve; `clicks` and `ious` are of one length.
  public init(clicks: [Int], ious: [Double], maxClicks: Int, isSettled: Bool) {
    self.clicks = clicks
    self.ious = ious
    self.maxClicks = maxClicks
    self.isSettled = isSettled
  }

  /// The first number of clicks with which the IoU is at least `threshold`, `nil` when none is.
  public func clicksToReach(_ threshold: Double) -> Int? {
    zip(clicks, ious).first { $0.1 >= threshold }?.0
  }

  /// NoC@t: the number of clicks to reach `threshold`, `maxClicks` when it is never reached.
  public func numberOfClicks(_ threshold: Double) -> Int { clicksToReach(threshold) ?? maxClicks }

  /// The IoU after `count` clicks: that of the last interaction with no more clicks than that.
  ///
  /// 0 before the first click; `nil` behind the end of a curve that was cut off.
  public func iou(at count: Int) -> Double? {
    guard let last = clicks.last else { return isSettled ? 1 : nil }
    if count > last { return isSettled || last >= maxClicks ? ious.last : nil }
    return clicks.lastIndex { $0 <= count }.map { ious[$0] } ?? 0
  }

  /// The area under the curve from click 1 to `maxClicks` by the trapezoid rule, divided by its width.
  ///
  /// In [0, 1] (RClicks' AuC); `nil` for a curve that was cut off.
  public var areaUnderCurve: Double? {
    let values = (1...max(maxClicks, 1)).compactMap { iou(at: $0) }
    guard values.count == maxClicks, let first = values.first, let last = values.last else {
      return nil
    }
    guard values.count > 1 else { return first }
    return (values.reduce(0, +) - (first + last) / 2) / Double(values.count - 1)
  }
}
