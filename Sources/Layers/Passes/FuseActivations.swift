import Tensors

extension ShapedGraph {
  /// Lets operations whose kernels can end with an activation apply the one that alone reads them.
  mutating func fuseActivations() {
    let index = GraphIndex(graph)
    var gone: Set<Int> = []
    for place in graph.nodes.indices {
      let node = graph.nodes[place]
      guard case .activation(let activation) = node.operation, node.activation == .identity,
        index.uses[node.inputs[0]] == 1, let producer = index.producers[node.inputs[0]],
        !gone.contains(producer), graph.nodes[producer].activation == .identity,
        canEnd(graph.nodes[producer], with: activation)
      else { continue }
      graph.nodes[producer].activation = activation
      graph.nodes[producer].outputs = node.outputs
      gone.insert(place)
    }
    removeNodes(gone)
  }

  private func canEnd(_ node: Node, with activation: Activation) -> Bool {
    let rank = shape(node.outputs[0]).count
    // A slope for each channel belongs to axis 1, which is the kernels' channel in pictures only.
    if activation.isPerChannel, rank != 4 { return false }
    switch node.operation {
    case .convolution: return graph.constants[node.inputs[1]] != nil
    case .matrixProduct: return graph.constants[node.inputs[1]] != nil
    case .batchNorm, .groupNorm, .instanceNorm: return true
    case .binary(.add), .binary(.multiply): return type(node.outputs[0]).kind == .float
    default: return false
    }
  }
}

extension Activation {
  /// Whether channels have numbers of their own.
  var isPerChannel: Bool {
    if case .preLU(let slopes) = self { slopes.count > 1 } else { false }
  }
}
