import Synchronization

/// The request to stop that Ctrl-C makes, seen by every long computation in the process.
///
/// A signal handler may call ``request()``: it only stores a flag. Whatever may run for longer than
/// a few milliseconds calls ``check()`` between its steps, so that an interrupt ends it within 100 ms.
public enum Cancellation {
  /// A long computation was asked to stop.
  public struct Interrupted: Error, Equatable {
    /// Creates the error.
    public init() {}
  }

  private static let requested = Atomic<Bool>(false)

  /// Asks every running computation to stop at its next check. Safe in a signal handler.
  public static func request() { requested.store(true, ordering: .relaxed) }

  /// Forgets an earlier request; the prompt calls it before each statement.
  public static func reset() { requested.store(false, ordering: .relaxed) }

  /// Whether a stop has been requested and not yet been forgotten.
  public static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Throws ``Interrupted`` when a stop has been requested.
  public static func check() throws(Interrupted) {
    if isRequested { throw Interrupted() }
  }
}
