/// The seed's shape fixers: arrays of images come with their channels first or last, and the smallest
/// extent tells which.
extension Tensor {
  /// The axis of the channels: the first or the last of three, whichever has the smallest extent.
  ///
  /// - Throws: ``TensorError/rankMismatch(expected:shape:)`` unless there are three axes,
  ///   ``TensorError/unclearChannels(shape:)`` where the smallest extent is the middle one, or not one alone.
  public func channelAxis() throws(TensorError) -> Int {
    guard rank == 3 else { throw .rankMismatch(expected: 3, shape: shape) }
    let smallest = shape.min() ?? 0
    let places = shape.indices.filter { shape[$0] == smallest }
    guard places.count == 1, places[0] != 1 else { throw .unclearChannels(shape: shape) }
    return places[0]
  }

  /// (C, H, W), whether it is that or (H, W, C).
  ///
  /// - Throws: as ``channelAxis()``.
  public func bringingChannelsFirst() throws(TensorError) -> Tensor {
    try channelAxis() == 0 ? self : permuted([2, 0, 1])
  }

  /// (H, W, C), whether it is that or (C, H, W).
  ///
  /// - Throws: as ``channelAxis()``.
  public func bringingChannelsLast() throws(TensorError) -> Tensor {
    try channelAxis() == 2 ? self : permuted([1, 2, 0])
  }

  /// The mask of an image with an axis of one channel where the image has its own; one with three axes stays.
  ///
  /// - Throws: as ``channelAxis()``, asked of the image, and
  ///   ``TensorError/rankMismatch(expected:shape:)`` for a mask of neither two nor three axes.
  public func withChannelAxis(of image: Tensor) throws(TensorError) -> Tensor {
    if rank == 3 { return self }
    guard rank == 2 else { throw .rankMismatch(expected: 2, shape: shape) }
    return try image.channelAxis() == 0 ? reshaped([1] + shape) : reshaped(shape + [1])
  }
}
