/// The values of a running pickle, by number: containers may still grow after others hold them.
///
/// Numbers instead of references make sharing and cycles harmless: nothing is followed before
/// ``tree(of:limits:)`` turns the finished graph into a value.
struct PickleNodes {
  enum Node {
    case plain(PickleValue)
    case list([Int])
    case tuple([Int])
    case set([Int])
    case dict([(key: Int, value: Int)])
    case persistent(Int)
    indirect case object(Object)
  }

  struct Object {
    var function: PickleGlobal
    var arguments: [Int]
    var state: Int?
    var items: [Int] = []
    var pairs: [(key: Int, value: Int)] = []
  }

  private(set) var nodes: [Node] = []

  /// Adds a node: its number.
  mutating func add(_ node: Node) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }

  subscript(number: Int) -> Node {
    get { nodes[number] }
    set { nodes[number] = newValue }
  }

  /// The value that begins at a node.
  func tree(of root: Int, limits: PickleLimits) throws(PickleError) -> PickleValue {
    var builder = TreeBuilder(nodes: nodes, limits: limits)
    return try builder.value(root, depth: 0).value
  }
}

/// Turns nodes into values, each node once.
private struct TreeBuilder {
  /// A value, and how many values its tree has.
  typealias Weighed = (value: PickleValue, weight: Int)

  let nodes: [PickleNodes.Node]
  let limits: PickleLimits
  private var finished: [Int: Weighed] = [:]
  private var open: Set<Int> = []

  init(nodes: [PickleNodes.Node], limits: PickleLimits) {
    self.nodes = nodes
    self.limits = limits
  }

  mutating func value(_ number: Int, depth: Int) throws(PickleError) -> Weighed {
    if case .plain(let value) = nodes[number] { return (value, 1) }
    if let value = finished[number] { return value }
    guard depth < limits.depth else { throw .tooLarge(what: "levels", limit: limits.depth) }
    guard open.insert(number).inserted else { throw .containsItself }
    defer { open.remove(number) }
    let result = try container(nodes[number], depth: depth + 1)
    finished[number] = result
    return result
  }

  private mutating func container(
    _ node: PickleNodes.Node, depth: Int
  ) throws(PickleError) -> Weighed {
    var weight = 1
    switch node {
    case .plain(let value): return (value, 1)
    case .list(let items): return (.list(try all(items, depth, &weight)), weight)
    case .tuple(let items): return (.tuple(try all(items, depth, &weight)), weight)
    case .set(let items): return (.set(try all(items, depth, &weight)), weight)
    case .dict(let pairs): return (.dict(try dictionary(pairs, depth, &weight)), weight)
    case .persistent(let id): return (.persistent(try all([id], depth, &weight)[0]), weight)
    case .object(let object):
      return (
        .object(
          PickleObject(
            function: object.function, arguments: try all(object.arguments, depth, &weight),
            state: try object.state.map { number throws(PickleError) in
              try all([number], depth, &weight)[0]
            },
            items: try all(object.items, depth, &weight),
            pairs: try dictionary(object.pairs, depth, &weight))), weight
      )
    }
  }

  private mutating func all(
    _ numbers: [Int], _ depth: Int, _ weight: inout Int
  ) throws(PickleError) -> [PickleValue] {
    var values: [PickleValue] = []
    values.reserveCapacity(numbers.count)
    for number in numbers {
      let (value, more) = try self.value(number, depth: depth)
      weight += more
      guard weight <= limits.values else { throw .tooLarge(what: "values", limit: limits.values) }
      values.append(value)
    }
    return values
  }

  private mutating func dictionary(
    _ pairs: [(key: Int, value: Int)], _ depth: Int, _ weight: inout Int
  ) throws(PickleError) -> PickleDictionary {
    var result = PickleDictionary()
    for pair in pairs {
      let values = try all([pair.key, pair.value], depth, &weight)
      result[values[0]] = values[1]
    }
    return result
  }
}
