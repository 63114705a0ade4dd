import Imaging

/// What indexed files tell: their indices, and the colours that these show.
struct IndexedEvidence {
  private let files: [MaskFileEvidence]
  private let indices: [Int: Tally]
  private let shown: [Int: Int]
  /// Whether an index shows the same colour in all files.
  private let isOnePalette: Bool

  init(_ files: [MaskFileEvidence]) {
    self.files = files
    indices = files.reduce(into: [:]) { $0.merge($1.tallies, uniquingKeysWith: +) }
    var (colors, isOne): ([Int: Int], Bool) = ([:], true)
    for file in files where file.form == .indexed {
      for index in file.tallies.keys {
        let color = file.color(of: index).number
        if let other = colors[index], other != color { isOne = false }
        colors[index] = color
      }
    }
    (shown, isOnePalette) = (colors, isOne)
  }

  private static let black = 0

  func decide() throws(UnclearMasks) -> MaskDecision {
    // Palettes that tools made anew for each file give their indices no meaning of their own.
    guard isOnePalette else { return try byColor([]) }
    let colors = Set(shown.values)
    if colors.count == 1 || indices.count == 1 { return byIndex() }
    if colors.allSatisfy({ Color(number: $0).isGrey }) { return try ofGreys() }
    let hasBlack = colors.contains(Self.black)
    if indices[0] == nil {
      return hasBlack || indices.count == 2 || colors.contains(0xFF_FFFF)
        ? try byColor([]) : MaskDecision(MaskReading(.labels), [.noBackground])
    }
    if hasBlack, shown[0] != Self.black { return try byColor([.blackNotFirst]) }
    return byIndex()
  }

  /// Index 0 is background, and 255 void where it is not the only other.
  private func byIndex() -> MaskDecision {
    let others = indices.keys.filter { $0 != 0 }
    if others.count == 1, indices[0] != nil { return MaskDecision(MaskReading(.aboveZero)) }
    if others.count == 1 { return constant(others[0]) }
    return MaskDecision(MaskReading(.labels), indices[0] == nil ? [.noBackground] : [])
  }

  private func constant(_ index: Int) -> MaskDecision {
    MaskDecision(MaskReading(.aboveZero), [.constant(.sample(UInt16(clamping: index)))])
  }

  private func byColor(_ remarks: [MaskRemark]) throws(UnclearMasks) -> MaskDecision {
    let colors = ColorEvidence(files)
    var decision =
      colors.isGrey
      ? try GreyEvidence(files, showsPalette: true).decide() : try colors.decide()
    decision.remarks += remarks
    return decision
  }

  /// A palette of greys: of two the brighter is object, of many they are soft edges; a few may be ids.
  private func ofGreys() throws(UnclearMasks) -> MaskDecision {
    let greys = GreyEvidence(files, showsPalette: true)
    let isFromBlack = shown[0] == Self.black
    if indices.count == 2 {
      let isInverted = shown.values.contains(Self.black) && !isFromBlack
      if indices[0] != nil, !isInverted { return byIndex() }
      var decision = try greys.decide()
      if indices[0] != nil { decision.remarks.append(.invertedPalette) }
      return decision
    }
    if indices.count > 8 || !isFromBlack || indices.keys.max() != indices.count - 1 {
      let decision = try greys.decide()
      return decision.reading.rule == .labels ? byIndex() : decision
    }
    var soft = MaskReading(.boundary128)
    soft.showsPalette = true
    throw UnclearMasks(
      file: files[0].name, doubt: .greyPalette(count: indices.count),
      choices: [MaskReading(.labels), soft])
  }
}
