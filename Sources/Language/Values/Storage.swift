import Glibc

// Memory of collections. An allocation of nothing would take memory as well, so it is none.
extension UnsafeMutablePointer {
  /// Uninitialized memory for `capacity` values; for none, an address that is never followed.
  @inline(__always) static func reserve(_ capacity: Int) -> Self {
    capacity > 0
      ? .allocate(capacity: capacity)
      : Self(bitPattern: MemoryLayout<Pointee>.alignment).unsafelyUnwrapped
  }

  /// Memory for `capacity` values instead of what was reserved for `old`; the first values are in it.
  ///
  /// Large memory is moved by its pages, not copied.
  @inline(__always) func resized(from old: Int, to capacity: Int) -> Self {
    guard old > 0 else { return .reserve(capacity) }
    if let moved = realloc(self, capacity * MemoryLayout<Pointee>.stride) {
      return moved.bindMemory(to: Pointee.self, capacity: capacity)
    }
    let fresh = Self.reserve(capacity)
    memcpy(fresh, self, min(old, capacity) * MemoryLayout<Pointee>.stride)
    giveBack(old)
    return fresh
  }

  /// Gives back what ``reserve(_:)`` gave for `capacity` values.
  @inline(__always) func giveBack(_ capacity: Int) {
    if capacity > 0 { deallocate() }
  }
}
