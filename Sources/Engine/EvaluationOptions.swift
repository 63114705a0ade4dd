public import Basics

/// How an evaluation runs.
public struct EvaluationOptions: Hashable, Sendable {
  /// Whose rules hold where the field's code leaves a case undefined.
  public enum Mode: String, CaseIterable, Sendable {
    /// Segue's: an object ends where there is nothing to click, an empty target is left out.
    case segue
    /// The reference implementation's, to the letter: threshold 0.49, an inference stops at the
    /// target IoU, a perfect mask gets a click at (0, 0), a click with both coordinates negative counts
    /// and is not shown to the model, and 0/0 is not a number.
    case ritm
  }

  /// The most clicks an object gets.
  public var clicks: Int
  /// A pixel is object where its probability exceeds this.
  public var threshold: Double
  /// An object ends once its IoU is at least this; it runs through all clicks when `nil`.
  public var targetIoU: Double?
  /// Whose rules hold in undefined cases.
  public var mode: Mode
  /// The root seed of the robots' draws.
  public var seed: UInt64
  /// How many images are evaluated at once; never changes a result.
  public var jobs: Int
  /// Whether samples that cannot be loaded are passed over, and counted.
  public var skipsBad: Bool

  /// Checks and keeps the options; `threshold` and `targetIoU` default to the mode's own.
  ///
  /// - Throws: ``EngineError/badOption(name:value:range:)``.
  public init(
    clicks: Int = 20, threshold: Double? = nil, targetIoU: Double? = nil, mode: Mode = .segue,
    seed: UInt64 = 0, jobs: Int = ThreadPool.processorCount, skipsBad: Bool = false
  ) throws(EngineError) {
    self.clicks = clicks
    self.threshold = threshold ?? (mode == .ritm ? 0.49 : 0.5)
    self.targetIoU = targetIoU ?? (mode == .ritm ? 0.9 : nil)
    self.mode = mode
    self.seed = seed
    self.jobs = jobs
    self.skipsBad = skipsBad
    try check("clicks", Double(clicks), 1...10_000)
    try check("threshold", self.threshold, 0...1)
    try check("target_iou", self.targetIoU ?? 1, 0...2)
    try check("jobs", Double(jobs), 1...1024)
  }

  private func check(
    _ name: String, _ value: Double, _ range: ClosedRange<Double>
  ) throws(EngineError) {
    guard range.contains(value) else {
      throw .badOption(name: name, value: value, range: range)
    }
  }
}
