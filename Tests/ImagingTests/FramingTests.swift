import Testing
import TestSupport

@testable import Imaging

@Suite("Framing")
struct FramingTests {
  /// One step of a picture, done at once.
  enum Step {
    case resize(Size)
    case show(PixelBox)
    case turn(Orientation)
  }

  @Test("steps that are noted give the same pixels as steps done one by one", arguments: 0..<200)
  func sameAsSingleSteps(seed: Int) throws {
    var random = TestRandom(seed)
    let size = random.size(upTo: 12)
    var image = Image(size: size, bytes: noise(3 * size.count))
    var mask = random.mask(size, withIgnored: true)
    var (deferredImage, deferredMask) = (DeferredImage(image), DeferredMask(mask))
    for _ in 0..<4 {
      switch random.step(for: image.size) {
      case .resize(let target):
        try deferredImage.resize(to: target, .linear)
        try deferredMask.resize(to: target)
        image = try image.resized(to: target)
        mask = try mask.resized(to: target)
      case .show(let box):
        let fill = Color(7, 8, 9)
        try deferredImage.extend(to: box, border: .constant, fill: fill)
        try deferredMask.extend(to: box, border: .constant, fill: Mask.ignored)
        image = slowly(image, box, fill)
        mask = slowly(mask, box)
      case .turn(let orientation):
        deferredImage.turn(orientation)
        deferredMask.turn(orientation)
        image = image.oriented(orientation)
        mask = mask.oriented(orientation)
      }
      #expect(deferredImage.size == image.size)
    }
    #expect(try deferredImage.settled() == image)
    #expect(try deferredMask.settled() == mask)
  }

  @Test("tones that are noted give the same bytes as tones done one by one")
  func tones() throws {
    let image = Image(size: Size(height: 6, width: 5), bytes: noise(90))
    let tables = [
      ToneTable.linear(contrast: 1.3, offset: -20), .gamma(0.7),
      .shift(red: 4, green: -300, blue: 9),
    ]
    var (deferred, plain) = (DeferredImage(image), image)
    for table in tables {
      deferred.map(table)
      plain.map(table)
    }
    #expect(try deferred.settled() == plain)
  }

  @Test("a colour that is padded after a change of tones is not changed by it")
  func paddingAfterTones() throws {
    var deferred = DeferredImage(Image(size: Size(height: 1, width: 1)))
    deferred.map(.shift(red: 5, green: 5, blue: 5))
    try deferred.extend(
      to: PixelBox(rows: 0..<1, columns: 0..<2), border: .constant, fill: Color(1, 1, 1))
    #expect(try deferred.settled().bytes == [5, 5, 5, 1, 1, 1])
  }

  @Test("orientations compose", arguments: Orientation.allCases)
  func composition(first: Orientation) {
    let source = mask("##.?\n#...\n.#..")
    for second in Orientation.allCases {
      #expect(
        source.oriented(first).oriented(second) == source.oriented(first.followed(by: second)))
    }
  }

  @Test("orientations turn as they say")
  func meanings() {
    let source = mask("#..\n?..")
    #expect(source.oriented(.mirrored).picture == "..#\n..?")
    #expect(source.oriented(.flipped).picture == "?..\n#..")
    #expect(source.oriented(.transposed).picture == "#?\n..\n..")
    #expect(source.oriented(.rotated90).picture == "?#\n..\n..")
    #expect(source.oriented(.rotated270).picture == "..\n..\n#?")
    #expect(source.oriented(.rotated180).picture == "..?\n..#")
  }

  @Test("a window of more than 2²⁸ pixels is an error")
  func limit() throws {
    var framing = Framing(Size(height: 1, width: 1))
    framing.show(PixelBox(rows: 0..<1 << 15, columns: 0..<1 << 15))
    #expect(throws: ResizeError.self) { try Mask(size: framing.source).framed(by: framing) }
  }

  private func slowly(_ image: Image, _ box: PixelBox, _ fill: Color) -> Image {
    var result = Image(size: box.size, filledWith: fill)
    forEachPixel(image.size, box) { result[$0] = image[$1] }
    return result
  }

  private func slowly(_ mask: Mask, _ box: PixelBox) -> Mask {
    let codes = [UInt8](repeating: Mask.ignored, count: box.size.count)
    var result = Mask(size: box.size, codes: codes)
    forEachPixel(mask.size, box) {
      result.codes[box.size.offset(of: $0)] = mask.codes[mask.size.offset(of: $1)]
    }
    return result
  }

  private func forEachPixel(_ size: Size, _ box: PixelBox, _ body: (Pixel, Pixel) -> Void) {
    for row in box.rows {
      for column in box.columns where size.contains(Pixel(row: row, column: column)) {
        body(
          Pixel(row: row - box.rows.lowerBound, column: column - box.columns.lowerBound),
          Pixel(row: row, column: column))
      }
    }
  }
}

extension TestRandom {
  fileprivate mutating func step(for size: Size) -> FramingTests.Step {
    switch Int.random(in: 0..<4, using: &self) {
    case 0: return .resize(self.size(upTo: 14))
    case 1: return .turn(Orientation.allCases.randomElement(using: &self) ?? .upright)
    default:
      func range(_ side: Int) -> Range<Int> {
        let low = Int.random(in: -3..<side, using: &self)
        return low..<Int.random(in: low + 1...side + 3, using: &self)
      }
      return .show(PixelBox(rows: range(size.height), columns: range(size.width)))
    }
  }
}
