import CKernels

extension FastKernels {
  /// Copies an array between two memory layouts: element i lies at Σ i[axis] · strides[axis] of each.
  ///
  /// Both must hold the whole array; they must not overlap.
  public func copy(
    _ source: UnsafePointer<Float>, strides from: [Int],
    into target: UnsafeMutablePointer<Float>, strides to: [Int], shape: [Int]
  ) throws {
    guard from.count == shape.count, to.count == shape.count else {
      throw TensorError.rankMismatch(expected: shape.count, shape: from)
    }
    guard !shape.contains(0) else { return }
    // From the axis that is slowest in the target to the fastest, and before that the one that is
    // fastest in the source; threads share the first.
    var axes = shape.indices.filter { shape[$0] > 1 }.sorted { (to[$0], -$0) > (to[$1], -$1) }
    if let quick = axes.dropLast().firstIndex(where: { from[$0] == 1 }) {
      axes.insert(axes.remove(at: quick), at: axes.count - 1)
    }
    guard let first = axes.first else {
      target.pointee = source.pointee
      return
    }
    let inner = axes.dropFirst().map { (shape[$0], from[$0], to[$0]) }
    let (extents, own, other) = (inner.map(\.0), inner.map(\.1), inner.map(\.2))
    let count = extents.reduce(1, *)
    let pieces = min(shape[first], max(1, shape[first] * count / 8192))
    let addresses = AcrossThreads((source, target))
    try forEach(pieces) { piece in
      let (source, target) = addresses.value
      let range = shape[first] * piece / pieces..<shape[first] * (piece + 1) / pieces
      ck_copy_strided(
        source + range.lowerBound * from[first], target + range.lowerBound * to[first],
        Int32(inner.count + 1), [range.count] + extents, [from[first]] + own, [to[first]] + other)
    }
  }
}
