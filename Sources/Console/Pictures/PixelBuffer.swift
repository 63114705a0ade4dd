/// A picture as raw bytes, row by row from the top left: what the console is given to show.
public struct PixelBuffer: Equatable, Sendable {
  /// Pixels in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Bytes of a pixel: 3 for red, green, blue; 4 with alpha behind them.
  public let channels: Int
  /// `width` × `height` × `channels` bytes.
  public let bytes: [UInt8]

  /// A picture, or nil when it is empty or the bytes are not as many as it needs.
  public init?(width: Int, height: Int, channels: Int = 3, bytes: [UInt8]) {
    guard width > 0, height > 0, channels == 3 || channels == 4 else { return nil }
    let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, bytes.count / channels == pixels, bytes.count % channels == 0 else {
      return nil
    }
    self.init(unchecked: width, height, channels, bytes)
  }

  private init(unchecked width: Int, _ height: Int, _ channels: Int, _ bytes: [UInt8]) {
    self.width = width
    self.height = height
    self.channels = channels
    self.bytes = bytes
  }

  /// The colour of a pixel; alpha is left out.
  func color(row: Int, column: Int) -> RGB {
    let start = (row * width + column) * channels
    return RGB(red: bytes[start], green: bytes[start + 1], blue: bytes[start + 2])
  }
}

/// A colour of 8 bits a channel.
struct RGB: Hashable, Sendable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  /// The luminance of ITU-R BT.601, 0 to 255.
  var luminance: Int { (299 * Int(red) + 587 * Int(green) + 114 * Int(blue)) / 1000 }

  /// The squared distance in the cube of colours.
  func distance(to other: RGB) -> Int {
    let red = Int(red) - Int(other.red)
    let green = Int(green) - Int(other.green)
    let blue = Int(blue) - Int(other.blue)
    return red * red + green * green + blue * blue
  }
}

extension PixelBuffer {
  /// The picture without alpha, laid over `background`.
  func opaque(over background: RGB) -> PixelBuffer {
    guard channels == 4 else { return self }
    let ground = [background.red, background.green, background.blue].map(Int.init)
    var result: [UInt8] = []
    result.reserveCapacity(width * height * 3)
    for start in stride(from: 0, to: bytes.count, by: 4) {
      let alpha = Int(bytes[start + 3])
      for channel in 0..<3 {
        let mixed = Int(bytes[start + channel]) * alpha + ground[channel] * (255 - alpha)
        result.append(UInt8((mixed + 127) / 255))
      }
    }
    return PixelBuffer(unchecked: width, height, 3, result)
  }

  /// The picture at another size. Every new pixel is the mean of the area that it covers, so nothing
  /// thin is lost when a picture shrinks; areas are weighted exactly.
  func resized(width newWidth: Int, height newHeight: Int) -> PixelBuffer {
    if newWidth == width, newHeight == height { return self }
    let columns = AreaWeights(from: width, to: newWidth)
    let rows = AreaWeights(from: height, to: newHeight)
    // Rows first: the sums of the vertical weights stay exact in integers.
    var result: [UInt8] = []
    result.reserveCapacity(newWidth * newHeight * channels)
    let total = width * height
    bytes.withUnsafeBufferPointer { bytes in
      var sums = [Int](repeating: 0, count: width * channels)
      for row in 0..<newHeight {
        for index in sums.indices { sums[index] = 0 }
        rows.forEach(of: row) { source, weight in
          let start = source * width * channels
          for index in sums.indices { sums[index] += Int(bytes[start + index]) * weight }
        }
        for column in 0..<newWidth {
          for channel in 0..<channels {
            var sum = 0
            columns.forEach(of: column) { sum += sums[$0 * channels + channel] * $1 }
            result.append(UInt8((sum + total / 2) / total))
          }
        }
      }
    }
    return PixelBuffer(unchecked: newWidth, newHeight, channels, result)
  }

  /// How much of each old pixel a new one covers along an axis, in units of 1/`to` of an old pixel;
  /// the weights of a new pixel sum to `from`.
  private struct AreaWeights {
    let from: Int
    let to: Int

    func forEach(of index: Int, _ body: (_ source: Int, _ weight: Int) -> Void) {
      let start = index * from
      let end = start + from
      for source in start / to...(end - 1) / to {
        body(source, min(end, (source + 1) * to) - max(start, source * to))
      }
    }
  }
}
