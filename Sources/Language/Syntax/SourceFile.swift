import Glibc

/// A text that is parsed: a script, or one entry at the prompt. It never changes, so places in it stay valid.
public final class SourceFile: Sendable {
  /// The name that diagnostics show: the path as the user wrote it, or `<prompt 3>`.
  public let name: String
  /// The text, expected to be UTF-8; a byte order mark at its start is dropped.
  public let bytes: [UInt8]
  /// The offset of each line's first byte.
  private let lineStarts: [UInt32]

  /// Takes the bytes of a file as they are; the lexer reports what is not UTF-8.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    self.lineStarts = Self.findLineStarts(self.bytes)
  }

  /// Takes a text.
  public convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// How many lines there are; a text that ends with a line break has an empty last line.
  public var lineCount: Int { lineStarts.count }

  /// The line, counted from 1, that holds the byte at `offset`.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The bytes of a line, counted from 1, without its line break; empty for a line that is not there.
  public func lineRange(_ line: Int) -> Range<Int> {
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = Int(lineStarts[line - 1])
    var end = line < lineStarts.count ? Int(lineStarts[line]) : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  /// The column, counted from 1 in characters (grapheme clusters), of the byte at `offset`.
  ///
  /// In a line longer than ``Limits/countedColumns`` bytes, columns far to the right count bytes:
  /// splitting megabytes into characters would make an error message slow.
  public func column(at offset: Int) -> Int {
    let start = lineRange(line(at: offset)).lowerBound
    let end = min(max(offset, start), bytes.count)
    guard end - start <= Limits.countedColumns else { return end - start + 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self).count + 1
  }

  /// The text of a span, with bytes that are not UTF-8 replaced.
  public func text(_ span: Span) -> String {
    String(decoding: bytes[span.range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  private static func findLineStarts(_ bytes: [UInt8]) -> [UInt32] {
    var starts: [UInt32] = [0]
    bytes.withUnsafeBytes { text in
      guard let base = text.baseAddress else { return }
      var offset = 0
      while offset < text.count,
        let found = memchr(base + offset, Int32(UInt8.newline), text.count - offset)
      {
        offset = base.distance(to: UnsafeRawPointer(found)) + 1
        starts.append(UInt32(clamping: offset))
      }
    }
    return starts
  }
}
