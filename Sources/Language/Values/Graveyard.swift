import Glibc

/// Destroys the values of dying containers without recursing deeply.
///
/// A list nested a million deep must not overflow the native stack when its last reference goes.
/// So beyond a small depth of nested destructions the values are put aside, and the outermost
/// destruction of the thread ends them one by one.
enum Graveyard {
  /// Ends the lifetime of `count` values; the memory is left uninitialized.
  static func bury(_ values: UnsafeMutablePointer<Value>, count: Int) {
    let registers = Registers(values)
    for index in 0..<count {
      if registers.isContainer(index) {
        return buryContainers(values + index, count: count - index)
      }
      (values + index).deinitialize(count: 1)
    }
  }

  /// Ends the lifetime of `count` entries of a table; the memory is left uninitialized.
  static func bury(_ entries: UnsafeMutablePointer<TableObject.Entry>, count: Int) {
    for index in 0..<count {
      bury(TableObject.key(of: entries + index), count: 1)
      bury(TableObject.value(of: entries + index), count: 1)
    }
  }

  /// Ends one object's reference.
  static func bury(_ object: consuming Object) {
    var value = Value(object)
    bury(&value)
  }

  /// Ends the value in a variable, which holds `None` afterwards.
  static func bury(_ value: inout Value) {
    withUnsafeMutablePointer(to: &value) {
      bury($0, count: 1)
      $0.initialize(to: .none)
    }
  }

  private static let greatestDepth = 50

  @inline(never)
  private static func buryContainers(_ values: UnsafeMutablePointer<Value>, count: Int) {
    let thread = ThreadState.current
    guard thread.depth < greatestDepth else {
      for index in 0..<count { thread.pending.append((values + index).move()) }
      return
    }
    thread.depth += 1
    values.deinitialize(count: count)
    while thread.depth == 1, let next = thread.pending.popLast() { _ = consume next }
    thread.depth -= 1
  }

  private final class ThreadState {
    var depth = 0
    var pending: [Value] = []

    static var current: ThreadState {
      if let known = pthread_getspecific(key) {
        return Unmanaged<ThreadState>.fromOpaque(known).takeUnretainedValue()
      }
      let state = ThreadState()
      pthread_setspecific(key, Unmanaged.passRetained(state).toOpaque())
      return state
    }

    private static let key: pthread_key_t = {
      var key = pthread_key_t()
      pthread_key_create(&key) { state in
        guard let state else { return }
        Unmanaged<ThreadState>.fromOpaque(state).release()
      }
      return key
    }()
  }
}

extension Registers {
  /// Whether a register holds an object that may hold others.
  @inline(__always) fileprivate func isContainer(_ register: Int) -> Bool {
    let slot = UnsafeMutableRawPointer(base + register).assumingMemoryBound(to: Slot.self)
    guard slot.pointee.tag == Slot.object else { return false }
    return Registers(base + register).object(0)._withUnsafeGuaranteedRef { $0.isContainer }
  }
}
