public import Basics

/// Named arrays in a file: a `.safetensors`, `.pth`, `.pt`, `.npy` or `.npz`, told apart by content.
///
/// The file is mapped; an array is read when it is asked for. Nested dictionaries are flattened with
/// a point between the keys; ``weights(of:member:)`` finds the member that holds a network's weights.
public struct Checkpoint: Sendable {
  /// The formats that are read.
  public enum Format: String, Sendable, CaseIterable {
    /// A header in JSON, then the arrays.
    case safetensors
    /// PyTorch's archive, written since version 1.6.
    case torch = "PyTorch archive"
    /// PyTorch's stream of pickles and storages, written before.
    case torchStream = "PyTorch stream"
    /// One array of NumPy's.
    case npy = "NumPy array"
    /// Several of them in a zip archive.
    case npz = "NumPy archive"
  }

  /// An array and its name.
  public struct Entry: Sendable {
    /// The keys that lead to it, with points between.
    public var name: String
    /// The array.
    public var array: StoredArray
  }

  /// What the file is.
  public let format: Format
  /// The arrays in the order of the file.
  public let entries: [Entry]
  /// Texts beside the arrays: `__metadata__` of a `.safetensors`.
  public let metadata: [(key: String, value: String)]
  /// The whole pickle of a PyTorch file, whose tensors are calls that nobody makes; for options such
  /// as RITM's `config`.
  public let document: PickleValue?
  private let indices: [String: Int]

  init(
    _ format: Format, entries: [Entry], metadata: [(key: String, value: String)] = [],
    document: PickleValue? = nil
  ) {
    (self.format, self.entries) = (format, entries)
    (self.metadata, self.document) = (metadata, document)
    indices = Dictionary(
      zip(entries.map(\.name), entries.indices), uniquingKeysWith: { _, last in last })
  }

  /// Opens a file.
  ///
  /// - Parameter limit: the most bytes that are decompressed or copied while it is opened.
  /// - Throws: ``CheckpointError``, or `SystemError` where the file cannot be read.
  public init(
    contentsOf path: String, limit: Int = StoredArray.usualLimit
  ) throws {
    try self.init(try FileBytes(mapping: path), limit: limit)
  }

  /// Reads the content of a file.
  public init(_ bytes: FileBytes, limit: Int = StoredArray.usualLimit) throws {
    guard let format = Self.format(of: bytes) else {
      throw CheckpointError.unknown(
        start: bytes.slice(at: 0, count: min(8, bytes.count))?.array ?? [])
    }
    self = try asCheckpointError {
      switch format {
      case .safetensors: try SafetensorsReader.read(bytes)
      case .torch: try TorchArchive.read(bytes, limit: limit)
      case .torchStream: try TorchStream.read(bytes)
      case .npy:
        Checkpoint(.npy, entries: [Entry(name: "array", array: try NumpyArray.read(bytes))])
      case .npz: try NumpyArray.readArchive(bytes)
      }
    }
    try bytes.checkIntact()
  }

  /// What a file is, by its first bytes; `nil` for anything else.
  public static func format(of bytes: FileBytes) -> Format? {
    if ZipArchive.begins(bytes) {
      // Both are zip archives: NumPy's hold `.npy` files alone.
      guard let names = try? ZipArchive(bytes).entries.map(\.name), !names.isEmpty else {
        return .torch
      }
      return names.allSatisfy { $0.hasSuffix(".npy") } ? .npz : .torch
    }
    if bytes.starts(with: NumpyArray.signature) { return .npy }
    if TorchStream.begins(bytes) { return .torchStream }
    return SafetensorsReader.begins(bytes) ? .safetensors : nil
  }

  /// The array of this name.
  public subscript(name: String) -> StoredArray? { indices[name].map { entries[$0].array } }

  /// The array of this name.
  ///
  /// - Throws: ``CheckpointError/noArray(name:nearest:)``.
  public func array(_ name: String) throws(CheckpointError) -> StoredArray {
    guard let array = self[name] else {
      throw .noArray(name: name, nearest: entries.prefix(64).map(\.name))
    }
    return array
  }
}
