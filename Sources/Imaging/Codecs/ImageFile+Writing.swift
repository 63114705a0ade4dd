import Basics

extension ImageFile {
  /// Writes an image as the ending of the name asks: `.png`, or `.jpg` and `.jpeg`.
  ///
  /// The file appears whole or not at all.
  public static func write(
    _ image: Image, to path: String, jpeg: JPEGWriteOptions = JPEGWriteOptions(),
    png: PNGWriteOptions = PNGWriteOptions()
  ) throws {
    let format = try format(forEndingOf: path)
    let bytes = try about(path) { () throws(ImageFormatError) in
      format == .jpeg
        ? try encodeJPEG(image, options: jpeg) : try encodePNG(Raster(image), options: png)
    }
    try Files.write(bytes, to: path)
  }

  /// Writes samples as PNG with their own bit depth and palette; the name must end in `.png`.
  public static func write(
    _ raster: Raster, to path: String, png: PNGWriteOptions = PNGWriteOptions()
  ) throws {
    guard try format(forEndingOf: path) == .png else {
      throw ImageFileError(path: path, problem: .lossy)
    }
    let bytes = try about(path) { () throws(ImageFormatError) in
      try encodePNG(raster, options: png)
    }
    try Files.write(bytes, to: path)
  }

  /// The bytes of a JPEG file.
  public static func encodeJPEG(
    _ image: Image, options: JPEGWriteOptions = JPEGWriteOptions()
  ) throws(ImageFormatError) -> [UInt8] {
    try JPEG.encode(image, options: options)
  }

  /// The bytes of a PNG file.
  public static func encodePNG(
    _ raster: Raster, options: PNGWriteOptions = PNGWriteOptions()
  ) throws(ImageFormatError) -> [UInt8] {
    try PNG.encode(raster, options: options)
  }

  private static func format(forEndingOf path: String) throws(ImageFileError) -> ImageFormat {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    switch name.split(separator: ".").dropFirst().last?.lowercased() {
    case "png": return .png
    case "jpg", "jpeg": return .jpeg
    default: throw ImageFileError(path: path, problem: .unknownEnding(name))
    }
  }
}
