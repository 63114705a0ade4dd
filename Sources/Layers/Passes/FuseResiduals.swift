import Tensors

extension ShapedGraph {
  /// Lets a convolution add the other operand of a sum to its output before it stores it.
  ///
  /// Of two convolutions the later one is chosen, so that the other operand is there when it runs; it
  /// takes the sum's place.
  mutating func fuseResiduals() {
    let index = GraphIndex(graph)
    var gone: Set<Int> = []
    for place in graph.nodes.indices {
      let sum = graph.nodes[place]
      guard case .binary(.add) = sum.operation, sum.inputs[0] != sum.inputs[1],
        shape(sum.inputs[0]) == shape(sum.inputs[1])
      else { continue }
      let candidates = sum.inputs.compactMap { value -> Int? in
        guard index.uses[value] == 1, let producer = index.producers[value],
          !gone.contains(producer), canAdd(graph.nodes[producer])
        else { return nil }
        return producer
      }
      guard let chosen = candidates.max() else { continue }
      let own = graph.nodes[chosen].outputs[0]
      let other = sum.inputs[0] == own ? sum.inputs[1] : sum.inputs[0]
      graph.nodes[place] = adding(other, to: graph.nodes[chosen], sum)
      gone.insert(chosen)
    }
    removeNodes(gone)
  }

  private func canAdd(_ node: Node) -> Bool {
    guard case .convolution(let convolution) = node.operation else { return false }
    return !convolution.addsResidual && node.activation == .identity
      && graph.constants[node.inputs[1]] != nil
  }

  private func adding(_ other: Graph.ValueID, to node: Node, _ sum: Node) -> Node {
    guard case .convolution(var convolution) = node.operation else { return sum }
    convolution.addsResidual = true
    var fused = node
    fused.operation = .convolution(convolution)
    fused.inputs.append(other)
    fused.outputs = sum.outputs
    fused.activation = sum.activation
    return fused
  }
}
