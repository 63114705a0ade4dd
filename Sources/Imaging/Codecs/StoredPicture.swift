/// What a file holds, before anyone says whether it is a picture or a mask.
enum StoredPicture {
  /// Samples of 1 to 16 bits without sign.
  case raster(Raster)
  /// Any other numbers.
  case numbers(NumberGrid)

  /// The samples of a mask.
  func raster() throws(ImageFormatError) -> Raster {
    switch self {
    case .raster(let raster): raster
    case .numbers(let grid): try grid.raster()
    }
  }

  /// The picture as 8-bit RGB, and the samples that are black and white in it where they had to be chosen.
  func picture(window: SampleWindow?) -> (image: Image, window: SampleWindow?) {
    switch self {
    case .raster(let raster): raster.picture(window: window)
    case .numbers(let grid): grid.picture(window: window)
    }
  }
}

/// Numbers in rows and columns that are floats, have a sign, or more than 16 bits.
struct NumberGrid {
  private let format: ImageFormat
  private let size: Size
  private let channels: Int
  private let values: [Float]
  private let isFloat: Bool
  /// The least and the greatest of the finite numbers; `nil` where there are none.
  private let range: ClosedRange<Float>?
  private let isFinite: Bool
  private let isWhole: Bool

  /// - Parameter isFloat: whether the file stores floats.
  init(format: ImageFormat, size: Size, channels: Int, values: [Float], isFloat: Bool) {
    (self.format, self.size, self.channels) = (format, size, channels)
    (self.values, self.isFloat) = (values, isFloat)
    var (least, greatest) = (Float.infinity, -Float.infinity)
    var (isFinite, isWhole) = (true, true)
    for value in values {
      guard value.isFinite else {
        isFinite = false
        continue
      }
      least = min(least, value)
      greatest = max(greatest, value)
      if isWhole, value != value.rounded(.towardZero) { isWhole = false }
    }
    range = least <= greatest ? least...greatest : nil
    (self.isFinite, self.isWhole) = (isFinite, isWhole)
  }

  /// The numbers as samples of a mask.
  ///
  /// Whole numbers from 0 to 65,535 are values as they stand, and −1 is 65,535, the id of ignored pixels. Numbers
  /// between 0 and 1 are probabilities: what exceeds ½ is 1. Anything else is neither, and an error.
  func raster() throws(ImageFormatError) -> Raster {
    guard isFinite else {
      throw .meaningless(format, detail: "holds numbers that are not finite")
    }
    let range = range ?? 0...0
    if isWhole, range.lowerBound >= -1, range.upperBound <= 65_535 { return whole(range) }
    guard !isWhole, range.lowerBound >= 0, range.upperBound <= 1 else {
      throw .meaningless(
        format, detail: "holds numbers from \(range.lowerBound) to \(range.upperBound)")
    }
    return Raster(
      size: size, channels: channels, bitDepth: 1, samples: .bytes(values.map { $0 > 0.5 ? 1 : 0 }))
  }

  private func whole(_ range: ClosedRange<Float>) -> Raster {
    guard range.lowerBound >= 0, range.upperBound <= 255 else {
      return Raster(
        size: size, channels: channels, bitDepth: 16,
        samples: .words(values.map { UInt16(truncatingIfNeeded: Int32($0)) }))
    }
    return Raster(
      size: size, channels: channels, bitDepth: 8,
      samples: .bytes(values.map { UInt8(truncatingIfNeeded: Int32($0)) }))
  }

  /// The numbers as 8-bit RGB; what is not finite is black or white.
  ///
  /// Whole numbers from 0 to 65,535 are shown as those of a file with so many bits. Of any others black is 0 and
  /// white is 1 or 255, whichever holds them first; else black is the least and white the greatest.
  func picture(window: SampleWindow?) -> (image: Image, window: SampleWindow?) {
    let range = range ?? 0...0
    let isShare = isFloat && range.lowerBound >= 0 && range.upperBound <= 1
    if isFinite, isWhole, !isShare, range.lowerBound >= 0, range.upperBound <= 65_535 {
      return whole(range).picture(window: window)
    }
    let usual: SampleWindow =
      isShare
      ? SampleWindow(upTo: 1)
      : range.lowerBound >= 0 && range.upperBound <= 255
        ? SampleWindow(upTo: 255) : SampleWindow(spanning: range)
    let shown = window ?? usual
    let bytes = Raster(
      size: size, channels: channels, bitDepth: 8,
      samples: .bytes(values.map { shown.byte(Double($0)) }))
    return (bytes.image, shown)
  }
}
