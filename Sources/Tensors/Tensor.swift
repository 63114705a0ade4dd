/// An n-dimensional array of single-precision numbers in row-major order: a value.
///
/// Copies share their memory until one of them is written to. Pictures are stored as PyTorch has
/// them, (batch, channels, height, width), at the borders of the program and channels-last,
/// (batch, height, width, channels), inside networks; ``channelsLast()`` and ``channelsFirst()``
/// convert.
public struct Tensor: Sendable {
  /// The extent of each axis; a single number has none.
  public private(set) var shape: [Int]
  private var storage: AlignedStorage

  /// A tensor whose elements `fill` writes; what it leaves out is undefined.
  public init(
    shape: [Int], fill: (UnsafeMutableBufferPointer<Float>) throws -> Void
  ) throws {
    storage = AlignedStorage(count: try Self.count(of: shape))
    self.shape = shape
    try fill(storage.elements)
  }

  /// A tensor of these elements in row-major order.
  public init(_ elements: [Float], shape: [Int]) throws(TensorError) {
    let count = try Self.count(of: shape)
    guard count == elements.count else {
      throw .countMismatch(shape: shape, found: elements.count)
    }
    storage = AlignedStorage(count: count)
    self.shape = shape
    _ = storage.elements.initialize(fromContentsOf: elements)
  }

  /// A tensor with one axis.
  public init(_ elements: [Float]) {
    shape = [elements.count]
    storage = AlignedStorage(count: elements.count)
    _ = storage.elements.initialize(fromContentsOf: elements)
  }

  /// A tensor of one repeated number.
  public init(repeating value: Float, shape: [Int]) throws(TensorError) {
    storage = AlignedStorage(count: try Self.count(of: shape))
    self.shape = shape
    storage.elements.initialize(repeating: value)
  }

  /// A single number, without axes.
  public init(_ value: Float) {
    shape = []
    storage = AlignedStorage(count: 1)
    storage.elements.initialize(repeating: value)
  }

  /// A tensor that takes over `storage`, which holds as many elements as `shape`.
  init(shape: [Int], storage: AlignedStorage) {
    self.shape = shape
    self.storage = storage
  }

  /// How many elements there are.
  public var count: Int { storage.elements.count }

  /// Tells apart memory of tensors that are alive: equal for those that share it.
  var identity: ObjectIdentifier { ObjectIdentifier(storage) }

  /// The number of axes.
  public var rank: Int { shape.count }

  /// The elements in row-major order.
  public var elements: [Float] { withUnsafeElements(Array.init) }

  /// Calls `body` with the elements in row-major order, 64-byte aligned.
  public func withUnsafeElements<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(storage) { try body(UnsafeBufferPointer(storage.elements)) }
  }

  /// Calls `body` with the elements to be changed, after copying them if another tensor shares them.
  public mutating func withUnsafeMutableElements<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    if !isKnownUniquelyReferenced(&storage) { storage = AlignedStorage(copying: storage) }
    return try withExtendedLifetime(storage) { try body(storage.elements) }
  }

  /// The same elements with other extents; one extent may be -1 and then follows from the rest.
  public func reshaped(_ shape: [Int]) throws(TensorError) -> Tensor {
    var wanted = shape
    if let free = shape.firstIndex(of: -1) {
      wanted[free] = 1
      let others = try Self.count(of: wanted)
      guard others > 0, count % others == 0 else {
        throw .countMismatch(shape: shape, found: count)
      }
      wanted[free] = count / others
    }
    guard try Self.count(of: wanted) == count else {
      throw .countMismatch(shape: shape, found: count)
    }
    return Tensor(shape: wanted, storage: storage)
  }

  /// How many elements a shape holds.
  static func count(of shape: [Int]) throws(TensorError) -> Int {
    var count = 1
    for extent in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow, product <= Int.max / MemoryLayout<Float>.size else {
        throw .invalidShape(shape)
      }
      count = product
    }
    return count
  }

  /// An axis counted from the front, where negative ones count from the back.
  func axis(_ axis: Int) throws(TensorError) -> Int {
    let positive = axis < 0 ? axis + rank : axis
    guard shape.indices.contains(positive) else {
      throw .axisOutOfRange(axis: axis, shape: shape)
    }
    return positive
  }

  /// The extents before, at and after an axis: the tensor seen as (outer, extent, inner).
  func around(_ axis: Int) throws(TensorError) -> (outer: Int, extent: Int, inner: Int) {
    let axis = try self.axis(axis)
    return (
      shape[..<axis].reduce(1, *), shape[axis], shape[(axis + 1)...].reduce(1, *)
    )
  }
}

extension Tensor: Equatable {
  /// Whether shapes and elements are equal; a NaN equals nothing.
  public static func == (left: Tensor, right: Tensor) -> Bool {
    guard left.shape == right.shape else { return false }
    return left.withUnsafeElements { a in
      right.withUnsafeElements { b in a.elementsEqual(b) }
    }
  }
}

/// Memory for floats at a multiple of 64 bytes, freed with its owner.
final class AlignedStorage: @unchecked Sendable {
  let elements: UnsafeMutableBufferPointer<Float>

  init(count: Int) {
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(count * MemoryLayout<Float>.stride, 1), alignment: 64)
    elements = UnsafeMutableBufferPointer(
      start: bytes.baseAddress?.assumingMemoryBound(to: Float.self), count: count)
  }

  convenience init(copying other: AlignedStorage) {
    self.init(count: other.elements.count)
    _ = elements.initialize(fromContentsOf: other.elements)
  }

  deinit { UnsafeMutableRawPointer(elements.baseAddress)?.deallocate() }
}
