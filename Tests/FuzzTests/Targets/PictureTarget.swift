import Imaging

extension FuzzTarget {
  /// Reads a picture of any format as a picture and as a mask, and what its headers say.
  static let pictures = FuzzTarget(name: "pictures") { bytes in
    let options = ImageReadOptions(maximumPixels: 1 << 16, appliesOrientation: true)
    _ = try? ImageFile.decodeSize(bytes, options: options)
    _ = try? ImageFile.facts(of: bytes)
    if let picture = try? ImageFile.decodePicture(bytes, options: options) {
      _ = picture.image.size
    }
    let raster = try ImageFile.decodeRaster(bytes, options: options)
    _ = (raster.image.size, raster.alpha.size, raster.labelMap(ignoring: 255).areas.count)
  }
}
