import Tensors

extension Operation {
  /// The kinds and shapes of what a node makes of its inputs.
  ///
  /// Throws a ``GraphError/Problem`` or a ``TensorError`` that says what does not fit together.
  func outputTypes(_ operands: Operands) throws -> [ValueType] {
    switch self {
    case .split(let axis, let parts):
      let x = operands.types[0]
      return try splitSizes(operands, axis: axis, parts: parts).map { size in
        var type = x
        type.shape[try x.shape.axis(axis)] = size
        return type
      }
    case .convolution(let convolution): return [try convolution.outputType(operands)]
    case .pool(let pooling): return [try pooling.outputType(operands)]
    case .adaptivePool(let pooling): return [try pooling.outputType(operands)]
    case .resize(let resize): return [try resize.outputType(operands)]
    case .matrixProduct(let product): return [try product.outputType(operands)]
    case .batchNorm, .groupNorm, .instanceNorm, .layerNorm: return [try normType(operands)]
    case .attention(let heads, _): return [try attentionType(operands, heads: heads)]
    case .activation, .parametricReLU, .unary, .binary, .select, .cast:
      return [try elementwiseType(operands)]
    case .reduce, .argument, .softmax, .logSoftmax, .cumulativeSum:
      return [try axisType(operands)]
    case .concatenate, .slice, .pad, .reshape, .flatten, .squeeze, .unsqueeze, .transpose, .expand,
      .tile, .gather, .depthToSpace, .spaceToDepth, .identity:
      return [try placeType(operands)]
    case .shape, .range, .constantOfShape: return [try numberType(operands)]
    case .gridSample(let operation): return try operation.outputTypes(operands)
    case .topK(let operation): return try operation.outputTypes(operands)
    case .gatherElements(let operation): return try operation.outputTypes(operands)
    case .gatherParts(let operation): return try operation.outputTypes(operands)
    case .scatter(let operation): return try operation.outputTypes(operands)
    case .triangle(let operation): return try operation.outputTypes(operands)
    case .oneHot(let operation): return try operation.outputTypes(operands)
    case .nonZero: return try NonZero.outputTypes(operands)
    case .columnsToImage(let operation): return try operation.outputTypes(operands)
    }
  }

  /// What a node makes of its inputs.
  ///
  /// The definition, computed plainly: what the optimised, prepared network is compared with.
  func evaluate(_ inputs: [NumericArray]) throws -> [NumericArray] {
    let operands = Operands(inputs)
    let types = try outputTypes(operands)
    try types.forEach { try $0.checkExtents() }
    switch self {
    case .split(let axis, _): return try splitParts(inputs[0], axis: axis, types)
    case .convolution(let convolution): return [try convolution.evaluate(operands)]
    case .pool(let pooling): return [try pooling.evaluate(operands, types[0])]
    case .adaptivePool(let pooling): return [try pooling.evaluate(operands, types[0])]
    case .resize(let resize): return [try resize.evaluate(operands, types[0])]
    case .matrixProduct(let product): return [try product.evaluate(operands, types[0])]
    case .batchNorm, .groupNorm, .instanceNorm, .layerNorm: return [try norm(operands)]
    case .attention(let heads, let scale):
      return [try attention(operands, heads: heads, scale: scale)]
    case .activation, .parametricReLU, .unary, .binary, .select, .cast:
      return [try elementwise(inputs, types[0])]
    case .reduce, .argument, .softmax, .logSoftmax, .cumulativeSum:
      return [try alongAxes(inputs, types[0])]
    case .concatenate, .slice, .pad, .reshape, .flatten, .squeeze, .unsqueeze, .transpose, .expand,
      .tile, .gather, .depthToSpace, .spaceToDepth, .identity:
      return [try places(operands, types[0])]
    case .shape, .range, .constantOfShape: return [try numbers(operands, types[0])]
    case .gridSample(let operation): return try operation.evaluate(operands, types)
    case .topK(let operation): return try operation.evaluate(operands, types)
    case .gatherElements(let operation): return try operation.evaluate(operands, types)
    case .gatherParts(let operation): return try operation.evaluate(operands, types)
    case .scatter(let operation): return try operation.evaluate(operands, types)
    case .triangle(let operation): return try operation.evaluate(operands, types)
    case .oneHot(let operation): return try operation.evaluate(operands, types)
    case .nonZero: return try NonZero.evaluate(operands, types)
    case .columnsToImage(let operation): return try operation.evaluate(operands, types)
    }
  }

  /// The operation's name as messages and tables write it.
  public var name: String {
    String(String(describing: self).prefix { $0 != "(" })
  }
}

extension ValueType {
  /// The most elements that a value may have: what cannot be meant is an error before it is allocated.
  static let countLimit = 1 << 34

  /// Throws for extents that are negative or too large for the kernels.
  func checkExtents() throws(TensorError) {
    var count = 1
    for extent in shape {
      guard extent >= 0, extent <= Int(Int32.max) else { throw .invalidShape(shape) }
      count *= max(extent, 1)
      guard count <= Self.countLimit else { throw .invalidShape(shape) }
    }
  }
}
