import Basics
public import Imaging

extension MaskReader {
  /// Decides how one file is read.
  ///
  /// The files beside it are looked at where 255 is the only index but 0, which may be object or void: what other
  /// files with the same palette hold tells.
  ///
  /// - Throws: `SystemError`, `ImageFileError`, ``UnclearMasks``.
  public static func decide(file path: String, as choice: Choice = Choice()) throws -> MaskDecision
  {
    let own = try MaskFileEvidence(path)
    if choice.rule != nil { return try decide([path], as: choice) }
    guard own.form == .indexed, Set(own.tallies.keys) == [0, 255] else {
      return try decide([own], as: choice)
    }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let names = ((try? Files.list(folder)) ?? []).filter(FileName.isPicture).prefix(64)
    let others = try gather(names.map { "\(folder)/\($0)" }).filter { file in
      file.form == .indexed && file.palette == own.palette && !file.isPhotograph
    }
    return try decide([own] + others, as: choice)
  }

  /// Reads a file as one mask.
  ///
  /// - Parameter region: the value of a label map whose region is wanted; the only one where `nil`.
  /// - Throws: `SystemError`, `ImageFileError`, ``UnclearMasks``, also where a file holds several regions and none is chosen.
  public static func mask(
    _ path: String, as choice: Choice = Choice(), region: MaskValue? = nil
  ) throws -> (mask: Mask, decision: MaskDecision) {
    let decision = try decide(file: path, as: choice)
    let raster = try ImageFile.readRaster(path)
    try decision.check(raster, path)
    let layer = decision.reading.layer(of: raster)
    if let region {
      let chosen = decision.reading.values(of: raster).filter { $0.value == region }.map(\.key)
      return (layer.region(ofAny: chosen), decision)
    }
    let ids = layer.presentIDs.filter { $0 != 0 }
    guard decision.reading.rule.isBinary || ids.count <= 1 else {
      throw UnclearMasks(
        file: path, doubt: .severalRegions(count: ids.count),
        choices: [
          MaskReading(
            .aboveZero, background: decision.reading.background, ignored: decision.reading.ignored)
        ])
    }
    return (layer.region(ids.first ?? 1), decision)
  }
}
