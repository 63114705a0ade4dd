import Basics
import Language
import Layers
import Models

/// Networks as files.
enum NetworkFile {
  /// Writes a network's weights, or the whole of it, by the path's ending.
  static func write(_ network: any NetworkHolding, to path: String) throws {
    let ending = path.split(separator: ".").last.map { $0.lowercased() }
    switch ending {
    case "safetensors":
      let bytes = CheckpointWriting.safetensors(network.state, metadata: [("format", "pt")])
      try Files.write(bytes, to: path)
    case "onnx":
      try Files.write(try network.graph.onnxBytes(), to: path)
    default:
      throw Diagnostic(
        .value, "the ending of '\(path)' names no format of networks",
        help: "use .safetensors for the weights, or .onnx for the whole network")
    }
  }
}
