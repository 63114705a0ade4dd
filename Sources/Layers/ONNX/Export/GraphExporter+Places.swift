import Tensors

extension GraphExporter {
  /// Translates what is no layer: functions of elements, reductions, changes of shape and place.
  mutating func translatePlaces(_ node: Node, _ inputs: [String]) throws -> [String] {
    switch node.operation {
    case .unary(let function): return [mapped(inputs[0], function)]
    case .binary(let function): return [combined(inputs, function)]
    case .select: return [writer.one("Where", inputs)]
    case .cast(let kind): return [writer.one("Cast", inputs, .integer("to", kind.onnxType))]
    case .reduce(let reduction, let axes, let keepsAxes):
      return [reduced(inputs[0], reduction, axes, keepsAxes)]
    case .argument(let ofLargest, let axis, let keepsAxis, let takesLast):
      return [
        writer.one(
          ofLargest ? "ArgMax" : "ArgMin", inputs, .integer("axis", axis),
          .flag("keepdims", keepsAxis), .flag("select_last_index", takesLast))
      ]
    case .softmax(let axis): return [writer.one("Softmax", inputs, .integer("axis", axis))]
    case .logSoftmax(let axis): return [writer.one("LogSoftmax", inputs, .integer("axis", axis))]
    case .cumulativeSum(let isExclusive, let isReversed):
      return [
        writer.one(
          "CumSum", inputs, .flag("exclusive", isExclusive), .flag("reverse", isReversed))
      ]
    case .concatenate(let axis): return [writer.one("Concat", inputs, .integer("axis", axis))]
    case .split(let axis, let parts):
      let operands = inputs + sizes(ofParts: node, axis)
      return writer.add("Split", operands, [.integer("axis", axis)], outputs: parts)
    case .gridSample, .topK, .gatherElements, .gatherParts, .scatter, .triangle, .oneHot, .nonZero,
      .columnsToImage:
      return try selected(node, inputs)
    default: return [try rearranged(node, inputs)]
    }
  }

  /// The sizes of parts that are not given: the operator must be told them where they differ.
  private mutating func sizes(ofParts node: Node, _ axis: Int) -> [String] {
    let shapes = node.outputs.compactMap { fixedShape(of: $0) }
    guard node.inputs.count == 1, shapes.count == node.outputs.count, let rank = shapes.first?.count
    else { return [] }
    return [writer.integers(shapes.map { $0[axis < 0 ? axis + rank : axis] })]
  }

  /// Translates what only changes how elements lie, and numbers of shapes.
  private mutating func rearranged(_ node: Node, _ inputs: [String]) throws -> String {
    switch node.operation {
    case .slice: return writer.one("Slice", inputs)
    case .pad(let mode): return writer.one("Pad", inputs, .text("mode", mode.rawValue))
    case .reshape(let allowsZero):
      return writer.one("Reshape", inputs, .flag("allowzero", allowsZero))
    case .flatten(let axis): return writer.one("Flatten", inputs, .integer("axis", axis))
    case .squeeze(let axes):
      return writer.one("Squeeze", inputs + (axes.map { [writer.integers($0)] } ?? []))
    case .unsqueeze(let axes):
      return writer.one("Unsqueeze", [inputs[0], writer.integers(axes)])
    case .transpose(let order): return writer.one("Transpose", inputs, .integers("perm", order))
    case .expand: return writer.one("Expand", inputs)
    case .tile: return writer.one("Tile", inputs)
    case .gather(let axis): return writer.one("Gather", inputs, .integer("axis", axis))
    case .depthToSpace(let block, let order):
      return writer.one(
        "DepthToSpace", inputs, .integer("blocksize", block),
        .text("mode", order == .blocksFirst ? "DCR" : "CRD"))
    case .spaceToDepth(let block):
      return writer.one("SpaceToDepth", inputs, .integer("blocksize", block))
    case .shape(let start, let end):
      let end = end.map { [AttributeMessage.integer("end", $0)] } ?? []
      return writer.add("Shape", inputs, [.integer("start", start)] + end)[0]
    case .range: return writer.one("Range", inputs)
    case .constantOfShape(let scalar): return filled(scalar, inputs[0])
    case .identity: return inputs[0]
    case let operation:
      throw ONNXExportError.unsupported(operation: "\(operation)", path: node.path)
    }
  }

  /// Sums take their axes as an input already, other reductions as an attribute still.
  private mutating func reduced(
    _ x: String, _ reduction: Reduction, _ axes: [Int]?, _ keepsAxes: Bool
  ) -> String {
    let keeps = AttributeMessage.flag("keepdims", keepsAxes)
    if reduction == .sum {
      return writer.one("ReduceSum", [x] + (axes.map { [writer.integers($0)] } ?? []), keeps)
    }
    let along = axes.map { [AttributeMessage.integers("axes", $0)] } ?? []
    return writer.add(reduction.operatorName, [x], [keeps] + along)[0]
  }

  private mutating func filled(_ scalar: Scalar, _ shape: String) -> String {
    let array: NumericArray =
      switch scalar {
      case .float(let value): .floats(Tensor([value]))
      case .integer(let value): .integers(IntegerArray([value]))
      case .boolean(let value): .booleans(IntegerArray([value ? 1 : 0]))
      }
    let value = AttributeMessage(name: "value", .tensor(TensorMessage(array, name: "value")))
    return writer.one("ConstantOfShape", [shape], value)
  }
}
