/// How stored rows and columns are turned into the picture as it is meant to be seen (EXIF 2.3).
///
/// The raw values are those of the EXIF tag.
enum Orientation: Int, CaseIterable, Sendable {
  case upright = 1
  case mirrored, rotated180, flipped, transposed, rotated90, transversed, rotated270

  /// Whether rows become columns.
  var swapsSides: Bool { rawValue >= 5 }

  func apply(to size: Size) -> Size {
    swapsSides ? Size(height: size.width, width: size.height) : size
  }

  /// Turns interleaved samples of a picture of `size`.
  func apply(to samples: [UInt8], size: Size, channels: Int) -> [UInt8] {
    guard self != .upright, size.count > 0 else { return samples }
    let turned = apply(to: size)
    let step = steps(in: size)
    return [UInt8](unsafeUninitializedCapacity: samples.count) { output, initialized in
      var target = 0
      for row in 0..<turned.height {
        for column in 0..<turned.width {
          let source = (step.origin + row * step.row + column * step.column) * channels
          for channel in 0..<channels {
            output[target] = samples[source + channel]
            target += 1
          }
        }
      }
      initialized = target
    }
  }

  /// The stored place of the first pixel seen, and how it moves with each row and column seen.
  private func steps(in size: Size) -> (origin: Int, row: Int, column: Int) {
    let (width, last) = (size.width, size.width - 1)
    let bottom = (size.height - 1) * width
    return switch self {
    case .upright: (0, width, 1)
    case .mirrored: (last, width, -1)
    case .rotated180: (bottom + last, -width, -1)
    case .flipped: (bottom, -width, 1)
    case .transposed: (0, 1, width)
    case .rotated90: (bottom, 1, -width)
    case .transversed: (bottom + last, -1, -width)
    case .rotated270: (last, -1, width)
    }
  }
}
