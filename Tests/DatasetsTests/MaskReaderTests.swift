import Basics
import Imaging
import TestSupport
import Testing

@testable import Datasets

@Suite("What a mask file means")
struct MaskReaderTests {
  /// Two squares with a frame around the first, on a ground: 0 ground, 1 and 2 objects, 3 the frame.
  static let size = Size(height: 24, width: 32)
  static let parts: [Int] = (0..<size.count).map { place in
    let (row, column) = (place / size.width, place % size.width)
    if (4..<12).contains(row), (4..<14).contains(column) { return 1 }
    if (2..<14).contains(row), (2..<16).contains(column) { return 3 }
    return (15..<21).contains(row) && (18..<28).contains(column) ? 2 : 0
  }
  /// The areas of the parts, counted by hand: 8 × 10, 6 × 10, 12 × 14 − 80, and what is left.
  static let (first, second, frame, ground) = (80, 60, 88, 540)

  /// A file whose parts have these samples; what is not named is as the ground.
  static func file(
    _ samples: [UInt16], bits: Int = 8, palette: [Int: Color]? = nil
  ) -> Raster {
    let values = parts.map { $0 < samples.count ? samples[$0] : samples[0] }
    let colors = palette.map { palette in (0..<256).map { palette[$0] ?? Color(0, 0, 0) } }
    return Raster(
      size: size, channels: 1, bitDepth: bits, palette: colors,
      samples: bits == 16 ? .words(values) : .bytes(values.map { UInt8($0) }))
  }

  /// A file whose parts have these colours, and alphas where four parts are given.
  static func file(_ colors: [[UInt8]]) -> Raster {
    let bytes = parts.flatMap { $0 < colors.count ? colors[$0] : colors[0] }
    return Raster(
      size: size, channels: colors[0].count, bitDepth: 8, samples: .bytes(bytes))
  }

  /// What is read of some files as one set: the rule, and the regions' areas in the first, in ascending order.
  static func read(_ files: [Raster], isLossy: Bool = false) throws -> (MaskRule, [Int]) {
    let evidence = files.enumerated().map {
      MaskFileEvidence($1, name: "\($0)", isLossy: isLossy)
    }
    let decision = try MaskReader.decide(evidence)
    let layer = decision.reading.layer(of: files[0])
    return (decision.reading.rule, layer.areas.filter { $0.id != 0 }.map(\.area).sorted())
  }

  static let voc = Dictionary(
    uniqueKeysWithValues: Color.vocPalette.enumerated().map { ($0.offset, $0.element) })
  static let (black, white) = (Color(0, 0, 0), Color(255, 255, 255))

  @Test(
    "grey values: two are background and object, small ones ids, the middle a band, 255 beside ids void",
    arguments: [
      ([0, 255], 8, MaskRule.boundary128, [first]), ([0, 1], 8, .boundary128, [first]),
      ([0, 254], 8, .boundary128, [first]), ([0, 7], 8, .labels, [first]),
      ([0, 128], 8, .aboveZero, [first]), ([0, 127], 8, .aboveZero, [first]),
      ([0, 255, 0, 127], 8, .boundary128, [first]), ([0, 255, 0, 128], 8, .boundary128, [first]),
      ([0, 1, 2], 8, .labels, [second, first]), ([0, 1, 2, 255], 8, .labels, [second, first]),
      ([0, 1, 0, 255], 8, .labels, [first]), ([0, 1], 1, .boundary128, [first]),
      ([0, 3], 2, .boundary128, [first]), ([0, 255], 16, .aboveZero, [first]),
      ([0, 65535], 16, .boundary128, [first]), ([0, 1], 16, .boundary128, [first]),
      ([0, 256, 512], 16, .labels, [second, first]),
      ([0, 40001, 50002], 16, .labels, [second, first]),
      ([0, 1, 2, 65535], 16, .labels, [second, first]),
    ] as [([UInt16], Int, MaskRule, [Int])])
  func greys(samples: [UInt16], bits: Int, rule: MaskRule, areas: [Int]) throws {
    let read = try Self.read([Self.file(samples, bits: bits)])
    #expect(read.0 == rule)
    #expect(read.1 == areas)
  }

