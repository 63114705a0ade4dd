import Layers

extension FuzzTarget {
  /// Reads a network from an ONNX file, and infers its shapes where its inputs leave extents open.
  static let onnx = FuzzTarget(name: "onnx") { bytes in
    let file = try ONNXFile(bytes: bytes, limit: 4 * bytes.count)
    _ = (file.inputs, file.outputs, file.operators, file.unknownOperators, file.parameterCount)
    let graph = try file.graph()
    let shapes = graph.inputs.map { input in (input.name, input.shape.map { $0 ?? 8 }) }
    let shaped = try graph.specialised(
      inputShapes: Dictionary(shapes, uniquingKeysWith: { first, _ in first }))
    _ = shaped.parts(knowing: Set(graph.inputs.prefix(1).map(\.name)))
    _ = try graph.onnxBytes()
  }
}
