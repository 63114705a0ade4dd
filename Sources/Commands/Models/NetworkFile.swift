import Basics
import Imaging
import Language
import Layers
import Models

/// Networks as files.
enum NetworkFile {
  /// Writes a network's weights, or the whole of it, by the path's ending; an ONNX file takes pictures of
  /// any size that the network takes, or of `size` alone.
  static func write(_ network: any NetworkHolding, size: Size?, to path: String) throws {
    let ending = path.split(separator: ".").last.map { $0.lowercased() }
    switch ending {
    case "safetensors":
      let bytes = CheckpointWriting.safetensors(network.state, metadata: [("format", "pt")])
      try Files.write(bytes, to: path)
    case "onnx":
      let shapes = size.map { network.inputShapes(for: $0) } ?? [:]
      try Files.write(try network.graph.onnxBytes(inputShapes: shapes), to: path)
    default:
      throw Diagnostic(
        .value, "the ending of '\(path)' names no format of networks",
        help: "use .safetensors for the weights, or .onnx for the whole network")
    }
  }
}
