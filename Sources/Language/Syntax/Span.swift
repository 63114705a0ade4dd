/// A half-open range of bytes in one source file; eight bytes, so that every node of the tree has one.
public struct Span: Equatable, Hashable, Sendable {
  /// The offset of the first byte.
  public var start: UInt32
  /// The offset behind the last byte.
  public var end: UInt32

  /// The bytes `start..<end`.
  public init(_ start: Int, _ end: Int) {
    self.start = UInt32(clamping: start)
    self.end = max(self.start, UInt32(clamping: end))
  }

  /// The byte offsets as integers.
  public var range: Range<Int> { Int(start)..<Int(end) }

  /// The smallest span that holds both.
  public func joined(with other: Span) -> Span {
    Span(Int(min(start, other.start)), Int(max(end, other.end)))
  }

  /// The empty span at this one's end.
  var tail: Span { Span(Int(end), Int(end)) }
}

/// A span and the file that it is in: all that a diagnostic needs to show the place.
public struct Place: Sendable {
  /// The file.
  public var source: SourceFile
  /// The bytes in it.
  public var span: Span

  /// The bytes `span` of `source`.
  public init(_ source: SourceFile, _ span: Span) {
    self.source = source
    self.span = span
  }

  /// The line of the first byte, counted from 1.
  public var line: Int { source.line(at: Int(span.start)) }

  /// The column of the first byte, counted from 1 in characters as a person sees them.
  public var column: Int { source.column(at: Int(span.start)) }

  /// The text of the span.
  public var text: String { source.text(span) }
}

extension Place: Equatable {
  /// Two places are equal when they are the same bytes of the same file object.
  public static func == (one: Place, other: Place) -> Bool {
    one.source === other.source && one.span == other.span
  }
}
