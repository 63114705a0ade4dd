extension Tensor {
  /// The sum of all elements, added in double precision in order.
  public func sum() -> Float { Float(total { Double($0) }) }

  /// The mean of all elements; NaN of none.
  public func mean() -> Float { Float(total { Double($0) } / Double(count)) }

  /// The square root of the sum of squares.
  public func norm() -> Float { Float(total { Double($0) * Double($0) }.squareRoot()) }

  /// The largest element, nil of none; NaN when there is one.
  public func max() -> Float? {
    withUnsafeElements { elements in
      elements.dropFirst().reduce(elements.first) { best, element in
        best.map { $0.isNaN || $0 > element ? $0 : element }
      }
    }
  }

  /// The smallest element, nil of none; NaN when there is one.
  public func min() -> Float? { (-self).max().map { -$0 } }

  /// Sums along an axis, which becomes 1 long, or disappears unless `keepingAxis`.
  public func sum(axis: Int, keepingAxis: Bool = false) throws(TensorError) -> Tensor {
    try reduced(axis, keepingAxis, from: 0) { $0 + Double($1) }
  }

  /// Means along an axis; NaN where it has no element.
  public func mean(axis: Int, keepingAxis: Bool = false) throws(TensorError) -> Tensor {
    let extent = Double(try around(axis).extent)
    return try reduced(axis, keepingAxis, from: 0, finish: { $0 / extent }) { $0 + Double($1) }
  }

  /// Largest elements along an axis; −∞ where it has none, NaN where there is one.
  public func max(axis: Int, keepingAxis: Bool = false) throws(TensorError) -> Tensor {
    try reduced(axis, keepingAxis, from: -.infinity) { best, element in
      best.isNaN || best > Double(element) ? best : Double(element)
    }
  }

  /// Smallest elements along an axis; ∞ where it has none, NaN where there is one.
  public func min(axis: Int, keepingAxis: Bool = false) throws(TensorError) -> Tensor {
    try reduced(axis, keepingAxis, from: .infinity) { best, element in
      best.isNaN || best < Double(element) ? best : Double(element)
    }
  }

  /// The index of the first largest element along the last axis, for each row.
  public func argmax() throws(TensorError) -> [Int] {
    let (outer, extent, _) = try around(-1)
    guard extent > 0 else { throw .invalidShape(shape) }
    return withUnsafeElements { elements in
      (0..<outer).map { row in
        let start = row * extent
        var best = 0
        for i in 1..<Swift.max(extent, 1) where elements[start + i] > elements[start + best] {
          best = i
        }
        return best
      }
    }
  }

  private func total(_ term: (Float) -> Double) -> Double {
    withUnsafeElements { $0.reduce(0) { $0 + term($1) } }
  }

  private func reduced(
    _ axis: Int, _ keepingAxis: Bool, from initial: Double,
    finish: (Double) -> Double = { $0 }, _ step: (Double, Float) -> Double
  ) throws(TensorError) -> Tensor {
    let (outer, extent, inner) = try around(axis)
    var shape = shape
    if keepingAxis { shape[try self.axis(axis)] = 1 } else { shape.remove(at: try self.axis(axis)) }
    let result = AlignedStorage(count: outer * inner)
    withUnsafeElements { from in
      for row in 0..<outer {
        for column in 0..<inner {
          var value = initial
          for i in 0..<extent { value = step(value, from[(row * extent + i) * inner + column]) }
          result.elements[row * inner + column] = Float(finish(value))
        }
      }
    }
    return Tensor(shape: shape, storage: result)
  }
}
