/// A view of channels-last activations, (batch, height, width, channels), in memory that someone
/// else owns: what the kernels read and write.
///
/// Element (b, y, x, c) is `base[b * batchStride + y * rowStride + x * pixelStride + c]`. A view of
/// some channels of wider pixels lets a layer write its part of a concatenation in place.
public struct FeatureMap: @unchecked Sendable {
  /// The first element.
  public var base: UnsafeMutablePointer<Float>
  /// How many pictures there are, and the extents of each.
  public var shape: MapShape
  /// The floats from one pixel to the next in its row.
  public var pixelStride: Int
  /// The floats from one row to the next.
  public var rowStride: Int
  /// The floats from one picture to the next.
  public var batchStride: Int

  /// A view of compact memory.
  public init(_ base: UnsafeMutablePointer<Float>, shape: MapShape) {
    self.base = base
    self.shape = shape
    pixelStride = shape.channels
    rowStride = shape.width * pixelStride
    batchStride = shape.height * rowStride
  }

  /// The view of some of the channels.
  public func channels(_ range: Range<Int>) throws(TensorError) -> FeatureMap {
    guard range.lowerBound >= 0, range.upperBound <= shape.channels else {
      throw .rangeOutOfBounds(
        lower: range.lowerBound, upper: range.upperBound, axis: 3, shape: shape.extents)
    }
    var view = self
    view.base += range.lowerBound
    view.shape.channels = range.count
    return view
  }

  /// Throws unless the map has these extents.
  func expect(_ expected: MapShape) throws(TensorError) {
    guard shape == expected else {
      throw .mapMismatch(found: shape.extents, expected: expected.extents)
    }
  }

  /// The first element of a pixel.
  func pixel(_ picture: Int, _ y: Int, _ x: Int) -> UnsafeMutablePointer<Float> {
    base + picture * batchStride + y * rowStride + x * pixelStride
  }

  /// Whether rows follow each other without a gap, so that all pixels of a picture form one run.
  var isPixelRun: Bool { rowStride == shape.width * pixelStride }
}

/// The extents of channels-last activations.
public struct MapShape: Hashable, Sendable {
  /// How many pictures there are.
  public var batch: Int
  /// Rows of a picture.
  public var height: Int
  /// Columns of a picture.
  public var width: Int
  /// Numbers of a pixel.
  public var channels: Int

  /// Creates a shape.
  public init(batch: Int = 1, height: Int, width: Int, channels: Int) {
    self.batch = batch
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// The extents as (batch, height, width, channels).
  public var extents: [Int] { [batch, height, width, channels] }

  /// How many elements there are.
  public var count: Int { batch * height * width * channels }
}

extension Tensor {
  /// The shape of a tensor of (batch, height, width, channels).
  public func mapShape() throws(TensorError) -> MapShape {
    guard rank == 4 else { throw .rankMismatch(expected: 4, shape: shape) }
    for extent in shape where extent > Int(Int32.max) { throw .invalidShape(shape) }
    return MapShape(batch: shape[0], height: shape[1], width: shape[2], channels: shape[3])
  }

  /// Calls `body` with a view of a (batch, height, width, channels) tensor that is only read.
  public func withFeatureMap<Result>(_ body: (FeatureMap) throws -> Result) throws -> Result {
    let shape = try mapShape()
    return try withUnsafeElements { elements in
      // The kernels take one kind of view and never write to their inputs.
      let base = UnsafeMutablePointer(mutating: elements.baseAddress)
      return try body(FeatureMap(base ?? Self.nowhere, shape: shape))
    }
  }

  /// Calls `body` with a view of a (batch, height, width, channels) tensor that may be written.
  public mutating func withMutableFeatureMap<Result>(
    _ body: (FeatureMap) throws -> Result
  ) throws -> Result {
    let shape = try mapShape()
    return try withUnsafeMutableElements { elements in
      try body(FeatureMap(elements.baseAddress ?? Self.nowhere, shape: shape))
    }
  }

  /// A channels-last tensor of this shape, filled by `body`.
  public init(_ shape: MapShape, fill body: (FeatureMap) throws -> Void) throws {
    try self.init(shape: shape.extents) { elements in
      try body(FeatureMap(elements.baseAddress ?? Self.nowhere, shape: shape))
    }
  }

  /// Where empty maps point; nothing is ever read or written there.
  nonisolated(unsafe) private static let nowhere = UnsafeMutablePointer<Float>.allocate(capacity: 1)
}
