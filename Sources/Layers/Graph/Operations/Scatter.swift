import Tensors

/// x with some of its elements replaced by updates, or joined with them: ONNX's ScatterElements and
/// ScatterND. The inputs are x, indices and updates; updates come in the order of the indices.
public struct Scatter: Hashable, Sendable {
  /// What the indices name.
  public enum Target: Hashable, Sendable {
    /// An element along an axis, as ``GatherElements``.
    case elements(axis: Int)
    /// A part of x, as ``GatherParts`` without batch axes.
    case parts
  }

  /// What becomes of an element and its update.
  public enum Reduction: String, Hashable, Sendable, CaseIterable {
    /// The update.
    case replace = "none"
    /// Their sum.
    case add
    /// Their product.
    case multiply = "mul"
    /// The larger one.
    case maximum = "max"
    /// The smaller one.
    case minimum = "min"
  }

  /// What the indices name.
  public var target: Target
  /// What becomes of an element and its update.
  public var reduction: Reduction

  func outputTypes(_ operands: Operands) throws -> [ValueType] {
    try operands.expect(count: 3...3)
    let (x, indices) = (operands.types[0], operands.types[1].shape)
    try operands.expect(2, kind: x.kind)
    let wanted: [Int]
    switch target {
    case .elements(let axis):
      try operands.checkElements(axis)
      wanted = indices
    case .parts:
      let depth = try operands.checkParts(0)
      wanted = Array(indices.dropLast() + x.shape.dropFirst(depth))
    }
    guard operands.types[2].shape == wanted else {
      throw GraphError.Problem.extents(left: operands.types[2].shape, right: wanted, axis: nil)
    }
    guard reduction == .replace || x.kind != .boolean else {
      throw GraphError.Problem.unsupported("arithmetic of truth values")
    }
    return [x]
  }

  func evaluate(_ operands: Operands, _ types: [ValueType]) throws -> [NumericArray] {
    let places = try places(operands)
    switch (operands.arrays[0], operands.arrays[2]) {
    case (.floats(var x)?, .floats(let updates)?):
      x.withUnsafeMutableElements { x in
        updates.withUnsafeElements { updates in
          for (place, update) in zip(places, updates) { x[place] = joined(x[place], update) }
        }
      }
      return [.floats(x)]
    case (.integers(let x)?, .integers(let updates)?):
      return [.integers(try scattered(x, updates, places))]
    case (.booleans(let x)?, .booleans(let updates)?):
      return [.booleans(try scattered(x, updates, places))]
    default: throw GraphError.Problem.notConstant(input: 0)
    }
  }

  /// The place in x of each update.
  private func places(_ operands: Operands) throws -> [Int] {
    switch target {
    case .elements(let axis): return try operands.elementPlaces(axis)
    case .parts:
      let (starts, length) = try operands.partPlaces(0)
      return starts.flatMap { $0..<$0 + length }
    }
  }

  private func scattered(
    _ x: IntegerArray, _ updates: IntegerArray, _ places: [Int]
  ) throws -> IntegerArray {
    var elements = x.elements
    for (place, update) in zip(places, updates.elements) {
      elements[place] = joined(elements[place], update)
    }
    return try IntegerArray(elements, shape: x.shape)
  }

  private func joined(_ x: Float, _ update: Float) -> Float {
    switch reduction {
    case .replace: update
    case .add: x + update
    case .multiply: x * update
    case .maximum: x.isNaN || x > update ? x : update
    case .minimum: x.isNaN || x < update ? x : update
    }
  }

  private func joined(_ x: Int, _ update: Int) -> Int {
    switch reduction {
    case .replace: update
    case .add: x &+ update
    case .multiply: x &* update
    case .maximum: max(x, update)
    case .minimum: min(x, update)
    }
  }
}
