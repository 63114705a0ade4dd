import Basics

/// How the strips and tiles of a TIFF file are compressed.
///
/// Source: Adobe, "TIFF Revision 6.0", sections 9 and 13; "TIFF Technical Note 2" (Deflate).
enum TIFFCompression {
  case none
  case lzw
  case deflate
  case packBits

  init(_ directory: TIFFDirectory) throws(ImageFormatError) {
    let code = try directory.number(.compression) ?? 1
    switch code {
    case 1: self = .none
    case 5: self = .lzw
    case 8, 32_946: self = .deflate
    case 32_773: self = .packBits
    default:
      let names = [
        2: "CCITT", 3: "CCITT fax 3", 4: "CCITT fax 4", 6: "JPEG", 7: "JPEG", 34_712: "JPEG 2000",
        34_925: "LZMA", 50_000: "Zstandard", 50_001: "WebP",
      ]
      throw .unsupported(.tiff, feature: "\(names[code] ?? "scheme \(code)") compression")
    }
  }

  /// The most bytes that a compressed byte may stand for.
  var mostExpansion: Int {
    switch self {
    case .none: 1
    case .packBits: 64
    case .deflate: 1040
    // A code of 12 bits stands for 3,838 bytes at most.
    case .lzw: 2560
    }
  }

  /// At least `needed` bytes, and at most `room`.
  func expand(
    _ bytes: FileBytes, needed: Int, room: Int
  ) throws(ImageFormatError) -> [UInt8] {
    let content: [UInt8]
    switch self {
    case .none: content = bytes.slice(at: 0, count: min(bytes.count, room))?.array ?? []
    case .packBits: content = Self.packBits(bytes, room: room)
    case .lzw: content = try TIFFLZW(room: room).expand(bytes)
    case .deflate:
      do throws(ArchiveError) {
        content = try Inflate.decompress(bytes, wrapper: .zlib, limit: room, sizeHint: needed)
      } catch {
        if case .truncated = error { throw .truncated(.tiff) }
        throw .corrupt(.tiff, detail: "\(error)")
      }
    }
    guard content.count >= needed else { throw .truncated(.tiff) }
    return content
  }

  /// A count n ≥ 0 is followed by n + 1 bytes as they stand, n < 0 by one that is repeated 1 − n times.
  private static func packBits(_ bytes: FileBytes, room: Int) -> [UInt8] {
    var content: [UInt8] = []
    content.reserveCapacity(room)
    var place = 0
    while content.count < room, let first = bytes.byte(at: place) {
      let count = Int(Int8(bitPattern: first))
      place += 1
      if count >= 0 {
        guard let literal = bytes.slice(at: place, count: min(count + 1, bytes.count - place))
        else { break }
        content += literal.array
        place += count + 1
      } else if count > -128, let value = bytes.byte(at: place) {
        content += repeatElement(value, count: 1 - count)
        place += 1
      }
    }
    return content
  }
}

/// TIFF's form of Lempel, Ziv and Welch's code: the most significant bit first, codes that grow one code
/// early, 256 to start anew and 257 at the end.
private struct TIFFLZW {
  private static let (clear, end, first, most) = (256, 257, 258, 4096)
  private let room: Int
  /// Each string is an earlier one and a last byte.
  private var prefixes = [Int](repeating: 0, count: most)
  private var lasts = [UInt8](repeating: 0, count: most)
  private var lengths = [Int](repeating: 1, count: most)
  private var content: [UInt8] = []

  init(room: Int) {
    self.room = room
    for byte in 0..<256 { lasts[byte] = UInt8(byte) }
    content.reserveCapacity(room)
  }

  consuming func expand(_ bytes: FileBytes) throws(ImageFormatError) -> [UInt8] {
    var (place, held, bits) = (0, 0, 0)
    var (next, width, previous) = (Self.first, 9, -1)
    while content.count < room {
      while bits < width, let byte = bytes.byte(at: place) {
        (held, bits, place) = ((held << 8 | Int(byte)) & 0xFF_FFFF, bits + 8, place + 1)
      }
      guard bits >= width else { break }
      let code = held >> (bits - width) & (1 << width - 1)
      bits -= width
      if code == Self.end { break }
      if code == Self.clear {
        (next, width, previous) = (Self.first, 9, -1)
        continue
      }
      guard code < next || code == next && previous >= 0, code < 256 || code >= Self.first else {
        throw .corrupt(.tiff, detail: "a code of LZW before its string")
      }
      if previous >= 0, next < Self.most {
        prefixes[next] = previous
        lengths[next] = lengths[previous] + 1
        lasts[next] = first(of: code == next ? previous : code)
        next += 1
        if next + 1 >= 1 << width, width < 12 { width += 1 }
      } else if code >= next {
        throw .corrupt(.tiff, detail: "a code of LZW before its string")
      }
      append(code)
      previous = code
    }
    return content
  }

  private func first(of code: Int) -> UInt8 {
    var code = code
    while code >= Self.first { code = prefixes[code] }
    return lasts[code]
  }

  private mutating func append(_ code: Int) {
    let start = content.count
    content += repeatElement(0, count: lengths[code])
    var (code, place) = (code, content.count - 1)
    while place >= start {
      content[place] = lasts[code]
      code = prefixes[code]
      place -= 1
    }
  }
}

/// Differences of neighbours in a row, which compress better than samples.
enum TIFFPredictor {
  static func check(
    _ predictor: Int, bits: Int, kind: TIFFLayout.Kind, _ compression: TIFFCompression
  ) throws(ImageFormatError) {
    switch (predictor, compression) {
    case (1, _), (_, .none), (_, .packBits): return
    case (2, _) where [8, 16, 32].contains(bits): return
    case (3, _) where kind == .float: return
    default: throw .unsupported(.tiff, feature: "predictor \(predictor) with \(bits) bits")
    }
  }

  /// Takes the samples of a row back from differences of samples `channels` places apart.
  static func sum(
    _ row: inout ArraySlice<UInt8>, bits: Int, channels: Int, isBigEndian: Bool
  ) {
    let width = bits / 8
    let start = row.startIndex
    let step = channels * width
    for sample in stride(from: start + step, to: row.endIndex - width + 1, by: width) {
      var carry = 0
      for part in 0..<width {
        let place = sample + (isBigEndian ? width - 1 - part : part)
        let sum = Int(row[place]) + Int(row[place - step]) + carry
        row[place] = UInt8(truncatingIfNeeded: sum)
        carry = sum >> 8
      }
    }
  }

  /// Takes floats back from differences of bytes, which lie by significance; most significant first.
  static func sumFloats(_ row: inout ArraySlice<UInt8>, bits: Int, channels: Int) {
    let start = row.startIndex
    for place in stride(from: start + channels, to: row.endIndex, by: 1) {
      row[place] &+= row[place - channels]
    }
    let width = bits / 8
    let count = row.count / width
    let parts = Array(row)
    for sample in 0..<count {
      for part in 0..<width { row[start + sample * width + part] = parts[part * count + sample] }
    }
  }
}
