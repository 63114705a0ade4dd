import Foundation

/// Files that independent software has recorded; `scripts/parity` holds what recorded them.
enum Fixture {
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures").appendingPathComponent(name).path
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  static func json<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes(name)))
  }
}

extension String {
  /// The bytes that hexadecimal digits stand for.
  var hexadecimalBytes: [UInt8] {
    let digits = utf8.compactMap { UInt8(String(UnicodeScalar($0)), radix: 16) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  /// The 32-bit little-endian floats that base64 letters stand for.
  var base64Floats: [Float] {
    let bytes = Array(Data(base64Encoded: self) ?? Data())
    return stride(from: 0, to: bytes.count - 3, by: 4).map { index in
      Float(
        bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[index + $1]) << UInt32(8 * $1) })
    }
  }
}

/// Noise that the recording scripts can make too.
func noise(_ count: Int) -> [UInt8] {
  var state: UInt64 = 1
  return (0..<count).map { _ in
    state = (state * 1_103_515_245 + 12_345) % (1 << 31)
    return UInt8(truncatingIfNeeded: state >> 16)
  }
}
