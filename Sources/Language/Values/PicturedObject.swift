/// A picture as a host object shows itself: 8-bit RGB, three bytes a pixel, row by row from the top.
public struct RasterPicture: Sendable, Equatable {
  /// The number of columns.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// Red, green and blue of each pixel.
  public let rgb: [UInt8]

  /// Wraps pixels; `rgb` holds `3 · width · height` bytes.
  public init(width: Int, height: Int, rgb: [UInt8]) {
    precondition(rgb.count == 3 * width * height, "a picture has three bytes a pixel")
    self.width = width
    self.height = height
    self.rgb = rgb
  }
}

/// A host object that shows itself as a picture where the terminal can show one.
public protocol PicturedObject: PreviewableObject {
  /// The picture, in the object's own pixels; whoever shows it scales it.
  func picture() throws -> RasterPicture
}

/// Where pictures can be shown: a terminal, a report. Made by the program, found on the session.
public protocol PictureDisplay: Sendable {
  /// Shows a picture at the current place of the output; `false` where that cannot be done here.
  func show(_ picture: RasterPicture) throws -> Bool
}
