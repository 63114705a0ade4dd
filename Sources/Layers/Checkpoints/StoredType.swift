/// How the numbers of a checkpoint are stored.
public enum StoredType: String, Hashable, Sendable, CaseIterable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case bool, uint8, int8, uint16, int16, uint32, int32, uint64, int64, float16, bfloat16, float32,
    float64

  /// The bytes of one number.
  public var size: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    }
  }

  /// What the numbers become in a graph.
  public var kind: ElementKind {
    switch self {
    case .float16, .bfloat16, .float32, .float64: .float
    case .bool: .boolean
    default: .integer
    }
  }

  /// The name in a `.safetensors` file: `F32`.
  var safetensorsName: String {
    switch self {
    case .bool: "BOOL"
    case .bfloat16: "BF16"
    case .uint8, .uint16, .uint32, .uint64: "U\(size * 8)"
    case .int8, .int16, .int32, .int64: "I\(size * 8)"
    case .float16, .float32, .float64: "F\(size * 8)"
    }
  }

  /// The name in a `.npy` file without the order of bytes: `f4`; bfloat16 has none there.
  var numpyName: String? {
    switch self {
    case .bool: "b1"
    case .bfloat16: nil
    case .uint8, .uint16, .uint32, .uint64: "u\(size)"
    case .int8, .int16, .int32, .int64: "i\(size)"
    case .float16, .float32, .float64: "f\(size)"
    }
  }

  /// PyTorch's name of a storage: `FloatStorage`.
  var storageName: String {
    switch self {
    case .bool: "BoolStorage"
    case .uint8: "ByteStorage"
    case .int8: "CharStorage"
    case .int16: "ShortStorage"
    case .int32: "IntStorage"
    case .int64: "LongStorage"
    case .uint16: "UInt16Storage"
    case .uint32: "UInt32Storage"
    case .uint64: "UInt64Storage"
    case .float16: "HalfStorage"
    case .bfloat16: "BFloat16Storage"
    case .float32: "FloatStorage"
    case .float64: "DoubleStorage"
    }
  }
}
