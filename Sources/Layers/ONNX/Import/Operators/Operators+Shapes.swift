import Tensors

extension Operators {
  /// What joins and parts values.
  static let joints: [String: Translation] = [
    "Concat": { node throws(ONNXError) in
      [concatenate(try node.allOperands(), axis: try node.integer("axis"))]
    },
    "Split": { node throws(ONNXError) in try node.split() },
    "Identity": { node throws(ONNXError) in [try node.operand(0)] },
    "Dropout": { node throws(ONNXError) in
      guard node.message.outputs.dropFirst().allSatisfy(\.isEmpty) else {
        throw node.unsupported("a mask that is given out")
      }
      return [try node.operand(0)]
    },
  ]

  /// What takes parts of values, or adds to their edges.
  static let slices: [String: Translation] = [
    "Slice": { node throws(ONNXError) in [try node.slice()] },
    "Pad": { node throws(ONNXError) in [try node.pad()] },
    "Gather": { node throws(ONNXError) in
      let axis = try node.integer("axis", default: 0)
      return [node.builder.add(.gather(axis: axis), try node.operand(0), try node.operand(1))]
    },
  ]

  /// What only changes how values lie.
  static let arrangements: [String: Translation] = [
    "Reshape": { node throws(ONNXError) in
      let operation = Operation.reshape(allowsZero: try node.flag("allowzero"))
      return [node.builder.add(operation, try node.operand(0), try node.operand(1))]
    },
    "Flatten": { node throws(ONNXError) in
      let axis = try node.integer("axis", default: 1)
      return [node.builder.add(.flatten(axis: axis), try node.operand(0))]
    },
    "Squeeze": { node throws(ONNXError) in
      [node.builder.add(.squeeze(axes: try node.axes()), try node.operand(0))]
    },
    "Unsqueeze": { node throws(ONNXError) in
      guard let axes = try node.axes() else { throw node.problem(.missingInput(1)) }
      return [try node.operand(0).unsqueezed(axes)]
    },
    "Transpose": { node throws(ONNXError) in
      if let order = try node.integers("perm") { return [try node.operand(0).transposed(order)] }
      guard let rank = node.rank(0) else {
        throw node.unsupported("the reversed order of axes whose number is not known")
      }
      return [try node.operand(0).transposed((0..<rank).reversed())]
    },
    "Expand": { node throws(ONNXError) in
      [try node.operand(0).expanded(try node.operand(1))]
    },
    "Tile": { node throws(ONNXError) in
      [node.builder.add(.tile, try node.operand(0), try node.operand(1))]
    },
    "DepthToSpace": { node throws(ONNXError) in
      let block = try node.integer("blocksize")
      switch try node.text("mode", default: "DCR") {
      case "DCR": return [try node.depthToSpace(block, .blocksFirst)]
      case "CRD": return [try node.depthToSpace(block, .channelsFirst)]
      case let mode: throw node.wrong("mode", mode)
      }
    },
    "SpaceToDepth": { node throws(ONNXError) in
      let block = try node.integer("blocksize")
      return [node.builder.add(.spaceToDepth(block: block), try node.operand(0))]
    },
  ]

  /// Numbers of the network's own, most of them about shapes.
  static let shapes: [String: Translation] = [
    "Shape": { node throws(ONNXError) in
      let end = node.hasAttribute("end") ? try node.integer("end") : nil
      let operation = Operation.shape(start: try node.integer("start", default: 0), end: end)
      return [node.builder.add(operation, try node.operand(0))]
    },
    "Size": { node throws(ONNXError) in
      [try node.operand(0).shape.reduced(.product, axes: nil, keepsAxes: false)]
    },
    "ConstantOfShape": { node throws(ONNXError) in
      [node.builder.add(.constantOfShape(try node.filling()), try node.operand(0))]
    },
    "Range": { node throws(ONNXError) in
      [node.builder.add(.range, try node.operand(0), try node.operand(1), try node.operand(2))]
    },
  ]
}

