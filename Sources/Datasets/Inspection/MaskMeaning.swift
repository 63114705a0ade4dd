/// What the values that occur in mask files mean, in sentences.
enum MaskMeaning {
  /// The meaning, as ``MaskReader`` decides it or in what it doubts; then what is worth knowing.
  static func words(_ files: [MaskFileEvidence]) -> [String] {
    do throws(UnclearMasks) {
      let decision = try MaskReader.decide(files)
      return [look(files, decision) + decision.summary] + decision.notes
    } catch {
      return ["\(error.words)" + (error.advice.isEmpty ? "" : "; \(error.advice)")]
    }
  }

  /// Why a mask is black to the eye.
  private static func look(_ files: [MaskFileEvidence], _ decision: MaskDecision) -> String {
    let values = Set(files.flatMap(\.tallies.keys))
    guard files.allSatisfy({ $0.form == .grey && $0.bitDepth >= 8 }), let most = values.max(),
      most > 0, most < (files[0].bitDepth == 16 ? 128 << 8 : 128)
    else { return "" }
    return decision.reading.rule == .labels
      ? "black to the eye, because the values are region ids and not grey: "
      : "black to the eye, but read as background and object: "
  }
}
