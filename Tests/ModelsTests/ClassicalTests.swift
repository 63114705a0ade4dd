import Clicking
import Foundation
import Imaging
import Testing

@testable import Models

/// Answers that independent solvers gave, recorded by scripts/parity/record_classical.py.
private struct ClassicalRecording: Decodable {
  struct Walker: Decodable, Sendable {
    let height: Int
    let width: Int
    let beta: Float
    /// Every how many rows and columns the probability was recorded.
    let step: Int
    let clicks: [[Int]]
    let probabilities: [Float]
  }

  struct Cut: Decodable, Sendable {
    let greys: [[UInt8]]
    let smoothness: Float
    let clicks: [[Int]]
    let mask: [String]
  }

  let randomWalker: [Walker]
  let graphCut: [Cut]

  static let recorded: ClassicalRecording? = {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/classical.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try? decoder.decode(ClassicalRecording.self, from: Data(contentsOf: path))
  }()
}

@Suite("Models without weights")
struct ClassicalTests {
  @Test("the random walker's probabilities are those of a direct solver, whatever the contrast")
  func randomWalker() throws {
    for recorded in try #require(ClassicalRecording.recorded).randomWalker {
      var model = RandomWalker()
      model.beta = recorded.beta
      let image = Self.texture(height: recorded.height, width: recorded.width)
      let y = try #require(
        try IISModelContract.predictions(model, image, Self.interactions(recorded.clicks)).last)
      let found = stride(from: 0, to: recorded.height, by: recorded.step).flatMap { row in
        stride(from: 0, to: recorded.width, by: recorded.step).map {
          y[Pixel(row: row, column: $0)]
        }
      }
      let errors = zip(found, recorded.probabilities).map { abs($0 - $1) }
      let squares = errors.reduce(0) { $0 + $1 * $1 } / Float(errors.count)
      let place: Comment = "\(recorded.height)×\(recorded.width), β \(recorded.beta)"
      #expect(found.count == recorded.probabilities.count)
      #expect(squares.squareRoot() < 2e-4, place)
      #expect(try #require(errors.max()) < 2e-3, place)
    }
  }

  @Test("one click more on a solved picture leads where all clicks at once do")
  func warmStart() throws {
    let image = Self.texture(height: 40, width: 60)
    let clicks = [[30, 45, 1], [5, 5, 0], [10, 50, 1]]
    let slowly = try IISModelContract.predictions(
      RandomWalker(), image, Self.interactions(clicks))
    let atOnce = try IISModelContract.predictions(
      RandomWalker(), image, [Self.interactions(clicks).flatMap(\.self)])
    let (one, other) = (try #require(slowly.last), try #require(atOnce.last))
    #expect(zip(one.values, other.values).allSatisfy { abs($0 - $1) < 1e-3 })
  }

  @Test("the graph cut's mask is the minimum of its energy, by another solver of maximum flows")
  func graphCut() throws {
    for recorded in try #require(ClassicalRecording.recorded).graphCut {
      var model = GraphCut()
      (model.components, model.refits, model.smoothness) = (1, 0, recorded.smoothness)
      let size = Size(height: recorded.greys.count, width: recorded.greys[0].count)
      var image = Image(size: size)
      for (row, greys) in recorded.greys.enumerated() {
        for (column, grey) in greys.enumerated() {
          image[Pixel(row: row, column: column)] = Color(grey, grey, grey)
        }
      }
      let clicks = Self.interactions(recorded.clicks).flatMap(\.self)
      let y = try #require(try IISModelContract.predictions(model, image, [clicks]).last)
      let found = (0..<size.height).map { row in
        (0..<size.width).map { y[Pixel(row: row, column: $0)] > 0.5 ? "#" : "." }.joined()
      }
      #expect(found == recorded.mask, "\(size), smoothness \(recorded.smoothness)")
    }
  }

  /// The recording's picture: two grounds with a grid of squares on them, and noise of up to 40 levels.
  private static func texture(height: Int, width: Int) -> Image {
    var image = Image(size: Size(height: height, width: width))
    for row in 0..<height {
      for column in 0..<width {
        let noise = (row * 73_856_093 ^ column * 19_349_663) % 40
        let squares = (row / 9 + column / 7) % 2 * 60
        let ground = column * 2 > width + row % 5 ? 120 : 30
        image[Pixel(row: row, column: column)] = Color(
          UInt8(ground + squares + noise), UInt8(200 - ground + noise / 2),
          UInt8(squares + 2 * noise))
      }
    }
    return image
  }

  /// One click an interaction.
  private static func interactions(_ clicks: [[Int]]) -> [[Click]] {
    clicks.map { [Click(Pixel(row: $0[0], column: $0[1]), isPositive: $0[2] == 1)] }
  }
}
