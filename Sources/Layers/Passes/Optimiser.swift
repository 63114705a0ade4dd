import Tensors

/// Rewrites a graph into one that computes the same with fewer and larger operations.
enum Optimiser {
  /// All rewritings, in the order in which they help each other.
  static func optimised(_ graph: ShapedGraph) throws -> ShapedGraph {
    var graph = graph
    graph.graph.moduleOutputs = [:]  // fusion leaves no place for most of them
    graph.removeIdentities()
    graph.recogniseActivations()
    graph.foldPadding()
    graph.prune()
    try graph.foldNorms()
    graph.fuseResiduals()
    graph.fuseActivations()
    graph.prune()
    return graph
  }
}

/// Who makes and who reads each value.
struct GraphIndex {
  /// The position of the node that makes a value.
  private(set) var producers: [Graph.ValueID: Int] = [:]
  /// How many nodes' inputs and outputs of the graph a value is.
  private(set) var uses: [Graph.ValueID: Int] = [:]

  init(_ graph: Graph) {
    for (place, node) in graph.nodes.enumerated() {
      for value in node.outputs { producers[value] = place }
      for value in node.inputs { uses[value, default: 0] += 1 }
    }
    for output in graph.outputs { uses[output.value, default: 0] += 1 }
  }
}

extension ShapedGraph {
  /// Drops the nodes and constants that no output needs.
  mutating func prune() { graph = graph.pruned(to: graph.outputs.map(\.value)) }

  /// Lets everything that reads `old` read `new` instead.
  mutating func replace(_ old: Graph.ValueID, with new: Graph.ValueID) {
    for place in graph.nodes.indices {
      for input in graph.nodes[place].inputs.indices
      where graph.nodes[place].inputs[input] == old {
        graph.nodes[place].inputs[input] = new
      }
    }
    for place in graph.outputs.indices where graph.outputs[place].value == old {
      graph.outputs[place].value = new
    }
  }

  /// Drops the nodes at these positions.
  mutating func removeNodes(_ places: Set<Int>) {
    guard !places.isEmpty else { return }
    graph.nodes = graph.nodes.enumerated().filter { !places.contains($0.offset) }.map(\.element)
  }

  /// The numbers of a floating-point constant; nil of other values.
  func floats(_ value: Graph.ValueID) -> [Float]? {
    guard case .floats(let tensor)? = graph.constants[value]?.array else { return nil }
    return tensor.elements
  }

  /// The number of a floating-point constant with one element; nil of other values.
  func number(_ value: Graph.ValueID) -> Float? {
    guard type(value).count == 1 else { return nil }
    return floats(value)?.first
  }
}
