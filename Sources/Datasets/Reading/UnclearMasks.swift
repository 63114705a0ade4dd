/// Mask files whose meaning cannot be told, as facts: what was seen, and the readings that are possible.
public struct UnclearMasks: Error, Equatable, Sendable {
  /// What stands in the way.
  public enum Doubt: Equatable, Sendable {
    /// The file is a picture: so many values or colours, and they form no areas.
    case photograph(values: Int)
    /// A JPEG with other values than black and white: ids do not survive it.
    case lossyLabels(values: [Int])
    /// A JPEG in colours: so many of them.
    case lossyColors(count: Int)
    /// Colours along soft edges, which are no regions.
    case softColors(count: Int)
    /// Greys between black and white that fill areas: ids, or shades of one object.
    case greys([Int])
    /// Two values, and none of them is 0, black or white.
    case noBackground([MaskValue])
    /// Black and white beside other colours, and white along the border.
    case twoBackgrounds
    /// Transparent pixels beside black ones.
    case transparentAndBlack
    /// A palette of greys: its indices may be ids, its greys black, ignored and white.
    case greyPalette(count: Int)
    /// The rule reads one channel, but the file is coloured.
    case colored(MaskRule)
    /// The file is of another kind than those that the rule was taken from.
    case unlike(MaskRule)
    /// Files of these kinds, which no rule reads alike.
    case mixed([String])
    /// Targets and predictions hold other regions.
    case regionsDiffer(targets: String, predictions: String)
    /// One mask was asked for, and the file holds so many regions.
    case severalRegions(count: Int)
  }

  /// The file that shows it.
  public var file: String
  /// What it is.
  public var doubt: Doubt
  /// What the files can be read as, the likeliest first.
  public var choices: [MaskReading]

  /// A doubt about a file.
  public init(file: String, doubt: Doubt, choices: [MaskReading] = []) {
    self.file = file
    self.doubt = doubt
    self.choices = choices
  }
}

/// What is worth knowing of a reading.
public enum MaskRemark: Hashable, Sendable {
  /// All files are 0: nothing is annotated.
  case allEmpty
  /// All files hold one value alone.
  case constant(MaskValue)
  /// JPEG: above half is object, and no value is ignored.
  case lossy
  /// So many pixels lie between black and white.
  case softEdges(pixels: Int)
  /// No pixel is background: each value is a region.
  case noBackground
  /// White fills most of the pictures and of their borders: the percentage.
  case whiteBackground(percent: Int)
  /// An indexed file shows white at 0 and black at another index.
  case invertedPalette
  /// The palette shows black at another index than 0.
  case blackNotFirst
  /// White is a region beside other colours; it may be void.
  case whiteRegion
  /// White is background for want of black, but may be a region.
  case whiteGround
  /// A layout's rule is taken, but the files look as if they were meant so.
  case otherwise(String)

  /// Whether another reading is likely enough to be said aloud.
  public var isWarning: Bool {
    switch self {
    case .allEmpty, .constant, .noBackground, .whiteBackground, .invertedPalette, .whiteRegion,
      .whiteGround, .otherwise:
      true
    case .lossy, .softEdges, .blackNotFirst: false
    }
  }
}

/// A reading of a set of files, and what it was decided by.
public struct MaskDecision: Sendable {
  /// How the files are read.
  public var reading: MaskReading
  /// What is worth knowing.
  public var remarks: [MaskRemark] = []
  /// What was seen, in words: `values 0, 1, 2 and 255`.
  public var found = ""
  /// Whether the rule was decided from the files, and not said.
  public var isGuessed = true
  /// The values that the files have, by their numbers; what has others is looked at anew.
  var known: Set<Int> = []
  /// The values that do not count.
  public internal(set) var void: [MaskValue] = []
  /// The values or colours that are regions, in ascending order; none under a binary rule.
  public internal(set) var regions: [MaskValue] = []

  /// Whether grey files have areas of a value that does not count.
  var hasBand: Bool {
    let isSoft = remarks.contains { if case .softEdges = $0 { true } else { false } }
    return !isSoft && found.hasPrefix("grey")
      && void.contains { value in
        if case .sample(let sample) = value { known.contains(Int(sample)) } else { false }
      }
  }

  init(_ reading: MaskReading, _ remarks: [MaskRemark] = []) {
    self.reading = reading
    self.remarks = remarks
  }
}