  @Test("grey that is stored in three colours, or behind an alpha that says nothing, is grey")
  func copies() throws {
    let grey = Self.file([[0, 0, 0], [255, 255, 255]] as [[UInt8]])
    #expect(try Self.read([grey]).1 == [Self.first])
    let ids = Self.file([[0, 0, 0], [1, 1, 1], [2, 2, 2]] as [[UInt8]])
    #expect(try Self.read([ids]).1 == [Self.second, Self.first])
    for alpha in [0, 255] as [UInt8] {
      let file = Self.file([[0, 0, 0, alpha], [255, 255, 255, alpha]])
      #expect(try Self.read([file]).1 == [Self.first])
    }
  }

  @Test(
    "an indexed file: 0 is background and 255 void, unless the colours show that indices mean nothing",
    arguments: [
      ([0, 255], [255: white], MaskRule.aboveZero, [first]), ([0, 255], [:], .aboveZero, [first]),
      ([0, 255], voc, .aboveZero, [first]), ([0, 1, 2, 255], voc, .labels, [second, first]),
      ([0, 1, 2], [:], .labels, [second, first]),
      ([3, 7], [7: white], .boundary128, [first]),
      ([3, 7], [7: Color(255, 0, 0)], .colors, [first]),
      ([0, 1], [0: white, 1: Color(255, 0, 0)], .aboveZero, [first]),
      ([1, 0], [0: white], .boundary128, [first]),
      (
        [0, 1, 2], [0: Color(68, 1, 84), 1: Color(33, 145, 140), 2: Color(253, 231, 37)], .labels,
        [second, first]
      ),
      ([2, 0, 1], [0: Color(9, 0, 99), 1: Color(0, 200, 0)], .colors, [second, first]),
    ] as [([UInt16], [Int: Color], MaskRule, [Int])])
  func indexed(samples: [UInt16], palette: [Int: Color], rule: MaskRule, areas: [Int]) throws {
    let read = try Self.read([Self.file(samples, palette: palette)])
    #expect(read.0 == rule)
    #expect(read.1 == areas)
  }

  @Test(
    "colours: each but black, else each but white, is a region; VOC's have their ids",
    arguments: [
      ([[0, 0, 0], [0, 0, 255]], MaskRule.colors, [first]),
      ([[0, 0, 0], [255, 0, 0], [0, 0, 255]], .colors, [second, first]),
      ([[255, 255, 255], [255, 0, 0]], .colors, [first]),
      ([[255, 255, 255], [255, 0, 0], [0, 0, 255]], .colors, [second, first]),
      ([[0, 0, 0], [128, 0, 0], [0, 128, 0], [224, 224, 192]], .voc, [second, first]),
      ([[0, 0, 0, 0], [255, 0, 0, 255]], .alpha, [first]),
      ([[255, 255, 255, 0], [255, 255, 255, 255]], .alpha, [first]),
      ([[0, 0, 0, 0], [255, 0, 0, 255], [0, 0, 255, 255]], .colors, [second, first]),
    ] as [([[UInt8]], MaskRule, [Int])])
  func colors(colors: [[UInt8]], rule: MaskRule, areas: [Int]) throws {
    let read = try Self.read([Self.file(colors)])
    #expect(read.0 == rule)
    #expect(read.1 == areas)
  }

  @Test("the other files of a set tell what one leaves open")
  func neighbours() throws {
    let (void, ids) = (
      Self.file([0, 255], palette: Self.voc), Self.file([0, 1, 2, 255], palette: Self.voc)
    )
    #expect(try Self.read([void]).1 == [Self.first])
    #expect(try Self.read([void, ids]).1 == [])
    // Zeros and ones beside black and white are the same; beside ids they are ids.
    #expect(try Self.read([Self.file([0, 1]), Self.file([0, 255])]).0 == .boundary128)
    #expect(try Self.read([Self.file([0, 1]), Self.file([0, 0, 2])]).0 == .labels)
    #expect(try Self.read([Self.file([0, 1], bits: 1), Self.file([0, 255])]).1 == [Self.first])
  }

