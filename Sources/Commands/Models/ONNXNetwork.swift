import Imaging
import Language
import Layers
import Models

/// A network in an ONNX file, and what can be said of its use without being told.
struct ONNXNetwork {
  let graph: Graph
  /// The file's name without folder and ending.
  let name: String

  init(
    _ path: String, limit: Int = ONNXFile.defaultLimit,
    memory: Int = ONNXFile.usualMemoryLimit
  ) throws {
    graph = try Diagnostic.naming(path) {
      try ONNXFile(path: path, limit: limit).graph(memoryLimit: memory)
    }
    let last = path.split(separator: "/").last.map(String.init) ?? path
    name = last.hasSuffix(".onnx") ? String(last.dropLast(5)) : last
  }

  /// The height and width of the first picture, where the file fixes them.
  var fixedSize: Size? {
    let shapes = graph.inputs.map(\.shape).filter { $0.count == 4 }
    guard let shape = shapes.first, let height = shape[2], let width = shape[3] else { return nil }
    return Size(height: height, width: width)
  }

  /// The picture for the only input, where that has three channels; everything else must be told.
  func imageInput(_ values: ImageValues) throws -> [NetworkInput] {
    if graph.inputs.count == 1, let input = graph.inputs.first, input.shape.count == 4,
      input.shape[1] == 3
    {
      return [NetworkInput(input.name, [.image(values)])]
    }
    try checkPictures()
    let found = graph.inputs.map { "'\($0.name)' \(ONNXNetwork.words($0.shape))" }
    let example = graph.inputs.map { "\"\($0.name)\": …" }.joined(separator: ", ")
    throw Diagnostic(
      .value, "what fills the network's inputs is not declared: \(found.joined(separator: ", "))",
      help: "models.onnx(\"\(name).onnx\", inputs={\(example)}); "
        + "channels are image, previous, positive, negative, or an encoding such as disks")
  }

  /// Throws where an input is no (batch, channels, height, width) of real numbers, as clicks in a list.
  private func checkPictures() throws {
    let others = graph.inputs.filter { $0.shape.count != 4 || $0.kind != .float }
    guard !others.isEmpty else { return }
    let words = others.map {
      "'\($0.name)' \(ONNXNetwork.words($0.shape))" + ($0.kind == .float ? "" : " of whole numbers")
    }
    throw Diagnostic(
      .value,
      "the network takes what is no picture: \(words.joined(separator: ", "))",
      help: NetworkError.pictureHelp)
  }

  /// The model that sees the picture alone, at the size that the file fixes, with values from 0 to 1.
  func imageModel() throws -> NetworkModel {
    let output = NetworkOutput(activation: graph.likelyActivation(ofOutput: nil))
    return try NetworkModel(
      name, graph: graph, inputs: try imageInput(ImageValues()),
      size: fixedSize.map { .fixed($0) } ?? .stretched(multiple: 32), output: output)
  }

  /// A shape as `1×3×?×?`.
  static func words(_ shape: [Int?]) -> String {
    shape.map { $0.map(String.init) ?? "?" }.joined(separator: "×")
  }
}
