/// Turns stored samples into the bytes of RGB by tables.
struct SamplePainter {
  private let channels: Int
  /// What each sample is in red, green and blue: 256 entries each, or 65,536.
  private let tables: [[UInt8]]

  /// - Parameter window: what is black and white; where `nil`, the samples have at most 8 bits.
  init(_ raster: Raster, _ window: SampleWindow?) {
    self.init(
      channels: raster.channels, bitDepth: raster.bitDepth, palette: raster.palette, window: window)
  }

  init(channels: Int, bitDepth: Int, palette: [Color]?, window: SampleWindow?) {
    self.channels = channels
    if let palette {
      let colors = (0..<256).map { $0 < palette.count ? palette[$0] : Color(0, 0, 0) }
      tables = [colors.map(\.red), colors.map(\.green), colors.map(\.blue)]
    } else if let window {
      let table = window.table
      tables = [table, table, table]
    } else {
      let scale = bitDepth < 8 ? 255 / ((1 << bitDepth) - 1) : 1
      let table = (0..<256).map { UInt8(truncatingIfNeeded: min($0 * scale, 255)) }
      tables = [table, table, table]
    }
  }

  /// Writes RGB for each pixel.
  func paint(
    _ samples: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) {
    let pixels = samples.count / channels
    for part in 0..<3 {
      tables[part].withUnsafeBufferPointer { table in
        guard let source = samples.baseAddress, let table = table.baseAddress,
          let output = output.baseAddress
        else { return }
        var (index, place) = (part, channels < 3 ? 0 : part)
        while index < 3 &* pixels {
          output[index] = table[Int(truncatingIfNeeded: source[place])]
          index &+= 3
          place &+= channels
        }
      }
    }
  }

  /// Writes RGB for each pixel; the tables must be those of a window.
  func paint(
    _ samples: UnsafeBufferPointer<UInt16>, into output: UnsafeMutableBufferPointer<UInt8>
  ) {
    let pixels = samples.count / channels
    for part in 0..<3 {
      tables[part].withUnsafeBufferPointer { table in
        guard let source = samples.baseAddress, let table = table.baseAddress,
          let output = output.baseAddress
        else { return }
        var (index, place) = (part, channels < 3 ? 0 : part)
        while index < 3 &* pixels {
          output[index] = table[Int(truncatingIfNeeded: source[place])]
          index &+= 3
          place &+= channels
        }
      }
    }
  }
}
