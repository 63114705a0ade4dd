/// Rasters of the core types, to be written as files.
extension Raster {
  /// An image as 8-bit RGB.
  public init(_ image: Image) {
    self.init(size: image.size, channels: 3, bitDepth: 8, samples: .bytes(image.bytes))
  }

  /// An image and its alpha channel as 8-bit RGBA; alpha is rounded to 255 steps.
  public init(_ picture: ImageWithAlpha) {
    let size = picture.image.size
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * size.count)
    for pixel in 0..<size.count {
      bytes += picture.image.bytes[3 * pixel..<3 * pixel + 3]
      bytes.append(Self.byte(of: picture.alpha.values[pixel]))
    }
    self.init(size: size, channels: 4, bitDepth: 8, samples: .bytes(bytes))
  }

  /// A plane as 8-bit grey: 0 and below black, 1 and above white, rounded.
  public init(_ plane: Plane) {
    self.init(
      size: plane.size, channels: 1, bitDepth: 8, samples: .bytes(plane.values.map(Self.byte)))
  }

  /// A mask as 8-bit grey, with the values of GrabCut's truth unless told otherwise.
  public init(_ mask: Mask, background: UInt8 = 0, object: UInt8 = 255, ignored: UInt8 = 128) {
    let values = mask.codes.map { code in
      switch code {
      case Mask.object: object
      case Mask.ignored: ignored
      default: background
      }
    }
    self.init(size: mask.size, channels: 1, bitDepth: 8, samples: .bytes(values))
  }

  /// A mask as one bit a pixel: object is 1, all else is 0.
  public init(bitsOf mask: Mask) {
    self.init(
      size: mask.size, channels: 1, bitDepth: 1,
      samples: .bytes(mask.codes.map { $0 == Mask.object ? 1 : 0 }))
  }

  /// Ids as 16-bit grey; ignored pixels are 65535.
  public init(_ labels: LabelMap) {
    self.init(size: labels.size, channels: 1, bitDepth: 16, samples: .words(labels.ids))
  }

  /// Ids as indices into a palette, Pascal VOC's unless told; ignored pixels take the index 255.
  ///
  /// `nil` where an id has no colour, or the palette more than 256.
  public init?(indicesOf labels: LabelMap, palette: [Color] = Color.vocPalette) {
    guard palette.count <= 256 else { return nil }
    var indices: [UInt8] = []
    indices.reserveCapacity(labels.ids.count)
    for id in labels.ids {
      let index = id == LabelMap.ignored ? 255 : Int(id)
      guard index < palette.count, let byte = UInt8(exactly: index) else { return nil }
      indices.append(byte)
    }
    self.init(
      size: labels.size, channels: 1, bitDepth: 8, palette: palette, samples: .bytes(indices))
  }

  private static func byte(of value: Float) -> UInt8 {
    value.isNaN ? 0 : UInt8((min(max(value, 0), 1) * 255).rounded())
  }
}

extension Color {
  /// The 256 colours of Pascal VOC: bits 0, 1, 2 of an index become the high bits of red, green and
  /// blue, the next three bits those below, and so on. 0 is black, 255 (void) is cream.
  public static let vocPalette: [Color] = (0..<256).map { index in
    func channel(_ first: Int) -> UInt8 {
      (0..<3).reduce(0) { value, step in
        value | UInt8(index >> (3 * step + first) & 1) << UInt8(7 - step)
      }
    }
    return Color(channel(0), channel(1), channel(2))
  }
}
