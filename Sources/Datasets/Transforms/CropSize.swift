import Basics
import Imaging

/// A crop of a fixed size that goes somewhere into the picture.
struct CropSize {
  let transform: String
  let size: Size

  /// How far the crop's top left corner may move from the picture's.
  ///
  /// - Throws: ``TransformError/cropTooLarge(transform:crop:picture:)``.
  func room(in picture: Size) throws(TransformError) -> Size {
    guard size.height <= picture.height, size.width <= picture.width else {
      throw .cropTooLarge(transform: transform, crop: size, picture: picture)
    }
    return Size(height: picture.height - size.height, width: picture.width - size.width)
  }

  func box(top: Int, left: Int) -> PixelBox {
    PixelBox(rows: top..<top + size.height, columns: left..<left + size.width)
  }

  /// Anywhere inside, each place equally likely.
  func random(in picture: Size, _ random: inout KeyedRandom) throws(TransformError) -> PixelBox {
    let room = try room(in: picture)
    let top = random.index(below: room.height + 1)
    return box(top: top, left: random.index(below: room.width + 1))
  }

  /// Where some object pixel of the mask is inside; anywhere, where there is none.
  ///
  /// One object pixel is drawn, each equally likely, then its place in the crop; a crop that would reach
  /// beyond the border is moved inside.
  func random(
    holdingObjectOf mask: Mask, _ random: inout KeyedRandom
  ) throws(TransformError) -> PixelBox {
    let room = try room(in: mask.size)
    let area = mask.area
    guard area > 0, let pixel = mask.objectPixel(random.index(below: area)) else {
      return try self.random(in: mask.size, &random)
    }
    let left = pixel.column - random.index(below: size.width)
    let top = pixel.row - random.index(below: size.height)
    return box(top: min(max(top, 0), room.height), left: min(max(left, 0), room.width))
  }
}
