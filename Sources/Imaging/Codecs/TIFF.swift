import Basics

/// TIFF, the baseline and what the field writes: grey, RGB and indices of 1 to 16 bits, whole numbers and
/// floats of up to 64; strips and tiles, bare or compressed with LZW, Deflate or PackBits, with predictors.
///
/// Of several pages the first is read. Source: Adobe, "TIFF Revision 6.0" and its technical notes.
enum TIFF {
  static func decode(
    _ bytes: FileBytes, options: ImageReadOptions
  ) throws(ImageFormatError) -> StoredPicture {
    let directory = try TIFFDirectory(bytes)
    let layout = try TIFFLayout(directory, fileBytes: bytes.count, options: options)
    let assembly = TIFFAssembly(bytes, layout, isBigEndian: directory.isBigEndian)
    guard layout.kind == .unsigned, layout.bits <= 16 else {
      let numbers = try assembly.samples(zero: Float(0)) { $0.float($1, $2, $3) }
      return .numbers(
        NumberGrid(
          format: .tiff, size: layout.size, channels: layout.channels, values: numbers,
          isFloat: layout.kind == .float))
    }
    let most = UInt16((1 << layout.bits) - 1)
    let flip: UInt16 = layout.isInverted ? most : 0
    let samples: Raster.Samples =
      layout.bits == 16
      ? .words(try assembly.samples(zero: 0) { $0.word($1, $2, $3) ^ flip })
      : .bytes(
        try assembly.samples(zero: 0) {
          $0.small($1, $2, $3) ^ UInt8(truncatingIfNeeded: flip)
        })
    return .raster(
      Raster(
        size: layout.size, channels: layout.channels, bitDepth: layout.bits,
        palette: layout.palette, largest: layout.largest, samples: samples))
  }

  static func size(_ bytes: FileBytes) throws(ImageFormatError) -> Size {
    try TIFFLayout.size(TIFFDirectory(bytes))
  }
}

/// Puts the samples of strips or tiles into their places.
private struct TIFFAssembly {
  private let bytes: FileBytes
  private let layout: TIFFLayout
  private let isBigEndian: Bool

  init(_ bytes: FileBytes, _ layout: TIFFLayout, isBigEndian: Bool) {
    self.bytes = bytes
    self.layout = layout
    self.isBigEndian = isBigEndian
  }

  /// All samples in row-major order, the channels of a pixel side by side.
  ///
  /// - Parameter load: the sample of a segment's row, given the bytes, where the row begins, and its number.
  func samples<Sample>(
    zero: Sample, _ load: (TIFFSamples, [UInt8], Int, Int) -> Sample
  ) throws(ImageFormatError) -> [Sample] {
    let (size, channels, held) = (layout.size, layout.channels, layout.segmentChannels)
    var samples = [Sample](repeating: zero, count: size.count * channels)
    let reader = TIFFSamples(layout, isBigEndian: isBigEndian)
    for plane in 0..<(layout.isPlanar ? channels : 1) {
      for index in 0..<layout.across * layout.down {
        if Cancellation.isRequested { throw .interrupted }
        let (down, across) = (index / layout.across, index % layout.across)
        let segment = try segment(plane * layout.across * layout.down + index, down)
        let left = across * layout.segmentSize.width
        let columns = min(layout.segmentSize.width, size.width - left)
        for row in 0..<layout.rows(inSegment: down) {
          let top = down * layout.segmentSize.height + row
          var target = (top * size.width + left) * channels + plane
          for sample in 0..<columns * held {
            samples[target] = load(reader, segment, row * layout.rowBytes, sample)
            target += layout.isPlanar ? channels : 1
          }
        }
      }
    }
    return samples
  }

  /// The bytes of a strip or tile, as samples and no differences.
  private func segment(_ index: Int, _ down: Int) throws(ImageFormatError) -> [UInt8] {
    let place = layout.segments[index]
    guard let stored = bytes.slice(at: place.offset, count: place.count) else {
      throw .truncated(.tiff)
    }
    let rows = layout.rows(inSegment: down)
    var content = try layout.compression.expand(
      stored, needed: layout.rowBytes * rows, room: layout.rowBytes * layout.segmentSize.height)
    guard layout.undoesPredictor else { return content }
    for row in 0..<rows {
      var part = content[row * layout.rowBytes..<(row + 1) * layout.rowBytes]
      if layout.predictor == 3 {
        TIFFPredictor.sumFloats(&part, bits: layout.bits, channels: layout.segmentChannels)
      } else {
        TIFFPredictor.sum(
          &part, bits: layout.bits, channels: layout.segmentChannels, isBigEndian: isBigEndian)
      }
      content.replaceSubrange(part.indices, with: part)
    }
    return content
  }
}

extension TIFFLayout {
  /// Whether the segments hold differences: other schemes than these two ignore the tag.
  fileprivate var undoesPredictor: Bool {
    switch compression {
    case .lzw, .deflate: predictor > 1
    case .none, .packBits: false
    }
  }
}

/// Reads samples of a segment's row.
private struct TIFFSamples {
  private let bits: Int
  private let kind: TIFFLayout.Kind
  private let isBigEndian: Bool

  init(_ layout: TIFFLayout, isBigEndian: Bool) {
    bits = layout.bits
    kind = layout.kind
    // The predictor of floats puts the most significant byte first, whatever the file's order.
    self.isBigEndian = isBigEndian || layout.undoesPredictor && layout.predictor == 3
  }

  /// A sample of at most 8 bits, the most significant bit first.
  func small(_ bytes: [UInt8], _ row: Int, _ index: Int) -> UInt8 {
    if bits == 8 { return bytes[row + index] }
    let bit = index * bits
    let shift = 8 - bits - bit % 8
    return bytes[row + bit / 8] >> UInt8(shift) & UInt8((1 << bits) - 1)
  }

  func word(_ bytes: [UInt8], _ row: Int, _ index: Int) -> UInt16 {
    UInt16(truncatingIfNeeded: pattern(bytes, row, index))
  }

  /// A number of any kind.
  func float(_ bytes: [UInt8], _ row: Int, _ index: Int) -> Float {
    let pattern = pattern(bytes, row, index)
    switch (kind, bits) {
    case (.float, 16): return Float(halfPrecision: UInt16(truncatingIfNeeded: pattern))
    case (.float, 32): return Float(bitPattern: UInt32(truncatingIfNeeded: pattern))
    case (.float, _): return Float(Double(bitPattern: pattern))
    case (.signed, _):
      return Float(Int64(bitPattern: pattern << UInt64(64 - bits)) >> Int64(64 - bits))
    case (.unsigned, _): return Float(pattern)
    }
  }

  private func pattern(_ bytes: [UInt8], _ row: Int, _ index: Int) -> UInt64 {
    let width = bits / 8
    let start = row + index * width
    var pattern: UInt64 = 0
    for part in 0..<width {
      pattern = pattern << 8 | UInt64(bytes[start + (isBigEndian ? part : width - 1 - part)])
    }
    return pattern
  }
}
