/// What lies beyond the border of a picture: OpenCV's border modes, under its names.
public enum BorderMode: String, Hashable, Sendable, CaseIterable {
  /// One value: `iiiiii|abcdefgh|iiiiiii`.
  case constant
  /// The border pixel: `aaaaaa|abcdefgh|hhhhhhh`.
  case replicate
  /// The picture mirrored at its edge: `fedcba|abcdefgh|hgfedcb`.
  case reflect
  /// The picture mirrored at its border pixel: `gfedcb|abcdefgh|gfedcba`. OpenCV's default.
  case reflect101 = "reflect_101"
  /// The picture repeated: `cdefgh|abcdefgh|abcdefg`.
  case wrap

  /// The place inside 0 ..< `count` that stands for `place`; `nil` where the value is the constant's.
  ///
  /// - Parameter count: the number of places, at least 1.
  @inline(__always)
  func place(of place: Int, in count: Int) -> Int? {
    if place >= 0, place < count { return place }
    switch self {
    case .constant: return nil
    case .replicate: return min(max(place, 0), count - 1)
    case .wrap: return Self.remainder(place, count)
    case .reflect:
      let phase = Self.remainder(place, 2 * count)
      return phase < count ? phase : 2 * count - 1 - phase
    case .reflect101:
      if count == 1 { return 0 }
      let phase = Self.remainder(place, 2 * count - 2)
      return phase < count ? phase : 2 * count - 2 - phase
    }
  }

  private static func remainder(_ place: Int, _ count: Int) -> Int {
    let rest = place % count
    return rest < 0 ? rest + count : rest
  }
}

extension Image {
  /// The image with more rows and columns around it: OpenCV's `copyMakeBorder`.
  ///
  /// - Parameter box: what is seen, in rows and columns of this image; it may reach beyond it on any
  ///   side, and need not hold all of it.
  /// - Throws: ``ResizeError`` where too many pixels are asked for, or any beyond an empty image.
  public func extended(
    to box: PixelBox, border: BorderMode, fill: Color = Color(0, 0, 0)
  ) throws -> Image {
    if border == .constant {
      var framing = Framing(size)
      framing.show(box)
      return try framed(by: framing, fill: fill)
    }
    let places = try BorderPlaces(box, in: size, border)
    return Image(size: box.size, bytes: places.gather(bytes, channels: 3))
  }
}

extension Mask {
  /// The mask with more rows and columns around it, as ``Image/extended(to:border:fill:)``.
  public func extended(
    to box: PixelBox, border: BorderMode, fill: UInt8 = Mask.background
  ) throws -> Mask {
    if border == .constant {
      var framing = Framing(size)
      framing.show(box)
      return try framed(by: framing, fill: fill)
    }
    let places = try BorderPlaces(box, in: size, border)
    return Mask(size: box.size, codes: places.gather(codes, channels: 1))
  }
}

/// The source row and column of each row and column of a box that reaches beyond a picture.
private struct BorderPlaces {
  let width: Int
  let rows: [Int]
  let columns: [Int]

  init(_ box: PixelBox, in size: Size, _ border: BorderMode) throws(ResizeError) {
    try ResizeError.check(box.size)
    guard size.count > 0 || box.size.count == 0 else {
      throw .emptySource(size, target: box.size)
    }
    width = size.width
    rows = box.rows.map { border.place(of: $0, in: max(size.height, 1)) ?? 0 }
    columns = box.columns.map { border.place(of: $0, in: max(size.width, 1)) ?? 0 }
  }

  func gather(_ samples: [UInt8], channels: Int) -> [UInt8] {
    let count = rows.count * columns.count * channels
    return [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      samples.withUnsafeBufferPointer { samples in
        guard var target = output.baseAddress, let first = samples.baseAddress else { return }
        for row in rows {
          for column in columns {
            let source = first + (row * width + column) * channels
            for channel in 0..<channels { target[channel] = source[channel] }
            target += channels
          }
        }
      }
      initialized = count
    }
  }
}
