import Imaging

/// What was seen in mask files, and what it means, in words.
enum MaskWords {
  /// The values of some files: `grey values 0, 1, 2 and 255`.
  static func found(_ files: [MaskFileEvidence]) -> String {
    let forms = Set(files.filter { !$0.isEmpty }.map(\.form))
    guard forms.count <= 1 else {
      return forms.sorted { $0.rawValue < $1.rawValue }.map(\.words).joined(separator: " and ")
        + " files"
    }
    let values = Set(files.flatMap(\.tallies.keys)).sorted()
    switch forms.first ?? .grey {
    case .grey: return "grey values " + list(values)
    case .indexed: return "indices " + list(values)
    case .colored:
      let colors = values.map { MaskValue.color(Color(number: $0)).description }
      return "colours "
        + (colors.count > 4 ? "\(colors.count), among them " : "")
        + colors.prefix(4).joined(separator: "; ")
    }
  }

  /// `0, 1, 2 and 255`, or `0 to 17 and 255`.
  static func list(_ values: [Int]) -> String {
    var parts: [String] = []
    var start = 0
    while start < values.count {
      var end = start
      while end + 1 < values.count, values[end + 1] == values[end] + 1 { end += 1 }
      if end - start < 2 {
        parts += values[start...end].map { "\($0)" }
      } else {
        parts.append("\(values[start]) to \(values[end])")
      }
      start = end + 1
    }
    if parts.count > 8 { return "\(values.count) from \(values[0]) to \(values[values.count - 1])" }
    guard let last = parts.popLast(), !parts.isEmpty else {
      return parts.last ?? list(last: values)
    }
    return parts.joined(separator: ", ") + " and " + last
  }

  private static func list(last values: [Int]) -> String {
    guard let first = values.first, let last = values.last else { return "none" }
    return values.count > 2 ? "\(first) to \(last)" : "\(first)"
  }
}

extension MaskReading {
  /// What the reading makes of the files, in a phrase.
  var meaning: String {
    let ground = background.map { "\($0)" }
    let palette = showsPalette ? " in what the palette shows" : ""
    let void = ignored.map { $0.isEmpty ? ", nothing is ignored" : ", \($0[0]) is ignored" }
    switch rule {
    case .boundary128: return "above half is object\(palette)" + (void ?? ", 128 is ignored")
    case .above128: return "above half is object\(palette)" + (void ?? ", nothing is ignored")
    case .aboveZero: return "all but \(ground ?? "0") is object" + (void ?? "")
    case .labels: return "each value but \(ground ?? "0") is a region" + (void ?? "")
    case .colors:
      return
        "each colour but \(ground ?? (clearsTransparent ? "transparent" : "black")) is a region"
        + (void ?? "")
    case .voc: return "each of Pascal VOC's colours or indices is a region, void is ignored"
    case .below128: return "below half is object" + (void ?? ", 128 is ignored")
    case .alpha: return "what is opaque is object"
    }
  }
}

extension MaskDecision {
  /// What was seen and how it is read: `rule labels: grey values 0, 1 and 2; each value but 0 is a region`.
  public var summary: String {
    "rule \(reading.rule.rawValue): " + (found.isEmpty ? "" : "\(found); ") + reading.meaning
  }

  /// What should be said aloud.
  public var warnings: [String] { remarks.filter(\.isWarning).map { words(for: $0) } }

  /// What is worth knowing, in sentences.
  public var notes: [String] { remarks.map { words(for: $0) } }

