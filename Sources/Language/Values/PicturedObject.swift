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

/// The most cells of a terminal that a picture may cover.
public struct PictureLimit: Sendable, Equatable {
  /// Characters in a row.
  public let columns: Int
  /// Rows.
  public let rows: Int

  /// Allows this many cells, at least one each way.
  public init(columns: Int, rows: Int) {
    self.columns = max(columns, 1)
    self.rows = max(rows, 1)
  }

  /// For shapes that are told at a glance: masks and planes.
  public static let small = PictureLimit(columns: 40, rows: 12)
  /// For what has details: images, samples, steps, rows.
  public static let medium = PictureLimit(columns: 60, rows: 20)
}

/// A host object that shows itself as a picture where the terminal can show one.
public protocol PicturedObject: PreviewableObject {
  /// The picture, in the object's own pixels; whoever shows it scales it.
  func picture() throws -> RasterPicture

  /// How large the picture is that follows the preview at the prompt; `nil` for none.
  var promptPicture: PictureLimit? { get }
}

extension PicturedObject {
  /// None: only `show` draws it.
  public var promptPicture: PictureLimit? { nil }
}

/// Where pictures can be shown: a terminal, a report. Made by the program, found on the session.
public protocol PictureDisplay: Sendable {
  /// Shows a picture at the current place of the output, scaled down to the limit where there is
  /// one, and to the display; `false` where that cannot be done here.
  func show(_ picture: RasterPicture, within limit: PictureLimit?) throws -> Bool
}
