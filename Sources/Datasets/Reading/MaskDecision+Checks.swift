public import Imaging

extension MaskDecision {
  /// Throws where the reading does not fit a file.
  ///
  /// - Parameter path: the file's, which is read again where its values are none of those that the reading was
  ///   decided by.
  public func check(_ raster: Raster, _ path: String) throws {
    let rule = reading.rule
    if rule.readsGrey, raster.channels >= 3, !raster.isGrey(within: 12) {
      throw UnclearMasks(
        file: path, doubt: .colored(rule), choices: [MaskReading(.colors), MaskReading(.aboveZero)])
    }
    if let values = rule.valuesLost(in: raster), reading.ignored == nil {
      throw DatasetError.looksLikeLabels(mask: path, values: values)
    }
    guard isGuessed, !hasKnownValues(raster) else { return }
    let file = MaskFileEvidence(
      raster, name: path, isLossy: try MaskFileEvidence.isLossy(path))
    let own = try MaskReader.decide([file]).reading
    if !Self.fits(own.rule, rule, file) {
      throw UnclearMasks(file: path, doubt: .unlike(rule), choices: [reading, own])
    }
  }

  private func hasKnownValues(_ raster: Raster) -> Bool {
    guard raster.channels < 3 || raster.isGrey(within: 0) else { return false }
    return raster.firstChannelCounts.allSatisfy { known.contains(Int($0.value)) }
  }

  /// Whether what a file alone is read as agrees with the set's rule: of two regions of a label map one file may show one.
  private static func fits(_ own: MaskRule, _ rule: MaskRule, _ file: MaskFileEvidence) -> Bool {
    if own == rule || file.isEmpty || file.tallies.count <= 2 { return true }
    if own.isBinary { return rule.isBinary }
    return !rule.isBinary && (file.form == .colored) == (rule == .colors || rule == .voc)
  }
}

extension MaskRule {
  /// Whether one channel counts.
  var readsGrey: Bool {
    switch self {
    case .boundary128, .above128, .below128, .labels: true
    case .aboveZero, .alpha, .colors, .voc: false
    }
  }
}
