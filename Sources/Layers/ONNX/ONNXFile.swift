// Open Neural Network Exchange: https://onnx.ai

public import Basics

/// A network in an ONNX file: what it says of itself, and the graph that it stands for.
///
/// The file is mapped, not copied. What it declares is bounded before it is stored: a damaged or
/// hostile file is a typed error.
public struct ONNXFile: Sendable {
  /// An input or output as the file declares it.
  public struct Value: Hashable, Sendable {
    /// An extent of an axis.
    public enum Extent: Hashable, Sendable {
      /// This many.
      case fixed(Int)
      /// Any number, under a name such as `batch`; "" where it has none.
      case open(String)
    }

    /// The name.
    public var name: String
    /// The extents; `nil` where the file leaves even their number open.
    public var shape: [Extent]?
    /// What the elements are; `nil` where it is no tensor of numbers.
    public var kind: ElementKind?
  }

  /// The most memory that the constants of a file may take, unless told: 4 GiB.
  public static let defaultLimit = 4 << 30

  /// The most memory that the values of a run may take, unless told: 2 GiB.
  public static let usualMemoryLimit = 2 << 30

  let message: ModelMessage
  private let folder: String?
  private let limit: Int

  /// Opens a file.
  ///
  /// - Parameter limit: the most bytes that its constants may take.
  /// - Throws: ``ONNXError`` or `SystemError`.
  public init(path: String, limit: Int = ONNXFile.defaultLimit) throws {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try self.init(FileBytes(mapping: path), folder: folder.isEmpty ? "/" : folder, limit: limit)
  }

  /// Reads a file's bytes; the folder is where the file's external data lies, if anywhere.
  public init(
    _ bytes: FileBytes, folder: String? = nil, limit: Int = ONNXFile.defaultLimit
  ) throws(ONNXError) {
    do {
      var budget = WireBudget()
      message = try ModelMessage(bytes, &budget)
    } catch { throw .encoding(error) }
    (self.folder, self.limit) = (folder, limit)
  }

  /// Reads a file that is in memory already; it has no external data.
  public init(bytes: [UInt8], limit: Int = ONNXFile.defaultLimit) throws(ONNXError) {
    try self.init(FileBytes(bytes), limit: limit)
  }

  /// The version of the standard operator set; `nil` where the file names none.
  public var operatorSet: Int? { message.operatorSets[""] }

  /// What wrote the file; may be empty.
  public var producer: String { message.producer }

  /// What a run is given: the declared inputs without those that are constants.
  public var inputs: [Value] {
    let constants = Set(message.graph.initializers.map(\.name))
    return message.graph.inputs.filter { !constants.contains($0.name) }.map(Value.init)
  }

  /// What a run returns.
  public var outputs: [Value] { message.graph.outputs.map(Value.init) }

  /// How often each operator is used, the commonest first; those of other domains with their domain.
  public var operators: [(name: String, count: Int)] {
    var counts: [String: Int] = [:]
    message.graph.forEachNode { counts[$0.qualifiedOperation, default: 0] += 1 }
    return counts.map { ($0.key, $0.value) }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  /// The operators that are not computed here, by name.
  public var unknownOperators: [String] {
    operators.map(\.name).filter { !GraphImporter.knows($0) }.sorted()
  }

  /// How many numbers the real-valued constants hold.
  public var parameterCount: Int {
    message.graph.initializers.reduce(0) { sum, tensor in
      guard let type = TensorMessage.ElementType(rawValue: tensor.typeCode), type.isFloating else {
        return sum
      }
      let count = tensor.dimensions.reduce(1) {
        $0.multipliedReportingOverflow(by: $1).partialValue
      }
      return sum.addingReportingOverflow(max(count, 0)).partialValue
    }
  }

  /// The graph: the file's names for inputs, outputs and weights, its nodes under the modules that
  /// their names tell.
  ///
  /// - Parameter inputShapes: the shapes of some inputs, for files that choose between branches by
  ///   the size of their input; they do not fix the graph's inputs.
  /// - Parameter memoryLimit: the most bytes that the values of a run may take at a time.
  /// - Throws: ``ONNXError``; all unsupported operators are in one error.
  public func graph(
    inputShapes: [String: [Int]] = [:], memoryLimit: Int = ONNXFile.usualMemoryLimit
  ) throws(ONNXError) -> Graph {
    var importer = GraphImporter(
      message, constants: ConstantReader(folder: folder, limit: limit), inputShapes: inputShapes,
      memoryLimit: memoryLimit)
    return try importer.graph()
  }
}

extension ONNXFile.Value {
  init(_ message: ValueMessage) {
    name = message.name
    shape = message.shape?.map {
      switch $0 {
      case .fixed(let extent) where extent > 0: .fixed(extent)
      case .named(let name): .open(name)
      case .fixed, .unknown: .open("")
      }
    }
    kind = message.elementType.flatMap { code in
      TensorMessage.ElementType(rawValue: code).flatMap { $0.width == nil ? nil : $0.kind }
    }
  }
}

extension GraphMessage {
  /// Calls `body` with each node, those of branches too.
  func forEachNode(_ body: (NodeMessage) -> Void) {
    for node in nodes {
      body(node)
      for branch in node.branches { branch.forEachNode(body) }
    }
  }
}

extension NodeMessage {
  /// The graphs among the attributes, by the attributes' names.
  var branches: [GraphMessage] {
    attributes.sorted { $0.key < $1.key }.compactMap {
      if case .graph(let graph) = $0.value.content { graph } else { nil }
    }
  }

  /// The operator, with its domain where that is not the standard one.
  var qualifiedOperation: String { domain.isEmpty ? operation : domain + "." + operation }
}
