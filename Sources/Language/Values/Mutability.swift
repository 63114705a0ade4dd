import Synchronization

/// Whether an object of the host may be changed here and now; every object that scripts can change
/// owns one.
///
/// The rules are those of lists: what `load` brings and default values are frozen for good, and while
/// a function runs on several threads, it may change only what it made itself.
public final class Mutability: Sendable {
  private let region = Region.current
  private let isFrozen = Atomic(false)

  /// The mutability of an object that is being made on this thread.
  public init() {}

  /// From now on the object must not change.
  public func freeze() { isFrozen.store(true, ordering: .releasing) }

  /// Throws unless the object may be changed here and now.
  ///
  /// - Parameter type: what the error calls the object, for example `mask`.
  public func require(of type: String) throws {
    if isFrozen.load(ordering: .acquiring) {
      throw Diagnostic(
        .frozen, "cannot change a frozen \(type)",
        help: "default values and what load brings are frozen; change a copy: x[:]")
    }
    if region != Region.current { throw Diagnostic.foreignRegion(type) }
  }
}
