import Glibc

extension Machine {
  func raise(_ value: Value, again: Bool) throws {
    if var diagnostic = value.asError {
      // `raise e` is a new place; a bare `raise`, and the end of `finally`, are not.
      if !again, diagnostic.place == nil { diagnostic.stack = [] }
      throw diagnostic
    }
    guard let text = value.asString else {
      throw Diagnostic.type(
        "raise needs a text or an error, not \(value.typeName)",
        help: "raise \"what went wrong\", or raise ValueError(\"…\")")
    }
    throw Diagnostic(.raised, text)
  }

  func assertionFailure(_ r: Registers, _ i: Instruction) -> Diagnostic {
    let message = i.e == 1 ? r[i.b].description : "the assertion does not hold"
    guard i.d > 0 else { return Diagnostic(.assertion, message) }
    let (left, right) = (r[i.a].repr(atMost: 60).text, r[i.c].repr(atMost: 60).text)
    let comparison = ComparisonOperator(number: Int(i.d) - 1).rawValue
    return Diagnostic(.assertion, message, hint: "this is \(left) \(comparison) \(right)")
  }

  func isCaught(_ error: Value, _ frame: Frame, _ set: Int32) -> Bool {
    guard let kind = error.asError?.kind else { return false }
    let kinds = frame.header.pointee.code.takeUnretainedValue().caughtKinds[Int(set)]
    return kinds.contains { $0.catches(kind) }
  }

  // MARK: Text

  @inline(never) func formatPlain(_ r: Registers, _ i: Instruction) throws {
    if i.e != 1, r.objectKind(i.b) == .string {
      r.copy(i.b, to: i.a)
    } else if r.tag(i.b) == Slot.int {
      r[i.a] = Value(StringObject(decimal: r.payload(i.b)))
    } else {
      r[i.a] = try Value(
        checkedUTF8: i.e == 1 ? try r[i.b].reprBytes() : try r[i.b].textBytes())
    }
  }

  @inline(never) func formatValue(_ r: Registers, _ i: Instruction) throws {
    let value: Value =
      switch i.e {
      case 1: try Value(checkedUTF8: r[i.b].reprBytes())
      case 2: try Value(checkedUTF8: r[i.b].textBytes())
      default: r[i.b]
      }
    let specification = try FormatSpecification(r[i.c].description)
    r[i.a] = try Value(checkedUTF8: specification.format(value))
  }

  @inline(never) func concatenate(_ r: Registers, _ i: Instruction) throws {
    let parts = (0..<Int(i.b)).compactMap { r.base[Int(i.c) + $0].object as? StringObject }
    let count = parts.reduce(0) { $0 + $1.count }
    try Sequences.checkBytes("string", count)
    let joined = StringObject(uninitializedCount: count)
    var position = 0
    for part in parts {
      (joined.bytes + position).update(from: part.bytes, count: part.count)
      position += part.count
    }
    r[i.a] = Value(joined)
  }

  // MARK: Time

  /// Whether a `bench` statement is to run once more; reports the time otherwise.
  func stopTimer(_ r: Registers, _ i: Instruction) -> Bool {
    guard let timer = r[i.a].object as? Timer else { return false }
    if timer.needsAnother() { return true }
    interpreter.write(timer.report + "\n")
    return false
  }
}

/// The clock of a `time` or `bench` statement.
final class Timer: Object, @unchecked Sendable {
  private let isBench: Bool
  private var start = Timer.now()
  private var runs: [Int] = []
  private var total = 0

  /// `bench` repeats for about this long, at least three times.
  private static let benchDuration = 1_000_000_000

  init(isBench: Bool) {
    self.isBench = isBench
    super.init(kind: .cell)
  }

  /// Nanoseconds of a clock that only goes forward.
  static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  func needsAnother() -> Bool {
    let end = Self.now()
    runs.append(end - start)
    total += end - start
    guard isBench else { return false }
    start = Self.now()
    return runs.count < 3 || (total < Self.benchDuration && runs.count < 100_000)
  }

  var report: String {
    guard isBench else { return "time: \(Self.text(runs.first ?? 0))" }
    let sorted = runs.sorted()
    let (best, median) = (sorted.first ?? 0, sorted[sorted.count / 2])
    return "bench: best \(Self.text(best)), median \(Self.text(median)) of \(runs.count) runs"
  }

  private static func text(_ nanoseconds: Int) -> String {
    let seconds = Double(nanoseconds) / 1e9
    let (factor, unit) =
      seconds >= 1
      ? (1, "s") : seconds >= 1e-3 ? (1e3, "ms") : seconds >= 1e-6 ? (1e6, "µs") : (1e9, "ns")
    return "\(FloatFormat.significant(seconds * factor, digits: 3)) \(unit)"
  }
}
