import Tensors

extension NetworkPlanner {
  /// Plans a node whose output is its input's memory seen otherwise, or a copy of it; false for others.
  mutating func planView(_ node: Node) throws -> Bool {
    guard node.activation == .identity, let input = node.inputs.first,
      shaped.type(input).kind == .float, placements[input] != nil || isConcatenation(node)
    else { return false }
    switch node.operation {
    case .concatenate(let axis): return planConcatenation(node, axis: axis)
    case .identity, .cast(.float): return view(node) { $0 }
    case .reshape, .flatten, .squeeze, .unsqueeze: return reshape(node)
    case .transpose(let order): return view(node) { $0.transposed(order) }
    case .expand:
      let wanted = shaped.shape(node.outputs[0])
      return view(node) { $0.expanded(wanted) }
    case .slice: return try slice(node)
    case .split(let axis, _): return split(node, axis: axis)
    case .gather(let axis): return gather(node, axis: axis)
    case .depthToSpace(let block, let order): return depthToSpace(node, block, order)
    default: return false
    }
  }

  private func isConcatenation(_ node: Node) -> Bool {
    if case .concatenate = node.operation { true } else { false }
  }

  private mutating func view(_ node: Node, _ change: (Placement) -> Placement) -> Bool {
    guard let place = operand(node.inputs[0]) else { return false }
    adopt(change(place), for: node.outputs[0])
    return true
  }

  private mutating func reshape(_ node: Node) -> Bool {
    guard let place = operand(node.inputs[0]) else { return false }
    let wanted = shaped.shape(node.outputs[0])
    let view =
      place.reshaped(wanted)
      ?? copy(place, order: Array(place.shape.indices)).reshaped(wanted)
    guard let view else { return false }
    adopt(view, for: node.outputs[0])
    return true
  }

  private mutating func slice(_ node: Node) throws -> Bool {
    let operands = Operands(
      node.inputs.map { shaped.type($0) }, node.inputs.map { shaped.graph.constants[$0]?.array })
    let region = try SliceRegion(operands, shaped.shape(node.inputs[0]))
    return view(node) { place in
      var view = place
      for axis in place.shape.indices where region.counts[axis] > 0 {
        view = view.sliced(
          axis, from: region.starts[axis], count: region.counts[axis], step: region.steps[axis])
      }
      view.shape = region.counts
      return view
    }
  }

  private mutating func split(_ node: Node, axis: Int) -> Bool {
    guard let place = operand(node.inputs[0]) else { return false }
    let axis = axis < 0 ? axis + place.shape.count : axis
    var start = 0
    for output in node.outputs {
      let count = shaped.shape(output)[axis]
      adopt(place.sliced(axis, from: start, count: count), for: output)
      start += count
    }
    return true
  }

  /// One index, or neighbouring ones, are a slice.
  private mutating func gather(_ node: Node, axis: Int) -> Bool {
    guard let place = operand(node.inputs[0]),
      case .integers(let indices)? = shaped.graph.constants[node.inputs[1]]?.array,
      indices.shape.count < 2, let first = indices.elements.first
    else { return false }
    let axis = axis < 0 ? axis + place.shape.count : axis
    let extent = place.shape[axis]
    let start = first < 0 ? first + extent : first
    guard (0..<extent).contains(start), indices.elements.count <= extent - start,
      indices.elements.enumerated().allSatisfy({
        ($1 < 0 ? $1 + extent : $1) == start + $0
      })
    else { return false }
    var view = place.sliced(axis, from: start, count: indices.elements.count)
    if indices.shape.isEmpty {
      view.shape.remove(at: axis)
      view.strides.remove(at: axis)
    }
    adopt(view, for: node.outputs[0])
    return true
  }

  private mutating func depthToSpace(_ node: Node, _ block: Int, _ order: DepthOrder) -> Bool {
    guard let place = operand(node.inputs[0]) else { return false }
    let (x, channels) = (place.shape, place.shape[1] / (block * block))
    let isFirst = order == .blocksFirst
    let parts = isFirst ? [block, block, channels] : [channels, block, block]
    guard let split = place.reshaped([x[0]] + parts + [x[2], x[3]]) else { return false }
    let moved = split.transposed(isFirst ? [0, 3, 4, 1, 5, 2] : [0, 1, 4, 2, 5, 3])
    let target = temporary(shaped.shape(node.outputs[0]), order: [0, 2, 3, 1])
    guard let seen = target.reshaped(moved.shape) else { return false }
    add(
      CopyStep(source: moved, target: seen), touching: [moved.buffer, target.buffer])
    adopt(target, for: node.outputs[0])
    return true
  }

  /// Copies what could not be written in place.
  private mutating func planConcatenation(_ node: Node, axis: Int) -> Bool {
    let whole = place(node.outputs[0])
    let axis = axis < 0 ? axis + whole.shape.count : axis
    var start = 0
    for value in node.inputs {
      guard let place = operand(value) else { return false }
      let part = whole.sliced(axis, from: start, count: place.shape[axis])
      start += place.shape[axis]
      if place != part {
        add(
          CopyStep(source: place, target: part), touching: [place.buffer, part.buffer])
      }
    }
    return true
  }
}
