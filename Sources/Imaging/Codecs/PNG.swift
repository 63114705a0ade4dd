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
      let size = header.size
      try check(header, bytes, bytesPerPixel: header.bytesPerPixel, options)
      let channels = Int(header.channels)
      let count = size.count * channels
      let samples: Raster.Samples =
        header.bit_depth == 16
        ? .words(try read(count, size: size, header: header, reader: reader))
        : .bytes(try read(count, size: size, header: header, reader: reader))
      try checkReading(segue_png_reader_finish(reader), of: reader)
      return Raster(
        size: size, channels: channels, bitDepth: Int(header.bit_depth), palette: header.colors,
        transparency: header.transparency, largest: header.largest(in: samples), samples: samples)
    }
  }

  /// The picture as 8-bit RGB, row by row: no more is kept than what it takes in the end.
  static func picture(
    _ bytes: [UInt8], options: ImageReadOptions
  ) throws(ImageFormatError) -> (image: Image, window: SampleWindow?) {
    let isDirect = try withReader(bytes) { _, header throws(ImageFormatError) in
      header.passes > 1 || header.channels == 3 && header.bit_depth == 8
    }
    if isDirect { return try decode(bytes, options: options).picture(window: options.window) }
    return try withReader(bytes) { reader, header throws(ImageFormatError) in
      try check(header, bytes, bytesPerPixel: 3, options)
      var rows = PNGRows(header, window: options.window)
      try rows.read(reader)
      try checkReading(segue_png_reader_finish(reader), of: reader)
      return (Image(size: header.size, bytes: rows.bytes), rows.window)
    }
  }

  /// Whether the size is accepted and the file is long enough for it: deflated data grow 1,032 times at most.
  private static func check(
    _ header: segue_png_header, _ bytes: [UInt8], bytesPerPixel: Int, _ options: ImageReadOptions
  ) throws(ImageFormatError) {
    try options.check(header.size, bytesPerPixel: bytesPerPixel)
    let bits = header.size.count * Int(header.channels) * Int(header.bit_depth)
    guard bits / 8 / 1040 <= bytes.count else { throw .truncated(.png) }
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
            try checkReading(
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
      try checkReading(segue_png_reader_header(reader, &header), of: reader)
      return try body(reader, header)
    }
  }

  static func checkReading(
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

extension PNG {
  /// The orientation that a chunk of EXIF states; upright where there is none.
  static func orientation(_ bytes: [UInt8]) -> Orientation {
    var place = 8
    while let length = bytes.bigEndian32(at: place), place + 8 + length <= bytes.count {
      let kind = bytes[place + 4..<place + 8]
      if kind.elementsEqual("eXIf".utf8) {
        // Some writers keep the mark that EXIF has in a JPEG.
        let mark = Array("Exif\0\0".utf8)
        let block = bytes[place + 8..<place + 8 + length]
        let tiff = block.starts(with: mark) ? block.dropFirst(mark.count) : block
        return EXIF.orientation(tiff: Array(tiff)) ?? .upright
      }
      if kind.elementsEqual("IEND".utf8) { return .upright }
      place += 12 + length
    }
    return .upright
  }
}

extension segue_png_header {
  var size: Size { Size(height: Int(height), width: Int(width)) }

  /// What the samples of a pixel take when they are read as stored.
  fileprivate var bytesPerPixel: Int { Int(channels) * (bit_depth == 16 ? 2 : 1) }

  /// The largest sample of the significant bits that the file states, or that of all 16 where some colour exceeds
  /// it: the standard wants samples scaled to all 16, which not every writer does.
  fileprivate func largest(in samples: Raster.Samples) -> UInt16? {
    guard let stated = statedLargest else { return nil }
    return samples.largestColor(channels: Int(channels)) <= stated ? stated : .max
  }

  /// The largest sample of the significant bits that a file of 16 states.
  var statedLargest: UInt16? {
    guard bit_depth == 16, (8..<16).contains(significant_bits) else { return nil }
    return UInt16((1 << Int(significant_bits)) - 1)
  }

  /// The palette, where samples are indices.
  var colors: [Color]? {
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
