public import Imaging

/// How the files of one set are read: a rule, and what is said beside it.
///
/// The published data sets have a rule and nothing else. What is opened without a name is read as
/// ``MaskReader`` decides, or as its user says.
public struct MaskReading: Hashable, Sendable {
  /// The rule.
  public var rule: MaskRule
  /// The value that is background; the rule's own, 0 or black, where `nil`.
  public var background: MaskValue?
  /// The values that do not count; the rule's own where `nil`.
  public var ignored: [MaskValue]?
  /// Whether an indexed file is taken for the grey that its palette shows.
  public var showsPalette = false
  /// Whether transparent pixels are background.
  public var clearsTransparent = false

  /// A rule, with what deviates from it.
  public init(_ rule: MaskRule, background: MaskValue? = nil, ignored: [MaskValue]? = nil) {
    self.rule = rule
    self.background = background
    self.ignored = ignored
  }

  /// The options that say the same.
  public var flags: String {
    var words = ["--rule \(rule.rawValue)"]
    if let background { words.append("--background \(background)") }
    if let ignored {
      words.append("--ignore " + (ignored.isEmpty ? "none" : "\(ignored[0])"))
    }
    return words.joined(separator: " ")
  }

  /// The layer of a file; of a binary rule id 1 is object.
  ///
  /// Under ``MaskRule/labels`` with another ``background`` the sample 0 takes the id of that value.
  public func layer(of raster: Raster) -> LabelMap {
    let raster = showsPalette ? raster.shown : raster
    guard background != nil || ignored != nil || clearsTransparent else {
      return rule.layer(of: raster)
    }
    var map = rule.layer(of: raster, background: background, keepsOwnVoid: ignored == nil)
    if clearsTransparent {
      let alpha = raster.alpha.values
      for pixel in map.ids.indices where alpha[pixel] < 0.5 { map.ids[pixel] = 0 }
    }
    if rule == .voc, ignored?.isEmpty ?? false {
      for pixel in map.ids.indices where map.ids[pixel] == LabelMap.ignored { map.ids[pixel] = 0 }
    }
    for value in ignored ?? [] {
      let pixels = value.pixels(of: raster)
      for pixel in map.ids.indices where pixels[pixel] != 0 { map.ids[pixel] = LabelMap.ignored }
    }
    return map
  }

  /// What the ids of a file's layer stand for in the file; of a binary rule nothing.
  public func values(of raster: Raster) -> [UInt16: MaskValue] {
    switch rule {
    case .colors:
      let numbers = MaskRule.byColor(raster, background: background?.number).numbers
      return Dictionary(
        uniqueKeysWithValues: numbers.enumerated().map {
          (UInt16($0 + 1), .color(Color(number: $1)))
        })
    case .labels, .voc:
      var values = Dictionary(
        uniqueKeysWithValues: layer(of: raster).presentIDs.map { ($0, MaskValue.sample($0)) })
      if case .sample(let ground) = background, values[ground] != nil {
        values[ground] = .sample(0)
      }
      return values
    default: return [:]
    }
  }
}

extension MaskValue {
  /// The number of the colour that is seen: a sample's is its grey.
  var number: Int {
    switch self {
    case .color(let color): color.number
    case .sample(let sample): Color(grey: sample).number
    }
  }
}

extension Raster {
  /// An indexed file as the grey that is seen; any other as it is.
  var shown: Raster {
    guard let palette else { return self }
    let greys = channel(0) { Int($0) < palette.count ? UInt16(palette[Int($0)].red) : 0 }
    return Raster(
      size: size, channels: 1, bitDepth: 8,
      samples: .bytes(greys.map { UInt8(truncatingIfNeeded: $0) }))
  }
}
