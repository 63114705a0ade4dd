extension Image {
  /// Copies the pixels of `piece` where `object` is object, with its top left corner at `corner`; what
  /// lies beyond the border is left out.
  ///
  /// - Parameter object: of the piece's size.
  public mutating func paste(_ piece: Image, where object: Mask, at corner: Pixel) {
    precondition(piece.size == object.size, "a piece has a mask of its own size")
    Pasting(object, into: size, at: corner).forEachPixel { target, source in
      bytes[3 * target] = piece.bytes[3 * source]
      bytes[3 * target + 1] = piece.bytes[3 * source + 1]
      bytes[3 * target + 2] = piece.bytes[3 * source + 2]
    }
  }
}

extension Mask {
  /// Writes `code` where `object` is object, as ``Image/paste(_:where:at:)``.
  public mutating func paste(_ code: UInt8, where object: Mask, at corner: Pixel) {
    Pasting(object, into: size, at: corner).forEachPixel { target, _ in codes[target] = code }
  }

  /// The object pixel with this number, from 0 in row-major order; `nil` where there are fewer.
  public func objectPixel(_ number: Int) -> Pixel? {
    var left = number
    return codes.withUnsafeBufferPointer { codes in
      for index in 0..<codes.count where codes[index] == Mask.object {
        if left == 0 { return size.pixel(at: index) }
        left -= 1
      }
      return nil
    }
  }
}

/// Which pixels of a picture an object covers.
private struct Pasting {
  let object: Mask
  let size: Size
  let corner: Pixel

  init(_ object: Mask, into size: Size, at corner: Pixel) {
    self.object = object
    self.size = size
    self.corner = corner
  }

  /// Calls `body` with the places, in row-major order, of each covered pixel and of what covers it.
  @inline(__always)
  func forEachPixel(_ body: (_ target: Int, _ source: Int) -> Void) {
    let rows = (max(-corner.row, 0)..<max(-corner.row, 0, size.height - corner.row))
      .clamped(to: 0..<object.size.height)
    let columns = (max(-corner.column, 0)..<max(-corner.column, 0, size.width - corner.column))
      .clamped(to: 0..<object.size.width)
    for row in rows {
      for column in columns {
        let source = row * object.size.width + column
        guard object.codes[source] == Mask.object else { continue }
        body((row + corner.row) * size.width + column + corner.column, source)
      }
    }
  }
}
