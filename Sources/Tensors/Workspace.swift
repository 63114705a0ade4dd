/// Scratch memory that kernels use while they run: one for all layers of a network that run one
/// after another, so that a forward pass allocates nothing once the workspace has its size.
///
/// A workspace serves one operation at a time; two forward passes at once take two workspaces.
public final class Workspace: @unchecked Sendable {
  private var storage = AlignedStorage(count: 0)

  /// Creates an empty workspace.
  public init() {}

  /// How many floats there is room for.
  public var capacity: Int { storage.elements.count }

  /// Makes room for at least `count` floats; what was there is lost.
  public func reserve(_ count: Int) {
    if count > capacity { storage = AlignedStorage(count: count) }
  }

  /// The first `count` floats, after making room for them.
  func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
    reserve(max(count, 1))
    guard let base = storage.elements.baseAddress else {
      preconditionFailure("storage of at least one element has an address")
    }
    return base
  }
}
