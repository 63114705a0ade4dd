import Basics

/// A picture or mask in NumPy's `.npy`: booleans, whole numbers or floats in rows and columns.
///
/// The shape is (H, W), (1, H, W), or (H, W, C) with C of 1, 3 or 4; further axes of extent 1 may stand before.
enum NumpyPicture {
  static func decode(
    _ bytes: FileBytes, options: ImageReadOptions
  ) throws(ImageFormatError) -> StoredPicture {
    let header = try header(of: bytes)
    let (size, channels) = try layout(header.shape)
    let type = NumpyHeader.type(header.typeName).bare
    guard let width = widths[type] else {
      throw .unsupported(.npy, feature: "elements of type '\(header.typeName)'")
    }
    try options.check(size, bytesPerPixel: channels * (width == 1 ? 1 : 4))
    let count = size.count * channels
    guard count <= (bytes.count - header.contentStart) / width else { throw .truncated(.npy) }
    let elements = Elements(header: header, width: width, size: size, channels: channels)
    switch type {
    case "b1", "u1":
      let isBoolean = type == "b1"
      let samples = bytes.withUnsafeBytes { raw in
        elements.map { place in isBoolean ? (raw[place] == 0 ? 0 : 1) : raw[place] }
      }
      return .raster(
        Raster(
          size: size, channels: channels, bitDepth: isBoolean ? 1 : 8, samples: .bytes(samples)))
    default:
      let kind = type.utf8.first ?? 0
      let values = bytes.withUnsafeBytes { raw in
        elements.map { elements.float(in: raw, at: $0, kind: kind) }
      }
      return .numbers(
        NumberGrid(
          format: .npy, size: size, channels: channels, values: values,
          isFloat: kind == UInt8(ascii: "f")))
    }
  }

  static func size(_ bytes: FileBytes) throws(ImageFormatError) -> Size {
    try layout(header(of: bytes).shape).size
  }

  /// The bytes of an element of the types that are read.
  private static let widths = [
    "b1": 1, "u1": 1, "i1": 1, "u2": 2, "i2": 2, "f2": 2, "u4": 4, "i4": 4, "f4": 4, "u8": 8,
    "i8": 8, "f8": 8,
  ]

  private static func header(of bytes: FileBytes) throws(ImageFormatError) -> NumpyHeader {
    do throws(ArchiveError) { return try NumpyHeader(bytes) } catch {
      switch error {
      case .truncated: throw .truncated(.npy)
      case .unsupported(let feature): throw .unsupported(.npy, feature: feature)
      default: throw .corrupt(.npy, detail: "\(error)")
      }
    }
  }

  private static func layout(_ shape: [Int]) throws(ImageFormatError) -> (size: Size, Int) {
    var extents = shape[...]
    func isPixels(_ extents: ArraySlice<Int>) -> Bool {
      extents.count == 3 && [1, 3, 4].contains(extents.last)
    }
    while extents.count > 2, !isPixels(extents), extents.first == 1 {
      extents = extents.dropFirst()
    }
    let sides = 1...Int(Int32.max)
    guard extents.count == 2 || isPixels(extents), extents.prefix(2).allSatisfy(sides.contains)
    else { throw .noPictureShape(shape) }
    let size = Size(height: extents[extents.startIndex], width: extents[extents.startIndex + 1])
    return (size, extents.count == 3 ? extents[extents.startIndex + 2] : 1)
  }
}

/// The places of an array's elements in the file.
private struct Elements {
  let header: NumpyHeader
  let width: Int
  let size: Size
  let channels: Int

  /// What each element becomes in row-major order, given its place.
  func map<Sample>(_ body: (Int) -> Sample) -> [Sample] {
    let count = size.count * channels
    // Of (H, W, C) and (H, W) alike: axes of extent 1 before them move nothing.
    let strides =
      header.isColumnMajor ? (1, size.height, size.count) : (size.width * channels, channels, 1)
    var samples: [Sample] = []
    samples.reserveCapacity(count)
    for row in 0..<size.height {
      for column in 0..<size.width {
        for channel in 0..<channels {
          let index = row * strides.0 + column * strides.1 + channel * strides.2
          samples.append(body(header.contentStart + index * width))
        }
      }
    }
    return samples
  }

  func float(in raw: UnsafeRawBufferPointer, at place: Int, kind: UInt8) -> Float {
    var pattern: UInt64 = 0
    for part in 0..<width {
      let place = place + (header.isBigEndian ? part : width - 1 - part)
      pattern = pattern << 8 | UInt64(raw[place])
    }
    let unused = UInt64(64 - 8 * width)
    switch (kind, width) {
    case (UInt8(ascii: "u"), _): return Float(pattern)
    case (UInt8(ascii: "i"), _):
      return Float(Int64(bitPattern: pattern << unused) >> Int64(unused))
    case (_, 2): return Float(halfPrecision: UInt16(truncatingIfNeeded: pattern))
    case (_, 4): return Float(bitPattern: UInt32(truncatingIfNeeded: pattern))
    default: return Float(Double(bitPattern: pattern))
    }
  }
}
