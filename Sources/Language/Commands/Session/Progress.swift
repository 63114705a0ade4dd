import Basics
import Synchronization

/// How far a long computation is: one line on the terminal with the rate and the time left.
///
/// It is drawn on standard error, at most ten times a second, only on a terminal and not under
/// `--quiet`, and it is gone when the work ends. Any thread may advance it.
///
/// ```
/// evaluating  12/32  3.4/s  6 s left
/// ```
public final class Progress: Sendable {
  private struct State {
    var done = 0
    var lastDrawn: Double?
    var isVisible = false
  }

  /// The least time between two drawings, in seconds.
  static let interval = 0.1

  private let label: String
  private let total: Int?
  private let width: Int
  private let sink: (any TextSink)?
  private let clock: @Sendable () -> Double
  private let start: Double
  private let state = Mutex(State())

  /// Starts the measurement.
  ///
  /// - Parameters:
  ///   - label: what is being done, as a participle: `evaluating`.
  ///   - total: the number of steps, where it is known.
  ///   - sink: the terminal; `nil` draws nothing.
  ///   - clock: the time in seconds, never running backwards.
  init(
    _ label: String, total: Int?, width: Int, sink: (any TextSink)?,
    clock: @escaping @Sendable () -> Double = monotonicSeconds
  ) {
    self.label = label
    self.total = total
    self.width = width
    self.sink = sink
    self.clock = clock
    start = clock()
  }

  /// Draws the line before the first step, which may take long.
  func begin() {
    guard let sink else { return }
    state.withLock { state in
      state.lastDrawn = start
      state.isVisible = true
      try? sink.write("\r" + line(done: 0, elapsed: 0) + "\u{1B}[K")
    }
  }

  /// Counts steps as done, and draws if the last drawing is old enough.
  public func advance(by steps: Int = 1) {
    guard let sink else {
      state.withLock { $0.done += steps }
      return
    }
    let now = clock()
    state.withLock { state in
      state.done += steps
      guard now - (state.lastDrawn ?? start) >= Self.interval else { return }
      state.lastDrawn = now
      state.isVisible = true
      try? sink.write("\r" + line(done: state.done, elapsed: now - start) + "\u{1B}[K")
    }
  }

  /// Removes the line from the terminal; the next ``advance(by:)`` may draw it again.
  public func clear() {
    state.withLock { state in
      guard state.isVisible else { return }
      state.isVisible = false
      try? sink?.write("\r\u{1B}[K")
    }
  }

  /// The line's text, cut to the terminal's width.
  func line(done: Int, elapsed: Double) -> String {
    var parts = [label, total.map { "\(done)/\($0)" } ?? "\(done)"]
    let rate = elapsed > 0 ? Double(done) / elapsed : 0
    if rate > 0 { parts.append(rateText(rate)) }
    if let total, rate > 0, done < total {
      parts.append(durationText(Double(total - done) / rate) + " left")
    }
    return String(parts.joined(separator: "  ").prefix(max(width - 1, 0)))
  }
}
