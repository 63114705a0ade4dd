import Basics
import Imaging
import TestSupport
import Testing

@Suite("Resize")
struct ResizeTests {
  @Test("images equal OpenCV's: nearest and linear exactly, the others within 1")
  func openCVImages() throws {
    let recorded = try Recorded.load("opencv")
    for entry in recorded.cases where entry.kind == "image" {
      let found = try entry.resizedImage(of: recorded.source)
      let largest = largestDifference(found.bytes, entry.data.hexadecimalBytes)
      let isExact = ["nearest", "linear"].contains(entry.interpolation)
      #expect(largest <= (isExact ? 0 : 1), "\(entry.label)")
    }
  }

  @Test("Lanczos and area of planes are within 1e-5 of OpenCV's")
  func openCVPlanes() throws { try comparePlanes(with: "opencv") }

  @Test("planes are within 1e-5 of PyTorch's, with both corner conventions and antialiasing")
  func torchPlanes() throws { try comparePlanes(with: "torch") }

  @Test("antialiased images equal Pillow's")
  func pillowImages() throws {
    let recorded = try Recorded.load("pillow")
    for entry in recorded.cases {
      let found = try entry.resizedImage(of: recorded.source)
      #expect(found.bytes == entry.data.hexadecimalBytes, "\(entry.label)")
    }
  }

  @Test("the same size gives the same picture", arguments: Interpolation.allCases)
  func identity(interpolation: Interpolation) throws {
    let image = Image(size: Size(height: 3, width: 4), bytes: noise(36))
    #expect(try image.resized(to: image.size, interpolation) == image)
  }

  @Test("one colour stays that colour at any size", arguments: Interpolation.allCases)
  func constant(interpolation: Interpolation) throws {
    let color = Color(3, 200, 255)
    for source in 1...9 {
      for target in [1, 2, 5, 13] {
        let image = Image(size: Size(height: source, width: 10 - source), filledWith: color)
        let size = Size(height: target, width: 14 - target)
        for antialias in [false, true] {
          let resized = try image.resized(to: size, interpolation, antialias: antialias)
          #expect(resized == Image(size: size, filledWith: color))
        }
      }
    }
  }

  @Test("aligned corners keep the corners of a plane")
  func alignedCorners() throws {
    let plane = Plane(size: Size(height: 3, width: 3), values: (0..<9).map(Float.init))
    let resized = try plane.resized(to: Size(height: 5, width: 5), .linear, corners: .aligned)
    #expect(resized.values.prefix(5) == [0, 0.5, 1, 1.5, 2])
    #expect(resized.values.last == 8)
  }

  @Test("a mask takes the codes of single pixels, ignored ones too")
  func masks() throws {
    let source = mask("#?.\n.#?")
    #expect(
      try source.resized(to: Size(height: 4, width: 6)).picture == "##??..\n##??..\n..##??\n..##??")
    #expect(try source.resized(to: Size(height: 1, width: 1), .floor).picture == "#")
    #expect(try source.resized(to: Size(height: 1, width: 1), .center).picture == "#")
    let labels = LabelMap(size: Size(height: 1, width: 3), ids: [7, 8, LabelMap.ignored])
    #expect(try labels.resized(to: Size(height: 2, width: 2), .center).ids == [7, .max, 7, .max])
  }

  @Test("an empty source and a target without bounds are errors, an empty target is not")
  func limits() throws {
    let empty = Plane(size: Size(height: 0, width: 4))
    let target = Size(height: 2, width: 2)
    #expect(throws: ResizeError.emptySource(empty.size, target: target)) {
      try empty.resized(to: target)
    }
    let huge = Size(height: .max, width: .max)
    #expect(throws: ResizeError.tooLarge(huge, limit: 1 << 28)) {
      try Mask(size: target).resized(to: huge)
    }
    let none = Size(height: 0, width: 3)
    #expect(try Image(size: target).resized(to: none).size == none)
  }

  private func comparePlanes(with library: String) throws {
    let recorded = try Recorded.load(library)
    let source = Plane(
      size: recorded.source, values: noise(recorded.source.count).map { Float($0) / 255 })
    for entry in recorded.cases where entry.kind == "plane" {
      let found = try source.resized(
        to: entry.size, #require(Interpolation(rawValue: entry.interpolation)),
        corners: #require(Corners(rawValue: entry.corners)), antialias: entry.antialias)
      let expected = entry.data.base64Floats
      #expect(found.values.count == expected.count)
      let largest = zip(found.values, expected).map { abs($0 - $1) }.max() ?? .infinity
      #expect(largest <= 1e-5, "\(entry.label)")
    }
  }

  private func largestDifference(_ found: [UInt8], _ expected: [UInt8]) -> Int {
    guard found.count == expected.count else { return .max }
    return zip(found, expected).map { abs(Int($0) - Int($1)) }.max() ?? .max
  }
}

/// What `scripts/parity/record_resize.py` writes.
private struct Recorded: Decodable {
  struct Case: Decodable {
    var kind: String
    var interpolation: String
    var corners: String
    var antialias: Bool
    var height: Int
    var width: Int
    var data: String

    var size: Size { Size(height: height, width: width) }
    var label: String { "\(kind) \(interpolation) \(corners) to \(size)" }

    func resizedImage(of source: Size) throws -> Image {
      try Image(size: source, bytes: noise(3 * source.count)).resized(
        to: size, #require(Interpolation(rawValue: interpolation)),
        corners: #require(Corners(rawValue: corners)), antialias: antialias)
    }
  }

  var height: Int
  var width: Int
  var cases: [Case]
  var source: Size { Size(height: height, width: width) }

  static func load(_ library: String) throws -> Recorded {
    try Fixture.json("resize_\(library).json", as: Recorded.self)
  }
}
