import Glibc
import Synchronization

/// The bound on the memory of the process, which keeps a computation that grows without end from
/// taking the machine down.
///
/// What counts is what the system counts: the resident memory of the whole process. Whoever is about to
/// take much asks with ``require(_:)``; long computations look from time to time with ``check()``.
public enum MemoryBound {
  /// The bound does not allow what is needed.
  public struct Exceeded: Error, Equatable {
    /// How many bytes the process would have.
    public let needed: Int
    /// How many it may have.
    public let limit: Int
    /// Whether the system itself has no more to give, whatever the bound.
    public var isOfSystem = false
  }

  /// Requests of so many bytes are looked at at once: asking the system takes about as long as writing
  /// a hundredth of them.
  private static let largeRequest = 1 << 20
  /// Requests below so many bytes are not even counted.
  public static let smallestRequest = 1 << 12
  /// How much may be taken unlooked at.
  private static var stretch: Int { min(1 << 24, limit / 32) }

  /// What was taken since the last look at the system's count.
  private static let unlooked = Atomic<Int>(0)

  private static let bytes = Atomic<Int>(0)

  /// How many bytes the process may have: three quarters of the machine's memory, or of what its control
  /// group allows, unless ``set(_:)`` said otherwise.
  public static var limit: Int {
    let known = bytes.load(ordering: .relaxed)
    if known > 0 { return known }
    let share = machine / 4 * 3
    bytes.store(share, ordering: .relaxed)
    return share
  }

  /// Sets the bound, in bytes; at least 1.
  public static func set(_ limit: Int) { bytes.store(max(limit, 1), ordering: .relaxed) }

  /// Throws unless the process may take so many more bytes.
  @inline(__always)
  public static func require(_ more: Int) throws(Exceeded) {
    if more >= smallestRequest { try requireMuch(more) }
  }

  private static func requireMuch(_ more: Int) throws(Exceeded) {
    if more >= largeRequest { return try look(more) }
    note(more)
    try checkIfDue()
  }

  /// Counts bytes that are taken whatever the bound; ``checkIfDue()`` looks when they are many.
  public static func note(_ more: Int) {
    unlooked.wrappingAdd(more, ordering: .relaxed)
  }

  /// Throws where the process has more than it may; looks only when much was taken since the last time.
  public static func checkIfDue() throws(Exceeded) {
    if unlooked.load(ordering: .relaxed) >= stretch { try check() }
  }

  /// What the process had when ``check()`` last threw; 0 while it has no more than it may.
  private static let reported = Atomic<Int>(0)

  /// Throws where the process has more than it may.
  ///
  /// A script that catches the error may hold all that it had and go on with it, so what was told
  /// once is told again only when there is more: a sixty-fourth of the bound each time, an eighth at most.
  public static func check() throws(Exceeded) {
    unlooked.store(0, ordering: .relaxed)
    let (limit, reported, resident) = (limit, reported.load(ordering: .relaxed), resident)
    if resident <= limit {
      if reported != 0 { Self.reported.store(0, ordering: .relaxed) }
      if isRationed { try askSystem(0) }
      return
    }
    if resident <= min(reported + limit / 64, limit + limit / 8) { return }
    do { try look(0) } catch {
      Self.reported.store(error.needed, ordering: .relaxed)
      // Whoever goes on beyond that is told at every step.
      if resident > limit + limit / 8 { unlooked.store(stretch, ordering: .relaxed) }
      throw error
    }
  }

  private static func look(_ more: Int) throws(Exceeded) {
    unlooked.store(0, ordering: .relaxed)
    let limit = limit
    if needed(more) > limit {
      releaseFreed()
      let needed = needed(more)
      if needed > limit { throw Exceeded(needed: needed, limit: limit) }
    }
    try askSystem(more)
  }

  /// Room that is left beside what is asked for, for all that is taken unasked.
  private static let margin = 1 << 25

  /// Throws where the system would refuse so many bytes: a failed allocation would end the process.
  private static func askSystem(_ more: Int) throws(Exceeded) {
    if hasRoom(more) { return }
    releaseFreed()
    if !hasRoom(more) { throw Exceeded(needed: needed(more), limit: limit, isOfSystem: true) }
  }

  private static func hasRoom(_ more: Int) -> Bool {
    let (bytes, over) = more.addingReportingOverflow(margin)
    guard !over else { return false }
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    guard let address = mmap(nil, bytes, PROT_READ | PROT_WRITE, flags, -1, 0),
      address != MAP_FAILED
    else { return false }
    munmap(address, bytes)
    return true
  }

  /// Whether the process has a limit of its own, as `ulimit -v` sets it, or the system promises no more
  /// than it has.
  private static let isRationed: Bool = {
    let limits = [RLIMIT_AS, RLIMIT_DATA].map { resource in
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(resource.rawValue), &limit)
      return limit.rlim_cur
    }
    let isStrict = firstLine(of: "/proc/sys/vm/overcommit_memory").map { number($0[...]) } == 2
    return isStrict || limits.contains { $0 < rlim_t(Int.max) }
  }()

  /// Gives back to the system what was freed and is held for later use; the C library's header that
  /// declares the function is not at hand.
  private static func releaseFreed() {
    guard let symbol = dlsym(nil, "malloc_trim") else { return }
    _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> CInt).self)(0)
  }

  private static func needed(_ more: Int) -> Int {
    let (sum, over) = resident.addingReportingOverflow(more)
    return over ? .max : sum
  }

  /// Where the system counts the pages of the process; open as long as the process runs.
  private static let counts = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)

  /// The resident memory of the process in bytes; 0 where the system does not tell.
  public static var resident: Int {
    // The second number of the line counts pages.
    guard counts >= 0, let line = firstLine(in: counts) else { return 0 }
    let words = line.split(separator: UInt8(ascii: " "))
    guard words.count > 1 else { return 0 }
    return number(words[1]) * sysconf(Int32(_SC_PAGESIZE))
  }

  /// The machine's memory in bytes, or what the control group of the process allows of it.
  static let machine: Int = {
    let whole = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    let groups = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
    let allowed = groups.compactMap { firstLine(of: $0) }.map { number($0[...]) }.filter { $0 > 0 }
    return min(whole, allowed.min() ?? whole)
  }()

  private static func firstLine(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return firstLine(in: descriptor)
  }

  private static func firstLine(in descriptor: Int32) -> [UInt8]? {
    withUnsafeTemporaryAllocation(byteCount: 128, alignment: 1) { buffer in
      let count = pread(descriptor, buffer.baseAddress, buffer.count, 0)
      return count > 0 ? Array(buffer.prefix(count).prefix { $0 != 0x0A }) : nil
    }
  }

  /// The decimal number of digits; 0 for anything else, as the word `max`.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int {
    Int(String(decoding: digits, as: UTF8.self)) ?? 0
  }
}
