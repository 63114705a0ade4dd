import Basics
import Clicking
import Imaging
import Testing

@testable import Models

/// What every model of interactive segmentation keeps to.
@Suite("Contract of the models")
struct IISModelContract {
  static let models: [any IISModel] = [Geodesic(), GraphCut(), RandomWalker()]

  @Test("a prediction has the image's size and lies in [0, 1]", arguments: models)
  func range(model: any IISModel) throws {
    let image = Self.square(height: 20, width: 28)
    let y = try Self.predictions(model, image, [[Self.plus(10, 14)], [Self.minus(2, 3)]]).last
    #expect(y?.size == image.size)
    #expect(y?.values.allSatisfy { $0 >= 0 && $0 <= 1 } == true)
  }

  @Test("a square of another colour is found with one click", arguments: models)
  func square(model: any IISModel) throws {
    let image = Self.square(height: 24, width: 32)
    let y = try #require(try Self.predictions(model, image, [[Self.plus(12, 16)]]).last)
    let truth = (0..<image.size.count).map { image.bytes[3 * $0] > 128 }
    let wrong = zip(truth, y.values).filter { $0 != ($1 > 0.5) }.count
    #expect(wrong <= 4)
  }

  @Test("every click is obeyed, the newest where two share a pixel", arguments: models)
  func agreement(model: any IISModel) throws {
    let image = Self.square(height: 18, width: 18)
    let clicks = [
      Self.plus(9, 9), Self.minus(9, 10), Self.plus(0, 0), Self.minus(9, 9), Self.minus(17, 17),
      Self.plus(17, 17), Self.plus(1, 0), Self.minus(0, 1),
    ]
    let y = try #require(try Self.predictions(model, image, clicks.map { [$0] }).last)
    var expected: [Pixel: Bool] = [:]
    for click in clicks { expected[click.pixel] = click.isPositive }
    for (pixel, isObject) in expected { #expect((y[pixel] > 0.5) == isObject, "at \(pixel)") }
  }

  @Test("without a positive click inside the image nothing is object", arguments: models)
  func nothing(model: any IISModel) throws {
    let image = Self.square(height: 12, width: 10)
    let sequences = [
      [], [Self.minus(3, 3)], [Self.plus(-1, 2), Self.plus(12, 0), Self.plus(0, 10)],
    ]
    for clicks in sequences {
      let y = try #require(try Self.predictions(model, image, [clicks]).last)
      #expect(y.values.allSatisfy { $0 <= 0.5 })
    }
  }

  @Test(
    "one row, one column, one pixel and one colour are pictures too", arguments: models,
    [(1, 1), (1, 9), (9, 1), (2, 2), (7, 5)])
  func degenerate(model: any IISModel, size: (Int, Int)) throws {
    let image = Image(size: Size(height: size.0, width: size.1), filledWith: Color(90, 90, 90))
    let last = Pixel(row: size.0 - 1, column: size.1 - 1)
    let clicks = [[Self.plus(0, 0)], [Click(last, isPositive: false)]]
    let y = try #require(try Self.predictions(model, image, clicks).last)
    #expect(y.values.allSatisfy { $0 >= 0 && $0 <= 1 })
    #expect(y[last] < 0.5)
  }

  @Test("the same clicks give the same bits", arguments: models)
  func determinism(model: any IISModel) throws {
    let image = Self.square(height: 22, width: 17)
    let clicks = [[Self.plus(11, 8)], [Self.minus(1, 1), Self.minus(20, 15)], [Self.plus(6, 6)]]
    #expect(
      try Self.predictions(model, image, clicks) == Self.predictions(model, image, clicks))
  }

  @Test("a state of another image is not looked at", arguments: models)
  func foreignState(model: any IISModel) throws {
    let small = Self.square(height: 9, width: 9)
    let target = Mask(size: small.size)
    let clicks = ClickSequence([[Self.plus(4, 4)]])
    let state = try model.prepare(small).predict(
      clicks, state: model.initialState(image: small, target: target)
    ).z
    let image = Self.square(height: 16, width: 20)
    let y = try model.prepare(image).predict(clicks, state: state).y
    #expect(y == (try model.prepare(image).predict(clicks, state: ModelState()).y))
  }

  /// The predictions after each interaction.
  static func predictions(
    _ model: any IISModel, _ image: Image, _ interactions: [[Click]]
  ) throws -> [Plane] {
    let prepared = try model.prepare(image)
    var state = try model.initialState(image: image, target: Mask(size: image.size))
    var clicks = ClickSequence()
    return try interactions.map {
      clicks.append($0)
      let (y, z) = try prepared.predict(clicks, state: state)
      state = z
      return y
    }
  }

  /// A light rectangle in the middle of a dark, slightly uneven ground.
  static func square(height: Int, width: Int) -> Image {
    var image = Image(size: Size(height: height, width: width))
    for row in 0..<height {
      for column in 0..<width {
        let inside =
          (height / 4..<3 * height / 4).contains(row)
          && (width / 4..<3 * width / 4).contains(column)
        let shade = UInt8((row * 7 + column * 3) % 8)
        image[Pixel(row: row, column: column)] =
          inside ? Color(200 + shade, 120, 60) : Color(30 + shade, 60, 90)
      }
    }
    return image
  }

  static func plus(_ row: Int, _ column: Int) -> Click {
    Click(Pixel(row: row, column: column), isPositive: true)
  }

  static func minus(_ row: Int, _ column: Int) -> Click {
    Click(Pixel(row: row, column: column), isPositive: false)
  }
}
