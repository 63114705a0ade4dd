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
  }

  /// Requests below so many bytes are not looked at: asking the system costs more.
  private static let smallestRequest = 1 << 20

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

  /// Throws where the process has more than it may.
  public static func check() throws(Exceeded) { try requireMuch(0) }

  private static func requireMuch(_ more: Int) throws(Exceeded) {
    let limit = limit
    if needed(more) <= limit { return }
    releaseFreed()
    let needed = needed(more)
    if needed > limit { throw Exceeded(needed: needed, limit: limit) }
  }

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

  /// The resident memory of the process in bytes; 0 where the system does not tell.
  public static var resident: Int {
    // The second number of the line counts pages.
    guard let line = firstLine(of: "/proc/self/statm") else { return 0 }
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
    return withUnsafeTemporaryAllocation(byteCount: 128, alignment: 1) { buffer in
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      return count > 0 ? Array(buffer.prefix(count).prefix { $0 != 0x0A }) : nil
    }
  }

  /// The decimal number of digits; 0 for anything else, as the word `max`.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int {
    Int(String(decoding: digits, as: UTF8.self)) ?? 0
  }
}
