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

  /// The bytes that base64 letters stand for.
  var base64Bytes: [UInt8] { Array(Data(base64Encoded: self) ?? Data()) }

  /// The 32-bit little-endian floats that base64 letters stand for.
  var base64Floats: [Float] {
    let bytes = base64Bytes
    return stride(from: 0, to: bytes.count - 3, by: 4).map { index in
      var pattern: UInt32 = 0
      for byte in (0..<4).reversed() { pattern = pattern << 8 | UInt32(bytes[index + byte]) }
      return Float(bitPattern: pattern)
    }
  }
}

/// Noise that the recording scripts can make too.
func noise(_ count: Int) -> [UInt8] {
  var state: UInt64 = 1
  return (0..<count).map { _ in
    state = (state &* 1_103_515_245 &+ 12_345) % 2_147_483_648
    return UInt8(truncatingIfNeeded: state >> 16)
  }
}

/// The check sum of PNG and zlib.
func crc32(_ bytes: [UInt8]) -> UInt32 {
  bytes.withUnsafeBufferPointer { bytes in
    crcTable.withUnsafeBufferPointer { table in
      var crc: UInt32 = .max
      for byte in bytes { crc = crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] }
      return ~crc
    }
  }
}

private let crcTable: [UInt32] = (0..<256).map { index in
  var crc = UInt32(index)
  for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  return crc
}

/// Four bytes, the most significant first.
func bigEndian(_ value: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}

/// Runs `body` with a new folder that is removed afterwards.
func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = NSTemporaryDirectory() + "segue-" + UUID().uuidString
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}
