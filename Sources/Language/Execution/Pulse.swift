import Basics

/// Looks, every so many steps of a loop in a built-in, whether Ctrl-C asks it to stop and whether the memory
/// suffices.
struct Pulse {
  private var left: Int32 = 4096

  /// Counts a step.
  @inline(__always) mutating func beat() throws {
    left &-= 1
    if left < 0 { try look() }
  }

  @inline(never) private mutating func look() throws {
    left = 4096
    try Cancellation.check()
    try MemoryBound.check()
  }
}
