public import Tensors

/// A network as data: inputs, constants, nodes in the order of their execution, and outputs.
///
/// Every value is made once, by an input, a constant or a node, and used by later nodes only. Shapes
/// are PyTorch's and ONNX's, (batch, channels, height, width); how values lie in memory is decided
/// when a network is prepared. Modules are traced into a graph by a ``GraphBuilder``, ONNX files are
/// read into one, and ``specialised(inputShapes:)`` fixes its shapes.
public struct Graph: Sendable {
  /// Names a value of one graph.
  public struct ValueID: Hashable, Comparable, Sendable {
    /// The position in the graph's list of values.
    public let index: Int

    init(_ index: Int) { self.index = index }

    /// The order in which the values were added.
    public static func < (left: ValueID, right: ValueID) -> Bool { left.index < right.index }
  }

  /// A value that a run is given.
  public struct Input: Sendable {
    /// The name by which a run gives it.
    public var name: String
    /// The value.
    public var value: ValueID
    /// The extents of its axes; nil where they may differ from run to run.
    public var shape: [Int?]
    /// What its elements are.
    public var kind: ElementKind
  }

  /// A value that does not change: a weight, or a number of the network's own arithmetic.
  public struct Constant: Sendable {
    /// The key of a weight in its checkpoint, such as `encoder.conv1.weight`; nil for other numbers.
    public var name: String?
    /// The numbers.
    public var array: NumericArray
  }

  /// A value that a run returns.
  public struct Output: Sendable {
    /// The name by which a run returns it.
    public var name: String
    /// The value.
    public var value: ValueID
  }

  /// What a run is given.
  public internal(set) var inputs: [Input] = []
  /// The values that do not change.
  public internal(set) var constants: [ValueID: Constant] = [:]
  /// The operations in the order of their execution.
  public internal(set) var nodes: [Node] = []
  /// What a run returns.
  public internal(set) var outputs: [Output] = []
  /// What each module returned in its last call, by its path; only of graphs that were traced.
  public internal(set) var moduleOutputs: [String: ValueID] = [:]
  /// How many values there are.
  public internal(set) var valueCount = 0
  /// The most bytes that the values of a run may take at a time: what a file says in a few bytes can ask
  /// for any size, and is an error before anything is allocated.
  public var memoryLimit = Graph.usualMemoryLimit

  /// The limit of graphs that no file has brought: 64 GiB.
  public static let usualMemoryLimit = 64 << 30

  /// Creates an empty graph; a ``GraphBuilder`` fills one.
  public init() {}

  /// A new value that nothing has made yet.
  mutating func makeValue() -> ValueID {
    defer { valueCount += 1 }
    return ValueID(valueCount)
  }

  /// Adds a constant.
  mutating func add(_ array: NumericArray, name: String? = nil) -> ValueID {
    let value = makeValue()
    constants[value] = Constant(name: name, array: array)
    return value
  }

  /// What a module returned: what its trace says, or the last value made under its path.
  public func output(ofModule path: String) -> ValueID? {
    if let traced = moduleOutputs[path] { return traced }
    let prefix = path + "."
    let last = nodes.last { $0.path == path || $0.path.hasPrefix(prefix) }
    return last?.outputs.first
  }

  /// The paths of all modules that have a node, each once, in the order of their first one.
  public var modulePaths: [String] {
    var seen: Set<String> = []
    return nodes.map(\.path).filter { seen.insert($0).inserted }
  }

  /// The named constants that hold NaN, with how many of their numbers do; infinities may be masks.
  public var constantsWithNaN: [(name: String, count: Int, of: Int)] {
    constants.sorted { $0.key < $1.key }.compactMap { _, constant in
      guard let name = constant.name, case .floats(let tensor) = constant.array else { return nil }
      let count = tensor.withUnsafeElements { $0.reduce(0) { $0 + ($1.isNaN ? 1 : 0) } }
      return count > 0 ? (name, count, tensor.count) : nil
    }
  }

  /// Parameters: the elements of all named floating-point constants.
  public var parameterCount: Int {
    constants.values.reduce(0) { sum, constant in
      constant.name == nil || constant.array.kind != .float ? sum : sum + constant.array.count
    }
  }
}

/// One operation in its place: what it reads and makes, and the module that it belongs to.
public struct Node: Sendable {
  /// What is computed.
  public var operation: Operation
  /// What it reads; ``Operation`` says what each position means.
  public var inputs: [Graph.ValueID]
  /// What it makes.
  public var outputs: [Graph.ValueID]
  /// What is applied to every element that it makes; set by fusion.
  public var activation = Activation.identity
  /// The module that it belongs to, as in `encoder.layer1.0.conv1`; empty for the network itself.
  public var path: String
  /// The node of a file that it was translated from, by which errors name it.
  public var origin: Origin?

  /// A node as a file names it.
  public struct Origin: Hashable, Sendable {
    /// Its name, or where it has none its position.
    public var name: String
    /// Its operator.
    public var operation: String
  }

  /// Creates a node.
  public init(
    _ operation: Operation, inputs: [Graph.ValueID], outputs: [Graph.ValueID], path: String
  ) {
    self.operation = operation
    self.inputs = inputs
    self.outputs = outputs
    self.path = path
  }
}