  @Test(
    "where two readings are possible nothing is decided, and both are named",
    arguments: [
      ([file([0, 85, 170, 255])], ["--rule labels", "--rule boundary128"]),
      ([file([0, 100, 200])], ["--rule labels", "--rule boundary128"]),
      ([file([1, 2])], ["--background 1", "--background 2"]),
      (
        [file([3, 7], palette: [3: Color(9, 0, 99), 7: Color(250, 200, 0)])],
        ["--background 9,0,99", "--background 250,200,0"]
      ),
      ([file([[0, 0, 255], [255, 255, 0]])], ["--background blue", "--background yellow"]),
      (
        [file([[255, 255, 255], [255, 0, 0], [0, 0, 0]])],
        ["--background black", "--background white"]
      ),
      ([file([0, 1, 2]), file([0, 255])], ["--ignore 255", "--rule above_zero"]),
      ([file([0, 1, 2]), file([[0, 0, 0], [255, 0, 0]])], ["--rule labels", "--rule colors"]),
      (
        [file([0, 1, 2], palette: [1: Color(128, 128, 128), 2: white])],
        ["--rule labels", "--rule boundary128"]
      ),
      (
        [file([[0, 0, 0, 0], [0, 0, 0, 255], [255, 255, 255, 255]])],
        ["--rule alpha", "--rule colors"]
      ),
    ] as [([Raster], [String])])
  func doubts(files: [Raster], flags: [String]) throws {
    let error = try #require(throws: UnclearMasks.self) { try Self.read(files) }
    for flag in flags { #expect(error.advice.contains(flag), "\(error.advice)") }
  }

  @Test("what is said settles the doubt")
  func choices() throws {
    let evidence = [MaskFileEvidence(Self.file([1, 2]), name: "a", isLossy: false)]
    let choice = MaskReader.Choice(background: .sample(1))
    let reading = try MaskReader.decide(evidence, as: choice).reading
    #expect(reading.layer(of: Self.file([1, 2])).region(2).area == Self.first)
    let ignoring = MaskReading(.aboveZero, ignored: [.sample(255)])
    let mask = ignoring.layer(of: Self.file([0, 1, 2, 255])).region(1)
    #expect(mask.area == Self.first + Self.second && mask.ignoredCount == Self.frame)
    #expect(MaskReading(.below128).layer(of: Self.file([255, 0])).region(1).area == Self.first)
  }

  @Test("JPEG keeps black and white nearly, and nothing else")
  func lossy() throws {
    let ringing = Self.file([3, 250, 8, 0])
    #expect(try Self.read([ringing], isLossy: true).0 == .above128)
    for other in [Self.file([0, 1, 2]), Self.file([0, 50, 100]), Self.file([0, 1])] {
      #expect(throws: UnclearMasks.self) { try Self.read([other], isLossy: true) }
    }
    #expect(throws: UnclearMasks.self) {
      try Self.read([Self.file([[0, 0, 0], [255, 0, 0]])], isLossy: true)
    }
  }

  @Test("a photograph is no mask; one that is cut out by transparency is one")
  func photographs() throws {
    var random = RandomKey(root: 1, purpose: "test").generator()
    let noise = (0..<3 * Self.size.count).map { _ in UInt8.random(in: 40...210, using: &random) }
    let colored = Raster(size: Self.size, channels: 3, bitDepth: 8, samples: .bytes(noise))
    let grey = Raster(
      size: Self.size, channels: 1, bitDepth: 8,
      samples: .bytes(Array(noise.prefix(Self.size.count))))
    for photo in [colored, grey] {
      let error = try #require(throws: UnclearMasks.self) { try Self.read([photo]) }
      guard case .photograph = error.doubt else {
        Issue.record("\(error.doubt)")
        continue
      }
    }
    let cut = Self.parts.enumerated().flatMap { place, part in
      noise[3 * place..<3 * place + 3] + [part == 1 ? 255 : 0]
    }
    let file = Raster(size: Self.size, channels: 4, bitDepth: 8, samples: .bytes(cut))
    #expect(try Self.read([file]) == (.alpha, [Self.first]))
  }

