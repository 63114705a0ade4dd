extension ShapedGraph {
  /// What can be computed from some inputs alone, and what needs the others as well.
  ///
  /// The second part has the values that it takes from the first among its inputs, under names that
  /// the first returns them by. An interactive model runs the first part once a picture and the second
  /// once a click.
  /// - Parameter names: the inputs that are known first.
  /// - Returns: the parts; the first is nil where no node can be computed early.
  public func parts(knowing names: Set<String>) -> (first: Graph?, second: Graph) {
    let known = graph.inputs.filter { names.contains($0.name) }
    var early = Set(known.map(\.value))
    var (first, second) = (graph, graph)
    (first.nodes, second.nodes) = ([], [])
    for node in graph.nodes {
      let isEarly = node.inputs.allSatisfy { early.contains($0) || graph.constants[$0] != nil }
      if isEarly {
        early.formUnion(node.outputs)
        first.nodes.append(node)
      } else {
        second.nodes.append(node)
      }
    }
    guard !first.nodes.isEmpty else { return (nil, graph) }
    let wanted = Set(second.nodes.flatMap(\.inputs) + graph.outputs.map(\.value))
    let passed = wanted.intersection(early).sorted()
    first.inputs = known
    first.outputs = passed.map { Graph.Output(name: "value \($0.index)", value: $0) }
    second.inputs =
      graph.inputs.filter { !names.contains($0.name) }
      + passed.map { value in
        Graph.Input(
          name: "value \(value.index)", value: value, shape: shape(value).map(Optional.some),
          kind: type(value).kind)
      }
    return (first.pruned(to: passed), second.pruned(to: graph.outputs.map(\.value)))
  }
}
