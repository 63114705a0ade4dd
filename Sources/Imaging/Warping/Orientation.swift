/// One of the eight ways in which a picture's rows and columns can lie: the symmetries of a
/// rectangle's grid, closed under composition.
///
/// The raw values are those of the EXIF tag (EXIF 2.3): each case says how stored pixels are turned
/// into the picture as it is seen.
public enum Orientation: Int, CaseIterable, Sendable {
  /// As stored.
  case upright = 1
  /// Left and right exchanged: `np.fliplr`.
  case mirrored
  /// Turned by a half: `np.rot90(image, 2)`.
  case rotated180
  /// Top and bottom exchanged: `np.flipud`.
  case flipped
  /// Rows and columns exchanged: `image.T`.
  case transposed
  /// Turned clockwise by a quarter: `np.rot90(image, 3)`.
  case rotated90
  /// Rows and columns exchanged across the other diagonal.
  case transversed
  /// Turned counterclockwise by a quarter: `np.rot90(image)`.
  case rotated270

  /// The orientation that first exchanges rows and columns where told, and then reads the stored rows
  /// or columns backwards.
  init(swapsSides: Bool, reversesRows: Bool, reversesColumns: Bool) {
    let index = (swapsSides ? 4 : 0) + (reversesRows ? 2 : 0) + (reversesColumns ? 1 : 0)
    self =
      [
        .upright, .mirrored, .flipped, .rotated180, .transposed, .rotated270, .rotated90,
        .transversed,
      ][index]
  }

  /// Whether rows become columns.
  public var swapsSides: Bool { rawValue >= 5 }

  /// Whether the seen picture begins with the last stored row.
  var reversesRows: Bool {
    [.flipped, .rotated180, .rotated90, .transversed].contains(self)
  }

  /// Whether the seen picture begins with the last stored column.
  var reversesColumns: Bool {
    [.mirrored, .rotated180, .rotated270, .transversed].contains(self)
  }

  /// This orientation, and then the other.
  public func followed(by next: Orientation) -> Orientation {
    let (rows, columns) = (next.reversesRows, next.reversesColumns)
    return Orientation(
      swapsSides: swapsSides != next.swapsSides,
      reversesRows: reversesRows != (swapsSides ? columns : rows),
      reversesColumns: reversesColumns != (swapsSides ? rows : columns))
  }

  /// The size that a stored picture of `size` is seen in.
  public func apply(to size: Size) -> Size {
    swapsSides ? Size(height: size.width, width: size.height) : size
  }

  /// The stored box that is seen as `box`, in a picture whose stored size is `size`; both may reach
  /// beyond the picture.
  func stored(_ box: PixelBox, in size: Size) -> PixelBox {
    var (rows, columns) = swapsSides ? (box.columns, box.rows) : (box.rows, box.columns)
    if reversesRows { rows = size.height - rows.upperBound..<size.height - rows.lowerBound }
    if reversesColumns {
      columns = size.width - columns.upperBound..<size.width - columns.lowerBound
    }
    return PixelBox(rows: rows, columns: columns)
  }

  /// Turns interleaved samples of a picture of `size`.
  func apply<Sample: BitwiseCopyable>(
    to samples: [Sample], size: Size, channels: Int
  ) -> [Sample] {
    guard self != .upright, size.count > 0 else { return samples }
    let turned = apply(to: size)
    let step = steps(in: size)
    return [Sample](unsafeUninitializedCapacity: samples.count) { output, initialized in
      samples.withUnsafeBufferPointer { samples in
        guard var target = output.baseAddress, let first = samples.baseAddress else { return }
        for row in 0..<turned.height {
          var source = first + (step.origin + row * step.row) * channels
          for _ in 0..<turned.width {
            for channel in 0..<channels { target[channel] = source[channel] }
            target += channels
            source += step.column * channels
          }
        }
      }
      initialized = samples.count
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

extension Image {
  /// The image, turned.
  public func oriented(_ orientation: Orientation) -> Image {
    Image(
      size: orientation.apply(to: size),
      bytes: orientation.apply(to: bytes, size: size, channels: 3))
  }
}

extension Mask {
  /// The mask, turned.
  public func oriented(_ orientation: Orientation) -> Mask {
    Mask(
      size: orientation.apply(to: size),
      codes: orientation.apply(to: codes, size: size, channels: 1))
  }
}
