import Basics
import CPNG

/// The rows of a PNG, turned into RGB as they come: a picture of 16 bits with alpha takes eight bytes a pixel while
/// it is stored, and three when it is seen.
struct PNGRows {
  private let header: segue_png_header
  private let chosen: SampleWindow?
  /// The bits of the largest sample so far.
  private var bits: Int
  private(set) var bytes: [UInt8]

  init(_ header: segue_png_header, window: SampleWindow?) {
    self.header = header
    chosen = header.is_indexed != 0 ? nil : window
    bits = header.statedLargest.map { SampleWindow.bits(holding: $0) } ?? 8
    bytes = []
    bytes.reserveCapacity(3 * header.size.count)
  }

  /// What is black and white, where that had to be chosen.
  var window: SampleWindow? { chosen ?? (header.bit_depth == 16 ? SampleWindow(bits: bits) : nil) }

  mutating func read(_ reader: OpaquePointer) throws(ImageFormatError) {
    if header.bit_depth == 16 {
      try read(reader, of: UInt16.self) { rows, samples in rows.addWords(samples) }
    } else {
      let painter = painter
      try read(reader, of: UInt8.self) { rows, samples in
        rows.add(samples.count) { painter.paint(samples, into: $0) }
      }
    }
  }

  private var painter: SamplePainter {
    SamplePainter(
      channels: Int(header.channels), bitDepth: Int(header.bit_depth), palette: header.colors,
      window: window)
  }

  private mutating func read<Sample: FixedWidthInteger>(
    _ reader: OpaquePointer, of type: Sample.Type,
    _ add: (inout PNGRows, UnsafeBufferPointer<Sample>) -> Void
  ) throws(ImageFormatError) {
    let samples = header.size.width * Int(header.channels)
    let stride = samples * MemoryLayout<Sample>.size
    let rowsAtOnce = min(max(1, PNG.band / max(stride, 1)), header.size.height)
    var band = [Sample](repeating: 0, count: rowsAtOnce * samples)
    for row in Swift.stride(from: 0, to: header.size.height, by: rowsAtOnce) {
      if Cancellation.isRequested { throw .interrupted }
      let rows = min(rowsAtOnce, header.size.height - row)
      try band.withUnsafeMutableBufferPointer { buffer throws(ImageFormatError) in
        guard let start = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
        try PNG.checkReading(
          segue_png_reader_rows(
            reader, start.assumingMemoryBound(to: UInt8.self), stride, UInt32(rows)), of: reader)
      }
      band.withUnsafeBufferPointer {
        add(&self, UnsafeBufferPointer(rebasing: $0[..<(rows * samples)]))
      }
    }
  }

  /// Appends the pixels of so many samples.
  private mutating func add(
    _ samples: Int, _ paint: (UnsafeMutableBufferPointer<UInt8>) -> Void
  ) {
    let count = samples / Int(header.channels) * 3
    bytes += [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      paint(output)
      initialized = count
    }
  }

  private mutating func addWords(_ samples: UnsafeBufferPointer<UInt16>) {
    if chosen == nil { makeRoom(for: samples) }
    let painter = painter
    add(samples.count) { painter.paint(samples, into: $0) }
  }

  /// Where samples need more bits than those before, these are darkened as if that had been known: the eight high
  /// bits of n, shifted by k, are those of n + k.
  private mutating func makeRoom(for samples: UnsafeBufferPointer<UInt16>) {
    let channels = Int(header.channels)
    let colors = channels == 2 || channels == 4 ? channels - 1 : channels
    let most = PixelLoops.largestColor(samples, colors, of: channels)
    var needed = SampleWindow.bits(holding: most)
    guard needed > bits else { return }
    // Samples beyond the significant bits that the file states: they were scaled to all 16.
    if header.statedLargest != nil { needed = 16 }
    let shift = UInt8(needed - bits)
    bytes.withUnsafeMutableBufferPointer { bytes in
      for place in bytes.indices { bytes[place] >>= shift }
    }
    bits = needed
  }
}
