import Glibc

/// The seconds since some fixed moment, from the clock that never jumps.
public func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Adds up wall time by stage: which part of the work took how long.
public struct Stopwatch<Stage: Hashable & Sendable>: Sendable {
  /// The seconds spent in each stage so far.
  public private(set) var seconds: [Stage: Double] = [:]

  /// Starts with nothing spent.
  public init() {}

  /// Runs `body` and adds its time to `stage`.
  public mutating func time<Result>(_ stage: Stage, _ body: () throws -> Result) rethrows -> Result
  {
    let start = monotonicSeconds()
    defer { seconds[stage, default: 0] += monotonicSeconds() - start }
    return try body()
  }

  /// The seconds spent in one stage, 0 when it never ran.
  public subscript(stage: Stage) -> Double { seconds[stage] ?? 0 }

  /// Adds another watch's times to this one's.
  public mutating func add(_ other: Stopwatch) {
    seconds.merge(other.seconds, uniquingKeysWith: +)
  }
}
