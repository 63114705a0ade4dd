import Tensors

extension Operators {
  static let normalizations: [String: Translation] = [
    "BatchNormalization": { node throws(ONNXError) in
      guard try !node.flag("training_mode"), try node.flag("spatial", default: true) else {
        throw node.unsupported("training, or of each pixel apart")
      }
      return [
        node.builder.add(
          .batchNorm(epsilon: try node.float("epsilon", default: 1e-5)), try node.operand(0),
          try node.operand(1), try node.operand(2), try node.operand(3), try node.operand(4))
      ]
    },
    "InstanceNormalization": { node throws(ONNXError) in
      [
        try node.operand(0).instanceNormed(
          scale: try node.operand(1), shift: try node.operand(2),
          epsilon: try node.float("epsilon", default: 1e-5))
      ]
    },
    "GroupNormalization": { node throws(ONNXError) in [try node.groupNormalization()] },
    "LayerNormalization": { node throws(ONNXError) in [try node.layerNormalization()] },
    // x / √(mean of squares + epsilon) · scale over the axes from `axis` on
    "RMSNormalization": { node throws(ONNXError) in
      let x = try node.operand(0)
      let axes = try node.lastAxes()
      let squares = (x * x).reduced(.mean, axes: axes)
      let root = (squares + (try node.float("epsilon", default: 1e-5))).mapped(.squareRoot)
      return [x / root * (try node.operand(1))]
    },
    "MeanVarianceNormalization": { node throws(ONNXError) in
      let x = try node.operand(0)
      let axes = try node.integers("axes") ?? [0, 2, 3]
      let centred = x - x.reduced(.mean, axes: axes)
      let variance = (centred * centred).reduced(.mean, axes: axes)
      return [centred / (variance.mapped(.squareRoot) + 1e-9)]
    },
    "LpNormalization": { node throws(ONNXError) in
      let x = try node.operand(0)
      let axis = try node.integer("axis", default: -1)
      switch try node.integer("p", default: 2) {
      case 1: return [x / x.reduced(.sumOfMagnitudes, axes: [axis])]
      case 2: return [x / x.reduced(.norm, axes: [axis])]
      case let order: throw node.wrong("p", order)
      }
    },
  ]
}

extension Symbol {
  /// Each channel normalised over its pixels.
  fileprivate func instanceNormed(scale: Symbol, shift: Symbol, epsilon: Float) -> Symbol {
    builder.add(.instanceNorm(epsilon: epsilon), self, scale, shift)
  }
}

extension ImportedNode {
  /// Until version 21 scale and shift have one number a group, since then one a channel.
  fileprivate func groupNormalization() throws(ONNXError) -> Symbol {
    let (x, scale, shift) = (try operand(0), try operand(1), try operand(2))
    let groups = try integer("num_groups")
    let epsilon = try float("epsilon", default: 1e-5)
    guard (1...1 << 20).contains(groups) else { throw wrong("num_groups", groups) }
    if version >= 21 {
      return x.groupNormed(groups: groups, scale: scale, shift: shift, epsilon: epsilon)
    }
    let grouped = x.reshaped([0, groups, -1, 1])
    return grouped.instanceNormed(scale: scale, shift: shift, epsilon: epsilon).reshaped(x.shape)
  }

  fileprivate func layerNormalization() throws(ONNXError) -> Symbol {
    guard message.outputs.dropFirst().allSatisfy(\.isEmpty) else {
      throw unsupported("a mean that is given out")
    }
    let inputs = [try operand(0), try operand(1)] + (optional(2).map { [$0] } ?? [])
    let operation = Operation.layerNorm(
      axes: try lastAxes(), epsilon: try float("epsilon", default: 1e-5))
    return builder.add(operation, inputs, outputs: 1)[0]
  }

  /// The axes from `axis` on, counted from the back: as many as the scale has.
  fileprivate func lastAxes() throws(ONNXError) -> [Int] {
    let axis = try integer("axis", default: -1)
    guard axis >= -64, let count = axis < 0 ? -axis : constant(1)?.shape.count,
      (1...64).contains(count)
    else {
      throw problem(.notConstant(input: 1))
    }
    return Array(-count ... -1)
  }
}
