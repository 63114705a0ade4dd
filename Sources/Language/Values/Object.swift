/// What lives on the heap: the base of every type that is not a number, a boolean or `None`.
///
/// Hosts do not subclass it; they conform to ``ScriptObject``.
public class Object: @unchecked Sendable {
  final let kind: Value.Kind
  /// Frozen for good: brought by `load`, or a default value.
  final var isFrozen: Bool
  /// How many loops run over this object now; it must not change while any does.
  final var iterators: UInt32
  /// The region that may change this object.
  final let region: UInt32

  init(kind: Value.Kind) {
    self.kind = kind
    isFrozen = false
    iterators = 0
    region = Region.current
  }

  /// Whether objects of this kind hold other values.
  final var isContainer: Bool { kind.rawValue >= Value.Kind.list.rawValue }

  /// Throws unless this object may be changed here and now.
  @inline(__always) final func requireMutable() throws {
    if isFrozen || iterators != 0 || region != Region.current { try refuseMutation() }
  }

  @inline(never) private final func refuseMutation() throws {
    let type = Value(self).typeName
    if isFrozen { throw Diagnostic.frozen(type) }
    if region != Region.current { throw Diagnostic.foreignRegion(type) }
    throw Diagnostic.iterating(type)
  }

  /// Visits the values that this object holds, to freeze them.
  func forEachChild(_ visit: (Value) -> Void) {}
}

extension Value {
  /// Freezes this value and all that it reaches: from now on none of it can be changed.
  public func freeze() {
    var pending = [self]
    while let value = pending.popLast() {
      guard case .object(let object) = value.bits, object.isContainer, !object.isFrozen else {
        continue
      }
      object.isFrozen = true
      object.forEachChild { pending.append($0) }
    }
  }
}
