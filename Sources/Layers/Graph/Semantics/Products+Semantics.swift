import Tensors

extension MatrixProduct {
  func outputType(_ operands: Operands) throws -> ValueType {
    try operands.expect(count: 2...3)
    let (left, right) = (try operands.floats(0, rank: 2...8), try operands.floats(1, rank: 2...8))
    let (rows, depth) = Self.matrix(left, isTransposed: transposesLeft)
    let (otherDepth, columns) = Self.matrix(right, isTransposed: transposesRight)
    guard depth == otherDepth else {
      throw GraphError.Problem.extents(
        left: left, right: right, axis: transposesLeft ? left.count - 2 : left.count - 1)
    }
    let batch = try (left.dropLast(2) + []).broadcast(with: right.dropLast(2) + [])
    let shape = batch + [rows, columns]
    if operands.count > 2, try operands.floats(2).broadcast(with: shape) != shape {
      throw GraphError.Problem.extents(left: operands.types[2].shape, right: shape, axis: nil)
    }
    return .floats(shape)
  }

  static func matrix(_ shape: [Int], isTransposed: Bool) -> (rows: Int, columns: Int) {
    let (last, before) = (shape[shape.count - 1], shape[shape.count - 2])
    return isTransposed ? (last, before) : (before, last)
  }

  func evaluate(_ operands: Operands, _ type: ValueType) throws -> NumericArray {
    let left = try operands.tensor(0)
    let right = try operands.tensor(1)
    let batch = Array(type.shape.dropLast(2))
    let a = try (transposesLeft ? left.transposed() : left).broadcastBatch(to: batch)
    let b = try (transposesRight ? right : right.transposed()).broadcastBatch(to: batch)
    let (rows, columns) = (type.shape[batch.count], type.shape[batch.count + 1])
    let depth = a.shape[batch.count + 1]
    var product = try Tensor(shape: type.shape) { out in
      for index in 0..<batch.product {
        let part = try Self.product(
          try a.reshaped([batch.product, rows, depth]).slice(axis: 0, at: index),
          try b.reshaped([batch.product, columns, depth]).slice(axis: 0, at: index))
        for (i, value) in part.elements.enumerated() { out[index * rows * columns + i] = value }
      }
    }
    if factor != 1 { product = product * factor }
    guard operands.count > 2 else { return .floats(product) }
    return .floats(try product + operands.tensor(2) * addendFactor)
  }

  /// left · rightᵀ of two matrices, as a 1 × 1 convolution whose pixels are the left rows.
  private static func product(_ left: Tensor, _ right: Tensor) throws -> Tensor {
    let (rows, depth, columns) = (left.shape[0], left.shape[1], right.shape[0])
    guard rows * columns > 0, depth > 0 else {
      return try Tensor(repeating: 0, shape: [rows, columns])
    }
    let prepared = try PreparedConvolution(
      Convolution(weight: right.reshaped([columns, depth, 1, 1])), height: 1, width: rows)
    let product = try Tensor(prepared.outputShape) { y in
      try left.reshaped([1, 1, rows, depth]).withFeatureMap {
        try prepared.run($0, into: y, workspace: Workspace())
      }
    }
    return try product.reshaped([rows, columns])
  }
}

extension Tensor {
  /// The axes before the last two repeated to these extents.
  func broadcastBatch(to batch: [Int]) throws(TensorError) -> Tensor {
    try broadcast(to: batch + shape.suffix(2))
  }
}

extension Operation {
  func attentionType(_ operands: Operands, heads: Int) throws -> ValueType {
    try operands.expect(count: 3...4)
    let shapes = try (0..<3).map { try operands.floats($0, rank: 3...3) }
    let (queries, keys, values) = (shapes[0], shapes[1], shapes[2])
    guard queries[0] == keys[0], queries[2] == keys[2] else {
      throw GraphError.Problem.extents(
        left: queries, right: keys, axis: queries[0] == keys[0] ? 2 : 0)
    }
    guard keys[0] == values[0], keys[1] == values[1] else {
      throw GraphError.Problem.extents(
        left: keys, right: values, axis: keys[0] == values[0] ? 1 : 0)
    }
    guard heads > 0, keys[2] % heads == 0, values[2] % heads == 0, keys[1] > 0 else {
      throw GraphError.Problem.parameter(
        name: "heads", value: heads, allowed: "divisors of \(keys[2]) and \(values[2])")
    }
    let scores = [queries[0], heads, queries[1], keys[1]]
    if operands.count > 3, try operands.floats(3).broadcast(with: scores) != scores {
      throw GraphError.Problem.extents(left: operands.types[3].shape, right: scores, axis: nil)
    }
    return .floats([queries[0], queries[1], values[2]])
  }

  func attention(_ operands: Operands, heads: Int, scale: Float?) throws -> NumericArray {
    let shape = operands.types[0].shape
    let (batch, tokens, keyTokens) = (shape[0], shape[1], operands.types[1].shape[1])
    func map(_ input: Int) throws -> Tensor {
      let tensor = try operands.tensor(input)
      return try tensor.reshaped([batch, 1, tensor.shape[1], tensor.shape[2]])
    }
    let queries = try map(0)
    let keys = try map(1)
    let values = try map(2)
    let bias =
      try operands.count > 3
      ? operands.tensor(3).broadcast(to: [batch, heads, tokens, keyTokens]) : nil
    let channels = values.shape[3]
    let result = try Tensor(MapShape(batch: batch, height: 1, width: tokens, channels: channels)) {
      output in
      try queries.withFeatureMap { queries in
        try keys.withFeatureMap { keys in
          try values.withFeatureMap { values in
            var attention = Attention(
              queries: queries, keys: keys, values: values, heads: heads, scale: scale)
            guard let bias else {
              return try ReferenceKernels().attend(
                attention, into: output, workspace: Workspace())
            }
            try bias.withFeatureMap {
              attention.bias = $0
              try ReferenceKernels().attend(attention, into: output, workspace: Workspace())
            }
          }
        }
      }
    }
    return .floats(try result.reshaped([batch, tokens, channels]))
  }
}
