import Clicking
import Foundation
import Imaging
import TestSupport
import Testing

@Suite("Encodings by their rules")
struct EncodingTests {
  @Test("a disk of radius 5 has 81 pixels, of radius 0 one")
  func diskSizes() throws {
    let click = PlacedClick(row: 8, column: 8, isPositive: true)
    let input = EncodingInput(clicks: [click], size: Size(height: 17, width: 17))
    #expect(try Disks().planes(of: input)[0].values.reduce(0, +) == 81)
    #expect(try Disks(radius: 0).planes(of: input)[0].values.reduce(0, +) == 1)
    #expect(try Disks().planes(of: input)[1].values.allSatisfy { $0 == 0 })
  }

  @Test("disks are what comparing each pixel with each click gives", arguments: 0..<4)
  func disks(seed: Int) throws {
    var random = TestRandom(seed)
    for _ in 0..<20 {
      let input = random.encodingInput()
      for radius in [0, 0.7, 1, 2.5, 5, 13] {
        let expected = nearest(input) { $0 <= radius * radius ? 1 : 0 }
        #expect(try differences(Disks(radius: radius).planes(of: input), expected) == 0)
      }
    }
  }

  @Test("distances and Gaussians are those to the nearest of all clicks", arguments: 0..<4)
  func distances(seed: Int) throws {
    var random = TestRandom(seed)
    for _ in 0..<10 {
      let input = random.encodingInput()
      let hyperbolic = nearest(input) { tanh(2 * $0.squareRoot() / 7) }
      #expect(try differences(DistanceMaps(.tanh(radius: 7)).planes(of: input), hyperbolic) < 3e-7)
      let clipped = nearest(input) { min($0.squareRoot(), 4) / 4 }
      #expect(try differences(DistanceMaps(.clipped(limit: 4)).planes(of: input), clipped) < 3e-7)
      let gaussian = nearest(input) { exp(-$0 / 8) }
      #expect(try differences(Gaussians(sigmas: [2]).planes(of: input), gaussian) < 3e-7)
    }
  }

  @Test("hundreds of clicks in a line, in a column and on one pixel leave the nearest")
  func many() throws {
    let size = Size(height: 9, width: 40)
    var random = TestRandom(5)
    for pattern in 0..<4 {
      let clicks = (0..<300).map { index in
        let row = pattern == 0 ? 4 : Double.random(in: -3...12, using: &random)
        let column = pattern == 1 ? 7 : Double.random(in: -3...43, using: &random)
        return pattern == 2
          ? PlacedClick(row: 2, column: 3, isPositive: true, order: index)
          : PlacedClick(row: row, column: column, isPositive: true, order: index)
      }
      let input = EncodingInput(clicks: clicks, size: size)
      let expected = nearest(input) { min($0.squareRoot(), 20) / 20 }
      #expect(try differences(DistanceMaps(.clipped(limit: 20)).planes(of: input), expected) < 3e-7)
    }
  }

  @Test("a plane without click is 0, and 1 where it holds distances")
  func withoutClick() throws {
    let input = EncodingInput(
      clicks: [PlacedClick(row: 1, column: 1, isPositive: true)], size: Size(height: 3, width: 3))
    #expect(try DistanceMaps().planes(of: input)[1].values == [Float](repeating: 1, count: 9))
    #expect(try Gaussians().planes(of: input)[1].values == [Float](repeating: 0, count: 9))
  }

  @Test("a click between pixels marks the nearest, halfway the lower right one, outside none")
  func pixels() throws {
    let places = [(0.4, 1.5), (-0.5, 0.0), (-0.6, 2.0), (1.0, 2.5)]
    let clicks = places.map { PlacedClick(row: $0.0, column: $0.1, isPositive: false) }
    let planes = try ClickPixels().planes(
      of: EncodingInput(clicks: clicks, size: Size(height: 2, width: 3)))
    #expect(planes[1].values == [1, 0, 1, 0, 0, 0])
    #expect(planes[0].values.allSatisfy { $0 == 0 })
  }

  @Test("signed disks are 1, -1, and 0 where both meet")
  func signed() throws {
    let clicks = [
      PlacedClick(row: 0, column: 1, isPositive: true),
      PlacedClick(row: 0, column: 3, isPositive: false),
    ]
    let input = EncodingInput(clicks: clicks, size: Size(height: 1, width: 6))
    #expect(
      try SignedMap(of: Disks(radius: 1)).planes(of: input)[0].values == [1, 1, 0, -1, -1, 0])
  }

  @Test("the first click has a radius of its own, unless it is negative")
  func byOrder() throws {
    let encoding = DisksByOrder(radii: [2, 0])
    func sums(_ signs: [Bool]) throws -> [Float] {
      let clicks = signs.enumerated().map {
        PlacedClick(row: 4, column: 4, isPositive: $1, order: $0)
      }
      return try encoding.planes(of: EncodingInput(clicks: clicks, size: Size(height: 9, width: 9)))
        .map { $0.values.reduce(0, +) }
    }
    #expect(try sums([true, true, false]) == [13, 0, 1, 1])
    #expect(try sums([false, true]) == [0, 0, 1, 1])
  }

  @Test("the previous mask is limited to 0…1 or thresholded, and of the picture's size")
  func previous() throws {
    let size = Size(height: 1, width: 4)
    let previous = Plane(size: size, values: [-1, 0.5, 0.75, .nan])
    let input = EncodingInput(clicks: [], size: size, previous: previous)
    #expect(try PreviousMask().planes(of: input)[0].values == [0, 0.5, 0.75, 0])
    #expect(try PreviousMask(threshold: 0.5).planes(of: input)[0].values == [0, 0, 1, 0])
    let other = Size(height: 2, width: 4)
    #expect(throws: EncodingError.previousSize(picture: other, previous: size)) {
      try PreviousMask().planes(of: EncodingInput(clicks: [], size: other, previous: previous))
    }
  }

  /// The rule at each pixel for the squared distance to the nearest click of each sign, by all pairs.
  private func nearest(_ input: EncodingInput, _ rule: (Double) -> Double) -> [[Double]] {
    [true, false].map { sign in
      let clicks = input.clicks.filter { $0.isPositive == sign }
      return (0..<input.size.count).map { offset in
        let pixel = input.size.pixel(at: offset)
        let squares = clicks.map { click -> Double in
          let down = Double(pixel.row) - Double(Float(click.row))
          let across = Double(pixel.column) - Double(Float(click.column))
          return down * down + across * across
        }
        return rule(squares.min() ?? .infinity)
      }
    }
  }

  private func differences(_ planes: [Plane], _ expected: [[Double]]) -> Double {
    zip(planes, expected).flatMap { plane, expected in
      zip(plane.values, expected).map { abs(Double($0) - $1) }
    }.max() ?? 0
  }
}
