import Glibc
import Synchronization

/// A fork-join pool: `forEach` runs a body for every index on several threads and returns when all are done.
///
/// The workers spin for a moment after a region, because the next one often follows at once, and
/// then park. Only one region runs at a time: a call from inside a region, or beside one, runs on
/// the calling thread alone, so nesting is safe and never starts more threads than asked for.
public final class ThreadPool: Sendable {
  /// The pool of the process.
  public static let shared = ThreadPool()

  /// How many processors this process may run on.
  public static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Scripts' functions run on workers too, and may recurse.
  private static let stackBytes = 256 << 20
  private static let spinLimit = 20_000

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
    let wanted = min(threads, count)
    guard wanted > 1,
      busy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else {
      for index in 0..<max(count, 0) { try body(index) }
      return
    }
    defer { busy.store(false, ordering: .releasing) }
    try withoutActuallyEscaping(body) { body in
      let work = Work(count: count, body: body)
      region.run(work, helpers: wanted - 1, stackBytes: Self.stackBytes, spinLimit: Self.spinLimit)
      if let failure = work.failure { throw failure }
    }
  }
}

/// The indices of one region, taken one by one by whichever thread is free.
private final class Work: Sendable {
  let count: Int
  let body: @Sendable (Int) throws -> Void
  private let next = Atomic<Int>(0)
  private let failures = Mutex<(index: Int, error: (any Error)?)>((.max, nil))

  init(count: Int, body: @escaping @Sendable (Int) throws -> Void) {
    self.count = count
    self.body = body
  }

  var failure: (any Error)? { failures.withLock { $0.error } }

  func takeAll() {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      do {
        try body(index)
      } catch {
        failures.withLock { if index < $0.index { $0 = (index, error) } }
        next.store(count, ordering: .relaxed)
      }
    }
  }
}

/// The workers and the work that they are shown.
private final class Region: @unchecked Sendable {
  // `work` is written by the caller before `generation` is raised and read by workers after they
  // saw it raised; `finished` counts the workers that have left the region again.
  private var work: Work?
  private var helpers = 0
  private let generation = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)
  private let parked = Atomic<Int>(0)
  private var workerCount = 0
  private let lock: UnsafeMutablePointer<pthread_mutex_t> = .allocate(capacity: 1)
  private let wake: UnsafeMutablePointer<pthread_cond_t> = .allocate(capacity: 1)

  init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wake, nil)
  }

  func run(_ work: Work, helpers wanted: Int, stackBytes: Int, spinLimit: Int) {
    while workerCount < wanted, start(index: workerCount, stackBytes, spinLimit) {
      workerCount += 1
    }
    self.work = work
    helpers = min(wanted, workerCount)
    finished.store(0, ordering: .relaxed)
    pthread_mutex_lock(lock)
    generation.wrappingAdd(1, ordering: .releasing)
    if parked.load(ordering: .relaxed) > 0 { pthread_cond_broadcast(wake) }
    pthread_mutex_unlock(lock)
    work.takeAll()
    while finished.load(ordering: .acquiring) < workerCount { sched_yield() }
    self.work = nil
  }

  private func start(index: Int, _ stackBytes: Int, _ spinLimit: Int) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackBytes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let seen = generation.load(ordering: .relaxed)
    let entry = Unmanaged.passRetained(
      Entry { [self] in serve(index: index, seen: seen, spinLimit) })
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Entry>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, entry.toOpaque())
    if code != 0 { entry.release() }
    return code == 0
  }

  private func serve(index: Int, seen start: Int, _ spinLimit: Int) -> Never {
    var seen = start
    while true {
      seen = awaitGeneration(after: seen, spinLimit)
      if index < helpers { work?.takeAll() }
      finished.wrappingAdd(1, ordering: .releasing)
    }
  }

  private func awaitGeneration(after seen: Int, _ spinLimit: Int) -> Int {
    for _ in 0..<spinLimit {
      let now = generation.load(ordering: .acquiring)
      if now != seen { return now }
    }
    pthread_mutex_lock(lock)
    parked.wrappingAdd(1, ordering: .relaxed)
    while generation.load(ordering: .acquiring) == seen { pthread_cond_wait(wake, lock) }
    parked.wrappingSubtract(1, ordering: .relaxed)
    pthread_mutex_unlock(lock)
    return generation.load(ordering: .acquiring)
  }
}

private final class Entry: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
