import Glibc
import Synchronization

/// A fork-join pool: `forEach` runs a body for every index on several threads and returns when all are done.
///
/// The workers spin for a moment after a region, because the next one often follows at once, and
/// then park; inside ``hot(_:)`` they spin for longer. A worker that wakes too late to help is not
/// waited for. Only one region runs at a time: a call from inside a region, or beside one, runs on
/// the calling thread alone, so nesting is safe and never starts more threads than asked for.
public final class ThreadPool: Sendable {
  /// The pool of the process.
  public static let shared = ThreadPool()

  /// How many processors this process may run on.
  public static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The most threads that one region uses.
  public static let threadLimit = 256

  private let busy = Atomic<Bool>(false)
  private let region = Region()

  /// Creates a pool without threads; they start with the first region that wants them.
  public init() {}

  /// Calls `body` once for each index in 0 ..< `count`, on up to `threads` threads.
  ///
  /// Indices are handed out in order. After a body has thrown, no further index begins; of several
  /// errors the one with the lowest index is thrown, so a failure does not depend on timing alone.
  public func forEach(
    count: Int, threads: Int = ThreadPool.processorCount,
    _ body: @Sendable (Int) throws -> Void
  ) throws {
    try forEach(count: count, threads: threads) { index, _ in try body(index) }
  }

  /// The same, and `body` also learns which thread calls it: `worker` is in 0 ..< `threads`, and no
  /// two calls with the same worker run at the same time, so it can name scratch memory.
  public func forEach(
    count: Int, threads: Int = ThreadPool.processorCount,
    _ body: @Sendable (_ index: Int, _ worker: Int) throws -> Void
  ) throws {
    let wanted = min(threads, count, Self.threadLimit)
    guard wanted > 1,
      busy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else {
      for index in 0..<max(count, 0) { try body(index, 0) }
      return
    }
    defer { busy.store(false, ordering: .releasing) }
    try withoutActuallyEscaping(body) { body in
      let work = Work(count: count, body: body)
      region.run(work, helpers: wanted - 1)
      if let failure = work.failure { throw failure }
    }
  }

  /// Runs `body` while the workers spin for up to a millisecond between regions instead of parking
  /// early: for a sequence of short regions such as the layers of a network.
  public func hot<Result, Failure>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    region.heat.add(1, ordering: .relaxed)
    defer { region.heat.subtract(1, ordering: .relaxed) }
    return try body()
  }
}

/// The indices of one region, taken one by one by whichever thread is free.
private final class Work: Sendable {
  let count: Int
  let body: @Sendable (Int, Int) throws -> Void
  private let next = Atomic<Int>(0)
  private let failures = Mutex<(index: Int, error: (any Error)?)>((.max, nil))

  init(count: Int, body: @escaping @Sendable (Int, Int) throws -> Void) {
    self.count = count
    self.body = body
  }

  var failure: (any Error)? { failures.withLock { $0.error } }

  func takeAll(worker: Int) {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      do {
        try body(index, worker)
      } catch {
        failures.withLock { if index < $0.index { $0 = (index, error) } }
        next.store(count, ordering: .relaxed)
      }
    }
  }
}

/// Who is in the region: one word, so that entering and closing cannot miss each other.
private struct Gate: RawRepresentable {
  var rawValue: Int

  static let closed = Gate(rawValue: 1 << 48)

  static func open(to limit: Int) -> Gate { Gate(rawValue: limit << 32) }

  var isClosed: Bool { rawValue & Gate.closed.rawValue != 0 }
  var limit: Int { (rawValue >> 32) & 0xFFFF }
  var entered: Int { (rawValue >> 16) & 0xFFFF }
  var inside: Int { rawValue & 0xFFFF }

  /// The gate after one more worker has come in, or nil when none may.
  var entering: Gate? {
    isClosed || entered >= limit ? nil : Gate(rawValue: rawValue + 1 << 16 + 1)
  }
}

