/// What makes one number of several.
public enum TensorReduction: Hashable, Sendable {
  /// Σ xᵢ; 0 of none.
  case sum
  /// Π xᵢ; 1 of none.
  case product
  /// Σ xᵢ / n; NaN of none.
  case mean
  /// Σ (xᵢ − mean)² / (n − correction): 0 for a whole population, 1 for a sample of one.
  case variance(correction: Int)
  /// The square root of the variance.
  case standardDeviation(correction: Int)
  /// The smallest; NaN when there is one.
  case minimum
  /// The largest; NaN when there is one.
  case maximum
  /// The position of the first smallest, or of the first NaN.
  case firstMinimum
  /// The position of the first largest, or of the first NaN.
  case firstMaximum
  /// 1 where some number is not 0, else 0.
  case any
  /// 1 where no number is 0, else 0.
  case all

  /// Whether the result is a position, which a float holds exactly up to 2²⁴.
  var isPosition: Bool { self == .firstMinimum || self == .firstMaximum }

  /// Whether the reduction has no value where there is nothing to reduce.
  var needsElements: Bool {
    switch self {
    case .minimum, .maximum, .firstMinimum, .firstMaximum: true
    default: false
    }
  }
}

extension Tensor {
  /// The tensor with some axes reduced to one number each, as NumPy has it; sums are in double precision.
  ///
  /// - Parameters:
  ///   - axes: the axes that are reduced, negative ones counted from the back; `nil` for all.
  ///     A position (`firstMaximum`) counts along them in row-major order.
  ///   - keepingAxes: whether they remain, with extent 1.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)``, ``TensorError/repeatedAxis(axis:shape:)``,
  ///   or ``TensorError/nothingToReduce(shape:)`` for the smallest or largest of no elements.
  public func reduced(
    _ reduction: TensorReduction, axes: [Int]? = nil, keepingAxes: Bool = false
  ) throws(TensorError) -> Tensor {
    var isReduced = [Bool](repeating: axes == nil, count: rank)
    for given in axes ?? [] {
      let axis = try self.axis(given)
      guard !isReduced[axis] else { throw .repeatedAxis(axis: given, shape: shape) }
      isReduced[axis] = true
    }
    let kept = shape.indices.filter { !isReduced[$0] }
    let gone = shape.indices.filter { isReduced[$0] }
    let extent = gone.reduce(1) { $0 * shape[$1] }
    let count = kept.reduce(1) { $0 * shape[$1] }
    guard extent > 0 || count == 0 || !reduction.needsElements else {
      throw .nothingToReduce(shape: shape)
    }
    guard !reduction.isPosition || extent <= 1 << 24 else {
      throw .invalidParameter(
        name: "the number of elements", value: extent, allowed: "at most 2²⁴ for a position")
    }
    let rows = kept + gone == Array(shape.indices) ? self : try permuted(kept + gone)
    let result = AlignedStorage(count: count)
    rows.withUnsafeElements { elements in
      for row in 0..<count {
        let part = UnsafeBufferPointer(rebasing: elements[row * extent..<(row + 1) * extent])
        result.elements[row] = reduction.apply(to: part)
      }
    }
    let left = shape.indices.compactMap { isReduced[$0] ? (keepingAxes ? 1 : nil) : shape[$0] }
    return Tensor(shape: left, storage: result)
  }
}

extension TensorReduction {
  fileprivate func apply(to numbers: UnsafeBufferPointer<Float>) -> Float {
    switch self {
    case .sum: Float(Self.sum(numbers))
    case .product: Float(numbers.reduce(1.0) { $0 * Double($1) })
    case .mean: Float(Self.sum(numbers) / Double(numbers.count))
    case .variance(let correction): Float(Self.variance(numbers, correction))
    case .standardDeviation(let correction):
      Float(Self.variance(numbers, correction).squareRoot())
    case .minimum: numbers[Self.first(numbers, <)]
    case .maximum: numbers[Self.first(numbers, >)]
    case .firstMinimum: Float(Self.first(numbers, <))
    case .firstMaximum: Float(Self.first(numbers, >))
    case .any: numbers.contains { $0 != 0 } ? 1 : 0
    case .all: numbers.contains(0) ? 0 : 1
    }
  }

  private static func sum(_ numbers: UnsafeBufferPointer<Float>) -> Double {
    numbers.reduce(0) { $0 + Double($1) }
  }

  private static func variance(
    _ numbers: UnsafeBufferPointer<Float>, _ correction: Int
  ) -> Double {
    let mean = sum(numbers) / Double(numbers.count)
    let squares = numbers.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return squares / Double(max(numbers.count - correction, 0))
  }

  /// The position of the first number that none precedes; of the first NaN where there is one.
  private static func first(
    _ numbers: UnsafeBufferPointer<Float>, _ precedes: (Float, Float) -> Bool
  ) -> Int {
    var best = 0
    for index in numbers.indices {
      if numbers[index].isNaN { return index }
      if precedes(numbers[index], numbers[best]) { best = index }
    }
    return best
  }
}
