import Tensors

extension ShapedGraph {
  /// Lets convolutions pad with zeros themselves where a padding before them does.
  mutating func foldPadding() {
    let producers = GraphIndex(graph).producers
    for place in graph.nodes.indices {
      guard case .convolution(var convolution) = graph.nodes[place].operation,
        !convolution.isTransposed, case .explicit(let own) = convolution.padding,
        let padding = producers[graph.nodes[place].inputs[0]].map({ graph.nodes[$0] }),
        let edges = zeros(around: padding)
      else { continue }
      convolution.padding = .explicit(
        Edges(
          top: own.top + edges.top, left: own.left + edges.left,
          bottom: own.bottom + edges.bottom, right: own.right + edges.right))
      graph.nodes[place].operation = .convolution(convolution)
      graph.nodes[place].inputs[0] = padding.inputs[0]
    }
  }

  /// The amounts of a padding that puts zeros around height and width only.
  private func zeros(around node: Node) -> Edges? {
    guard case .pad(.constant) = node.operation, node.activation == .identity,
      case .integers(let amounts)? = graph.constants[node.inputs[1]]?.array,
      amounts.elements.count == 8, amounts.elements.allSatisfy({ $0 >= 0 && $0 < 1 << 14 }),
      node.inputs.count < 3 || number(node.inputs[2]) == 0
    else { return nil }
    let a = amounts.elements
    guard a[0] == 0, a[1] == 0, a[4] == 0, a[5] == 0 else { return nil }
    return Edges(top: a[2], left: a[3], bottom: a[6], right: a[7])
  }
}
