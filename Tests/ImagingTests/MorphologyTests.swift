import Imaging
import TestSupport
import Testing

@Suite("Morphology")
struct MorphologyTests {
  static let elements: [StructuringElement] =
    [1, 2, 4].flatMap { [.square(radius: $0), .diamond(radius: $0), .disk(radius: $0)] }

  @Test("growing and shrinking are what the definition says", arguments: elements)
  func definition(element: StructuringElement) {
    var random = TestRandom(6)
    for _ in 0..<25 {
      let mask = random.mask(random.size(upTo: 11), withIgnored: true)
      #expect(mask.dilated(by: element) == slow(mask, grows: true, element, outside: false))
      #expect(mask.eroded(by: element) == slow(mask, grows: false, element, outside: true))
      #expect(
        mask.eroded(by: element, border: .background)
          == slow(mask, grows: false, element, outside: false))
    }
  }

  @Test("n small elements one after the other are one of radius n")
  func iterations() {
    var random = TestRandom(7)
    for _ in 0..<40 {
      let mask = random.mask(random.size(upTo: 12))
      let square = mask.eroded(by: .square(radius: 1)).eroded(by: .square(radius: 1))
      #expect(square == mask.eroded(by: .square(radius: 2)))
      let cross = mask.dilated(by: .diamond(radius: 1)).dilated(by: .diamond(radius: 1))
      #expect(cross == mask.dilated(by: .diamond(radius: 2)))
    }
  }

  @Test("a mask that is all object is not eroded from outside")
  func allObject() {
    let mask = Mask(size: Size(height: 3, width: 3), filled: true)
    #expect(mask.eroded(by: .square(radius: 5)) == mask)
    #expect(mask.eroded(by: .disk(radius: 5)) == mask)
    #expect(mask.eroded(by: .square(radius: 1), border: .background).area == 1)
  }

  @Test("radii of any size are harmless", arguments: [Int.min, -1, 0, Int.max])
  func extremes(radius: Int) {
    let mask = mask("..#..")
    let grown = radius > 0 ? "#####" : "..#.."
    for element in [
      StructuringElement.square(radius: radius), .diamond(radius: radius), .disk(radius: radius),
    ] {
      #expect(mask.dilated(by: element).picture == grown)
    }
  }

  @Test("opening removes a spike and closing a gap")
  func openingAndClosing() {
    #expect(mask(".#..###.").opened(by: .square(radius: 1)).picture == "....###.")
    #expect(mask("###.###").closed(by: .square(radius: 1)).picture == "#######")
  }

  @Test("outlines are the pixels with a neighbour that is not object")
  func outlines() {
    let object = mask(
      """
      .....
      .###.
      .###.
      .###.
      ....#
      """)
    #expect(object.outline(.four).area == 9)
    #expect(!object.outline(.four)[Pixel(row: 2, column: 2)])
    #expect(!object.outline(.eight)[Pixel(row: 2, column: 2)])
    let full = Mask(size: Size(height: 3, width: 4), filled: true)
    #expect(full.outline(border: .open).isEmpty)
    #expect(full.outline().area == 10)
    #expect(full.boundaryBand(width: 1).area == 10)
    #expect(full.boundaryBand(width: 2).area == 12)
  }

  @Test("an external outline leaves out the edges of holes")
  func externalOutline() {
    var ring = Mask(size: Size(height: 7, width: 7), filled: true)
    ring[Pixel(row: 3, column: 3)] = false
    #expect(ring.outline().area == 24 + 4)
    #expect(ring.externalOutline().area == 24)
  }

  @Test("a bounding box holds the object and nothing else")
  func boundingBox() {
    let object = mask(
      """
      ?....
      ..#..
      ...#.
      """)
    #expect(object.boundingBox == PixelBox(rows: 1..<3, columns: 2..<4))
    #expect(mask("?.?").boundingBox == nil)
  }

  /// Looks at every offset within the element for every pixel.
  private func slow(
    _ mask: Mask, grows: Bool, _ element: StructuringElement, outside: Bool
  ) -> Mask {
    var result = mask
    let reach = -element.radius...element.radius
    for offset in mask.codes.indices where mask.codes[offset] != Mask.ignored {
      let pixel = mask.size.pixel(at: offset)
      var found: [Bool] = []
      for down in reach {
        for right in reach where contains(element, down, right) {
          let other = Pixel(row: pixel.row + down, column: pixel.column + right)
          found.append(mask.size.contains(other) ? mask[other] : outside)
        }
      }
      result[pixel] = grows ? found.contains(true) : !found.contains(false)
    }
    return result
  }

  private func contains(_ element: StructuringElement, _ down: Int, _ right: Int) -> Bool {
    switch element {
    case .square: true
    case .diamond(let radius): abs(down) + abs(right) <= radius
    case .disk(let radius): down * down + right * right <= radius * radius
    }
  }
}
