import Foundation

/// Files that independent software has recorded; `scripts/parity` holds what recorded them.
enum Fixture {
  static func json<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures").appendingPathComponent(name)
    return try JSONDecoder().decode(type, from: Data(contentsOf: path))
  }
}

extension Data {
  /// The 32-bit little-endian floats that the bytes hold.
  var floats: [Float] {
    let bytes = Array(self)
    return stride(from: 0, to: bytes.count - 3, by: 4).map { index in
      let pattern = (0..<4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[index + $1]) }
      return Float(bitPattern: pattern)
    }
  }
}
