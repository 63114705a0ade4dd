import Basics
import Tensors
import Testing

@testable import Layers

/// A small ONNX file, made part by part.
struct ToyFile {
  var model = ModelMessage()

  init(version: Int? = 17) {
    if let version { model.operatorSets[""] = version }
    model.graph.name = "toy"
  }

  mutating func input(_ name: String, _ shape: [ValueMessage.Extent]?, type: Int = 1) {
    model.graph.inputs.append(ValueMessage(name: name, elementType: type, shape: shape))
  }

  mutating func output(_ name: String) {
    model.graph.outputs.append(ValueMessage(name: name, elementType: 1, shape: nil))
  }

  mutating func node(
    _ operation: String, _ inputs: String, _ outputs: String, name: String = "",
    domain: String = "", _ attributes: AttributeMessage...
  ) {
    model.graph.nodes.append(
      Self.node(operation, inputs, outputs, name: name, domain: domain, attributes))
  }

  static func node(
    _ operation: String, _ inputs: String, _ outputs: String, name: String = "",
    domain: String = "", _ attributes: [AttributeMessage] = []
  ) -> NodeMessage {
    var node = NodeMessage()
    (node.name, node.operation, node.domain) = (name, operation, domain)
    node.inputs = inputs.split(separator: " ").map { $0 == "_" ? "" : String($0) }
    node.outputs = outputs.split(separator: " ").map(String.init)
    for attribute in attributes { node.attributes[attribute.name] = attribute }
    return node
  }

  mutating func constant(_ name: String, _ values: [Float], _ shape: [Int]) throws {
    let array = NumericArray.floats(try Tensor(values, shape: shape))
    model.graph.initializers.append(TensorMessage(array, name: name))
  }

  mutating func constant(_ name: String, _ values: [Int]) {
    model.graph.initializers.append(
      TensorMessage(.integers(IntegerArray(values)), name: name))
  }

  var bytes: [UInt8] { model.encoded().bytes }

  /// The graph that the file's bytes stand for.
  func graph(folder: String? = nil, limit: Int = ONNXFile.defaultLimit) throws -> Graph {
    try ONNXFile(FileBytes(bytes), folder: folder, limit: limit).graph()
  }

  /// What is wrong with the file.
  func error(folder: String? = nil, limit: Int = ONNXFile.defaultLimit) -> ONNXError? {
    #expect(throws: ONNXError.self) { try graph(folder: folder, limit: limit) }
  }
}
