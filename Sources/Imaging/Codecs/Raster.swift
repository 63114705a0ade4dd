/// The samples of a picture file as they are stored, before anyone says what they mean.
///
/// One channel is grey or, where there is a ``palette``, indices into it; two are grey and alpha;
/// three are red, green and blue; four are these and alpha.
public struct Raster: Hashable, Sendable {
  /// Samples in row-major order, the channels of a pixel side by side.
  public enum Samples: Hashable, Sendable {
    /// Of at most 8 bits each.
    case bytes([UInt8])
    /// Of 16 bits each.
    case words([UInt16])
  }

  /// Height and width.
  public let size: Size
  /// 1 to 4.
  public let channels: Int
  /// The bits of a stored sample: 1, 2, 4, 8 or 16. A sample of fewer than 8 bits is not scaled up:
  /// of 1-bit grey, white is 1.
  public let bitDepth: Int
  /// The largest sample that the file says to hold, where that is not the largest of so many bits.
  public let largest: UInt16?
  /// The colours that indices stand for, or `nil` where samples are no indices; a palette that is the ramp of
  /// grey is none.
  public let palette: [Color]?
  /// The alpha of each palette colour (those beyond its end are opaque), or the one sample value
  /// that is transparent.
  public let transparency: Transparency?
  /// The samples: `size.count · channels` of them.
  public let samples: Samples

  /// What a file without an alpha channel may still say about alpha.
  public enum Transparency: Hashable, Sendable {
    /// Alpha of the first palette colours, 0 to 255.
    case ofPalette([UInt8])
    /// Pixels of exactly these samples, one a channel, are transparent; all others are opaque.
    case ofSamples([UInt16])
  }

  /// Wraps samples that are already in order.
  public init(
    size: Size, channels: Int, bitDepth: Int, palette: [Color]? = nil,
    transparency: Transparency? = nil, largest: UInt16? = nil, samples: Samples
  ) {
    precondition(samples.count == size.count * channels, "a raster has its channels at each pixel")
    precondition((1...4).contains(channels) && [1, 2, 4, 8, 16].contains(bitDepth))
    precondition(palette == nil || channels == 1 && bitDepth <= 8, "indices are one small channel")
    self.size = size
    self.channels = channels
    self.bitDepth = bitDepth
    self.palette = palette.flatMap { Self.isRamp($0, bitDepth: bitDepth) ? nil : $0 }
    self.transparency = transparency
    self.largest = largest
    self.samples = samples
  }
}

extension Raster {
  /// Whether a palette goes from black to white in even steps, as bitmaps store grey: its indices are samples.
  private static func isRamp(_ palette: [Color], bitDepth: Int) -> Bool {
    let step = 255 / ((1 << bitDepth) - 1)
    return palette.enumerated().allSatisfy { index, color in
      let grey = UInt8(truncatingIfNeeded: index * step)
      return color == Color(grey, grey, grey)
    }
  }
}

extension Raster.Samples {
  /// How many there are.
  public var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .words(let words): words.count
    }
  }

  /// The sample at a place.
  @inlinable
  public subscript(index: Int) -> UInt16 {
    switch self {
    case .bytes(let bytes): UInt16(bytes[index])
    case .words(let words): words[index]
    }
  }
}

// MARK: - What rules of data sets start from

extension Raster {
  /// The samples of one channel as 16-bit numbers, in row-major order; empty where there is no such
  /// channel.
  ///
  /// - Parameter meaning: what stands for a sample of the file, which is asked about each possible value once.
  public func channel(
    _ channel: Int, as meaning: (UInt16) -> UInt16 = { $0 }
  ) -> [UInt16] {
    guard (0..<channels).contains(channel) else { return [] }
    switch samples {
    case .bytes(let bytes):
      let table = (0..<1 << 8).map { meaning(UInt16($0)) }
      return PixelLoops.lookUp(bytes, from: channel, step: channels, in: table)
    case .words(let words):
      let table = (0..<1 << 16).map { meaning(UInt16($0)) }
      return PixelLoops.lookUp(words, from: channel, step: channels, in: table)
    }
  }

  /// The values that occur in the first channel in ascending order, with how many pixels have each.
  public var firstChannelCounts: [(value: UInt16, pixels: Int)] {
    let counts = PixelLoops.counts(channel(0))
    return counts.indices.compactMap { counts[$0] > 0 ? (UInt16($0), counts[$0]) : nil }
  }

  /// The least and the greatest value of the first channel; `nil` without pixels.
  public var firstChannelRange: ClosedRange<UInt16>? { PixelLoops.range(channel(0)) }

  /// The first channel as region ids: an indexed or grey file is a label map as it stands.
  ///
  /// - Parameter void: samples that mark pixels that do not count, such as 255 in Pascal VOC.
  public func labelMap(ignoring void: UInt16...) -> LabelMap {
    LabelMap(size: size, ids: channel(0) { void.contains($0) ? LabelMap.ignored : $0 })
  }

  /// Which pixels hold exactly this colour; the rule of masks painted in RGB.
  public func region(of color: Color) -> Mask {
    let bytes = image.bytes
    return Mask(
      size: size,
      codes: (0..<size.count).map { pixel in
        bytes[3 * pixel] == color.red && bytes[3 * pixel + 1] == color.green
          && bytes[3 * pixel + 2] == color.blue ? Mask.object : Mask.background
      })
  }
}
