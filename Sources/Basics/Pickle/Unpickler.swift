/// Reads Python's pickles (protocols 0 to 5) as data: nothing is imported, called or executed.
///
/// A pickle is a program for a stack machine. Plain values and containers are built; a class or
/// function may only be named where the caller allows it, and a call of it becomes a
/// ``PickleObject``. Anything else is ``PickleError/forbidden(_:)``. The few globals by which older
/// protocols spell plain values (`_codecs.encode`, `set`, `bytearray` …) are understood.
public struct Unpickler: Sendable {
  private let allowed: Set<PickleGlobal>
  private let limits: PickleLimits

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - allowed: the classes, functions and constants that a pickle may name.
  ///   - limits: how much a pickle may ask for.
  public init(allowing allowed: Set<PickleGlobal> = [], limits: PickleLimits = PickleLimits()) {
    self.allowed = allowed
    self.limits = limits
  }

  /// The value of the pickle that is the whole of `bytes`, or its beginning.
  public func value(in bytes: FileBytes) throws(PickleError) -> PickleValue {
    var offset = 0
    return try value(in: bytes, from: &offset)
  }

  /// The value of the pickle that begins at `offset`, which moves behind its end: files may hold
  /// several, one after the other.
  public func value(
    in bytes: FileBytes, from offset: inout Int
  ) throws(PickleError) -> PickleValue {
    guard let rest = bytes.slice(at: offset, count: bytes.count - offset) else { throw .truncated }
    // The bytes are copied piece by piece into the machine's values, never as a whole.
    return try rest.withUnsafeBytes { raw throws(PickleError) in
      var machine = PickleMachine(code: PickleCode(raw), allowed: allowed, limits: limits)
      let value = try machine.run()
      offset += machine.position
      return value
    }
  }
}