  private func words(for remark: MaskRemark) -> String {
    switch remark {
    case .allEmpty: return "every sample is 0: all is background, and no mask holds anything"
    case .constant(let value): return "every pixel of every mask is \(value)"
    case .lossy:
      return "the masks are JPEG, which changes values: above half is object; PNG keeps masks exact"
    case .softEdges(let pixels):
      return "\(pixels) pixels lie between black and white: soft edges, of which 128 is ignored"
    case .noBackground:
      return
        "no pixel is background: each value is a region; --background VALUE makes one of them background"
    case .whiteBackground(let percent):
      let way =
        reading.rule == .boundary128 || reading.rule == .above128
        ? "--rule below128" : "--background VALUE"
      return "the object fills \(percent) % of the pixels and most of the border; "
        + "if that is the background, say \(way)"
    case .invertedPalette:
      return "index 0 shows white and the other black: what shows white is object; "
        + "if the index counts, say --rule above_zero"
    case .blackNotFirst:
      return
        "the palette shows black at another index than 0: its colours count, and black is background"
    case .otherwise(let summary):
      return "all above 0 is object, as in DAVIS's frames, but the masks look like \(summary); "
        + "datasets.folder with --images img --masks gt reads them so"
    case .whiteGround:
      return "white is background, since there is no black; if it is a region, say --rule colors "
        + "and --background black"
    case .whiteRegion:
      return "white is a region as the other colours are; if it is void, say --ignore white"
    }
  }
}

extension UnclearMasks {
  /// What was found.
  public var words: String {
    switch doubt {
    case .photograph(let values):
      return
        "'\(file)' is a picture and no mask: \(values > MaskFileEvidence.mostColors ? "more than \(MaskFileEvidence.mostColors)" : "\(values)") values that form no areas"
    case .lossyLabels(let values):
      return "the mask '\(file)' is a JPEG of other values than black and white, "
        + "\(MaskWords.list(values)): JPEG changes values, so that ids are lost"
    case .lossyColors(let count):
      return "the mask '\(file)' is a JPEG in colours: JPEG changes them, \(count) are there now"
    case .softColors(let count):
      return "the mask '\(file)' has \(count) colours, most of them along soft edges"
    case .greys(let values):
      return "the mask '\(file)' holds areas of \(MaskWords.list(values)): "
        + "region ids, or shades of one object"
    case .noBackground(let values):
      return "the mask '\(file)' holds \(values[0]) and \(values[values.count - 1]): "
        + "it cannot be told which is background"
    case .twoBackgrounds:
      return "the mask '\(file)' holds black and white beside other colours: "
        + "it cannot be told which is background"
    case .transparentAndBlack:
      return "the mask '\(file)' holds transparent and black pixels: "
        + "it cannot be told which are background"
    case .greyPalette(let count):
      return "the mask '\(file)' is indexed, and its \(count) colours are greys: "
        + "region ids, or shades of one object"
    case .colored(let rule):
      return "the mask '\(file)' is coloured, and the rule \(rule.rawValue) reads grey values"
    case .unlike(let rule):
      return
        "the mask '\(file)' is of another kind than those by which the rule \(rule.rawValue) was chosen"
    case .mixed(let kinds):
      return "the masks beside '\(file)' are of several kinds, \(kinds.joined(separator: " and "))"
    case .regionsDiffer(let targets, let predictions):
      return "the targets hold \(targets) and the predictions \(predictions), as in '\(file)': "
        + "which belong together cannot be told"
    case .severalRegions(let count):
      return "'\(file)' holds \(count) regions, and one mask was asked for"
    }
  }

  /// What to do.
  public var advice: String {
    let ways = choices.map { "\($0.flags) (\($0.meaning))" }
    let lossless =
      switch doubt {
      case .lossyLabels, .lossyColors: "save masks as PNG"
      case .photograph: "give a mask in its place"
      default: ""
      }
    if case .severalRegions = doubt {
      return "say --object VALUE for one of them, or " + ways.joined(separator: ", or ")
    }
    if case .regionsDiffer = doubt {
      return "say --object nonzero for all that is not background, or --object VALUE for one value"
    }
    guard !ways.isEmpty else { return lossless }
    return (lossless.isEmpty ? "say which: " : "\(lossless), or say ")
      + ways.joined(separator: ", or ")
  }
}
