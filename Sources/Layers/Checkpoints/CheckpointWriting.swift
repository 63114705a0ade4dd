import Basics
import Tensors

/// A value that is written to a file under a name.
public struct NamedArray: Sendable {
  /// The name, for a weight the path of its module and its own, `encoder.conv1.weight`.
  public var name: String
  /// The numbers.
  public var array: NumericArray

  /// Names an array.
  public init(name: String, array: NumericArray) {
    (self.name, self.array) = (name, array)
  }
}

/// Writers of `.safetensors` and `.npy`; files appear whole or not at all.
public enum CheckpointWriting {
  /// The bytes of a `.safetensors` file: floats as `F32`, integers as `I64`, truth values as `BOOL`.
  ///
  /// The header is padded with blanks so that the first array begins at a multiple of eight.
  public static func safetensors(
    _ arrays: [NamedArray], metadata: [(key: String, value: String)] = []
  ) -> [UInt8] {
    var members: [(String, JSONText)] = []
    if !metadata.isEmpty {
      members.append(("__metadata__", .object(metadata.map { ($0.key, .string($0.value)) })))
    }
    var end = 0
    for named in arrays {
      let start = end
      end += named.array.count * named.array.storedType.size
      members.append(
        (
          named.name,
          .object([
            ("dtype", .string(named.array.storedType.safetensorsName)),
            ("shape", .array(named.array.shape.map { .number($0) })),
            ("data_offsets", .array([.number(start), .number(end)])),
          ])
        ))
    }
    var header = Array(JSONText.object(members).text.utf8)
    while !header.count.isMultiple(of: 8) { header.append(UInt8(ascii: " ")) }
    var bytes = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
    bytes.reserveCapacity(8 + header.count + end)
    bytes += header
    for named in arrays { named.array.appendBytes(to: &bytes) }
    return bytes
  }

  /// The bytes of a `.npy` file of version 1, row-major, its header padded to a multiple of 64.
  public static func npy(_ array: NumericArray) -> [UInt8] {
    let shape = array.shape.map { "\($0)" }.joined(separator: ", ")
    let order = array.storedType.size == 1 ? "|" : "<"
    var header =
      "{'descr': '\(order)\(array.storedType.numpyName ?? "")', 'fortran_order': False, "
      + "'shape': (\(shape)\(array.shape.count == 1 ? "," : "")), }"
    while !(10 + header.utf8.count + 1).isMultiple(of: 64) { header += " " }
    header += "\n"
    var bytes = NumpyArray.signature + [1, 0]
    bytes += withUnsafeBytes(of: UInt16(header.utf8.count).littleEndian) { Array($0) }
    bytes += header.utf8
    array.appendBytes(to: &bytes)
    return bytes
  }
}

extension NumericArray {
  /// The type in which the numbers are written.
  var storedType: StoredType {
    switch kind {
    case .float: .float32
    case .integer: .int64
    case .boolean: .bool
    }
  }

  /// Appends the numbers, each least significant byte first.
  func appendBytes(to bytes: inout [UInt8]) {
    switch self {
    case .floats(let tensor):
      tensor.withUnsafeElements { bytes += UnsafeRawBufferPointer($0) }
    case .integers(let array):
      array.elements.withUnsafeBytes { bytes += $0 }
    case .booleans(let array):
      bytes += array.elements.map { $0 == 0 ? 0 : 1 }
    }
  }
}
