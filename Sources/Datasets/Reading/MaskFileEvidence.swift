import Imaging

/// How often a value occurs, and how.
struct Tally: Hashable, Sendable {
  /// How many pixels have it.
  var pixels = 0
  /// How many of these have their left and upper neighbours' value: most of an area's do, few of a soft edge's.
  var solid = 0
  /// How many of these lie on the picture's border.
  var border = 0

  static func + (left: Tally, right: Tally) -> Tally {
    Tally(
      pixels: left.pixels + right.pixels, solid: left.solid + right.solid,
      border: left.border + right.border)
  }
}

/// What one file tells of its meaning.
struct MaskFileEvidence: Sendable {
  /// What a pixel's number stands for.
  enum Form: Int, Sendable {
    /// A grey value, also where three channels hold the same.
    case grey
    /// An index into a palette.
    case indexed
    /// R + 256·G + 65536·B.
    case colored
  }

  /// The most colours that are told apart; no annotation painted by hand has as many.
  static let mostColors = 1024

  let name: String
  let form: Form
  let bitDepth: Int
  /// Whether the file is a JPEG, whose values are not those that were stored.
  let isLossy: Bool
  let palette: [Color]
  /// The values by their numbers, transparent pixels left out.
  var tallies: [Int: Tally]
  /// Whether there are more than ``mostColors``.
  let isOverfull: Bool
  /// How many pixels are transparent where others are not.
  let clearCount: Int

  init(_ raster: Raster, name: String, isLossy: Bool) {
    self.name = name
    self.isLossy = isLossy
    bitDepth = raster.bitDepth
    palette = raster.palette ?? []
    let clear = Self.clearPixels(of: raster)
    clearCount = clear.reduce(0) { $0 + Int($1) }
    if raster.channels < 3 || raster.isGrey(within: isLossy ? 12 : 0) {
      form = raster.palette == nil ? .grey : .indexed
      isOverfull = false
      tallies = TallyCounter(raster.channel(0), size: raster.size, leavingOut: clear).byValue
    } else {
      form = .colored
      let (ids, numbers) = Self.colors(of: raster)
      isOverfull = numbers.count > Self.mostColors
      let byID = TallyCounter(ids, size: raster.size, leavingOut: clear).byValue
      tallies = Dictionary(uniqueKeysWithValues: byID.map { (numbers[$0.key], $0.value) })
    }
  }

  /// Which pixels are transparent; none where all are alike.
  private static func clearPixels(of raster: Raster) -> [UInt8] {
    guard raster.channels == 2 || raster.channels == 4 || raster.transparency != nil else {
      return []
    }
    let clear = raster.alpha.values.map { $0 < 0.5 ? UInt8(1) : 0 }
    // A file that declares its background transparent says nothing new.
    if raster.channels == 1, zip(raster.channel(0), clear).allSatisfy({ ($0 == 0) == ($1 == 1) }) {
      return []
    }
    return clear.contains(0) && clear.contains(1) ? clear : []
  }

  /// The colour of each pixel as an index into the numbers of the colours; those beyond ``mostColors`` share one.
  private static func colors(of raster: Raster) -> (ids: [UInt16], numbers: [Int]) {
    var (numbers, known): ([Int], [Int: UInt16]) = ([], [:])
    var ids: [UInt16] = []
    ids.reserveCapacity(raster.size.count)
    for run in ColorRuns(raster.image).runs {
      let id = known[run.number] ?? UInt16(min(numbers.count, mostColors))
      if known[run.number] == nil {
        if numbers.count <= mostColors { numbers.append(run.number) }
        known[run.number] = id
      }
      ids += repeatElement(id, count: run.count)
    }
    return (ids, numbers)
  }
}

extension MaskFileEvidence {
  /// How many pixels were counted.
  var count: Int { tallies.values.reduce(0) { $0 + $1.pixels } }

  /// The sample of white.
  var white: Int { (1 << bitDepth) - 1 }

  /// Whether no pixel differs from 0 or black.
  var isEmpty: Bool {
    clearCount == 0 && tallies.keys.allSatisfy { $0 == 0 }
      && (form != .indexed || color(of: 0) == Color(0, 0, 0))
  }

  /// The colour in which a value is seen.
  func color(of value: Int) -> Color {
    switch form {
    case .colored: return Color(number: value)
    case .indexed: return value < palette.count ? palette[value] : Color(0, 0, 0)
    case .grey: return Color(grey: UInt16(clamping: grey(of: value)))
    }
  }

  /// The same evidence by the colours that are seen.
  var shown: [Int: Tally] {
    Dictionary(tallies.map { (color(of: $0.key).number, $0.value) }, uniquingKeysWith: +)
  }

  /// A sample of grey in the range of 8 bits.
  private func grey(of value: Int) -> Int {
    bitDepth == 16 ? value >> 8 : bitDepth < 8 ? value * 255 / white : value
  }

  /// Whether it is a picture and no annotation: very many colours, or values that form no areas.
  var isPhotograph: Bool {
    if clearCount > 0 { return false }
    if isOverfull { return true }
    let solid = tallies.values.reduce(0) { $0 + $1.solid }
    guard tallies.count > 64 else { return false }
    if form == .colored { return !isLossy && 2 * solid < count }
    let ends = tallies.reduce(0) { sum, entry in
      let grey = form == .grey ? grey(of: entry.key) : Int(color(of: entry.key).red)
      return grey < 32 || grey >= 224 ? sum + entry.value.pixels : sum
    }
    return 5 * solid < 2 * count && 2 * ends < count
  }
}

extension Raster {
  /// Whether three colour channels hold the same, up to a difference.
  func isGrey(within tolerance: Int) -> Bool {
    guard channels >= 3 else { return true }
    let bytes = image.bytes
    return bytes.withUnsafeBufferPointer { bytes in
      guard let pixels = bytes.baseAddress else { return true }
      var place = 0
      while place < bytes.count {
        let (red, green, blue) = (
          Int(pixels[place]), Int(pixels[place &+ 1]), Int(pixels[place &+ 2])
        )
        if max(red, green, blue) &- min(red, green, blue) > tolerance { return false }
        place &+= 3
      }
      return true
    }
  }
}
