/// The bytes of a pickle and the place in them: every read is bounded.
struct PickleCode {
  private let bytes: UnsafeRawBufferPointer
  private(set) var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The next byte.
  mutating func byte() throws(PickleError) -> UInt8 {
    guard position < bytes.count else { throw .truncated }
    defer { position += 1 }
    return bytes[position]
  }

  /// The next `count` bytes.
  mutating func take(_ count: Int) throws(PickleError) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= bytes.count - position else { throw .truncated }
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }

  /// The next number, least significant byte first.
  mutating func integer<Number: FixedWidthInteger>(
    _ type: Number.Type
  ) throws(PickleError) -> Int {
    let field = try take(MemoryLayout<Number>.size)
    let number = Number(littleEndian: field.loadUnaligned(as: Number.self))
    guard let number = Int(exactly: number) else { throw .truncated }
    return number
  }

  /// The next eight bytes as a number in double precision, most significant byte first.
  mutating func double() throws(PickleError) -> Double {
    let field = try take(8)
    return Double(bitPattern: UInt64(bigEndian: field.loadUnaligned(as: UInt64.self)))
  }

  /// The bytes up to the next line feed, without it.
  mutating func lineBytes() throws(PickleError) -> UnsafeRawBufferPointer {
    guard let end = bytes[position...].firstIndex(of: 0x0A) else { throw .truncated }
    defer { position = end + 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<end])
  }

  /// The text up to the next line feed, without it.
  mutating func line() throws(PickleError) -> String {
    String(decoding: try lineBytes(), as: UTF8.self)
  }

  /// The next `count` bytes as text.
  mutating func text(_ count: Int) throws(PickleError) -> String {
    String(decoding: try take(count), as: UTF8.self)
  }

  /// The next `count` bytes of a Python 2 string: text where they are UTF-8.
  mutating func oldString(_ count: Int) throws(PickleError) -> PickleValue {
    Self.oldString(Array(try take(count)))
  }

  static func oldString(_ bytes: [UInt8]) -> PickleValue {
    String(validating: bytes, as: UTF8.self).map { .string($0) } ?? .bytes(bytes)
  }
}
