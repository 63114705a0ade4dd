/// What the values that occur in mask files mean, in a sentence.
enum MaskMeaning {
  /// Whether values are mostly neither black nor white, and follow each other nearly without gaps.
  private static func areIDs(_ values: [UInt16: Int], _ present: [UInt16]) -> Bool {
    let range = Int(present[present.count - 1]) - Int(present[0]) + 1
    let ends = (values[0] ?? 0) + (values[255] ?? 0)
    return present.count * 10 >= range * 9
      && (present.count == range && range < 256 || 2 * ends < values.values.reduce(0, +))
  }

  static func words(values: [UInt16: Int], kinds: Set<MaskFolderReport.Kind>) -> String {
    let present = values.keys.sorted()
    guard let most = present.last, most > 0 else { return "every sample is 0: all is background" }
    if kinds.contains(where: { $0.channels >= 3 }) {
      return "coloured: each colour may be a region (rule colors), "
        + "or any colour but black the object (rule above_zero)"
    }
    if kinds.contains(where: \.isIndexed) {
      return "indexed: each index is a region's id (rule labels), and 255 is void (rule voc)"
    }
    if most == 1 { return "0 and 1: black to the eye, but read as background and object" }
    if present == [0, 255] { return "0 and 255: black and white, background and object" }
    if present.allSatisfy({ [0, 128, 255].contains($0) }) {
      return "0, 128 and 255: background, ignored and object (rule boundary128)"
    }
    if most < 128 {
      return "values from \(present[0]) to \(most): black to the eye, because they are region ids "
        + "and not grey; open the data set with rule=\"labels\""
    }
    if kinds.contains(where: { $0.bitDepth == 16 }) || areIDs(values, present) {
      return "values up to \(most): region ids (rule labels)"
    }
    let between = values.filter { ![0, 128, 255].contains($0.key) }.values.reduce(0, +)
    return
      "\(between) pixels lie between black and white: soft edges, traces of JPEG, or region ids; "
      + "above 128 is object (rule boundary128), unless rule=\"labels\" says that they are ids"
  }
}
