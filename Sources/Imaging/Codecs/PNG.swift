import Basics
import CPNG

/// PNG through libpng: 1 to 16 bits; grey, RGB and indices, with and without alpha; interlaced.
///
/// Samples arrive as stored. A file that lacks its end, or whose check sums differ in a part that
/// matters, is an error. Text, profiles, gamma and the like are not read.
enum PNG {
  static func decode(
    _ bytes: [UInt8], options: ImageReadOptions
  ) throws(ImageFormatError) -> Raster {
    try withReader(bytes) { reader, header throws(ImageFormatError) in
      let size = Size(height: Int(header.height), width: Int(header.width))
      try options.check(size)
      let channels = Int(header.channels)
      let count = size.count * channels
      let samples: Raster.Samples =
        header.bit_depth == 16
        ? .words(try read(count, size: size, header: header, reader: reader))
        : .bytes(try read(count, size: size, header: header, reader: reader))
      try check(segue_png_reader_finish(reader), of: reader)
      return Raster(
        size: size, channels: channels, bitDepth: Int(header.bit_depth), palette: header.colors,
        transparency: header.transparency, samples: samples)
    }
  }

  /// From the header; no pixel is looked at.
  static func size(_ bytes: [UInt8]) throws(ImageFormatError) -> Size {
    guard let width = bytes.bigEndian32(at: 16), let height = bytes.bigEndian32(at: 20) else {
      throw .truncated(.png)
    }
    guard bytes[12..<16].elementsEqual("IHDR".utf8), (1...Int(Int32.max)).contains(width),
      (1...Int(Int32.max)).contains(height)
    else { throw .corrupt(.png, detail: "invalid header") }
    return Size(height: height, width: width)
  }

  /// How many samples pass between two looks at a request to stop: a few milliseconds' work.
  static let band = 1 << 20

  private static func read<Sample: FixedWidthInteger>(
    _ count: Int, size: Size, header: segue_png_header, reader: OpaquePointer
  ) throws(ImageFormatError) -> [Sample] {
    let stride = size.width * Int(header.channels) * MemoryLayout<Sample>.size
    let rowsAtOnce = max(1, band / max(stride, 1))
    var failure: ImageFormatError?
    let samples = [Sample](unsafeUninitializedCapacity: count) { output, initialized in
      guard let start = UnsafeMutableRawPointer(output.baseAddress) else { return }
      let pixels = start.assumingMemoryBound(to: UInt8.self)
      do throws(ImageFormatError) {
        for _ in 0..<max(header.passes, 1) {
          for row in Swift.stride(from: 0, to: size.height, by: rowsAtOnce) {
            if Cancellation.isRequested { throw .interrupted }
            let rows = UInt32(min(rowsAtOnce, size.height - row))
            try check(
              segue_png_reader_rows(reader, pixels + row * stride, stride, rows), of: reader)
          }
        }
        initialized = count
      } catch { failure = error }
    }
    if let failure { throw failure }
    return samples
  }

  private static func withReader<Result>(
    _ bytes: [UInt8],
    _ body: (OpaquePointer, segue_png_header) throws(ImageFormatError) -> Result
  ) throws(ImageFormatError) -> Result {
    try bytes.withUnsafeBufferPointer { buffer throws(ImageFormatError) in
      guard let reader = segue_png_reader_open(buffer.baseAddress, buffer.count) else {
        throw .outOfMemory
      }
      defer { segue_png_reader_close(reader) }
      var header = segue_png_header()
      try check(segue_png_reader_header(reader, &header), of: reader)
      return try body(reader, header)
    }
  }

  private static func check(
    _ status: segue_png_status, of reader: OpaquePointer
  ) throws(ImageFormatError) {
    switch status {
    case SEGUE_PNG_DONE: return
    case SEGUE_PNG_ENDED_EARLY: throw .truncated(.png)
    case SEGUE_PNG_NO_MEMORY: throw .outOfMemory
    default: throw .corrupt(.png, detail: String(cString: segue_png_reader_message(reader)))
    }
  }
}

extension segue_png_header {
  /// The palette, where samples are indices.
  fileprivate var colors: [Color]? {
    guard is_indexed != 0 else { return nil }
    return withUnsafeBytes(of: palette) { bytes in
      (0..<Int(palette_count)).map { Color(bytes[3 * $0], bytes[3 * $0 + 1], bytes[3 * $0 + 2]) }
    }
  }

  fileprivate var transparency: Raster.Transparency? {
    if transparent_count > 0 {
      return withUnsafeBytes(of: transparent_palette) {
        .ofPalette(Array($0.prefix(Int(transparent_count))))
      }
    }
    guard has_transparent_sample != 0 else { return nil }
    let sample = transparent_sample
    return .ofSamples(channels == 1 ? [sample.0] : [sample.0, sample.1, sample.2])
  }
}
