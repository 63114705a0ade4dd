/// An order of a graph's nodes in which each stands behind those that it needs.
///
/// The format demands such an order; files that are out of order are sorted, the earliest first.
struct NodeOrder {
  /// The positions of the nodes in the file.
  let indices: [Int]

  /// Sorts the nodes.
  ///
  /// - Parameter known: the values that are there before: inputs, constants, and for a branch all
  ///   that its surroundings have made.
  /// - Throws: ``ONNXError/noSuchValue(_:neededBy:)``, ``ONNXError/cycle(_:)`` or
  ///   ``ONNXError/madeTwice(_:)``.
  init(_ graph: GraphMessage, known: Set<String>) throws(ONNXError) {
    var maker: [String: Int] = [:]
    for (index, node) in graph.nodes.enumerated() {
      for name in node.outputs where !name.isEmpty {
        guard maker.updateValue(index, forKey: name) == nil else { throw .madeTwice(name) }
      }
    }
    var needs = [Int](repeating: 0, count: graph.nodes.count)
    var users = [[Int]](repeating: [], count: graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() {
      for name in Set(node.needs) where !known.contains(name) {
        guard let source = maker[name] else {
          let place = ONNXError.Place(
            node: node.displayName(at: index), operation: node.operation)
          throw .noSuchValue(name, neededBy: place)
        }
        needs[index] += 1
        users[source].append(index)
      }
    }
    indices = try Self.sorted(graph, &needs, users)
  }

  private static func sorted(
    _ graph: GraphMessage, _ needs: inout [Int], _ users: [[Int]]
  ) throws(ONNXError) -> [Int] {
    var order: [Int] = []
    var isDone = [Bool](repeating: false, count: needs.count)
    // Nodes in the file's order, and whatever became ready behind the one that it waited for.
    for first in needs.indices where needs[first] == 0 && !isDone[first] {
      var ready = [first]
      while let index = ready.popLast() {
        guard !isDone[index] else { continue }
        isDone[index] = true
        order.append(index)
        for user in users[index] {
          needs[user] -= 1
          if needs[user] == 0, user < first { ready.append(user) }
        }
      }
    }
    guard order.count == needs.count else {
      let waiting = needs.indices.filter { !isDone[$0] }.prefix(8)
      throw .cycle(waiting.map { graph.nodes[$0].displayName(at: $0) })
    }
    return order
  }
}

extension NodeMessage {
  /// The values that must be there before: its operands, and what its branches take from outside.
  fileprivate var needs: [String] {
    inputs.filter { !$0.isEmpty } + branches.flatMap(\.needs)
  }
}

extension GraphMessage {
  /// The values that a branch takes from its surroundings.
  fileprivate var needs: [String] {
    let own = Set(
      nodes.flatMap(\.outputs) + initializers.map(\.name) + inputs.map(\.name))
    return nodes.flatMap(\.needs).filter { !own.contains($0) }
      + outputs.map(\.name).filter { !own.contains($0) }
  }
}
