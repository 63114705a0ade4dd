import Clicking
import Imaging
import TestSupport
import Testing

/// What every encoding must do, whatever it draws.
@Suite("Every encoding")
struct EncodingContractTests {
  static let encodings: [any Encoding] =
    EncodingCatalogue.entries.map(\.encoding) + [
      DistanceMaps(.tanh(radius: 0)), DistanceMaps(.clipped(limit: 3)),
      Gaussians(sigmas: [0, 2.5], negativeFirst: true), Disks(radius: 0), Disks(radius: 1e9),
      DisksByOrder(radii: [4, 2.5, 1]), PreviousMask(threshold: 0.5),
      SignedMap(of: DistanceMaps()), SignedMap(of: Gaussians.gto99), SignedMap(of: PreviousMask()),
      StackedEncoding([]), StackedEncoding([ClickPixels(), .ritm, Gaussians()]),
    ]

  @Test("has a name of its own in the catalogue, which it knows itself")
  func names() {
    let names = EncodingCatalogue.entries.map(\.name)
    #expect(Set(names).count == names.count)
    for entry in EncodingCatalogue.entries where entry.name != "ritm" {
      #expect(entry.encoding.name == entry.name)
    }
  }

  @Test("gives the planes of its layout, of the picture's size, in its range", arguments: 0..<8)
  func shapes(seed: Int) throws {
    var random = TestRandom(seed)
    for _ in 0..<6 {
      let input = random.encodingInput()
      for encoding in Self.encodings {
        let planes = try encoding.planes(of: input)
        #expect(planes.map(\.size) == encoding.layout.map { _ in input.size })
        for plane in planes {
          #expect(plane.values.allSatisfy { encoding.range.contains($0) }, "\(encoding.name)")
        }
        #expect(try encoding.planes(of: input) == planes)
      }
    }
  }

  @Test("gives the same planes updated by the newest clicks as anew", arguments: 0..<8)
  func updates(seed: Int) throws {
    var random = TestRandom(100 + seed)
    for _ in 0..<6 {
      let input = random.encodingInput()
      for encoding in Self.encodings {
        var before = input
        before.clicks = []
        var planes = try encoding.planes(of: before)
        var known = 0
        while known < input.clicks.count {
          let newest = Int.random(in: 1...3, using: &random)
          let end = min(known + newest, input.clicks.count)
          var sofar = input
          sofar.clicks = Array(input.clicks[..<end])
          try encoding.update(&planes, newest: end - known, of: sofar)
          known = end
        }
        #expect(planes == (try encoding.planes(of: input)), "\(encoding.name)")
      }
    }
  }

  @Test("gives a batch element by element, on several threads too")
  func batches() throws {
    var random = TestRandom(3)
    let inputs = (0..<5).map { _ in random.encodingInput() }
    for encoding in Self.encodings {
      let single = try inputs.map { try encoding.planes(of: $0) }
      #expect(try encoding.planes(ofBatch: inputs) == single)
      #expect(try encoding.planes(ofBatch: inputs, threads: 3) == single)
    }
  }

  @Test("takes pictures without pixels, no click, and places that are no places")
  func edges() throws {
    let nowhere = [Double.nan, .infinity, -.infinity, 1e300, -1e300]
    let clicks = nowhere.flatMap { value in
      [true, false].map { PlacedClick(row: value, column: 1, isPositive: $0, order: .max) }
    }
    let size = Size(height: 3, width: 4)
    for encoding in Self.encodings {
      for empty in [
        Size(height: 0, width: 0), Size(height: 0, width: 5), Size(height: 5, width: 0),
      ] {
        let planes = try encoding.planes(of: EncodingInput(clicks: clicks, size: empty))
        #expect(planes.allSatisfy { $0.values.isEmpty })
      }
      let none = try encoding.planes(of: EncodingInput(clicks: [], size: size))
      #expect(try encoding.planes(of: EncodingInput(clicks: clicks, size: size)) == none)
    }
  }

  @Test("does not see who clicked first, unless the order is what it shows")
  func order() throws {
    var random = TestRandom(12)
    let input = random.encodingInput()
    var reversed = input
    reversed.clicks.reverse()
    for encoding in Self.encodings {
      #expect(try encoding.planes(of: reversed) == encoding.planes(of: input), "\(encoding.name)")
    }
  }

  @Test("refuses to update planes that are not its own")
  func otherPlanes() {
    let size = Size(height: 3, width: 4)
    for encoding in Self.encodings {
      var planes = [Plane](repeating: Plane(size: size), count: encoding.layout.count + 1)
      #expect(throws: EncodingError.self) {
        try encoding.update(&planes, newest: 1, of: EncodingInput(clicks: [], size: size))
      }
    }
  }
}

extension TestRandom {
  /// Some clicks, most of them in a small picture, half of them at pixels; and a previous prediction.
  mutating func encodingInput() -> EncodingInput {
    let size = size(upTo: 19)
    let clicks = (0..<Int.random(in: 0..<9, using: &self)).map { order in
      var (row, column) = (
        Double.random(in: -4...Double(size.height + 3), using: &self),
        Double.random(in: -4...Double(size.width + 3), using: &self)
      )
      if Bool.random(using: &self) { (row, column) = (row.rounded(), column.rounded()) }
      return PlacedClick(
        row: row, column: column, isPositive: Bool.random(using: &self), order: order)
    }
    let previous = Plane(
      size: size, values: (0..<size.count).map { _ in Float.random(in: 0...1, using: &self) })
    return EncodingInput(clicks: clicks, size: size, previous: previous)
  }
}
