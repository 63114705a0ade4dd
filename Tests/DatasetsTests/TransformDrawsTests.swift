import Basics
import Imaging
import Testing
import TestSupport

@testable import Datasets

@Suite("What transforms draw")
struct TransformDrawsTests {
  private func key(_ sample: Int) -> RandomKey {
    RandomKey(root: 3, purpose: "test", sample: String(sample))
  }

  /// Pearson's statistic of counts against equal or given expectations.
  private func chiSquare(_ counts: [Int], shares: [Double]? = nil) -> Double {
    let total = Double(counts.reduce(0, +))
    return counts.indices.reduce(0) { sum, index in
      let expected = total * (shares?[index] ?? 1 / Double(counts.count))
      let difference = Double(counts[index]) - expected
      return sum + difference * difference / expected
    }
  }

  @Test("every place of a random crop is equally likely")
  func crops() throws {
    let crop = try RandomCrop(height: 3, width: 2)
    let size = Size(height: 5, width: 5)
    // Each pixel's colour says where it is.
    let image = Image(
      size: size, bytes: (0..<size.count).flatMap { [UInt8($0 / 5), UInt8($0 % 5), 0] })
    var counts = [Int](repeating: 0, count: 12)
    for sample in 0..<1200 {
      var pair = try TrainingPair(image: image, target: Mask(size: size))
      try crop(&pair, key: key(sample))
      let corner = try pair.image().bytes
      counts[Int(corner[0]) * 4 + Int(corner[1])] += 1
    }
    #expect(chiSquare(counts) < 31.3)  // 99.9 % of χ² with 11 degrees of freedom
  }

  @Test("a transform is applied with its probability")
  func probability() throws {
    let flip = try HorizontalFlip(p: 0.3)
    var applied = 0
    for sample in 0..<800 {
      var pair = try TrainingPair(
        image: Image(size: Size(height: 1, width: 2)), target: mask("#."))
      try flip(&pair, key: key(sample))
      if try pair.target().picture == ".#" { applied += 1 }
    }
    #expect(chiSquare([applied, 800 - applied], shares: [0.3, 0.7]) < 10.8)
  }

  @Test("one_of draws by weight, and applies what it draws surely")
  func oneOf() throws {
    let choice = try OneOf(
      [HorizontalFlip(p: 0.2), VerticalFlip(p: 0.6), RandomCrop(height: 1, width: 1, p: 0.2)],
      p: 1)
    var counts = [0, 0, 0]
    for sample in 0..<800 {
      var pair = try TrainingPair(
        image: Image(size: Size(height: 2, width: 2)), target: mask("#.\n.."))
      try choice(&pair, key: key(sample))
      let picture = try pair.target().picture
      counts[picture == ".#\n.." ? 0 : picture == "..\n#." ? 1 : 2] += 1
    }
    #expect(chiSquare(counts, shares: [0.2, 0.6, 0.2]) < 13.8)
  }

  @Test("turns by quarters are equally likely")
  func quarters() throws {
    let turn = try RandomRotate90(p: 1)
    var counts: [String: Int] = [:]
    for sample in 0..<800 {
      var pair = try TrainingPair(
        image: Image(size: Size(height: 2, width: 2)), target: mask("#.\n.."))
      try turn(&pair, key: key(sample))
      counts[try pair.target().picture, default: 0] += 1
    }
    #expect(counts.count == 4)
    #expect(chiSquare(Array(counts.values)) < 16.3)
  }

  @Test("numbers of a range are uniform, and its ends are kept")
  func ranges() {
    var random = key(0).generator()
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<5000 {
      let value = DrawRange(-0.25, 0.4).draw(&random)
      #expect(value >= -0.25 && value <= 0.4)
      counts[min(Int((value + 0.25) / 0.065), 9)] += 1
    }
    #expect(chiSquare(counts) < 27.9)
    var sides: [Int: Int] = [:]
    for _ in 0..<3000 { sides[DrawRange(3, 7).drawOdd(&random), default: 0] += 1 }
    #expect(Set(sides.keys) == [3, 5, 7])
    #expect(chiSquare(Array(sides.values)) < 13.8)
    #expect(DrawRange(2, 2).draw(&random) == 2)
    #expect(DrawRange(4, 4).drawOdd(&random) == 5)
  }

