public import Imaging

/// How the samples of a mask file become background, object and ignored pixels.
///
/// The field's data sets differ here, and a wrong rule gives masks that are black or too large; so
/// each data set names its own.
public enum MaskRule: String, CaseIterable, Sendable {
  /// The field's rule for GrabCut, Berkeley and plain folders: 128 is ignored, what is above is
  /// object, what is below background.
  ///
  /// Two kinds of file would be all background under it and are read as they are meant: in a file
  /// whose largest value is 1, 1 is object; in an indexed file every index but 0 is object and 255,
  /// the void of Pascal VOC, is ignored. Of several channels the first counts, of 16 bits the high byte.
  case boundary128
  /// ClickSEG's rule: object where the first channel exceeds 128, and nothing is ignored.
  ///
  /// A file of 0 and 1, and an indexed file, are read as under ``boundary128``.
  case above128
  /// DAVIS's rule: object where any channel exceeds 0; of an indexed file any index but 0.
  case aboveZero = "above_zero"
  /// A label map: each value of the first channel but 0 is a region of its own, as is each index of
  /// an indexed file, whose 255 is ignored.
  case labels
  /// Each colour but black is a region of its own; ids follow the order of the colours as numbers
  /// R + 256·G + 65536·B.
  case colors
  /// Pascal VOC's: indices are ids and 255 is ignored. A file that was converted to RGB is taken back
  /// to its indices by the palette; one that was converted to grey has 220 where void was, which is ignored.
  case voc

  /// Whether a file holds one object, as id 1.
  public var isBinary: Bool {
    switch self {
    case .boundary128, .above128, .aboveZero: true
    case .labels, .colors, .voc: false
    }
  }

  /// The layer of a file; of a binary rule id 1 is object.
  public func layer(of raster: Raster) -> LabelMap {
    switch self {
    case .boundary128: Self.binary(raster, ignoring: 128)
    case .above128: Self.binary(raster, ignoring: nil)
    case .aboveZero: LabelMap(size: raster.size, ids: Self.anyChannel(raster))
    case .labels: raster.labelMap(ignoring: raster.palette == nil ? nil : 255)
    case .colors: Self.byColor(raster).layer
    case .voc: Self.vocLayer(raster)
    }
  }

  private static func binary(_ raster: Raster, ignoring void: UInt16?) -> LabelMap {
    var samples = raster.channel(0)
    if raster.palette != nil {
      samples.mapInPlace { $0 == 255 ? LabelMap.ignored : $0 == 0 ? 0 : 1 }
    } else if samples.max() ?? 0 > 1 {
      let shift = UInt16(raster.bitDepth == 16 ? 8 : 0)
      // Samples of fewer than 8 bits span the whole range, as a picture viewer shows them.
      let scale = raster.bitDepth < 8 ? UInt16(255 / ((1 << raster.bitDepth) - 1)) : 1
      samples.mapInPlace {
        let value = ($0 >> shift) * scale
        return value == void ? LabelMap.ignored : value > 128 ? 1 : 0
      }
    }
    return LabelMap(size: raster.size, ids: samples)
  }

  private static func anyChannel(_ raster: Raster) -> [UInt16] {
    let colors = raster.channels == 2 ? 1 : min(raster.channels, 3)
    var ids = raster.channel(0)
    ids.mapInPlace { $0 > 0 ? 1 : 0 }
    for channel in 1..<max(colors, 1) {
      let other = raster.channel(channel)
      for index in ids.indices where other[index] > 0 { ids[index] = 1 }
    }
    return ids
  }

  private static func vocLayer(_ raster: Raster) -> LabelMap {
    var ids = raster.channel(0)
    if raster.channels >= 3 {
      let bytes = raster.image.bytes
      for index in ids.indices {
        let color = Color(bytes[3 * index], bytes[3 * index + 1], bytes[3 * index + 2])
        ids[index] = vocIndices[color] ?? 255
      }
      ids.mapInPlace { $0 == 255 ? LabelMap.ignored : $0 }
    } else if raster.palette != nil {
      ids.mapInPlace { $0 == 255 ? LabelMap.ignored : $0 }
    } else {
      ids.mapInPlace { $0 == 255 || $0 == 220 ? LabelMap.ignored : $0 }
    }
    return LabelMap(size: raster.size, ids: ids)
  }

  private static let vocIndices = Dictionary(
    Color.vocPalette.enumerated().map { ($1, UInt16($0)) }, uniquingKeysWith: { first, _ in first })

  /// The regions of a painted file, and the number R + 256·G + 65536·B of each, id by id from 1.
  ///
  /// Colours beyond the 65,534th are background; no annotation has as many.
  static func byColor(_ raster: Raster) -> (layer: LabelMap, numbers: [Int]) {
    let bytes = raster.image.bytes
    let codes = (0..<raster.size.count).map { index in
      Int(bytes[3 * index]) | Int(bytes[3 * index + 1]) << 8 | Int(bytes[3 * index + 2]) << 16
    }
    let numbers = Array(Set(codes).subtracting([0]).sorted().prefix(Int(LabelMap.ignored) - 1))
    var ids = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, UInt16($0 + 1)) })
    ids[0] = 0
    var layer = LabelMap(size: raster.size, ids: [UInt16](repeating: 0, count: raster.size.count))
    var last = (number: 0, id: UInt16(0))
    for (index, number) in codes.enumerated() {
      // Neighbours mostly share their colour.
      if number != last.number { last = (number, ids[number] ?? 0) }
      layer.ids[index] = last.id
    }
    return (layer, numbers)
  }
}

extension [UInt16] {
  /// Replaces each element.
  mutating func mapInPlace(_ change: (UInt16) -> UInt16) {
    withUnsafeMutableBufferPointer { buffer in
      for index in 0..<buffer.count { buffer[index] = change(buffer[index]) }
    }
  }
}
