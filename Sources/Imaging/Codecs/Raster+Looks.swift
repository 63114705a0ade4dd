extension Raster.Samples {
  /// The largest sample of 16 bits that is no alpha; 0 for bytes.
  func largestColor(channels: Int) -> UInt16 {
    guard case .words(let words) = self else { return 0 }
    let colors = channels == 2 || channels == 4 ? channels - 1 : channels
    return words.withUnsafeBufferPointer { PixelLoops.largestColor($0, colors, of: channels) }
  }
}

extension Raster {
  /// The picture as 8-bit RGB: alpha dropped, other samples scaled to 0…255 (see ``usualWindow``), an index beyond
  /// the palette black.
  public var image: Image { picture(window: nil).image }

  /// The picture as 8-bit RGB, and the samples that are black and white in it where they had to be chosen.
  ///
  /// - Parameter window: what is black and white instead; a palette has its own colours.
  public func picture(window: SampleWindow?) -> (image: Image, window: SampleWindow?) {
    if channels == 3, case .bytes(let bytes) = samples, bitDepth == 8, window ?? usualWindow == nil
    {
      return (Image(size: size, bytes: bytes), nil)
    }
    let shown = palette == nil ? window ?? usualWindow : nil
    let painter = SamplePainter(self, shown)
    let bytes = [UInt8](unsafeUninitializedCapacity: 3 * size.count) { output, initialized in
      switch samples {
      case .bytes(let bytes): bytes.withUnsafeBufferPointer { painter.paint($0, into: output) }
      case .words(let words): words.withUnsafeBufferPointer { painter.paint($0, into: output) }
      }
      initialized = 3 * size.count
    }
    return (Image(size: size, bytes: bytes), shown)
  }

  /// What is black and white unless told: from 0 to the largest sample that the file states, or, where it states
  /// none, of 16 bits to the least 2ⁿ − 1, n ≥ 8, that no colour exceeds; `nil` for up to 8 bits.
  ///
  /// So the 12 bits of a camera or scanner are not black in a file of 16, and the full range shows its high byte.
  public var usualWindow: SampleWindow? {
    guard palette == nil else { return nil }
    if let largest { return SampleWindow(upTo: largest) }
    guard bitDepth == 16 else { return nil }
    return SampleWindow(bits: SampleWindow.bits(holding: samples.largestColor(channels: channels)))
  }

  /// How opaque each pixel is, from 0 to 1; 1 everywhere where the file says nothing.
  public var alpha: Plane {
    if channels == 2 || channels == 4 {
      let scale = Float(largestSample)
      return Plane(size: size, values: channel(channels - 1).map { Float($0) / scale })
    }
    switch transparency {
    case .ofPalette(let alphas):
      return Plane(
        size: size,
        values: channel(0).map {
          Int($0) < alphas.count ? Float(alphas[Int($0)]) / 255 : 1
        })
    case .ofSamples(let key) where key.count == channels:
      return Plane(
        size: size,
        values: (0..<size.count).map { pixel in
          (0..<channels).allSatisfy { samples[pixel * channels + $0] == key[$0] } ? 0 : 1
        })
    default: return Plane(size: size, filledWith: 1)
    }
  }

  /// The largest value that a sample can have.
  private var largestSample: Int { (1 << bitDepth) - 1 }

  /// The raster, turned.
  public func oriented(_ orientation: Orientation) -> Raster {
    guard orientation != .upright else { return self }
    let turned: Samples =
      switch samples {
      case .bytes(let bytes):
        .bytes(orientation.apply(to: bytes, size: size, channels: channels))
      case .words(let words):
        .words(orientation.apply(to: words, size: size, channels: channels))
      }
    return Raster(
      size: orientation.apply(to: size), channels: channels, bitDepth: bitDepth, palette: palette,
      transparency: transparency, largest: largest, samples: turned)
  }
}