/// The workers and the work that they are shown.
private final class Region: @unchecked Sendable {
  /// How often a worker looks for the next region before it parks: about 50 microseconds, and a
  /// millisecond while hot. Between looks it offers the processor to others now and then, because a
  /// spinning worker that keeps a busy one from running costs more than it can win.
  private static let looks = 20_000
  private static let looksWhileHot = 400_000
  private static let looksBetweenYields = 2_000

  // `work` is written by the caller while the gate is closed and nobody is inside, and read by
  // workers after they came in.
  private var work: Work?
  private let gate = Atomic<Int>(Gate.closed.rawValue)
  private let generation = Atomic<Int>(0)
  private let parked = Atomic<Int>(0)
  let heat = Atomic<Int>(0)
  private var workerCount = 0
  private let lock: UnsafeMutablePointer<pthread_mutex_t> = .allocate(capacity: 1)
  private let wake: UnsafeMutablePointer<pthread_cond_t> = .allocate(capacity: 1)

  init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wake, nil)
  }

  func run(_ work: Work, helpers wanted: Int) {
    while workerCount < wanted, start() { workerCount += 1 }
    self.work = work
    gate.store(Gate.open(to: wanted).rawValue, ordering: .releasing)
    generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
    if parked.load(ordering: .sequentiallyConsistent) > 0 { wakeWorkers(wanted) }
    work.takeAll(worker: 0)
    gate.bitwiseOr(Gate.closed.rawValue, ordering: .acquiringAndReleasing)
    awaitEmptiness()
    self.work = nil
  }

  private func wakeWorkers(_ wanted: Int) {
    pthread_mutex_lock(lock)
    for _ in 0..<wanted { pthread_cond_signal(wake) }
    pthread_mutex_unlock(lock)
  }

  private func awaitEmptiness() {
    var looks = 0
    while Gate(rawValue: gate.load(ordering: .acquiring)).inside > 0 {
      looks += 1
      if looks % Self.looksBetweenYields == 0 { sched_yield() }
    }
  }

  private func start() -> Bool {
    let seen = generation.load(ordering: .relaxed)
    // Signals are for the thread that reads the prompt: the workers inherit a mask of all of them.
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    guard let thread = NativeThread.start({ [self] in serve(seen: seen) }) else { return false }
    pthread_detach(thread)
    return true
  }

  private func serve(seen start: Int) -> Never {
    var seen = start
    while true {
      seen = awaitGeneration(after: seen)
      guard let worker = enter() else { continue }
      work?.takeAll(worker: worker)
      gate.wrappingSubtract(1, ordering: .releasing)
    }
  }

  /// Comes into the region if there is still room: the worker's number, from 1.
  private func enter() -> Int? {
    var seen = Gate(rawValue: gate.load(ordering: .relaxed))
    while let next = seen.entering {
      let (exchanged, original) = gate.weakCompareExchange(
        expected: seen.rawValue, desired: next.rawValue, ordering: .acquiring)
      if exchanged { return next.entered }
      seen = Gate(rawValue: original)
    }
    return nil
  }

  private func awaitGeneration(after seen: Int) -> Int {
    var looks = 0
    while looks < (heat.load(ordering: .relaxed) > 0 ? Self.looksWhileHot : Self.looks) {
      let now = generation.load(ordering: .acquiring)
      if now != seen { return now }
      looks += 1
      if looks % Self.looksBetweenYields == 0 { sched_yield() }
    }
    pthread_mutex_lock(lock)
    parked.wrappingAdd(1, ordering: .sequentiallyConsistent)
    while generation.load(ordering: .sequentiallyConsistent) == seen {
      pthread_cond_wait(wake, lock)
    }
    parked.wrappingSubtract(1, ordering: .relaxed)
    pthread_mutex_unlock(lock)
    return generation.load(ordering: .acquiring)
  }
}
