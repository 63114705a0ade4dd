import CZlib

/// Decompression of deflated data (RFC 1951), bare or in the wrappers of zlib and gzip.
public enum Inflate {
  /// What surrounds the deflated data.
  public enum Wrapper: Sendable {
    /// Nothing: RFC 1951, the entries of zip archives.
    case raw
    /// Two bytes before and a check sum behind: RFC 1950.
    case zlib
    /// A header before, a check sum and the size behind: RFC 1952.
    case gzip

    /// zlib's way to tell them apart.
    fileprivate var windowBits: Int32 {
      switch self {
      case .raw: -15
      case .zlib: 15
      case .gzip: 31
      }
    }
  }

  /// The decompressed content.
  ///
  /// Memory grows with what has been decompressed, never with what a header states.
  /// - Parameters:
  ///   - limit: the most bytes of content; more is ``ArchiveError/tooLarge(limit:)``.
  ///   - sizeHint: how large the content is expected to be; wrong hints cost time alone.
  /// - Throws: ``ArchiveError`` where the data end early, are damaged, or exceed the limit, and
  ///   where bytes follow their end. Several gzip members one after the other are one content.
  public static func decompress(
    _ data: FileBytes, wrapper: Wrapper, limit: Int, sizeHint: Int = 0
  ) throws(ArchiveError) -> [UInt8] {
    try data.withUnsafeBytes { raw throws(ArchiveError) in
      var content: [UInt8] = []
      var rest = raw[...]
      repeat {
        let used = try decompress(
          UnsafeRawBufferPointer(rebasing: rest), wrapper, limit, sizeHint, into: &content)
        rest = rest.dropFirst(used)
      } while wrapper == .gzip && !rest.isEmpty
      guard rest.isEmpty else { throw .corrupt(detail: "bytes follow the compressed data") }
      return content
    }
  }

  /// The first bytes of the content, as many as are wanted or there are; no more is decompressed.
  public static func prefix(
    of data: FileBytes, wrapper: Wrapper, count: Int
  ) throws(ArchiveError) -> [UInt8] {
    try data.withUnsafeBytes { raw throws(ArchiveError) in
      var stream = z_stream()
      guard segue_inflate_init(&stream, wrapper.windowBits) == Z_OK else {
        throw .unsupported(feature: "zlib could not start")
      }
      defer { inflateEnd(&stream) }
      stream.next_in = UnsafeMutablePointer(
        mutating: raw.baseAddress?.assumingMemoryBound(to: UInt8.self))
      stream.avail_in = UInt32(min(raw.count, 1 << 30))
      var content: [UInt8] = []
      while content.count < count {
        let (code, got) = step(&stream, room: count - content.count, into: &content)
        if code == Z_STREAM_END || got == 0 { break }
        guard code == Z_OK || code == Z_BUF_ERROR else {
          throw .corrupt(detail: stream.msg.map { String(cString: $0) } ?? "zlib error \(code)")
        }
      }
      return content
    }
  }

  /// Decompresses one stream behind `content`; returns how many bytes it used.
  private static func decompress(
    _ data: UnsafeRawBufferPointer, _ wrapper: Wrapper, _ limit: Int, _ sizeHint: Int,
    into content: inout [UInt8]
  ) throws(ArchiveError) -> Int {
    var stream = z_stream()
    guard segue_inflate_init(&stream, wrapper.windowBits) == Z_OK else {
      throw .unsupported(feature: "zlib could not start")
    }
    defer { inflateEnd(&stream) }
    var used = 0
    var chunk = min(max(sizeHint, 1 << 12), 1 << 16)
    while true {
      let supplied = min(data.count - used, 1 << 30)
      stream.next_in = UnsafeMutablePointer(
        mutating: data.baseAddress.map { ($0 + used).assumingMemoryBound(to: UInt8.self) })
      stream.avail_in = UInt32(supplied)
      // One byte of room beyond the limit tells content that fills it from content that exceeds it.
      let room = min(chunk, limit - content.count) + 1
      let (code, got) = step(&stream, room: room, into: &content)
      used += supplied - Int(stream.avail_in)
      guard content.count <= limit else { throw .tooLarge(limit: limit) }
      if code == Z_STREAM_END { return used }
      guard code == Z_OK || code == Z_BUF_ERROR else {
        throw .corrupt(detail: stream.msg.map { String(cString: $0) } ?? "zlib error \(code)")
      }
      if got < room, used == data.count { throw .truncated }
      // Growth by a half keeps the memory within twice the content.
      chunk = max(1 << 16, content.count / 2)
    }
  }

  private static func step(
    _ stream: inout z_stream, room: Int, into content: inout [UInt8]
  ) -> (code: Int32, got: Int) {
    let start = content.count
    let room = min(room, 1 << 30)
    content.reserveCapacity(start + room)
    content.append(contentsOf: repeatElement(0, count: room))
    let code = content.withUnsafeMutableBufferPointer { buffer in
      stream.next_out = buffer.baseAddress.map { $0 + start }
      stream.avail_out = UInt32(room)
      return inflate(&stream, Z_NO_FLUSH)
    }
    let got = room - Int(stream.avail_out)
    content.removeLast(room - got)
    return (code, got)
  }
}

extension FileBytes {
  /// The check sum of zip, gzip and PNG.
  public var crc32: UInt32 {
    withUnsafeBytes { raw in
      var sum = CZlib.crc32(0, nil, 0)
      var rest = raw[...]
      while !rest.isEmpty {
        let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
        sum = CZlib.crc32(
          sum, piece.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(piece.count))
        rest = rest.dropFirst(piece.count)
      }
      return UInt32(truncatingIfNeeded: sum)
    }
  }
}
