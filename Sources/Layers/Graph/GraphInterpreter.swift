import Basics

/// Runs a graph node by node, as it was traced or read: slowly and plainly.
///
/// It is what prepared networks are tested against, and where the activations of inner layers come
/// from, because fusion has no place for most of them.
public struct GraphInterpreter: Sendable {
  /// The graph.
  public let graph: Graph

  /// Creates an interpreter.
  public init(_ graph: Graph) { self.graph = graph }

  /// The outputs for these inputs, by name.
  ///
  /// `visit` is called with the output of each module, by its path, in the order in which they are
  /// made. Throws a ``GraphError`` that names the node where something did not fit together.
  public func run(
    _ inputs: [String: NumericArray], visit: (String, NumericArray) throws -> Void = { _, _ in }
  ) throws -> [String: NumericArray] {
    let paths = Dictionary(
      grouping: graph.visiblePaths.sorted { $0.key < $1.key }, by: \.value
    ).mapValues { $0.map(\.key) }
    let values = try run(inputs, keeping: Set(graph.outputs.map(\.value))) { value, array in
      for path in paths[value] ?? [] { try visit(path, array) }
    }
    return Dictionary(
      graph.outputs.compactMap { output in values[output.value].map { (output.name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// What a module returns, by its path, or a value that was remembered by a name.
  public func activation(
    of path: String, _ inputs: [String: NumericArray]
  ) throws -> NumericArray {
    guard let value = graph.output(ofModule: path) else { throw GraphError(.unknownPath(path)) }
    let needed = GraphInterpreter(graph.pruned(to: [value]))
    let values = try needed.run(inputs, keeping: [value]) { _, _ in }
    guard let array = values[value] else { throw GraphError(.unknownPath(path)) }
    return array
  }

  /// Runs all nodes and lets each value go after its last use, but for those to be kept.
  private func run(
    _ inputs: [String: NumericArray], keeping kept: Set<Graph.ValueID>,
    _ made: (Graph.ValueID, NumericArray) throws -> Void
  ) throws -> [Graph.ValueID: NumericArray] {
    var values = try given(inputs)
    for (value, array) in values.sorted(by: { $0.key < $1.key }) { try made(value, array) }
    let lastUses = graph.lastUses
    for (place, node) in graph.nodes.enumerated() {
      try Cancellation.check()
      let operands = node.inputs.compactMap { values[$0] ?? graph.constants[$0]?.array }
      let outputs = try node.locatingErrors(operands.map(\.shape)) {
        try graph.checkMemory(
          values.values.reduce(try node.bytesNeeded(operands)) { $0 + $1.type.bytes })
        return try node.evaluate(operands)
      }
      for (value, array) in zip(node.outputs, outputs) {
        values[value] = array
        try made(value, array)
      }
      for value in node.inputs where lastUses[value] == place && !kept.contains(value) {
        values[value] = nil
      }
    }
    for value in kept { values[value] = values[value] ?? graph.constants[value]?.array }
    return values
  }

  private func given(
    _ inputs: [String: NumericArray]
  ) throws(GraphError) -> [Graph.ValueID: NumericArray] {
    try graph.checkNames(Array(inputs.keys))
    var values: [Graph.ValueID: NumericArray] = [:]
    for input in graph.inputs {
      let found = inputs[input.name]
      guard let found, found.kind == input.kind, found.shape.count == input.shape.count,
        zip(found.shape, input.shape).allSatisfy({ $0 == $1 ?? $0 })
      else {
        throw GraphError(.input(name: input.name, found: found?.type, expected: input.shape))
      }
      values[input.value] = found
    }
    return values
  }
}

extension Node {
  /// About how many bytes the node takes to compute what it makes of these.
  fileprivate func bytesNeeded(_ operands: [NumericArray]) throws -> Int {
    let outputs = try operation.outputTypes(Operands(operands))
    try outputs.forEach { try $0.checkExtents() }
    return outputs.reduce(0) { $0 + $1.bytes }
      + Operation.plainBytes(operands.map(\.type), outputs)
  }
}

extension Graph {
  /// Each name by which an inner value can be found, with that value.
  var visiblePaths: [String: ValueID] {
    if !moduleOutputs.isEmpty { return moduleOutputs }
    let paths = modulePaths.compactMap { path in output(ofModule: path).map { (path, $0) } }
    return Dictionary(paths, uniquingKeysWith: { first, _ in first })
  }

  /// The position of the last node that reads each value.
  var lastUses: [ValueID: Int] {
    var uses: [ValueID: Int] = [:]
    for (place, node) in nodes.enumerated() {
      for value in node.inputs { uses[value] = place }
    }
    return uses
  }

  /// The graph without the nodes and constants that none of these values needs.
  func pruned(to values: [ValueID]) -> Graph {
    var needed = Set(values)
    var pruned = self
    pruned.nodes = nodes.reversed().filter { node in
      guard node.outputs.contains(where: needed.contains) else { return false }
      needed.formUnion(node.inputs)
      return true
    }.reversed()
    pruned.constants = constants.filter { needed.contains($0.key) }
    return pruned
  }
}
