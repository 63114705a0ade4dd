import Basics
import Language
import Layers
import Models

/// A checkpoint as a script holds it: named arrays, listed with their shapes and types.
final class CheckpointObject: ScriptObject, SizedObject, ContainerObject, PreviewableObject {
  let path: String
  let checkpoint: Checkpoint
  /// The network that the weights are of, where it is known.
  let network: NetworkRecognition?
  /// The most bytes that an array may take once it is read.
  let limit: Int

  /// Opens a checkpoint; `nil` where the file is none, and is left to others.
  init?(ifCheckpoint path: String, limit: Int = StoredArray.usualLimit) throws {
    guard Files.kind(of: path) == .file else { return nil }
    let bytes = try FileBytes(mapping: path)
    guard Checkpoint.format(of: bytes) != nil else { return nil }
    (self.path, self.limit) = (path, limit)
    checkpoint = try Diagnostic.naming(path) { try Checkpoint(bytes, limit: limit) }
    network = NetworkRecognition(checkpoint.entries)
  }

  var typeName: String { "checkpoint" }
  var count: Int { checkpoint.entries.count }
  var repr: String { "checkpoint(\(summary))" }

  /// One line: `PyTorch stream, 296 arrays, 4694073 numbers`.
  private var summary: String {
    var parts = [
      checkpoint.format.rawValue, "\(count) arrays", "\(numbers) numbers",
    ]
    if let network {
      parts.append(
        "weights of models.\(network.decoder)(encoder=\"\(network.encoder)\", "
          + "in_channels=\(network.inputs), classes=\(network.classes))")
    }
    return parts.joined(separator: ", ")
  }

  private var numbers: Int { checkpoint.entries.reduce(0) { $0 + $1.array.count } }

  var members: [Member] {
    [
      Member("format", "what kind of file it is"),
      Member("names", "the names of the arrays, in the order of the file"),
      Member("parameters", "how many numbers all arrays have"),
      Member("network", "the network that the weights are of, or None"),
      Member("shapes", "the shape of each array by its name"),
      Member("types", "how the numbers of each array are stored, by its name"),
      Member("metadata", "texts beside the arrays"),
      Member("listing", "a line an array: name, type, shape, and how many numbers"),
    ]
  }

  func member(named name: String) throws -> Value? {
    let entries = checkpoint.entries
    switch name {
    case "format": return .string(checkpoint.format.rawValue)
    case "names": return .list(entries.map { .string($0.name) })
    case "parameters": return .int(numbers)
    case "network": return network.map { .string("\($0.decoder)_\($0.encoder)") } ?? Value.none
    case "shapes":
      return .dict(entries.map { ($0.name, .tuple($0.array.shape.map { .int($0) })) })
    case "types": return .dict(entries.map { ($0.name, .string($0.array.type.rawValue)) })
    case "metadata": return .dict(checkpoint.metadata.map { ($0.key, .string($0.value)) })
    case "listing": return .string(listing.joined(separator: "\n"))
    default: return nil
    }
  }

  func contains(_ value: Value) throws -> Bool {
    value.asString.map { checkpoint[$0] != nil } ?? false
  }

  func preview(columns: Int) -> String { repr }

  /// The listing: a line an array, then the sums.
  var listing: [String] {
    let rows = checkpoint.entries.map { entry in
      [
        entry.name, entry.array.type.rawValue,
        entry.array.shape.map(String.init).joined(separator: "×"), "\(entry.array.count)",
      ]
    }
    return TextColumns.aligned(
      [["name", "type", "shape", "numbers"]] + rows, rightmost: [3]) + [summary]
  }
}

/// Lines of columns as wide as their longest entry.
enum TextColumns {
  /// - Parameter rightmost: the columns that are aligned at their right.
  static func aligned(_ rows: [[String]], rightmost: Set<Int> = []) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, text in
        let padding = String(repeating: " ", count: widths[column] - text.count)
        return rightmost.contains(column) ? padding + text : text + padding
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
