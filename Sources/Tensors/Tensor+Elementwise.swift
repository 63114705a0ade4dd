import Glibc

extension Tensor {
  /// The element-wise sum; extents of 1 are repeated as in NumPy and PyTorch.
  public static func + (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(with: right) { $0 + $1 }
  }

  /// The element-wise difference.
  public static func - (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(with: right) { $0 - $1 }
  }

  /// The element-wise product.
  public static func * (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(with: right) { $0 * $1 }
  }

  /// The element-wise quotient.
  public static func / (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(with: right) { $0 / $1 }
  }

  /// Every element plus a number.
  public static func + (left: Tensor, right: Float) -> Tensor { left.map { $0 + right } }

  /// Every element times a number.
  public static func * (left: Tensor, right: Float) -> Tensor { left.map { $0 * right } }

  /// Every element with its sign changed.
  public static prefix func - (tensor: Tensor) -> Tensor { tensor.map { -$0 } }

  /// 1 where the left element is less, 0 elsewhere.
  public static func .< (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(with: right) { $0 < $1 ? 1 : 0 }
  }

  /// 1 where the left element is greater, 0 elsewhere.
  public static func .> (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(with: right) { $0 > $1 ? 1 : 0 }
  }

  /// 1 where the left element is less or equal, 0 elsewhere.
  public static func .<= (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(with: right) { $0 <= $1 ? 1 : 0 }
  }

  /// 1 where the left element is greater or equal, 0 elsewhere.
  public static func .>= (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(with: right) { $0 >= $1 ? 1 : 0 }
  }

  /// 1 where both elements are equal, 0 elsewhere.
  public static func .== (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(with: right) { $0 == $1 ? 1 : 0 }
  }

  /// 1 where the elements differ, 0 elsewhere.
  public static func .!= (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(with: right) { $0 != $1 ? 1 : 0 }
  }

  /// The element-wise larger number; NaN where either is.
  public func maximum(_ other: Tensor) throws(TensorError) -> Tensor {
    try combined(with: other) { $0.isNaN || $0 > $1 ? $0 : $1 }
  }

  /// The element-wise smaller number; NaN where either is.
  public func minimum(_ other: Tensor) throws(TensorError) -> Tensor {
    try combined(with: other) { $0.isNaN || $0 < $1 ? $0 : $1 }
  }

  /// Elements of `self` where `condition` is not 0, of `other` elsewhere.
  public func selected(where condition: Tensor, else other: Tensor) throws(TensorError) -> Tensor {
    let shape = try Self.broadcastShape(Self.broadcastShape(shape, other.shape), condition.shape)
    let (first, second) = (try broadcast(to: shape), try other.broadcast(to: shape))
    var result = try condition.broadcast(to: shape)
    result.withUnsafeMutableElements { out in
      first.withUnsafeElements { a in
        second.withUnsafeElements { b in
          for i in out.indices { out[i] = out[i] != 0 ? a[i] : b[i] }
        }
      }
    }
    return result
  }

  /// Every element through a function.
  public func map(_ transform: (Float) -> Float) -> Tensor {
    let result = AlignedStorage(count: count)
    withUnsafeElements { from in
      for i in from.indices { result.elements[i] = transform(from[i]) }
    }
    return Tensor(shape: shape, storage: result)
  }

  /// Pairs of elements through a function, after repeating extents of 1.
  public func combined(
    with other: Tensor, _ transform: (Float, Float) -> Float
  ) throws(TensorError) -> Tensor {
    let shape = try Self.broadcastShape(shape, other.shape)
    let (left, right) = (try broadcast(to: shape), try other.broadcast(to: shape))
    let result = AlignedStorage(count: left.count)
    left.withUnsafeElements { a in
      right.withUnsafeElements { b in
        for i in a.indices { result.elements[i] = transform(a[i], b[i]) }
      }
    }
    return Tensor(shape: shape, storage: result)
  }

  /// The tensor repeated along its extents of 1, and along new axes in front, until it has `shape`.
  public func broadcast(to shape: [Int]) throws(TensorError) -> Tensor {
    if shape == self.shape { return self }
    guard try Self.broadcastShape(self.shape, shape) == shape else {
      throw .shapeMismatch(left: self.shape, right: shape, axis: nil)
    }
    let own = [Int](repeating: 1, count: shape.count - rank) + self.shape
    var steps = Self.strides(of: own)
    for axis in shape.indices where own[axis] == 1 { steps[axis] = 0 }
    return gathered(shape: shape, steps: steps, start: 0)
  }

  /// The shape of an element-wise operation's result: aligned at the back, extents of 1 are repeated.
  ///
  /// - Throws: ``TensorError/shapeMismatch(left:right:axis:)`` with the last axis that differs, counted
  ///   in the longer of the two shapes.
  public static func broadcastShape(_ left: [Int], _ right: [Int]) throws(TensorError) -> [Int] {
    let rank = Swift.max(left.count, right.count)
    var shape = [Int](repeating: 1, count: rank)
    for back in 0..<rank {
      let a = back < left.count ? left[left.count - 1 - back] : 1
      let b = back < right.count ? right[right.count - 1 - back] : 1
      guard a == b || a == 1 || b == 1 else {
        throw .shapeMismatch(left: left, right: right, axis: rank - 1 - back)
      }
      shape[rank - 1 - back] = a == 1 ? b : a
    }
    return shape
  }
}
