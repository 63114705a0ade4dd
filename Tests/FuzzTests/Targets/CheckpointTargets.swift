import Basics
import Layers

extension FuzzTarget {
  /// Reads a NumPy array, or an archive of them.
  static let numpy = FuzzTarget(name: "numpy", read: readCheckpoint)

  /// Reads a `.safetensors` file.
  static let safetensors = FuzzTarget(name: "safetensors", read: readCheckpoint)

  /// Reads a PyTorch file: an archive, or the stream of before version 1.6.
  static let torch = FuzzTarget(name: "torch", read: readCheckpoint)

  /// The three start from different inputs; what a file is, its content decides.
  private static func readCheckpoint(_ bytes: [UInt8]) throws {
    let limit = 4 * bytes.count
    let checkpoint = try Checkpoint(FileBytes(bytes), limit: limit)
    let network = checkpoint.entries.prefix(8).map { ($0.name, $0.array.shape) }
    _ = (checkpoint.metadata.count, try checkpoint.weights(of: network).entries.count)
    for entry in checkpoint.entries {
      _ = try? entry.array.array(limit: limit)
      _ = try? entry.array.littleEndianBytes(limit: limit)
    }
  }
}
