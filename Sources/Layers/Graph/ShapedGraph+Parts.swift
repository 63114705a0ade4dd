/// A graph in two parts, of which the first needs some of the inputs only.
public struct GraphParts: Sendable {
  /// What can be computed from the inputs that are known first; nil where nothing can.
  public let first: Graph?
  /// The rest; it takes what the first part returns among its inputs.
  public let second: Graph
  /// Where the second part has nothing to compute: the outputs of the graph, by name, and the name by
  /// which the first part returns each. Empty otherwise.
  public let ready: [String: String]
}

extension ShapedGraph {
  /// What can be computed from some inputs alone, and what needs the others as well.
  ///
  /// The second part has the values that it takes from the first among its inputs, under names that
  /// the first returns them by. An interactive model runs the first part once a picture and the second
  /// once a click.
  /// - Parameter names: the inputs that are known first.
  public func parts(knowing names: Set<String>) -> GraphParts {
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
    guard !first.nodes.isEmpty else { return GraphParts(first: nil, second: graph, ready: [:]) }
    let wanted = Set(second.nodes.flatMap(\.inputs) + graph.outputs.map(\.value))
    let passed = wanted.intersection(early).sorted()
    first.inputs = known
    first.outputs = passed.map { Graph.Output(name: passedName($0), value: $0) }
    second.inputs =
      graph.inputs.filter { !names.contains($0.name) }
      + passed.map { value in
        Graph.Input(
          name: passedName(value), value: value, shape: shape(value).map(Optional.some),
          kind: type(value).kind)
      }
    let pairs = graph.outputs.filter { early.contains($0.value) }.map {
      ($0.name, passedName($0.value))
    }
    return GraphParts(
      first: first.pruned(to: passed), second: second.pruned(to: graph.outputs.map(\.value)),
      ready: second.nodes.isEmpty && pairs.count == graph.outputs.count
        ? Dictionary(pairs, uniquingKeysWith: { first, _ in first }) : [:])
  }

  private func passedName(_ value: Graph.ValueID) -> String { "value \(value.index)" }
}

extension Graph {
  /// The graph with the outputs of these names only, and without what none of them needs.
  public func keeping(outputs names: [String]) -> Graph {
    var kept = self
    kept.outputs = outputs.filter { names.contains($0.name) }
    return kept.pruned(to: kept.outputs.map(\.value))
  }
}
