/// What a picture file says besides its colours.
public struct PictureFacts: Hashable, Sendable {
  /// What the file is.
  public var format: ImageFormat
  /// How the picture is meant to be turned, by EXIF or TIFF's own tag; upright where nothing is said.
  public var orientation: Orientation
  /// How many pictures the file holds, of which the first is read: pages of TIFF, 2 for an animated GIF.
  public var pages: Int
  /// Whether samples have more than 8 bits, so that black and white have to be chosen.
  public var isDeep: Bool
  /// The samples that are shown black and white, where those of the file have more than 8 bits.
  public var window: SampleWindow?

  /// Creates the facts of a file.
  public init(
    format: ImageFormat, orientation: Orientation = .upright, pages: Int = 1,
    isDeep: Bool = false, window: SampleWindow? = nil
  ) {
    self.format = format
    self.orientation = orientation
    self.pages = pages
    self.isDeep = isDeep
    self.window = window
  }
}

/// A picture that was read from a file, and what else the file says.
public struct ReadPicture: Hashable, Sendable {
  /// The picture as 8-bit RGB.
  public var image: Image
  /// What the file says of it.
  public var facts: PictureFacts

  /// Joins a picture and the facts of its file.
  public init(image: Image, facts: PictureFacts) {
    self.image = image
    self.facts = facts
  }
}
