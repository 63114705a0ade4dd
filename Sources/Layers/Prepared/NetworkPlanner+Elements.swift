import Tensors

extension NetworkPlanner {
  /// Plans a node that works element by element and has a kernel; false for others.
  mutating func planElements(_ node: Node) throws -> Bool {
    guard shaped.type(node.outputs[0]).kind == .float else { return false }
    switch node.operation {
    case .activation(let activation):
      if activation.isPerChannel {
        return planEach(node, node.inputs[0], channels: 1, "activate") {
          try $0.activate($1, into: $2, activation)
        }
      }
      return planEach(node, node.inputs[0], "activate") {
        try $0.activate($1, into: $2, activation)
      }
    case .unary(.negative): return planLine(node, node.inputs[0], factor: -1, shift: 0)
    case .binary(let function): return planPair(node, function)
    default: return false
    }
  }

  /// Plans a function of each element: over whole runs of memory, or with the channels of an axis.
  private mutating func planEach(
    _ node: Node, _ input: Graph.ValueID, channels axis: Int? = nil, _ kernel: String,
    _ body: @escaping (FastKernels, FeatureMap, FeatureMap) throws -> Void
  ) -> Bool {
    guard let source = operand(input) else { return false }
    let target = overwriting(input, node) ?? place(node.outputs[0], order: source.order)
    var order = target.order
    if let axis { order = order.filter { $0 != axis } + [axis] }
    guard let joined = joined([source, target], order, keepsLast: axis != nil) else { return false }
    add(
      MapStep(kernel: kernel, input: joined[0], output: joined[1], body: body),
      touching: joined.map(\.buffer))
    return true
  }

  /// Maps of the same pixels, of copies where the values do not lie alike; the last is written to.
  private mutating func joined(
    _ places: [Placement], _ order: [Int], keepsLast: Bool = false
  ) -> [MapPlace]? {
    if let joined = JoinedPlaces(places, axes: order, keepsLast: keepsLast) { return joined.maps }
    let copies = places.dropLast().map { place in
      place.hasRepeats || place.isCompact(order) ? place : copy(place, order: order)
    }
    return JoinedPlaces(copies + places.suffix(1), axes: order, keepsLast: keepsLast)?.maps
  }

  /// factor · x + shift with single numbers.
  private mutating func planLine(
    _ node: Node, _ input: Graph.ValueID, factor: Float, shift: Float
  ) -> Bool {
    guard !node.activation.isPerChannel else { return false }
    return planEach(node, input, "scale") { kernels, x, y in
      let count = x.shape.channels
      try kernels.scale(
        x, by: Array(repeating: factor, count: count),
        shift: Array(repeating: shift, count: count), into: y, node.activation)
    }
  }

  private mutating func planPair(_ node: Node, _ function: BinaryFunction) -> Bool {
    let (left, right) = (node.inputs[0], node.inputs[1])
    let shape = shaped.shape(node.outputs[0])
    if let number = shaped.number(right), shaped.shape(left) == shape {
      switch function {
      case .add: return planLine(node, left, factor: 1, shift: number)
      case .subtract: return planLine(node, left, factor: 1, shift: -number)
      case .multiply: return planLine(node, left, factor: number, shift: 0)
      case .divide where number != 0: return planLine(node, left, factor: 1 / number, shift: 0)
      default: return false
      }
    }
    if let number = shaped.number(left), shaped.shape(right) == shape {
      switch function {
      case .add: return planLine(node, right, factor: 1, shift: number)
      case .subtract: return planLine(node, right, factor: -1, shift: number)
      case .multiply: return planLine(node, right, factor: number, shift: 0)
      default: return false
      }
    }
    guard function == .add || function == .multiply else { return false }
    return planCommutative(node, function, shape)
  }

  /// A sum or product whose first operand has the shape of the result.
  private mutating func planCommutative(
    _ node: Node, _ function: BinaryFunction, _ shape: [Int]
  ) -> Bool {
    let isSwapped = shaped.shape(node.inputs[0]) != shape
    let (whole, other) =
      isSwapped ? (node.inputs[1], node.inputs[0]) : (node.inputs[0], node.inputs[1])
    guard shaped.shape(whole) == shape, let a = operand(whole), let b = operand(other) else {
      return false
    }
    let overwritten = overwriting(whole, node) ?? overwriting(other, node)
    let target = overwritten ?? place(node.outputs[0], order: a.order)
    var order = target.order
    let isPerChannel = node.activation.isPerChannel
    if isPerChannel { order = order.filter { $0 != 1 } + [1] }
    guard let maps = joined([a, b.expanded(shape), target], order, keepsLast: isPerChannel) else {
      return false
    }
    let step = PairStep(
      function: function, left: maps[0], right: maps[1], output: maps[2],
      activation: node.activation)
    add(step, touching: maps.map(\.buffer))
    return true
  }
}
