import Glibc
import Synchronization

/// Which code may change an object: the region that made it, and no other.
///
/// Region 0 is the session: the prompt and the scripts that it runs. Each call that the host makes
/// on a worker thread while a parallel region runs is a region of its own, so objects made outside
/// count as frozen inside, and those made inside are the call's own.
enum Region {
  static let session: UInt32 = 0

  /// The region that the current thread works for.
  static var current: UInt32 {
    // One relaxed load in the common case that no worker region exists anywhere.
    guard active.load(ordering: .relaxed) > 0 else { return session }
    return UInt32(truncatingIfNeeded: Int(bitPattern: pthread_getspecific(key)))
  }

  /// Runs `body` with the thread working for a new region.
  static func fresh<Result>(_ body: () throws -> Result) rethrows -> Result {
    let outer = pthread_getspecific(key)
    var number = 0
    while number == 0 {
      number = Int(next.wrappingAdd(1, ordering: .relaxed).newValue)
    }
    active.wrappingAdd(1, ordering: .relaxed)
    pthread_setspecific(key, UnsafeRawPointer(bitPattern: number))
    defer {
      pthread_setspecific(key, outer)
      active.wrappingSubtract(1, ordering: .relaxed)
    }
    return try body()
  }

  private static let active = Atomic<Int>(0)
  private static let next = Atomic<UInt32>(0)
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()
}
