import Basics
import Tensors

/// `TensorProto`: an n-dimensional constant, its numbers still as they lie in the file.
struct TensorMessage: Sendable {
  /// Element types by their codes in the format.
  enum ElementType: Int, Sendable {
    case float = 1
    case uint8, int8, uint16, int16, int32, int64, string, bool, float16, double, uint32, uint64
    case complex64, complex128, bfloat16

    /// The bytes of an element in raw data; `nil` for those that are never numbers here.
    var width: Int? {
      switch self {
      case .uint8, .int8, .bool: 1
      case .uint16, .int16, .float16, .bfloat16: 2
      case .float, .int32, .uint32: 4
      case .int64, .double, .uint64: 8
      case .string, .complex64, .complex128: nil
      }
    }

    /// Whether the elements are real numbers, as opposed to whole ones and truth values.
    var isFloating: Bool {
      switch self {
      case .float, .float16, .double, .bfloat16: true
      default: false
      }
    }
  }

  /// A part of another file that holds the numbers.
  struct External: Hashable, Sendable {
    var location = ""
    var offset = 0
    var length: Int?
  }

  var name = ""
  var dimensions: [Int] = []
  /// The code of the element type.
  var typeCode = 0
  /// The elements' bytes, little-endian, where they are stored so.
  var raw: FileBytes?
  /// The elements as numbers, where they are stored so: 32-bit, 64-bit or double precision fields.
  var typed = PackedNumbers()
  /// The number of the field that `typed` comes from.
  var typedField: Int?
  /// Where the elements are stored in another file.
  var external: External?

  init(name: String, dimensions: [Int], type: ElementType, raw: [UInt8]) {
    (self.name, self.dimensions, typeCode) = (name, dimensions, type.rawValue)
    self.raw = FileBytes(raw)
  }

  init(_ bytes: FileBytes, _ budget: inout WireBudget) throws(WireError) {
    var extents = PackedNumbers()
    var location = External()
    var isExternal = false
    try budget.read("TensorProto", bytes) { field, budget throws(WireError) in
      switch field.number {
      case 1: try extents.append(field, &budget)
      case 2: typeCode = try field.integer()
      case 4, 5, 7, 10, 11:
        guard typedField == nil || typedField == field.number else {
          throw WireError(.fieldType(field.number))
        }
        typedField = field.number
        try typed.append(field, &budget)
      case 8: name = try field.text()
      case 9: raw = try field.bytes()
      case 13: try location.read(try field.bytes(), &budget)
      case 14: isExternal = try field.integer() == 1
      default: break
      }
    }
    dimensions = try extents.integers(limit: Self.rankLimit)
    if isExternal { external = location }
  }

  /// More axes than any tensor has.
  private static let rankLimit = 64

  func encoded() -> WireWriter {
    var writer = WireWriter()
    writer.integers(1, dimensions)
    writer.integer(2, typeCode)
    writer.text(8, name)
    if let raw { writer.bytes(9, raw.array) }
    if let external { external.encode(into: &writer) }
    return writer
  }
}

extension TensorMessage.External {
  fileprivate mutating func read(
    _ bytes: FileBytes, _ budget: inout WireBudget
  ) throws(WireError) {
    var key = ""
    var value = ""
    try budget.read("StringStringEntryProto", bytes) { field, _ throws(WireError) in
      switch field.number {
      case 1: key = try field.text()
      case 2: value = try field.text()
      default: break
      }
    }
    switch key {
    case "location": location = value
    case "offset":
      guard let number = Int(value) else { throw WireError(.missing("offset")) }
      offset = number
    case "length":
      guard let number = Int(value) else { throw WireError(.missing("length")) }
      length = number
    default: break
    }
  }

  fileprivate func encode(into writer: inout WireWriter) {
    let entries = [("location", location), ("offset", "\(offset)")]
    for (key, value) in entries + (length.map { [("length", "\($0)")] } ?? []) {
      var entry = WireWriter()
      entry.text(1, key)
      entry.text(2, value)
      writer.message(13, entry)
    }
    writer.integer(14, 1)
  }
}

extension TensorMessage {
  /// Numbers as raw data.
  init(_ array: NumericArray, name: String) {
    switch array {
    case .floats(let tensor):
      let raw = tensor.withUnsafeElements { Array(UnsafeRawBufferPointer($0)) }
      self.init(name: name, dimensions: tensor.shape, type: .float, raw: raw)
    case .integers(let array):
      let raw = array.elements.withUnsafeBufferPointer { Array(UnsafeRawBufferPointer($0)) }
      self.init(name: name, dimensions: array.shape, type: .int64, raw: raw)
    case .booleans(let array):
      self.init(
        name: name, dimensions: array.shape, type: .bool,
        raw: array.elements.map { $0 == 0 ? 0 : 1 })
    }
  }
}
