import Imaging

/// What grey values tell.
struct GreyEvidence {
  private let files: [MaskFileEvidence]
  private let showsPalette: Bool
  /// The values of all files.
  private let tallies: [Int: Tally]
  private let values: [Int]
  private let white: Int
  private let isLossy: Bool

  /// - Parameter showsPalette: whether indexed files count as the grey that they show.
  init(_ files: [MaskFileEvidence], showsPalette: Bool = false) {
    self.files = files
    self.showsPalette = showsPalette
    isLossy = files.contains { $0.isLossy && !$0.isEmpty }
    let parts = files.map { Self.greys(of: $0, showsPalette) }
    let isSmall = files.allSatisfy { $0.bitDepth < 8 && ($0.form == .grey) }
    let depths = Set(files.map(\.bitDepth))
    white = depths == [16] ? 65535 : isSmall && depths.count == 1 ? files[0].white : 255
    // Black and white of several depths are one black and white.
    let merged = zip(files, parts).map { file, part in
      depths.count > 1 && Set(part.keys).isSubset(of: [0, file.white])
        ? Dictionary(uniqueKeysWithValues: part.map { ($0 == file.white ? 255 : $0, $1) }) : part
    }
    tallies = merged.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    values = tallies.keys.sorted()
    perFile = merged.map { Set($0.keys) }
  }

  private let perFile: [Set<Int>]

  private static func greys(of file: MaskFileEvidence, _ showsPalette: Bool) -> [Int: Tally] {
    guard showsPalette, file.form == .indexed else { return file.tallies }
    return Dictionary(
      file.tallies.map { (Int(file.color(of: $0.key).red), $0.value) }, uniquingKeysWith: +)
  }

  private var name: String { files.first { !$0.isEmpty }?.name ?? files[0].name }
  private var pixels: Int { tallies.values.reduce(0) { $0 + $1.pixels } }
  private var half: Int { white / 2 + 1 }
  private var middles: Set<Int> { white == 65535 ? [32767, 32768] : [127, 128] }
  /// What lies so near to the middle that it is neither black nor white, and no id.
  private var near: Set<Int> { white == 255 ? Set(120...136) : middles }

  private func reading(_ rule: MaskRule, ignored: [Int]? = nil) -> MaskReading {
    var reading = MaskReading(
      rule, ignored: ignored.map { $0.map { .sample(UInt16(clamping: $0)) } })
    reading.showsPalette = showsPalette
    return reading
  }

  private func isSolid(_ some: some Sequence<Int>, by share: Double = 0.5) -> Bool {
    let sum = some.reduce(Tally()) { $0 + (tallies[$1] ?? Tally()) }
    return Double(sum.solid) >= share * Double(max(sum.pixels, 1))
  }

  func decide() throws(UnclearMasks) -> MaskDecision {
    if isLossy { return try lossy() }
    if values.count == 1 { return constant() }
    if isBlackAndWhite { return blackAndWhite() }
    if values.count == 2 { return try pair() }
    if Set(values).isSubset(of: near.union([0, white])) { return band() }
    if let void = try void() { return void }
    let greatest = values[values.count - 1]
    if greatest < half {
      return MaskDecision(reading(.labels), tallies[0] == nil ? [.noBackground] : [])
    }
    return try shades()
  }

  // MARK: - Few values

  private func constant() -> MaskDecision {
    let value = values[0]
    let rule: MaskRule = value == 1 || value > half ? .boundary128 : .labels
    return MaskDecision(reading(rule), [.constant(.sample(UInt16(clamping: value)))])
  }

  /// Whether each file is of 0 and 1, or of black, white and the band between.
  private var isBlackAndWhite: Bool {
    let full = middles.union([0, white])
    return values.count > 2 && tallies[1] != nil && tallies[white] != nil && white != 1
      && perFile.allSatisfy { $0.isSubset(of: [0, 1]) || $0.isSubset(of: full) }
  }

  private func blackAndWhite() -> MaskDecision { MaskDecision(reading(.boundary128), ground) }

  /// Whether white is the background, as a remark.
  private var ground: [MaskRemark] {
    let bright = tallies.filter { $0.key >= half }.reduce(Tally()) { $0 + $1.value }
    let all = tallies.values.reduce(Tally(), +)
    guard 2 * bright.border > all.border, 2 * bright.pixels > all.pixels else { return [] }
    return [.whiteBackground(percent: 100 * bright.pixels / max(all.pixels, 1))]
  }