  @Test("a crop that keeps the object always holds some of it")
  func objectCrops() throws {
    let size = Size(height: 9, width: 11)
    for sample in 0..<99 {
      var target = Mask(size: size)
      target.codes[sample % size.count] = Mask.object
      let image = Image(size: size)
      for crop in [
        try CropNonEmptyMaskIfExists(height: 4, width: 3),
        try RandomObjectCrop(height: 9, width: 4),
      ] as [any Transform] {
        var pair = try TrainingPair(image: image, target: target)
        try crop(&pair, key: key(sample))
        #expect(try pair.target().area == 1)
      }
    }
  }

  @Test("taking a transform out of a composition leaves the draws of those before it alone")
  func independence() throws {
    let image = Image(size: Size(height: 6, width: 7), bytes: (0..<126).map { UInt8($0) })
    let first = try RandomCrop(height: 3, width: 3)
    for sample in 0..<20 {
      var (long, short) = (
        try TrainingPair(image: image, target: Mask(size: image.size)),
        try TrainingPair(image: image, target: Mask(size: image.size))
      )
      try Compose([first, HorizontalFlip(p: 0.5)])(&long, key: key(sample))
      try Compose([first, HorizontalFlip(p: 0)])(&short, key: key(sample))
      let (a, b) = (try long.image(), try short.image())
      #expect(a == b || a == b.oriented(.mirrored))
    }
  }

  @Test("geometric transforms move image and mask alike")
  func together() throws {
    let moves: [any Transform] = [
      try UniformRandomResize(scaleRange: DrawRange(0.6, 1.7), interpolation: .nearest),
      try ShiftScaleRotate(interpolation: .nearest, p: 1), try SquareSymmetry(p: 1),
      try PadIfNeeded(minHeight: 30, minWidth: 20, position: .random),
      try RandomCrop(height: 9, width: 8),
    ]
    for sample in 0..<40 {
      var random = TestRandom(sample)
      let size = Size(height: 17, width: 21)
      let target = random.mask(size)
      let image = Image(size: size, bytes: target.codes.flatMap { [$0 * 200, 0, 0] })
      var pair = try TrainingPair(image: image, target: target)
      try Compose(moves)(&pair, key: key(sample))
      let reds = stride(from: 0, to: 3 * 72, by: 3)
      let bytes = try pair.image().bytes
      #expect(try pair.target().codes == reds.map { bytes[$0] / 200 })
    }
  }

  @Test("an image of one value is normalised into [0, 1], and stretched to itself")
  func oneValue() throws {
    for value: UInt8 in [0, 77, 255] {
      let image = Image(
        size: Size(height: 2, width: 2), filledWith: Color(value, value, value))
      let planes = Normalization.minMax.planes(of: image)
      #expect(planes.flatMap(\.values).allSatisfy { $0 == Float(value) * (1 / 255) })
      var pair = try TrainingPair(image: image, target: Mask(size: image.size))
      try MinMaxStretch()(&pair, key: key(0))
      #expect(try pair.image() == image)
    }
  }

  @Test("a pasted object covers the target, or joins it")
  func pasting() throws {
    let size = Size(height: 6, width: 6)
    let donor = Grey(size: size)
    for joins in [false, true] {
      let paste = try CopyPaste(
        from: donor, selector: Dummy(), scaleRange: DrawRange(3, 3), joinsTarget: joins, p: 1)
      var covered = 0
      for sample in 0..<60 {
        var pair = try TrainingPair(
          image: Image(size: size), target: Mask(size: size, filled: true))
        try paste(&pair, key: key(sample))
        let (image, target) = (try pair.image(), try pair.target())
        for pixel in 0..<size.count {
          let isPasted = image.bytes[3 * pixel] == 9
          #expect((target.codes[pixel] == Mask.object) == (joins || !isPasted))
          covered += isPasted ? 1 : 0
        }
      }
      #expect(covered > 0)
    }
  }
}

/// One sample of one colour, all of it object.
private struct Grey: SegDataset {
  let name = "grey"
  let count = 1
  let size: Size

  func id(at index: Int) -> String { "0" }
  func sample(at index: Int) throws -> SegSample {
    SegSample(
      image: Image(size: size, filledWith: Color(9, 9, 9)),
      layers: [LabelMap(Mask(size: size, filled: true))], info: SampleInfo(id: "0"))
  }
}
