import Tensors

extension Operation {
  func normType(_ operands: Operands) throws -> ValueType {
    let x = try operands.floats(0)
    switch self {
    case .layerNorm(let axes, _):
      try operands.expect(count: 2...3)
      let extents = try x.axes(axes).sorted().map { x[$0] }
      for input in 1..<operands.count where try operands.floats(input) != extents {
        throw GraphError.Problem.extents(
          left: operands.types[input].shape, right: extents, axis: nil)
      }
    default:
      let parameters = if case .batchNorm = self { 4 } else { 2 }
      try operands.expect(count: parameters + 1...parameters + 1)
      guard x.count >= 2 else {
        throw GraphError.Problem.rank(input: 0, found: x.count, allowed: 2...8)
      }
      for input in 1...parameters { try operands.expect(input, channels: x[1]) }
      if case .groupNorm(let groups, _) = self, groups < 1 || x[1] % groups != 0 {
        throw GraphError.Problem.parameter(
          name: "groups", value: groups, allowed: "divisors of \(x[1])")
      }
    }
    return .floats(x)
  }

  func norm(_ operands: Operands) throws -> NumericArray {
    let x = try operands.tensor(0)
    let scale = try operands.tensor(1).elements
    let shift = try operands.count > 2 ? operands.tensor(2).elements : []
    switch self {
    case .batchNorm(let epsilon):
      let (mean, variance) = (try operands.tensor(3).elements, try operands.tensor(4).elements)
      return .floats(
        try x.mappedByChannel { value, channel in
          let deviation = (Double(variance[channel]) + Double(epsilon)).squareRoot()
          return (Double(value) - Double(mean[channel])) / deviation * Double(scale[channel])
            + Double(shift[channel])
        })
    case .groupNorm(let groups, let epsilon):
      return .floats(try groupNorm(x, groups: groups, epsilon, scale, shift))
    case .instanceNorm(let epsilon):
      return .floats(try groupNorm(x, groups: x.shape[1], epsilon, scale, shift))
    case .layerNorm(let axes, let epsilon):
      return .floats(try layerNorm(x, axes: x.shape.axes(axes), epsilon, scale, shift))
    default: preconditionFailure("a norm")
    }
  }

  private func groupNorm(
    _ x: Tensor, groups: Int, _ epsilon: Float, _ scale: [Float], _ shift: [Float]
  ) throws -> Tensor {
    let rows = try x.reshaped([x.shape[0] * groups, max(x.count / (x.shape[0] * groups), 1)])
    let normed = rows.normalisedRows(epsilon: epsilon)
    return try normed.reshaped(x.shape).mappedByChannel { value, channel in
      Double(value) * Double(scale[channel]) + Double(shift[channel])
    }
  }

  private func layerNorm(
    _ x: Tensor, axes: [Int], _ epsilon: Float, _ scale: [Float], _ shift: [Float]
  ) throws -> Tensor {
    let (order, back) = x.shape.order(movingLast: axes.sorted())
    let moved = try x.permuted(order)
    var rows = try moved.reshaped([-1, scale.count]).normalisedRows(epsilon: epsilon)
    rows.withUnsafeMutableElements { elements in
      for i in elements.indices {
        let parameter = i % scale.count
        elements[i] = elements[i] * scale[parameter] + (shift.isEmpty ? 0 : shift[parameter])
      }
    }
    return try rows.reshaped(moved.shape).permuted(back)
  }
}

extension Tensor {
  /// Each row of a matrix minus its mean, divided by its deviation.
  fileprivate func normalisedRows(epsilon: Float) -> Tensor {
    let columns = shape[1]
    var result = self
    result.withUnsafeMutableElements { elements in
      for row in 0..<shape[0] {
        let range = row * columns..<(row + 1) * columns
        let values = elements[range].map(Double.init)
        let mean = values.reduce(0, +) / Double(columns)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(columns)
        let deviation = (variance + Double(epsilon)).squareRoot()
        for i in range { elements[i] = Float((Double(elements[i]) - mean) / deviation) }
      }
    }
    return result
  }

  /// Every element through a function that also gets its channel, the index along axis 1.
  func mappedByChannel(_ transform: (Float, Int) -> Double) throws -> Tensor {
    let inner = shape[2...].reduce(1, *)
    var result = self
    result.withUnsafeMutableElements { elements in
      for i in elements.indices {
        elements[i] = Float(transform(elements[i], i / inner % shape[1]))
      }
    }
    return result
  }
}

extension [Int] {
  /// The order of axes that brings some of them to the end, and the one that takes them back.
  func order(movingLast axes: [Int]) -> (order: [Int], back: [Int]) {
    let order = indices.filter { !axes.contains($0) } + axes
    var back = [Int](repeating: 0, count: count)
    for (place, axis) in order.enumerated() { back[axis] = place }
    return (order, back)
  }
}
