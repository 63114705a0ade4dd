public import Imaging

/// How the samples of a mask file become background, object and ignored pixels.
public enum MaskRule: String, CaseIterable, Sendable {
  /// The field's rule for GrabCut, Berkeley and plain folders: 128 is ignored, what is above is
  /// object, what is below background.
  ///
  /// Two kinds of file would be all background under it and are read as they are meant: in a file
  /// whose largest value is 1, 1 is object; in an indexed file every index but 0 is object and 255,
  /// the void of Pascal VOC, is ignored. Of several channels the first counts, of 16 bits the high byte.
  case boundary128

  /// The layer of a file: id 1 is object.
  public func layer(of raster: Raster) -> LabelMap {
    let samples = raster.channel(0)
    let code: (UInt16) -> UInt16
    if raster.palette != nil {
      code = { $0 == 255 ? LabelMap.ignored : $0 == 0 ? 0 : 1 }
    } else if samples.max() ?? 0 <= 1 {
      code = { $0 }
    } else {
      let shift = raster.bitDepth == 16 ? 8 : 0
      // Samples of fewer than 8 bits span the whole range, as a picture viewer shows them.
      let scale = raster.bitDepth < 8 ? UInt16(255 / ((1 << raster.bitDepth) - 1)) : 1
      code = {
        let value = ($0 >> shift) * scale
        return value == 128 ? LabelMap.ignored : value > 128 ? 1 : 0
      }
    }
    return LabelMap(size: raster.size, ids: samples.map(code))
  }
}
