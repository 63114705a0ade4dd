import Basics
import Synchronization
import Testing

@testable import Language

@Suite("Progress")
struct ProgressTests {
  @Test("it is drawn at most ten times a second, and removed at the end")
  func drawing() {
    let sink = MemorySink()
    let clock = Clock()
    let progress = Progress("evaluating", total: 8, width: 80, sink: sink) { clock.now }
    for _ in 0..<4 {
      clock.advance(0.05)
      progress.advance()
    }
    progress.clear()
    #expect(
      sink.text
        == "\revaluating  2/8  20/s  0.3 s left\u{1B}[K\revaluating  4/8  20/s  0.2 s left\u{1B}[K\r\u{1B}[K"
    )
  }

  @Test("without a terminal nothing is drawn")
  func silent() {
    let messages = MemorySink()
    let session = Session(
      registry: CommandRegistry(), version: "1", output: MemorySink(), messages: messages)
    session.withProgress("working", total: nil) { progress in progress.advance(by: 1000) }
    #expect(messages.text.isEmpty)
  }

  @Test("it is removed when the work fails")
  func failure() {
    struct Broken: Error {}
    let messages = MemorySink()
    var settings = Session.Settings()
    settings.showsProgress = true
    let session = Session(
      registry: CommandRegistry(), version: "1", settings: settings, output: MemorySink(),
      messages: messages)
    #expect(throws: Broken.self) {
      try session.withProgress("working", total: nil) { progress in
        let start = monotonicSeconds()
        while messages.text.isEmpty, monotonicSeconds() - start < 5 { progress.advance() }
        throw Broken()
      }
    }
    #expect(messages.text.hasSuffix("\r\u{1B}[K"))
  }

  @Test("the line is cut to the terminal's width")
  func narrow() {
    let progress = Progress("evaluating", total: 8, width: 12, sink: nil) { 0 }
    #expect(progress.line(done: 2, elapsed: 1) == "evaluating ")
  }

  @Test(
    "durations and rates for people",
    arguments: [
      (0.04, "0.0 s"), (4.26, "4.3 s"), (38.4, "38 s"), (185, "3 min 05 s"), (7800, "2 h 10 min"),
      (.infinity, "a long time"),
    ])
  func durations(seconds: Double, text: String) {
    #expect(durationText(seconds) == text)
  }

  @Test(
    "slow work shows the time of a step",
    arguments: [(3.42, "3.4/s"), (120, "120/s"), (0.4, "2.5 s each")])
  func rates(rate: Double, text: String) {
    #expect(rateText(rate) == text)
  }
}

/// A clock that tests turn by hand.
private final class Clock: Sendable {
  private let seconds = Mutex(0.0)
  var now: Double { seconds.withLock { $0 } }
  func advance(_ by: Double) { seconds.withLock { $0 += by } }
}
