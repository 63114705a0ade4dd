import Basics
import Tensors

/// A graph all of whose shapes are known.
public struct ShapedGraph: Sendable {
  /// The graph; what follows from shapes and constants alone is among its constants.
  public internal(set) var graph: Graph
  /// The kind and the shape of every value that something makes, by the value's index.
  public internal(set) var types: [ValueType?]

  /// The kind and the shape of a value; of a value that nothing makes, an empty array.
  public func type(_ value: Graph.ValueID) -> ValueType { types[value.index] ?? .floats([0]) }

  /// The shape of a value.
  public func shape(_ value: Graph.ValueID) -> [Int] { type(value).shape }

  /// A new value of a type.
  mutating func makeValue(_ type: ValueType) -> Graph.ValueID {
    types.append(type)
    return graph.makeValue()
  }

  /// Adds a constant.
  mutating func add(_ array: NumericArray, name: String? = nil) -> Graph.ValueID {
    types.append(array.type)
    return graph.add(array, name: name)
  }
}

extension Graph {
  /// The graph for inputs of these shapes, by name; an input whose extents the graph fixes may be
  /// missing.
  ///
  /// Every node's output shapes are inferred, and what follows from shapes and constants alone is
  /// computed, so that a graph's arithmetic with shapes disappears. Throws a ``GraphError`` that names
  /// the first node whose inputs do not fit together.
  public func specialised(inputShapes: [String: [Int]] = [:]) throws -> ShapedGraph {
    try specialised(inputShapes: inputShapes, folding: FoldingBudget(limit: memoryLimit))
  }

  /// The same where so much may be computed in advance.
  func specialised(
    inputShapes: [String: [Int]], folding budget: FoldingBudget
  ) throws -> ShapedGraph {
    var shaped = ShapedGraph(graph: self, types: Array(repeating: nil, count: valueCount))
    shaped.graph.nodes = []
    for (value, constant) in constants { shaped.types[value.index] = constant.array.type }
    try checkNames(Array(inputShapes.keys))
    for input in inputs {
      shaped.types[input.value.index] = try input.type(
        given: inputShapes[input.name], limit: memoryLimit)
    }
    var folding = budget
    for node in nodes { try shaped.append(node, &folding) }
    return shaped
  }

  /// Throws unless all names are names of inputs.
  func checkNames(_ names: [String]) throws(GraphError) {
    let known = inputs.map(\.name)
    for name in names.sorted() where !known.contains(name) {
      throw GraphError(.unknownInput(name: name, inputs: known))
    }
  }
}

extension Graph.Input {
  /// The type of the input when a run gives it this shape, or the one that the graph fixes.
  fileprivate func type(given: [Int]?, limit: Int) throws(GraphError) -> ValueType {
    let fixed = shape.compactMap(\.self)
    let found = given ?? (fixed.count == shape.count ? fixed : nil)
    let type = found.map { ValueType(kind: kind, shape: $0) }
    guard let type, type.shape.count == shape.count,
      zip(type.shape, shape).allSatisfy({ $0 == $1 ?? $0 })
    else {
      throw GraphError(.input(name: name, found: type, expected: shape))
    }
    do { try type.checkExtents() } catch { throw GraphError(.tensor(error)) }
    guard type.bytes <= limit else { throw GraphError(.memory(bytes: type.bytes, limit: limit)) }
    return type
  }
}

extension ShapedGraph {
  /// Adds a node, or the constants that it makes.
  fileprivate mutating func append(_ node: Node, _ folding: inout FoldingBudget) throws {
    try Cancellation.check()
    let operands = Operands(
      node.inputs.map { type($0) }, node.inputs.map { graph.constants[$0]?.array })
    try node.locatingErrors(operands.types.map(\.shape)) {
      if let arrays = try node.constants(operands, &folding) {
        for (value, array) in zip(node.outputs, arrays) {
          graph.constants[value] = Graph.Constant(name: nil, array: array)
          types[value.index] = array.type
        }
      } else {
        let outputs = try node.operation.outputTypes(operands)
        for (value, type) in zip(node.outputs, outputs) {
          try type.checkExtents()
          try graph.checkMemory(type.bytes)
          types[value.index] = type
        }
        graph.nodes.append(node)
      }
    }
  }
}

/// How much may still be computed in advance: a few numbers in a file can ask for arrays of any size.
/// What exceeds it is left to be computed when the network runs.
struct FoldingBudget {
  /// Bytes that all values computed in advance may take together: a quarter of a GiB.
  private var bytes: Int
  /// Steps that all of them may take.
  private var steps: Double

  init(limit: Int) {
    bytes = min(1 << 28, limit / 4)
    steps = min(0x1p27, Double(limit))
  }

  /// What arithmetic with shapes takes.
  static let small = FoldingBudget(limit: 1 << 23)

  /// Whether a node's outputs may be computed, which are counted then.
  mutating func allows(
    _ operation: Operation, _ operands: Operands, _ types: [ValueType]
  ) -> Bool {
    let more = types.reduce(0) { $0 + $1.bytes }
    let work = operation.work(operands, types)
    guard more <= bytes, work <= steps else { return false }
    bytes -= more
    steps -= work
    return true
  }
}

extension Node {
  /// What the node makes, where that follows from shapes and constants alone.
  fileprivate func constants(
    _ operands: Operands, _ folding: inout FoldingBudget
  ) throws -> [NumericArray]? {
    if case .shape = operation {
      return [try operation.numbers(operands, try operation.numberType(operands))]
    }
    let arrays = operands.arrays.compactMap(\.self)
    guard arrays.count == operands.count else { return nil }
    let types = try operation.outputTypes(operands)
    try types.forEach { try $0.checkExtents() }
    return folding.allows(operation, operands, types) ? try evaluate(arrays) : nil
  }

  /// What the node makes of its inputs: what its operation says, and the activation.
  func evaluate(_ inputs: [NumericArray]) throws -> [NumericArray] {
    let outputs = try operation.evaluate(inputs)
    guard activation != .identity else { return outputs }
    return try outputs.flatMap { try Operation.activation(activation).evaluate([$0]) }
  }

  /// Runs `body`, and says of an error which node it happened in.
  func locatingErrors<Result>(
    _ inputs: @autoclosure () -> [[Int]], _ body: () throws -> Result
  ) throws -> Result {
    func located(_ problem: GraphError.Problem) -> GraphError {
      GraphError(
        problem, path: origin?.name ?? path, operation: origin?.operation ?? operation.name,
        inputs: inputs())
    }
    do {
      return try body()
    } catch let problem as GraphError.Problem {
      throw located(problem)
    } catch let error as TensorError {
      throw located(.tensor(error))
    }
  }
}
