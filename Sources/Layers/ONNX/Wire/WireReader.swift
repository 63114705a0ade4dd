// Protocol Buffers, encoding: https://protobuf.dev/programming-guides/encoding

import Basics

/// Reads the fields of one protobuf message in the order in which they stand.
///
/// Nothing is copied: a nested message, a text or raw data is a view of the file.
struct WireReader {
  private let bytes: FileBytes
  private var position = 0

  init(_ bytes: FileBytes) { self.bytes = bytes }

  /// The next field, or `nil` at the end of the message.
  mutating func next() throws(WireError) -> WireField? {
    guard position < bytes.count else { return nil }
    let tag = try varint()
    guard let number = Int(exactly: tag >> 3), (1..<1 << 29).contains(number) else {
      throw WireError(.fieldNumber)
    }
    let start = position
    switch tag & 7 {
    case 0: return WireField(number: number, value: .varint(try varint(), try view(from: start)))
    case 1: return WireField(number: number, value: .fixed(try view(count: 8)))
    case 2:
      guard let length = Int(exactly: try varint()) else { throw WireError(.truncated) }
      return WireField(number: number, value: .bytes(try view(count: length)))
    case 5: return WireField(number: number, value: .fixed(try view(count: 4)))
    default: throw WireError(.wireType(Int(tag & 7)))
    }
  }

  /// A number of up to 64 bits, seven in a byte, the lowest first.
  private mutating func varint() throws(WireError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 63, by: 7) {
      guard let byte = bytes.byte(at: position) else { throw WireError(.truncated) }
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
    }
    throw WireError(.endlessNumber)
  }

  private mutating func view(count: Int) throws(WireError) -> FileBytes {
    guard let view = bytes.slice(at: position, count: count) else { throw WireError(.truncated) }
    position += count
    return view
  }

  private func view(from start: Int) throws(WireError) -> FileBytes {
    guard let view = bytes.slice(at: start, count: position - start) else {
      throw WireError(.truncated)
    }
    return view
  }
}

/// One field of a message: its number and what it holds.
struct WireField {
  let number: Int
  let value: Content

  enum Content {
    /// A number, and the bytes that it stands in.
    case varint(UInt64, FileBytes)
    /// Four or eight bytes.
    case fixed(FileBytes)
    /// A text, raw bytes, a nested message or packed numbers.
    case bytes(FileBytes)
  }

  /// The field as a whole number; negative ones are stored as their 64 bits.
  func integer() throws(WireError) -> Int {
    guard case .varint(let bits, _) = value else { throw WireError(.fieldType(number)) }
    return Int(truncatingIfNeeded: bits)
  }

  /// The field as a single-precision number.
  func float() throws(WireError) -> Float {
    guard case .fixed(let bytes) = value, bytes.count == 4,
      let bits = bytes.littleEndian(UInt32.self, at: 0)
    else { throw WireError(.fieldType(number)) }
    return Float(bitPattern: bits)
  }

  /// The bytes of a nested message, a text or raw data.
  func bytes() throws(WireError) -> FileBytes {
    guard case .bytes(let bytes) = value else { throw WireError(.fieldType(number)) }
    return bytes
  }

  /// The field as text.
  func text() throws(WireError) -> String { try bytes().text }

  /// The bytes of repeated numbers, packed or one alone.
  var packed: FileBytes {
    switch value {
    case .varint(_, let bytes), .fixed(let bytes), .bytes(let bytes): bytes
    }
  }
}

/// What is wrong with a file's encoding, and in which message.
public struct WireError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// The message ends inside a field.
    case truncated
    /// A number has more than ten bytes.
    case endlessNumber
    /// A field has the number 0 or one above 2²⁹.
    case fieldNumber
    /// A field is encoded in a way that does not exist, or that has been given up.
    case wireType(Int)
    /// A known field holds another kind of content than it should.
    case fieldType(Int)
    /// Messages are nested too deeply.
    case tooDeep(limit: Int)
    /// The file has more parts than any network.
    case tooManyParts(limit: Int)
    /// A part lacks what it cannot do without.
    case missing(String)
  }

  /// What is wrong.
  public let problem: Problem
  /// The innermost message in which it was found: `NodeProto`.
  public internal(set) var message = ""

  init(_ problem: Problem) { self.problem = problem }
}

/// How much may still be read: it bounds the memory that a small file with many tiny parts takes.
struct WireBudget {
  /// Messages within messages.
  static let depthLimit = 24
  /// Nodes, names, attributes and dimensions together. Large networks have about 50,000.
  static let partLimit = 1 << 18

  private var depth = 0
  private var parts = 0

  /// Counts parts that are going to be stored.
  mutating func spend(_ count: Int = 1) throws(WireError) {
    parts += count
    guard parts <= Self.partLimit else { throw WireError(.tooManyParts(limit: Self.partLimit)) }
  }

  /// Calls `body` with each field of a message; errors are marked with the message's name.
  mutating func read(
    _ name: String, _ bytes: FileBytes,
    _ body: (WireField, inout WireBudget) throws(WireError) -> Void
  ) throws(WireError) {
    depth += 1
    defer { depth -= 1 }
    do throws(WireError) {
      guard depth <= Self.depthLimit else { throw WireError(.tooDeep(limit: Self.depthLimit)) }
      try spend()
      var reader = WireReader(bytes)
      while let field = try reader.next() { try body(field, &self) }
    } catch {
      var error = error
      if error.message.isEmpty { error.message = name }
      throw error
    }
  }
}
