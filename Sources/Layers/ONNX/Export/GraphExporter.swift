import Tensors

extension Graph {
  /// The graph as an ONNX file of operator set 17, which ONNX Runtime, OpenVINO and others open.
  ///
  /// Inputs and outputs keep their names, weights the keys of the checkpoint, nodes the paths of
  /// their modules, as PyTorch's exporter writes them. Extents that the graph leaves open stay open.
  ///
  /// - Parameter inputShapes: shapes that inputs are fixed to, for operations that operator set 17
  ///   has for fixed sizes only: see ``ONNXExportError/needsSize(operation:path:)``.
  public func onnxBytes(
    inputShapes: [String: [Int]] = [:], producer: String = "segue"
  ) throws -> [UInt8] {
    var fixed = self
    for index in inputs.indices {
      guard let shape = inputShapes[inputs[index].name] else { continue }
      fixed.inputs[index].shape = shape.map(Optional.some)
    }
    var model = ModelMessage()
    model.producer = producer
    model.operatorSets = ["": 17]
    var exporter = GraphExporter(fixed)
    model.graph = try exporter.message()
    let writer = model.encoded()
    // Protocol Buffers count the bytes of a message with 31 bits.
    guard writer.count < 1 << 31 else { throw ONNXExportError.tooLarge(bytes: writer.count) }
    return writer.bytes
  }

  /// The graph with shapes for all values. Where inputs leave extents open, some that many networks
  /// take stand in for them: enough to know how many axes values have.
  fileprivate func exampleShapes() -> ShapedGraph? {
    var shapes: [String: [Int]] = [:]
    for input in inputs {
      shapes[input.name] = input.shape.enumerated().map { axis, extent in
        extent ?? (axis == 0 ? 1 : 64)
      }
    }
    return try? specialised(inputShapes: shapes)
  }
}

/// Why a graph cannot be written as an ONNX file.
public enum ONNXExportError: Error, Equatable {
  /// An operation that operator set 17 has for fixed sizes only, in this module.
  case needsSize(operation: String, path: String)
  /// An operation that operator set 17 does not have, in this module.
  case unsupported(operation: String, path: String)
  /// More than a file of this format can hold.
  case tooLarge(bytes: Int)
}

/// Translates a graph into a file's messages.
struct GraphExporter {
  let graph: Graph
  var writer = NodeWriter()
  private var names: [Graph.ValueID: String] = [:]
  /// Types of all values, if any are known.
  private let shaped: ShapedGraph?
  /// Whether the shapes of these types are the only ones.
  private let isFixed: Bool

  init(_ graph: Graph) {
    self.graph = graph
    shaped = graph.exampleShapes()
    isFixed = graph.inputs.allSatisfy { !$0.shape.contains(nil) }
  }

  mutating func message() throws -> GraphMessage {
    var message = GraphMessage()
    message.name = "network"
    nameInputs()
    message.inputs = graph.inputs.map {
      ValueMessage(name: $0.name, elementType: $0.kind.onnxType, shape: Self.extents($0.shape))
    }
    nameConstants()
    for node in graph.nodes {
      writer.path = node.path
      var outputs = try translate(node)
      if outputs.count == 1 { outputs[0] = activated(outputs[0], node.activation) }
      for (value, name) in zip(node.outputs, outputs) { names[value] = name }
    }
    writer.path = ""
    for output in graph.outputs {
      let source = name(of: output.value)
      message.outputs.append(
        ValueMessage(
          name: output.name, elementType: (type(of: output.value)?.kind ?? .float).onnxType,
          shape: isFixed ? type(of: output.value)?.shape.map { .fixed($0) } : nil))
      writer.alias(source, as: output.name)
    }
    message.nodes = writer.nodes
    message.initializers = writer.initializers
    return message
  }

  private mutating func nameInputs() {
    // An output's name is kept free for it.
    for output in graph.outputs { writer.take(output.name) }
    for input in graph.inputs {
      writer.take(input.name)
      names[input.value] = input.name
    }
  }

  /// Weights first, under their own names; what is used by no node is left out.
  private mutating func nameConstants() {
    let used = Set(graph.nodes.flatMap(\.inputs) + graph.outputs.map(\.value))
    let constants = graph.constants.filter { used.contains($0.key) }.sorted { $0.key < $1.key }
    for (value, constant) in constants {
      let name = writer.freshName(constant.name ?? "constant")
      names[value] = name
      writer.constant(constant.array, name: name)
    }
  }

  /// The name of a value that an earlier node has made.
  func name(of value: Graph.ValueID) -> String { names[value] ?? "" }

  /// A constant's numbers.
  func constant(_ value: Graph.ValueID) -> NumericArray? { graph.constants[value]?.array }

  private func type(of value: Graph.ValueID) -> ValueType? { shaped?.types[value.index] }

  /// How many axes a value has.
  func rank(of value: Graph.ValueID) -> Int? { type(of: value)?.shape.count }

  /// The shape of a value at the size that stands for all.
  func shape(of value: Graph.ValueID) -> [Int]? { type(of: value)?.shape }

  /// The shape of a value, where the file is for one size.
  func fixedShape(of value: Graph.ValueID) -> [Int]? { isFixed ? type(of: value)?.shape : nil }

  private static func extents(_ shape: [Int?]) -> [ValueMessage.Extent] {
    let names = ["batch", "channels", "height", "width"]
    return shape.enumerated().map { axis, extent in
      if let extent { return .fixed(extent) }
      return .named(shape.count == 4 ? names[axis] : "axis\(axis)")
    }
  }
}

extension ElementKind {
  /// The code of the element type in the format.
  var onnxType: Int {
    switch self {
    case .float: TensorMessage.ElementType.float.rawValue
    case .integer: TensorMessage.ElementType.int64.rawValue
    case .boolean: TensorMessage.ElementType.bool.rawValue
    }
  }
}