  private func pair() throws(UnclearMasks) -> MaskDecision {
    let other = values[1]
    guard values[0] == 0 else {
      let both = values.map { MaskValue.sample(UInt16(clamping: $0)) }
      throw UnclearMasks(
        file: name, doubt: .noBackground(both),
        choices: both.map { MaskReading(.labels, background: $0) } + [MaskReading(.labels)])
    }
    if other == 1 && white != 1 { return MaskDecision(reading(.boundary128), ground(of: other)) }
    if middles.contains(other) || white == 65535 && other == 255 {
      return MaskDecision(reading(.aboveZero), ground(of: other))
    }
    // The high byte of 16 bits must exceed 128, as the rule has it.
    let threshold = white == 65535 ? 129 << 8 : half
    return MaskDecision(
      reading(other > threshold || other == white ? .boundary128 : .labels), ground(of: other))
  }

  private func ground(of object: Int) -> [MaskRemark] {
    let all = tallies.values.reduce(Tally(), +)
    guard let tally = tallies[object], 2 * tally.border > all.border,
      2 * tally.pixels > all.pixels
    else { return [] }
    return [.whiteBackground(percent: 100 * tally.pixels / max(all.pixels, 1))]
  }

  /// Black, white and a value in the middle, which says that it is neither.
  private func band() -> MaskDecision {
    let ignored = values.filter(near.contains)
    return MaskDecision(
      reading(.boundary128, ignored: ignored.contains(128) ? nil : ignored), ground)
  }

  // MARK: - Ids

  /// Ids beside a greatest value that is set apart: void.
  private func void() throws(UnclearMasks) -> MaskDecision? {
    let last = values[values.count - 1]
    let ids = values.dropLast().filter { $0 != 0 }
    guard last == 255 && white >= 255 || last == 65535, let greatest = ids.last,
      greatest < last - 1
    else { return nil }
    let isCounting = ids == Array(1...ids.count)
    guard
      isCounting || greatest < last / 2 + 1 && ids.count > 1 && isSolid(ids, by: 0.3)
        || greatest < 32 && isSolid(ids, by: 0.3) || ids.count >= 10 && !isEven && isSolid(ids)
    else { return nil }
    guard perFile.contains(where: { $0.contains(last) && !$0.isDisjoint(with: ids) }) else {
      throw UnclearMasks(
        file: name, doubt: .mixed(["label maps", "black and white"]),
        choices: [reading(.labels, ignored: [last]), reading(.labels), reading(.aboveZero)])
    }
    return MaskDecision(
      reading(.labels, ignored: [last]), tallies[0] == nil ? [.noBackground] : [])
  }

  /// Whether the values go from 0 to white in even steps, as ids do that were made visible.
  private var isEven: Bool {
    let step = Double(white) / Double(values.count - 1)
    return values.enumerated().allSatisfy { abs(Double($1) - Double($0) * step) <= 1 }
  }

  /// Values on both sides of the middle.
  private func shades() throws(UnclearMasks) -> MaskDecision {
    let between = values.filter { $0 != 0 && $0 != white && !($0 == 128 && white == 255) }
    if isSolid(between), !between.isEmpty {
      let range = values[values.count - 1] - values[0] + 1
      if values.count * 10 >= range * 9 || values.count > 20 || white == 65535 && !isEven {
        return MaskDecision(reading(.labels), tallies[0] == nil ? [.noBackground] : [])
      }
      let last = values[values.count - 1]
      let void = last == white && between.count > 1 ? [reading(.labels, ignored: [last])] : []
      throw UnclearMasks(
        file: name, doubt: .greys(values),
        choices: void + [reading(.labels), reading(.boundary128)])
    }
    let soft = between.reduce(0) { $0 + (tallies[$1]?.pixels ?? 0) }
    return MaskDecision(reading(.boundary128), [.softEdges(pixels: soft)] + ground)
  }

  // MARK: - JPEG

  /// Black and white survive JPEG nearly; nothing else does.
  private func lossy() throws(UnclearMasks) -> MaskDecision {
    let low = values.filter { $0 <= 32 }.reduce(0) { $0 + (tallies[$1]?.pixels ?? 0) }
    let high = values.filter { $0 >= 223 }.reduce(0) { $0 + (tallies[$1]?.pixels ?? 0) }
    if 5 * (low + high) >= 4 * pixels, 2000 * high > pixels {
      return MaskDecision(reading(.above128), [.lossy] + ground)
    }
    let shown = values.filter { 1000 * (tallies[$0]?.pixels ?? 0) > pixels }
    throw UnclearMasks(
      file: name, doubt: .lossyLabels(values: shown),
      choices: [reading(.labels)] + (high > 0 ? [reading(.above128)] : []))
  }
}
