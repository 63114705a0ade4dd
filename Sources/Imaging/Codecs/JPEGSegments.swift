/// The marker segments of a JPEG file, walked without decoding anything.
///
/// Source: ITU-T T.81, annex B; the orientation tag: EXIF 2.3, 4.6.4. Every step is bounded: a walk
/// over any bytes ends.
struct JPEGSegments {
  /// What a frame header states.
  struct Frame: Equatable {
    var size: Size
    var components: Int
    /// Whether the codes are Huffman's, and the coefficients are stored at least once.
    var isHuffman: Bool
  }

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The first frame header, or `nil` where the bytes end before it.
  var frame: Frame? {
    for segment in Headers(bytes: bytes) where Self.isFrame(segment.marker) {
      let start = segment.payload.lowerBound
      guard segment.payload.count >= 6, let height = bytes.bigEndian16(at: start + 1),
        let width = bytes.bigEndian16(at: start + 3), height > 0, width > 0
      else { return nil }
      return Frame(
        size: Size(height: height, width: width), components: Int(bytes[start + 5]),
        isHuffman: segment.marker <= 0xC2)
    }
    return nil
  }

  /// The EXIF orientation; upright where there is none, or none that can be read.
  var orientation: Orientation {
    for segment in Headers(bytes: bytes) where segment.marker == Marker.app1 {
      let exif = Array("Exif\0\0".utf8)
      guard bytes[segment.payload].starts(with: exif) else { continue }
      let tiff = Array(bytes[segment.payload].dropFirst(exif.count))
      return EXIF.orientation(tiff: tiff) ?? .upright
    }
    return .upright
  }

  /// Whether the entropy-coded data is followed by the marker that ends a picture.
  var endsProperly: Bool {
    var position = Headers(bytes: bytes).reduce(2) { max($0, $1.payload.upperBound) }
    while position + 1 < bytes.count {
      guard let mark = bytes[position...].firstIndex(of: 0xFF), mark + 1 < bytes.count else {
        return false
      }
      let code = bytes[mark + 1]
      if code == Marker.endOfImage { return true }
      position = mark + (code == 0xFF ? 1 : 2)
      // A segment between two scans: its payload may hold anything.
      if code >= 0xC0, !Marker.standsAlone(code), let length = bytes.bigEndian16(at: position) {
        position += max(length, 2)
      }
    }
    return false
  }

  private static func isFrame(_ marker: UInt8) -> Bool {
    (0xC0...0xCF).contains(marker) && ![Marker.huffmanTables, 0xC8, 0xCC].contains(marker)
  }

  fileprivate enum Marker {
    static let huffmanTables: UInt8 = 0xC4
    static let endOfImage: UInt8 = 0xD9
    static let startOfScan: UInt8 = 0xDA
    static let app1: UInt8 = 0xE1

    /// Markers without a length: restarts and the two ends of the picture.
    static func standsAlone(_ marker: UInt8) -> Bool {
      marker == 0x01 || (0xD0...0xD9).contains(marker)
    }
  }

  /// The segments from the start up to and including the first start of scan.
  private struct Headers: Sequence, IteratorProtocol {
    let bytes: [UInt8]
    var position = 2
    var isDone = false

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> (marker: UInt8, payload: Range<Int>)? {
      guard !isDone else { return nil }
      while position + 1 < bytes.count {
        let code = bytes[position + 1]
        guard bytes[position] == 0xFF, code != 0, code != 0xFF else {
          position += 1
          continue
        }
        position += 2
        if Marker.standsAlone(code) { continue }
        guard let length = bytes.bigEndian16(at: position), length >= 2,
          position + length <= bytes.count
        else { break }
        let payload = position + 2..<position + length
        position += length
        isDone = code == Marker.startOfScan
        return (code, payload)
      }
      isDone = true
      return nil
    }
  }
}

/// The one tag of EXIF that changes what a picture looks like.
enum EXIF {
  private static let orientationTag = 0x0112
  private static let shortType = 3

  /// The orientation in the first directory of a TIFF block; `nil` where there is no valid one.
  static func orientation(tiff: [UInt8]) -> Orientation? {
    let isLittle = tiff.starts(with: Array("II".utf8))
    guard isLittle || tiff.starts(with: Array("MM".utf8)) else { return nil }
    func short(_ offset: Int) -> Int? {
      isLittle ? tiff.littleEndian16(at: offset) : tiff.bigEndian16(at: offset)
    }
    func long(_ offset: Int) -> Int? {
      isLittle ? tiff.littleEndian32(at: offset) : tiff.bigEndian32(at: offset)
    }
    guard short(2) == 42, let directory = long(4), let count = short(directory) else { return nil }
    for entry in 0..<count {
      let offset = directory + 2 + 12 * entry
      guard let tag = short(offset) else { return nil }
      guard tag == orientationTag else { continue }
      guard short(offset + 2) == shortType, long(offset + 4) == 1 else { return nil }
      return short(offset + 8).flatMap(Orientation.init(rawValue:))
    }
    return nil
  }
}
