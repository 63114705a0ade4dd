import Layers
import Tensors

extension FuzzTarget {
  /// Reads a network from an ONNX file, plans it within little memory, and runs it on small inputs where
  /// that is not much work, prepared and node by node.
  static let onnxExecution = FuzzTarget(name: "onnx_execution") { bytes in
    let file = try ONNXFile(bytes: bytes, limit: 1 << 22)
    let graph = try file.graph(memoryLimit: 1 << 24)
    var shapes: [String: [Int]] = [:]
    for input in graph.inputs { shapes[input.name] = input.shape.map { $0 ?? 4 } }
    let network = try PreparedNetwork(
      graph, inputShapes: shapes, options: PreparationOptions(threads: 1))
    guard network.work < 0x1p22 else { return }
    var given: [String: NumericArray] = [:]
    for input in network.inputs { given[input.name] = try numbers(input.type) }
    _ = try? network.run(given)
    _ = try? GraphInterpreter(graph).run(given)
    _ = try? graph.onnxBytes(inputShapes: shapes)
  }

  /// Numbers from −1 to 1, or truth values and small whole numbers, of a type.
  private static func numbers(_ type: ValueType) throws -> NumericArray {
    let places = 0..<type.count
    switch type.kind {
    case .float: return .floats(try Tensor(places.map { Float($0 % 7) / 3 - 1 }, shape: type.shape))
    case .integer: return .integers(try IntegerArray(places.map { $0 % 5 - 2 }, shape: type.shape))
    case .boolean: return .booleans(try IntegerArray(places.map { $0 % 2 }, shape: type.shape))
    }
  }
}
