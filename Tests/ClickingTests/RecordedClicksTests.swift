import Basics
import Clicking
import Foundation
import Imaging
import TestSupport
import Testing

/// Clicks that RITM's and gto99's own code placed, with OpenCV's distances.
@Suite("Recorded clicks", .enabled(if: Shared.isPresent, Shared.absence))
struct RecordedClicksTests {
  private struct Manifest: Decodable {
    struct Place: Decodable {
      var positive: Bool
      var y: Int
      var x: Int
      var click: Click { Click(Pixel(row: y, column: x), isPositive: positive) }
    }
    struct Category: Decodable {
      var category: Int
      var y: Int
      var x: Int
      var click: Click { Click(Pixel(row: y, column: x), isPositive: category == 1) }
    }
    struct Case: Decodable {
      var gt: String
      var pred: String
      var ritm: Place
      var gto99: Category
      var fnMaxDist: Float
      var fpMaxDist: Float
      var iou: Double
      var fnComponents4: Int
      var fnComponents8: Int
      var fnLargest8: Int
      var gtPx: Int
      var fnPx: Int
      var fpPx: Int
    }
    struct Loop: Decodable {
      struct Step: Decodable {
        var positive: Bool
        var y: Int
        var x: Int
        var iou: Double
      }
      var gt: String
      var clicks: [Step]
    }
    var cases: [Case]
    var loop: Loop
  }

  @Test("clicks, depths, components and counts are the recorded ones")
  func cases() throws {
    for recorded in try manifest().cases {
      let (target, prediction) = (try mask(recorded.gt), try mask(recorded.pred))
      #expect(try click(prediction, target, ClickSequence()) == [recorded.ritm.click])
      #expect(try GTO99().clicks(for: turn(prediction, target)) == [recorded.gto99.click])
      let errors = try ErrorMap(prediction: prediction, target: target)
      let missed = errors.mask(of: ErrorMap.missed)
      let excess = errors.mask(of: ErrorMap.excess)
      #expect(missed.deepestPixel()?.depth ?? 0 == recorded.fnMaxDist)
      #expect(excess.deepestPixel()?.depth ?? 0 == recorded.fpMaxDist)
      let components = missed.components(.eight)
      #expect(components.count == recorded.fnComponents8)
      #expect(missed.components(.four).count == recorded.fnComponents4)
      #expect(components.all.map(\.area).max() == recorded.fnLargest8)
      let confusion = try Confusion(prediction: prediction, target: target)
      #expect(confusion.falseNegatives == recorded.fnPx)
      #expect(confusion.falsePositives == recorded.fpPx)
      #expect(target.area == recorded.gtPx)
      #expect(Double(confusion.intersection) / Double(confusion.union) == recorded.iou)
    }
  }

  @Test("a loop of twenty clicks takes the recorded course")
  func loop() throws {
    let loop = try manifest().loop
    let target = try mask(loop.gt)
    var prediction = Mask(size: target.size)
    var clicks = ClickSequence()
    for step in loop.clicks {
      let expected = Click(Pixel(row: step.y, column: step.x), isPositive: step.positive)
      #expect(try click(prediction, target, clicks) == [expected])
      clicks.append([expected])
      let reach = step.positive ? 15 : 10
      let square = PixelBox(
        rows: step.y - reach..<step.y + reach + 1, columns: step.x - reach..<step.x + reach + 1
      ).intersection(PixelBox(target.size))
      for row in square.rows {
        for column in square.columns {
          prediction[Pixel(row: row, column: column)] = step.positive
        }
      }
      let confusion = try Confusion(prediction: prediction, target: target)
      #expect(Double(confusion.intersection) / Double(confusion.union) == step.iou)
    }
  }

  private func click(_ prediction: Mask, _ target: Mask, _ clicks: ClickSequence) throws -> [Click]
  {
    try CenterLargestError().clicks(for: turn(prediction, target, clicks))
  }

  private func turn(
    _ prediction: Mask, _ target: Mask, _ clicks: ClickSequence = ClickSequence()
  ) -> RobotTurn {
    RobotTurn(
      prediction: prediction, target: target, clicks: clicks,
      key: RandomKey(root: 0, purpose: "test"))
  }

  private func mask(_ name: String) throws -> Mask {
    let image = try ImageFile.read(Shared.path("parity/robots/\(name)"))
    let codes = stride(from: 0, to: image.bytes.count, by: 3).map {
      image.bytes[$0] > 0 ? Mask.object : Mask.background
    }
    return Mask(size: image.size, codes: codes)
  }

  private func manifest() throws -> Manifest {
    let path = URL(fileURLWithPath: Shared.path("parity/robots/manifest.json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Manifest.self, from: Data(contentsOf: path))
  }
}