  @Test("what is odd is said: white grounds, masks that are empty, palettes turned round")
  func remarks() throws {
    func remarks(_ file: Raster) throws -> [MaskRemark] {
      try MaskReader.decide([MaskFileEvidence(file, name: "a", isLossy: false)]).remarks
    }
    #expect(try remarks(Self.file([255, 0])) == [.whiteBackground(percent: 89)])
    #expect(try remarks(Self.file([0])) == [.allEmpty])
    #expect(try remarks(Self.file([1, 2, 3])) == [.noBackground])
    #expect(try remarks(Self.file([1, 0], palette: [0: Self.white])) == [.invertedPalette])
    #expect(try remarks(Self.file([0, 255])).isEmpty)
  }

  @Test("values are spelled as numbers, names and colours")
  func values() {
    #expect(MaskValue("255") == .sample(255) && MaskValue("white") == .color(Self.white))
    #expect(MaskValue("#ff8000") == .color(Color(255, 128, 0)))
    #expect(MaskValue("1,2,3")?.description == "1,2,3")
    for wrong in ["", "70000", "#ff", "1,2", "1,2,300", "pink", "-1"] {
      #expect(MaskValue(wrong) == nil, "\(wrong)")
    }
  }

  @Test("a background that an indexed file declares transparent is that background")
  func declaredTransparency() throws {
    let file = Self.file([0, 1, 2, 255], palette: Self.voc)
    let declared = Raster(
      size: file.size, channels: 1, bitDepth: 8, palette: file.palette,
      transparency: .ofPalette([0]), samples: file.samples)
    #expect(try Self.read([declared]) == (.labels, [Self.second, Self.first]))
  }

  @Test("frames in img/ and gt/ are DAVIS's; a band between object and background is said aloud")
  func frames() throws {
    try withTemporaryFolder { folder in
      for (name, samples) in [("a", [0, 255]), ("b", [0, 255, 0, 128])] as [(String, [UInt16])] {
        let path = "\(folder)/\(name)"
        for part in ["img", "gt"] {
          try Files.makeFolder("\(path)/\(part)")
          try Files.write(
            ImageFile.encodePNG(Self.file(samples)), to: "\(path)/\(part)/1.png")
        }
        let data = try FolderDataset.davisFrames(path)
        #expect(data.rule == .aboveZero)
        #expect(data.decision.warnings.count == (name == "a" ? 0 : 1))
      }
    }
  }

  /// Recorded with NumPy from the files themselves: the areas of the first picture's targets, or nothing where the masks
  /// must be refused.
  @Test(
    "masks of the field's bug reports", .enabled(if: Shared.isPresent, Shared.absence),
    arguments: [
      ("m04_rgb_colours", [175, 872]), ("m04b_rgb_bg_white", [872]),
      ("n08_grey_labels_255void", [175, 872]), ("n09_palette_0_255", [872]),
      ("n09c_pngquant", [872]), ("m03b_jpeg_labels", []), ("m03c_jpeg_colours", []),
    ] as [(String, [Int])])
  func cases(name: String, areas: [Int]) throws {
    let folder = Shared.path("cases/\(name)")
    guard !areas.isEmpty else {
      #expect(throws: DatasetError.self) { try DatasetFolder.open(folder) }
      return
    }
    let data = try EvaluationDataset(DatasetFolder.open(folder))
    #expect(try data.load(at: 0).objects.map(\.target.area).sorted() == areas)
  }
}
