import Tensors

extension ShapedGraph {
  /// Drops operations that change nothing: identities, casts to the same kind, and reshapes, expansions,
  /// transpositions and slices that leave the whole as it is.
  mutating func removeIdentities() {
    var gone: Set<Int> = []
    let outputs = Set(graph.outputs.map(\.value))
    for place in graph.nodes.indices {
      let node = graph.nodes[place]
      guard node.activation == .identity, changesNothing(node), let input = node.inputs.first,
        let output = node.outputs.first
      else { continue }
      // An output of the network stays a value of its own: an input cannot be returned in place.
      if outputs.contains(output), graph.inputs.contains(where: { $0.value == input }) { continue }
      replace(output, with: input)
      gone.insert(place)
    }
    removeNodes(gone)
  }

  private func changesNothing(_ node: Node) -> Bool {
    switch node.operation {
    case .identity: return true
    case .cast(let kind): return type(node.inputs[0]).kind == kind
    case .reshape, .flatten, .squeeze, .unsqueeze, .expand, .tile:
      return shape(node.inputs[0]) == shape(node.outputs[0])
    case .slice:
      return shape(node.inputs[0]) == shape(node.outputs[0]) && hasPositiveSteps(node)
    case .transpose(let order): return order == Array(order.indices)
    case .concatenate: return node.inputs.count == 1
    case .activation(let activation): return activation == .identity
    default: return false
    }
  }

  private func hasPositiveSteps(_ node: Node) -> Bool {
    guard node.inputs.count > 4 else { return true }
    guard case .integers(let steps)? = graph.constants[node.inputs[4]]?.array else { return false }
    return steps.elements.allSatisfy { $0 > 0 }
  }
}
