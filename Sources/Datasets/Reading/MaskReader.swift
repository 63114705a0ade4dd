import Basics
import Imaging

/// Decides how the mask files of one set are read, by rules that the manual states.
///
/// Looked at are values, colours, palettes, transparency, bit depth, traces of JPEG, and what all files of the set
/// have in common; where two readings are possible, it says so and decides nothing.
public enum MaskReader {
  /// The most files that are looked at, and the most pixels of them.
  private static let (mostFiles, mostPixels) = (24, 1 << 24)

  /// What is said of the files, in place of what they tell.
  public struct Choice: Hashable, Sendable {
    /// The rule.
    public var rule: MaskRule?
    /// The value of the background.
    public var background: MaskValue?
    /// The values that do not count; empty for none, `nil` where nothing is said.
    public var ignored: [MaskValue]?
    /// Whether greys are ids where they may be: the folder is called `labels`.
    var prefersLabels = false

    /// What is said; nothing unless told.
    public init(
      rule: MaskRule? = nil, background: MaskValue? = nil, ignored: [MaskValue]? = nil
    ) {
      self.rule = rule
      self.background = background
      self.ignored = ignored
    }
  }

  /// Looks at files spread evenly over a list and decides.
  ///
  /// A file that cannot be read says nothing here; whoever needs it learns why.
  ///
  /// - Throws: ``UnclearMasks``, `Cancellation.Interrupted`.
  public static func decide(_ paths: [String], as choice: Choice = Choice()) throws -> MaskDecision
  {
    if let rule = choice.rule {
      var reading = MaskReading(rule, background: choice.background, ignored: choice.ignored)
      // A rule of grey values is told of an indexed file in greys what the file shows.
      let evidence = try gather(Array(paths.prefix(1)))
      let isThreshold = rule == .boundary128 || rule == .above128
      reading.showsPalette = isThreshold && (evidence.first?.hasGreyPalette ?? false)
      var decision = MaskDecision(reading)
      decision.isGuessed = false
      return decision
    }
    return try decide(try gather(paths), as: choice)
  }

  static func gather(_ paths: [String]) throws -> [MaskFileEvidence] {
    var (evidence, pixels): ([MaskFileEvidence], Int) = ([], 0)
    for path in spread(paths) where pixels < mostPixels || evidence.count < 4 {
      try Cancellation.check()
      guard let file = try? MaskFileEvidence(path) else { continue }
      pixels += file.count + file.clearCount
      evidence.append(file)
    }
    return evidence
  }

  /// Up to ``mostFiles`` of a list, its first and last among them.
  private static func spread(_ paths: [String]) -> [String] {
    guard paths.count > mostFiles else { return paths }
    return (0..<mostFiles).map { paths[$0 * (paths.count - 1) / (mostFiles - 1)] }
  }

  static func decide(
    _ files: [MaskFileEvidence], as choice: Choice = Choice()
  ) throws(UnclearMasks) -> MaskDecision {
    if let photo = files.first(where: \.isPhotograph) {
      let greys = photo.form == .grey ? [MaskReading(.boundary128), MaskReading(.labels)] : []
      throw UnclearMasks(
        file: photo.name, doubt: .photograph(values: photo.tallies.count), choices: greys)
    }
    var decision = try unchecked(files, choice)
    decision.found = MaskWords.found(files)
    decision.known = Set(files.flatMap(\.tallies.keys))
    if let background = choice.background, decision.reading.background != background {
      let isColored = files.contains { $0.form == .colored } || decision.reading.rule == .colors
      decision.reading = MaskReading(
        isColored ? .colors : .labels, background: background, ignored: choice.ignored)
    }
    if let ignored = choice.ignored { decision.reading.ignored = ignored }
    decision.void = void(files, decision.reading)
    decision.regions = regions(files, decision.reading)
    return decision
  }

  /// The values that a reading ignores in some files.
  static func void(_ files: [MaskFileEvidence], _ reading: MaskReading) -> [MaskValue] {
    if let ignored = reading.ignored { return ignored }
    switch reading.rule {
    case .boundary128: return [.sample(128)]
    case .voc: return [.sample(255)]
    case .labels: return files.contains { $0.form == .indexed } ? [.sample(255)] : []
    case .above128, .aboveZero, .below128, .alpha, .colors: return []
    }
  }

  /// What the regions of some files are called under a reading.
  static func regions(_ files: [MaskFileEvidence], _ reading: MaskReading) -> [MaskValue] {
    guard !reading.rule.isBinary else { return [] }
    let isByColor = reading.rule == .colors
    let numbers = Set(files.flatMap { isByColor ? Array($0.shown.keys) : Array($0.tallies.keys) })
    let values = numbers.sorted().map { number in
      isByColor ? .color(Color(number: number)) : MaskValue.sample(UInt16(clamping: number))
    }
    let ground = reading.background ?? (isByColor ? .color(Color(0, 0, 0)) : .sample(0))
    let void = void(files, reading)
    return values.filter { $0 != ground && !void.contains($0) }
  }

  private static func unchecked(
    _ files: [MaskFileEvidence], _ choice: Choice
  ) throws(UnclearMasks) -> MaskDecision {
    do {
      let decision = try MaskEvidence(files).decide()
      guard choice.prefersLabels, decision.reading.rule.isBinary,
        files.allSatisfy({ $0.form != .colored && !$0.isLossy && $0.clearCount == 0 })
      else { return decision }
      return MaskDecision(MaskReading(.labels))
    } catch {
      let wanted = choice.prefersLabels ? MaskReading(.labels) : nil
      if let wanted, error.choices.contains(wanted), files.allSatisfy({ !$0.isLossy }) {
        return MaskDecision(wanted)
      }
      // What is said settles the doubts that it speaks of.
      if let background = choice.background,
        error.choices.contains(where: { $0.background != nil || $0.rule == .labels })
      {
        let isColored = files.contains { $0.form == .colored }
        return MaskDecision(MaskReading(isColored ? .colors : .labels, background: background))
      }
      throw error
    }
  }
}

extension MaskFileEvidence {
  /// Looks at a file.
  init(_ path: String) throws {
    let raster = try ImageFile.readRaster(path)
    self.init(raster, name: path, isLossy: try Self.isLossy(path))
  }

  /// Whether a file keeps its values only nearly: JPEG.
  static func isLossy(_ path: String) throws(SystemError) -> Bool {
    FileContent(of: try Files.read(path)) == .picture(.jpeg)
  }

  /// Whether a palette shows nothing but greys, and not only one.
  var hasGreyPalette: Bool {
    form == .indexed && shown.count > 1
      && shown.keys.allSatisfy { Color(number: $0).isGrey }
  }
}
