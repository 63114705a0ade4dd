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
  /// Dark objects on white: object where the first channel is below 128, and 128 is ignored; of an indexed file
  /// what it shows counts.
  case below128
  /// Object where a file is opaque: an alpha of at least half. A file without transparency is all object.
  case alpha
  /// Pascal VOC's: indices are ids and 255 is ignored. A file that was converted to RGB is taken back
  /// to its indices by the palette; one that was converted to grey has 220 where void was, which is ignored.
  case voc

  /// Whether a file holds one object, as id 1.
  public var isBinary: Bool {
    switch self {
    case .boundary128, .above128, .aboveZero, .below128, .alpha: true
    case .labels, .colors, .voc: false
    }
  }

  /// The layer of a file; of a binary rule id 1 is object.
  public func layer(of raster: Raster) -> LabelMap {
    switch self {
    case .boundary128: Self.binary(raster, ignoring: 128)
    case .above128: Self.binary(raster, ignoring: nil)
    case .aboveZero: LabelMap(size: raster.size, ids: Self.anyChannel(raster))
    case .labels: raster.palette == nil ? raster.labelMap() : raster.labelMap(ignoring: 255)
    case .colors: Self.byColor(raster).layer
    case .voc: Self.vocLayer(raster)
    case .below128: Self.dark(raster, ignoring: 128)
    case .alpha:
      LabelMap(size: raster.size, ids: raster.alpha.values.map { $0 >= 0.5 ? 1 : 0 })
    }
  }

  /// The layer where something else than 0 is background, or nothing is ignored by the rule itself.
  func layer(of raster: Raster, background: MaskValue?, keepsOwnVoid: Bool) -> LabelMap {
    switch self {
    case .labels:
      let map = keepsOwnVoid ? layer(of: raster) : raster.labelMap()
      guard case .sample(let ground) = background, ground > 0, ground < LabelMap.ignored else {
        return map
      }
      var table = (0..<LabelMap.ignored).map { $0 }
      table.swapAt(0, Int(ground))
      return map.relabelled(by: table)
    case .colors: return Self.byColor(raster, background: background?.number).layer
    case .aboveZero:
      guard let background else { return layer(of: raster) }
      return LabelMap(size: raster.size, ids: background.pixels(of: raster).map { $0 == 0 ? 1 : 0 })
    case .boundary128 where !keepsOwnVoid: return Self.binary(raster, ignoring: nil, above: 127)
    case .below128 where !keepsOwnVoid: return Self.dark(raster, ignoring: nil)
    case .boundary128, .above128, .below128, .alpha, .voc: return layer(of: raster)
    }
  }

  private static func dark(_ raster: Raster, ignoring void: UInt16?) -> LabelMap {
    let map = binary(raster.shown, ignoring: void, above: 127)
    return map.relabelled(by: [1, 0])
  }

  /// - Parameter limit: the greatest value, of 8 bits, that is background.
  private static func binary(
    _ raster: Raster, ignoring void: UInt16?, above limit: UInt16 = 128
  ) -> LabelMap {
    LabelMap(
      size: raster.size,
      ids: raster.channel(0, as: meaning(of: raster, ignoring: void, above: limit)))
  }

  /// What a sample of the first channel means under a rule for black and white.
  private static func meaning(
    of raster: Raster, ignoring void: UInt16?, above limit: UInt16
  ) -> (UInt16) -> UInt16 {
    if raster.palette != nil { return { $0 == 255 ? LabelMap.ignored : $0 == 0 ? 0 : 1 } }
    if raster.firstChannelRange?.upperBound ?? 0 <= 1 { return { $0 } }
    let shift = UInt16(raster.bitDepth == 16 ? 8 : 0)
    // Samples of fewer than 8 bits span the whole range, as a picture viewer shows them.
    let scale = raster.bitDepth < 8 ? UInt16(255 / ((1 << raster.bitDepth) - 1)) : 1
    return {
      let value = ($0 >> shift) &* scale
      return value == void ? LabelMap.ignored : value > limit ? 1 : 0
    }
  }

  private static func anyChannel(_ raster: Raster) -> [UInt16] {
    let colors = raster.channels == 2 ? 1 : min(raster.channels, 3)
    var ids = raster.channel(0) { $0 > 0 ? 1 : 0 }
    for channel in 1..<max(colors, 1) {
      let other = raster.channel(channel)
      for index in ids.indices where other[index] > 0 { ids[index] = 1 }
    }
    return ids
  }

  private static func vocLayer(_ raster: Raster) -> LabelMap {
    if raster.channels < 3 {
      return raster.palette == nil
        ? raster.labelMap(ignoring: 255, 220) : raster.labelMap(ignoring: 255)
    }
    let (painted, numbers) = byColor(raster)
    let indices = numbers.map { vocIndices[$0] ?? LabelMap.ignored }
    return painted.relabelled(by: [0] + indices.map { $0 == 255 ? LabelMap.ignored : $0 })
  }

  /// The indices of Pascal VOC's colours by their numbers.
  private static let vocIndices = Dictionary(
    Color.vocPalette.enumerated().map { ($1.number, UInt16($0)) },
    uniquingKeysWith: { first, _ in first })

  /// The regions of a painted file, and the number R + 256·G + 65536·B of each, id by id from 1.
  ///
  /// Colours beyond the 65,534th are background; no annotation has as many.
  ///
  /// - Parameter background: the number of the colour that is no region; black's where `nil`.
  static func byColor(
    _ raster: Raster, background: Int? = nil
  ) -> (layer: LabelMap, numbers: [Int]) {
    let runs = ColorRuns(raster.image)
    let all = Set(runs.runs.lazy.map(\.number)).subtracting([background ?? 0]).sorted()
    let numbers = Array(all.prefix(Int(LabelMap.ignored) - 1))
    let ids = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, UInt16($0 + 1)) })
    var layer: [UInt16] = []
    layer.reserveCapacity(raster.size.count)
    for run in runs.runs { layer += repeatElement(ids[run.number] ?? 0, count: run.count) }
    return (LabelMap(size: raster.size, ids: layer), numbers)
  }
}

/// A picture's colours as runs of equal pixels in row-major order: neighbours mostly share theirs.
struct ColorRuns {
  var runs: [(number: Int, count: Int)] = []

  init(_ image: Image) {
    image.bytes.withUnsafeBufferPointer { bytes in
      guard let bytes = bytes.baseAddress else { return }
      var (start, place, pixel) = (0, 0, 0)
      while pixel < image.size.count {
        let first = 3 &* start
        if bytes[place] != bytes[first] || bytes[place &+ 1] != bytes[first &+ 1]
          || bytes[place &+ 2] != bytes[first &+ 2]
        {
          add(bytes + first, pixel - start)
          start = pixel
        }
        place &+= 3
        pixel &+= 1
      }
      if start < pixel { add(bytes + 3 * start, pixel - start) }
    }
  }

  private mutating func add(_ color: UnsafePointer<UInt8>, _ count: Int) {
    runs.append((Color(color[0], color[1], color[2]).number, count))
  }
}
