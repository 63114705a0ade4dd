/// Writes values as JSON; the keys of dictionaries are sorted, so that equal values give equal text.
struct JSONEncoder {
  private(set) var bytes: [UInt8] = []
  private var pulse = Pulse()

  mutating func encode(_ value: Value, path: String, depth: Int) throws {
    guard depth <= greatestJSONDepth else {
      throw Diagnostic(
        .recursion, "json.encode: the value is nested more than \(greatestJSONDepth) deep")
    }
    try Sequences.checkBytes("text", bytes.count, added: 0)
    try pulse.beat()
    switch value.kind {
    case .none: bytes += "null".utf8
    case .bool: bytes += (value.asBool == true ? "true" : "false").utf8
    case .int: bytes += try value.reprBytes()
    case .float: try encodeFloat(value)
    case .string: try encodeText(value.asString ?? "")
    case .dict: try encodeDict(value, path, depth)
    case .record:
      let fields = value.asRecord?.fields.sorted { $0.name.precedes($1.name) } ?? []
      try encodeObject(fields.map { ($0.name, $0.value) }, path, depth)
    default:
      guard Iteration.isIterable(value) else {
        throw Diagnostic.type("json.encode: cannot encode \(value.typeName) as JSON (at \(path))")
      }
      try encodeArray(value, path, depth)
    }
  }

  private mutating func encodeFloat(_ value: Value) throws {
    guard let number = value.asFloat, number.isFinite else {
      throw Diagnostic.value("json.encode: cannot encode non-finite float \(value.brief)")
    }
    bytes += try value.reprBytes()
  }

  private mutating func encodeArray(_ items: Value, _ path: String, _ depth: Int) throws {
    bytes.append(UInt8(ascii: "["))
    var index = 0
    try Iteration.forEach(items) { item in
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      try encode(item, path: "list index \(index)", depth: depth + 1)
      index += 1
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func encodeDict(_ value: Value, _ path: String, _ depth: Int) throws {
    var entries: [(String, Value)] = []
    for (key, item) in value.asDict?.items ?? [] {
      guard let name = key.asString else {
        throw Diagnostic.type("json.encode: dict has \(key.typeName) key, want string")
      }
      entries.append((name, item))
    }
    entries.sort { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    try encodeObject(entries, path, depth)
  }

  private mutating func encodeObject(_ entries: [(String, Value)], _ path: String, _ depth: Int)
    throws
  {
    bytes.append(UInt8(ascii: "{"))
    for (index, entry) in entries.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      try encodeText(entry.0)
      bytes.append(UInt8(ascii: ":"))
      try encode(entry.1, path: "key \(entry.0)", depth: depth + 1)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func encodeText(_ text: String) throws {
    try bytes.requireRoom(for: text.utf8.count)
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      try pulse.beat()
      switch byte {
      case UInt8(ascii: "\""): bytes += "\\\"".utf8
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case UInt8(ascii: "\r"): bytes += "\\r".utf8
      case UInt8(ascii: "\t"): bytes += "\\t".utf8
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
