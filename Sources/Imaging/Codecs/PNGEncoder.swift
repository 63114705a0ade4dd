import Basics
import CPNG

/// How much time goes into making a PNG small.
public struct PNGWriteOptions: Hashable, Sendable {
  /// 0 (stored) to 9 (smallest); values outside are taken as the nearest end.
  public var compression: Int

  /// Creates options; 6 is zlib's own balance.
  public init(compression: Int = 6) { self.compression = compression }
}

extension PNG {
  static let longestSide = Int(Int32.max)

  /// Writes samples as they are: the bit depth, palette and transparency of the raster are the file's.
  static func encode(
    _ raster: Raster, options: PNGWriteOptions
  ) throws(ImageFormatError) -> [UInt8] {
    let size = raster.size
    guard size.count > 0, max(size.height, size.width) <= longestSide else {
      throw .notEncodable(.png, size, limit: longestSide)
    }
    guard let writer = segue_png_writer_open() else { throw .outOfMemory }
    defer { segue_png_writer_close(writer) }
    var header = segue_png_header(raster)
    try check(
      segue_png_writer_header(writer, &header, Int32(min(max(options.compression, 0), 9))),
      of: writer)
    switch raster.samples {
    case .bytes(let bytes): try write(bytes, size: size, writer: writer)
    case .words(let words): try write(words, size: size, writer: writer)
    }
    var output: UnsafePointer<UInt8>?
    var count = 0
    try check(segue_png_writer_finish(writer, &output, &count), of: writer)
    return Array(UnsafeBufferPointer(start: output, count: count))
  }

  private static func write<Sample>(
    _ samples: [Sample], size: Size, writer: OpaquePointer
  ) throws(ImageFormatError) {
    let stride = samples.count / size.height * MemoryLayout<Sample>.size
    let rowsAtOnce = max(1, band / max(stride, 1))
    try samples.withUnsafeBufferPointer { buffer throws(ImageFormatError) in
      let raw = UnsafeRawBufferPointer(buffer)
      guard let pixels = raw.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
      for row in Swift.stride(from: 0, to: size.height, by: rowsAtOnce) {
        if Cancellation.isRequested { throw .interrupted }
        let rows = UInt32(min(rowsAtOnce, size.height - row))
        try check(
          segue_png_writer_rows(writer, pixels + row * stride, stride, rows), of: writer)
      }
    }
  }

  private static func check(
    _ status: segue_png_status, of writer: OpaquePointer
  ) throws(ImageFormatError) {
    switch status {
    case SEGUE_PNG_DONE: return
    case SEGUE_PNG_NO_MEMORY: throw .outOfMemory
    default: throw .corrupt(.png, detail: String(cString: segue_png_writer_message(writer)))
    }
  }
}

extension segue_png_header {
  fileprivate init(_ raster: Raster) {
    self.init()
    width = UInt32(raster.size.width)
    height = UInt32(raster.size.height)
    bit_depth = UInt8(raster.bitDepth)
    channels = UInt8(raster.channels)
    if let colors = raster.palette {
      is_indexed = 1
      palette_count = UInt16(min(colors.count, 256))
      withUnsafeMutableBytes(of: &palette) { bytes in
        for (index, color) in colors.prefix(256).enumerated() {
          bytes[3 * index] = color.red
          bytes[3 * index + 1] = color.green
          bytes[3 * index + 2] = color.blue
        }
      }
    }
    set(raster.transparency)
  }

  private mutating func set(_ transparency: Raster.Transparency?) {
    switch transparency {
    case .ofPalette(let alphas):
      transparent_count = UInt16(min(alphas.count, 256))
      withUnsafeMutableBytes(of: &transparent_palette) { $0.copyBytes(from: alphas.prefix(256)) }
    case .ofSamples(let key) where key.count == channels && (key.count == 1 || key.count == 3):
      has_transparent_sample = 1
      transparent_sample = (key[0], key.count == 3 ? key[1] : 0, key.count == 3 ? key[2] : 0)
    default: break
    }
  }
}
