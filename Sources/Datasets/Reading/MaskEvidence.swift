import Imaging

/// What the files of a set tell together.
struct MaskEvidence {
  let files: [MaskFileEvidence]

  init(_ files: [MaskFileEvidence]) { self.files = files }

  /// The reading, or why there is none.
  func decide() throws(UnclearMasks) -> MaskDecision {
    let marked = files.filter { !$0.isEmpty }
    guard let first = marked.first else {
      return MaskDecision(MaskReading(.boundary128), files.isEmpty ? [] : [.allEmpty])
    }
    if marked.contains(where: { $0.clearCount > 0 }) { return try transparent(marked) }
    let forms = Set(marked.map(\.form))
    if forms.count > 1 { return try ofSeveralForms(files, marked) }
    switch first.form {
    case .grey: return try GreyEvidence(files).decide()
    case .indexed: return try IndexedEvidence(files).decide()
    case .colored: return try ColorEvidence(files).decide()
    }
  }

  /// Files of several forms are read by what they show, if that is the same in all.
  private func ofSeveralForms(
    _ files: [MaskFileEvidence], _ marked: [MaskFileEvidence]
  ) throws(UnclearMasks) -> MaskDecision {
    let areShown = marked.allSatisfy { file in
      switch file.form {
      case .grey: file.holdsBlackAndWhite
      case .indexed: file.palette.count > 1 && file.shown.count == file.tallies.count
      case .colored: true
      }
    }
    if areShown {
      let colors = ColorEvidence(files)
      if colors.isGrey { return try GreyEvidence(files, showsPalette: true).decide() }
      let forms = Set(marked.map(\.form))
      if forms.contains(.colored) || !forms.contains(.grey) {
        return try colors.decide()
      }
    }
    let kinds = Set(marked.map(\.form)).sorted { $0.rawValue < $1.rawValue }.map(\.words)
    throw UnclearMasks(
      file: marked[0].name, doubt: .mixed(kinds),
      choices: [MaskReading(.labels), MaskReading(.colors), MaskReading(.aboveZero)])
  }

  /// Transparency is a mask of its own where what is opaque has one colour, or is a picture.
  private func transparent(_ marked: [MaskFileEvidence]) throws(UnclearMasks) -> MaskDecision {
    let opaque = Set(marked.flatMap { $0.shown.keys })
    if opaque.count == 1 || marked.contains(where: { $0.isOverfull || $0.tallies.count > 64 }) {
      return MaskDecision(MaskReading(.alpha))
    }
    if opaque.contains(0) {
      throw UnclearMasks(
        file: marked[0].name, doubt: .transparentAndBlack,
        choices: [
          MaskReading(.alpha), MaskReading(.colors, background: .color(Color(0, 0, 0))),
        ])
    }
    var reading = MaskReading(.colors)
    reading.clearsTransparent = true
    return MaskDecision(reading)
  }
}

extension MaskFileEvidence {
  /// Whether grey is seen as it is meant: small values are ids, and seen as black.
  fileprivate var holdsBlackAndWhite: Bool {
    form == .grey && (bitDepth < 8 || tallies.keys.contains { 2 * $0 > white })
  }
}

extension MaskFileEvidence.Form {
  var words: String {
    switch self {
    case .grey: "grey"
    case .indexed: "indexed"
    case .colored: "coloured"
    }
  }
}

/// What coloured files, or the colours of indexed ones, tell.
struct ColorEvidence {
  private let files: [MaskFileEvidence]
  private let colors: [Int: Tally]

  init(_ files: [MaskFileEvidence]) {
    self.files = files
    colors = files.reduce(into: [:]) { $0.merge($1.shown, uniquingKeysWith: +) }
  }

  /// Whether no colour but greys occurs.
  var isGrey: Bool { colors.keys.allSatisfy { Color(number: $0).isGrey } }

  private static let (black, white) = (0, 0xFF_FFFF)
  /// The numbers of Pascal VOC's colours.
  private static let voc = Set(Color.vocPalette.map(\.number))

  private var name: String { files.first { $0.form == .colored }?.name ?? files[0].name }

  func decide() throws(UnclearMasks) -> MaskDecision {
    if files.contains(where: { $0.isLossy && !$0.isEmpty }) {
      throw UnclearMasks(file: name, doubt: .lossyColors(count: colors.count), choices: [])
    }
    try checkEdges()
    let border = { (color: Int) in colors[color]?.border ?? 0 }
    if colors[Self.black] != nil {
      let others = colors.keys.filter { $0 != Self.black }
      if border(Self.white) > border(Self.black), others.count > 1 {
        throw UnclearMasks(
          file: name, doubt: .twoBackgrounds,
          choices: [
            MaskReading(.colors, background: .color(Color(0, 0, 0))),
            MaskReading(.colors, background: .color(Color(255, 255, 255))),
          ])
      }
      if others.count > 1, Set(others).isSubset(of: Self.voc) {
        return MaskDecision(MaskReading(.voc))
      }
      let isWhiteRegion = others.count > 1 && others.contains(Self.white)
      return MaskDecision(MaskReading(.colors), isWhiteRegion ? [.whiteRegion] : [])
    }
    if let white = colors[Self.white], colors.count > 1 {
      let all = colors.values.reduce(0) { $0 + $1.border }
      let isGround = colors.count == 2 || 2 * white.border > all
      return MaskDecision(
        MaskReading(.colors, background: .color(Color(255, 255, 255))),
        isGround ? [] : [.whiteGround])
    }
    return try withoutBackground()
  }

  /// Colours along soft edges are no regions.
  private func checkEdges() throws(UnclearMasks) {
    let all = colors.values.reduce(0) { $0 + $1.pixels }
    let loose = colors.values.filter { 4 * $0.solid < $0.pixels }
    let share = loose.reduce(0) { $0 + $1.pixels }
    guard loose.count > 8, loose.count * 3 > colors.count, 200 * share > all else { return }
    throw UnclearMasks(
      file: name, doubt: .softColors(count: colors.count),
      choices: [MaskReading(.colors), MaskReading(.aboveZero)])
  }

  private func withoutBackground() throws(UnclearMasks) -> MaskDecision {
    let values = colors.sorted { ($1.value.pixels, $0.key) < ($0.value.pixels, $1.key) }
      .map { MaskValue.color(Color(number: $0.key)) }
    if values.count == 1 {
      return MaskDecision(MaskReading(.colors), [.constant(values[0])])
    }
    guard values.count == 2 else { return MaskDecision(MaskReading(.colors), [.noBackground]) }
    throw UnclearMasks(
      file: name, doubt: .noBackground(values),
      choices: values.map { MaskReading(.colors, background: $0) } + [MaskReading(.colors)])
  }
}
