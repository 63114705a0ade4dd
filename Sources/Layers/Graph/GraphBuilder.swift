public import Tensors

/// Traces a network into a ``Graph``: operations on its ``Symbol``s add nodes under the module that is
/// being called.
///
/// ```swift
/// let builder = GraphBuilder()
/// let x = builder.input("x", shape: [1, 3, nil, nil])
/// let y = builder.module("conv1") {
///   x.convolved(builder.parameter("conv1.weight", weight), padding: .explicit(1))
/// }
/// let graph = builder.finish(["y": relu(y)])
/// ```
/// Nothing is checked while tracing: ``Graph/specialised(inputShapes:)`` finds every error and says
/// which module it is in.
public final class GraphBuilder {
  private var graph = Graph()
  private var parameters: [String: Graph.ValueID] = [:]
  private var names: [String] = []
  /// The node of a file that is being translated.
  var origin: Node.Origin?

  /// Creates a builder of an empty graph.
  public init() {}

  /// Creates a builder of a graph whose values may take so many bytes.
  init(memoryLimit: Int) { graph.memoryLimit = memoryLimit }

  /// Something that a run is given; extents are nil where they may differ from run to run.
  public func input(
    _ name: String, shape: [Int?], kind: ElementKind = .float
  ) -> Symbol {
    let value = graph.makeValue()
    graph.inputs.append(Graph.Input(name: name, value: value, shape: shape, kind: kind))
    return Symbol(value, self)
  }

  /// The weight of a name, its key in the checkpoint; asking twice gives the same value.
  public func parameter(_ name: String, _ tensor: Tensor) -> Symbol {
    if let known = parameters[name] { return Symbol(known, self) }
    let value = graph.add(.floats(tensor), name: name)
    parameters[name] = value
    return Symbol(value, self)
  }

  /// A value that does not change and has no name.
  public func constant(_ array: NumericArray) -> Symbol { Symbol(graph.add(array), self) }

  /// A single number.
  public func constant(_ number: Float) -> Symbol { constant(.floats(Tensor(number))) }

  /// Integers along one axis, such as a shape.
  public func constant(_ integers: [Int]) -> Symbol { constant(.integers(IntegerArray(integers))) }

  /// The path of the module that is being called; empty for the network itself.
  public var path: String { names.joined(separator: ".") }

  /// Runs `body`, the forward pass of a child module of this name; what it returns is remembered as
  /// the module's output. A name may have several parts, `layer1.0`; an empty one adds none.
  public func module(_ name: String, _ body: () throws -> Symbol) rethrows -> Symbol {
    try inside(name) {
      let output = try body()
      graph.moduleOutputs[path] = output.value
      return output
    }
  }

  /// The same for a module that returns something else, which is not remembered.
  public func inside<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
    guard !name.isEmpty else { return try body() }
    names.append(name)
    defer { names.removeLast() }
    return try body()
  }

  /// Makes a value findable by a name of its own, as the output of a module is by the module's path.
  public func remember(_ symbol: Symbol, as name: String) {
    graph.moduleOutputs[name] = symbol.value
  }

  /// Adds a node under the current path; its outputs.
  public func add(_ operation: Operation, _ inputs: [Symbol], outputs: Int = 1) -> [Symbol] {
    let values = (0..<outputs).map { _ in graph.makeValue() }
    var node = Node(operation, inputs: inputs.map(\.value), outputs: values, path: path)
    node.origin = origin
    graph.nodes.append(node)
    return values.map { Symbol($0, self) }
  }

  /// Adds a node with one output.
  public func add(_ operation: Operation, _ inputs: Symbol...) -> Symbol {
    add(operation, inputs)[0]
  }

  /// The graph with these outputs, in this order.
  public func finish(_ outputs: KeyValuePairs<String, Symbol>) -> Graph {
    finish(outputs.map { ($0.key, $0.value) })
  }

  /// The same for names that are computed.
  public func finish(_ outputs: [(name: String, symbol: Symbol)]) -> Graph {
    graph.outputs = outputs.map { Graph.Output(name: $0.name, value: $0.symbol.value) }
    return graph
  }
}

/// A value of a graph that is being traced.
public struct Symbol {
  /// The value.
  public let value: Graph.ValueID
  /// The builder that it belongs to.
  public let builder: GraphBuilder

  init(_ value: Graph.ValueID, _ builder: GraphBuilder) {
    self.value = value
    self.builder = builder
  }
}
