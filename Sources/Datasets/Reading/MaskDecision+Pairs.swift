import Imaging

extension MaskDecision {
  /// The one id that the files hold, which may be 1 that is read as object; `nil` for colours, white and several.
  public var onlyID: UInt16? {
    if regions.isEmpty {
      return isGuessed && known.contains(1) && known.isSubset(of: [0, 1]) ? 1 : nil
    }
    guard regions.count == 1, case .sample(let id) = regions[0] else { return nil }
    return id
  }

  /// The same reading for other files, if they hold nothing but its values; `nil` otherwise.
  public func adopting(_ paths: [String]) throws -> MaskDecision? {
    guard reading.rule == .labels else { return nil }
    let files = try MaskReader.gather(paths)
    let values = Set(files.flatMap(\.tallies.keys))
    guard files.allSatisfy({ $0.form != .colored && !$0.isLossy }),
      values.isSubset(of: known.union([0, 1]))
    else { return nil }
    var decision = MaskDecision(reading)
    decision.found = MaskWords.found(files)
    decision.known = values
    decision.void = void
    decision.regions = MaskReader.regions(files, reading)
    return decision
  }

  /// The reading of indexed label maps by the colours that they show; `nil` where they are not all indexed.
  public func byColor(_ paths: [String]) throws -> MaskDecision? {
    let files = try MaskReader.gather(paths)
    guard let first = files.first(where: { $0.form == .indexed }),
      files.allSatisfy({ $0.form == .indexed || $0.isEmpty })
    else { return nil }
    let ground = MaskValue.color(first.color(of: 0))
    let hasVoid = files.contains { $0.tallies[255] != nil }
    let void = MaskValue.color(first.color(of: 255))
    var decision = MaskDecision(
      MaskReading(.colors, background: ground, ignored: hasVoid && void != ground ? [void] : nil))
    decision.found = found
    decision.known = known
    decision.void = decision.reading.ignored ?? []
    decision.regions = MaskReader.regions(files, decision.reading)
    return decision
  }
}

extension MaskReader {
  /// The values that do not count in some files: those of the reading that is decided, none where nothing is.
  ///
  /// - Throws: ``UnclearMasks`` for a picture that is no mask, `Cancellation.Interrupted`.
  public static func void(of paths: [String]) throws -> [MaskValue] {
    do {
      return try decide(paths).void
    } catch let error as UnclearMasks {
      if case .photograph = error.doubt { throw error }
      return []
    }
  }
}