extension ImportedNode {
  fileprivate func depthToSpace(
    _ block: Int, _ order: DepthOrder
  ) throws(ONNXError) -> Symbol {
    builder.add(.depthToSpace(block: block, order: order), try operand(0))
  }

  fileprivate func split() throws(ONNXError) -> [Symbol] {
    let parts = message.outputs.count
    guard (1...1 << 12).contains(parts) else { throw problem(.outputs(parts)) }
    let operation = Operation.split(axis: try integer("axis", default: 0), parts: parts)
    if let sizes = try integers("split") {
      return builder.add(operation, [try operand(0), builder.constant(sizes)], outputs: parts)
    }
    let sizes = has(1) ? [try operand(1)] : []
    return builder.add(operation, [try operand(0)] + sizes, outputs: parts)
  }

  /// Positions are attributes until version 10, then inputs.
  fileprivate func slice() throws(ONNXError) -> Symbol {
    if version >= 10 {
      let inputs = [try operand(0), try operand(1), try operand(2)]
      if has(4), !has(3) { throw problem(.missingInput(3)) }
      let further = [3, 4].filter { has($0) }.compactMap { optional($0) }
      return builder.add(.slice, inputs + further, outputs: 1)[0]
    }
    guard let starts = try integers("starts"), let ends = try integers("ends") else {
      throw problem(.missingAttribute("starts"))
    }
    let axes = try integers("axes") ?? Array(starts.indices)
    return builder.add(
      .slice, try operand(0), builder.constant(starts), builder.constant(ends),
      builder.constant(axes))
  }

  /// Amounts are attributes until version 11, then inputs; the axes are all, or named since 18.
  fileprivate func pad() throws(ONNXError) -> Symbol {
    let name = try text("mode", default: "constant")
    let mode: PadMode
    switch name {
    case "constant": mode = .constant
    case "reflect": mode = .reflect
    case "edge": mode = .edge
    case "wrap": mode = .wrap
    default: throw wrong("mode", name)
    }
    let x = try operand(0)
    if version < 11 {
      guard let amounts = try integers("pads") else { throw problem(.missingAttribute("pads")) }
      let value = builder.constant(try float("value", default: 0))
      return builder.add(.pad(mode), x, builder.constant(amounts), value)
    }
    let amounts = has(3) ? try amountsOfAllAxes(x) : try operand(1)
    let value = has(2) ? [try operand(2)] : []
    return builder.add(.pad(mode), [x, amounts] + value, outputs: 1)[0]
  }

  /// The amounts of some axes among zeros for the others.
  private func amountsOfAllAxes(_ x: Symbol) throws(ONNXError) -> Symbol {
    guard let axes = try integers(3) else { throw problem(.missingInput(3)) }
    let rank = x.shape.shape.squeezed([0])
    let positions = builder.add(
      .range, builder.constant(.integers(IntegerArray(0))), rank,
      builder.constant(.integers(IntegerArray(1))))
    let amounts = try operand(1)
    func along(_ place: Int) -> [Symbol] {
      axes.enumerated().map { index, axis in
        let position = axis < 0 ? builder.constant([axis]) + rank : builder.constant([axis])
        let isHere = builder.add(.cast(.integer), positions.combined(.equal, position))
        let entry = place + index
        return isHere * amounts.sliced(axis: 0, from: entry, to: entry + 1)
      }
    }
    let zeros = positions * builder.constant([0])
    let before = along(0).reduce(zeros, +)
    let after = along(axes.count).reduce(zeros, +)
    return concatenate([before, after], axis: 0)
  }

  /// The number that fills a new value: 0 unless the node says otherwise.
  fileprivate func filling() throws(ONNXError) -> Scalar {
    switch message.attributes["value"]?.content {
    case nil: return .float(0)
    case .tensor(let tensor):
      var reader = ConstantReader(folder: nil, limit: 64)
      switch try reader.array(tensor) {
      case .floats(let tensor): return .float(tensor.elements.first ?? 0)
      case .integers(let array): return .integer(array.elements.first ?? 0)
      case .booleans(let array): return .boolean(array.elements.first == 1)
      }
    default: throw problem(.attributeKind("value"))
    }
  }
}
