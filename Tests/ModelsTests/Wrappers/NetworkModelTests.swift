import Clicking
import Imaging
import Layers
import Tensors
import Testing

@testable import Models

@Suite("Models over networks")
struct NetworkModelTests {
  /// The sum over the channels of all inputs, under the name `sum`, and all channels, `all`.
  static func graph(
    _ inputs: KeyValuePairs<String, Int>, height: Int? = nil, width: Int? = nil
  ) -> Graph {
    let builder = GraphBuilder()
    let symbols = inputs.map { builder.input($0.key, shape: [1, $0.value, height, width]) }
    let all = concatenate(symbols)
    return builder.finish(["sum": all.reduced(.sum, axes: [1]), "all": all])
  }

  static let sum = NetworkOutput(name: "sum", activation: .none)

  static func image(_ height: Int, _ width: Int) -> Image {
    var image = Image(size: Size(height: height, width: width))
    for index in image.bytes.indices { image.bytes[index] = UInt8(index * 5 % 200) }
    return image
  }

  private func predict(
    _ model: NetworkModel, _ image: Image, _ clicks: [Click] = [], state: ModelState = ModelState()
  ) throws -> Plane {
    try model.prepare(image).predict(ClickSequence([clicks]), state: state).y
  }

  /// The one channel `channel` of a network that returns its input.
  private func channel(
    _ channel: Int, _ parts: [NetworkInput.Part], _ image: Image, _ clicks: [Click] = [],
    size: NetworkSize = .stretched(multiple: 1), state: ModelState = ModelState()
  ) throws -> Plane {
    let count = parts.reduce(0) { $0 + $1.channels }
    let model = try NetworkModel(
      "toy", graph: Self.graph(["x": count]), inputs: [NetworkInput("x", parts)], size: size,
      output: NetworkOutput(name: "all", channel: channel, activation: .none))
    return try predict(model, image, clicks, state: state)
  }

  @Test("bytes become numbers by divisor, mean and deviation, channel by channel")
  func values() throws {
    let image = Self.image(3, 4)
    for color in 0..<3 {
      let bytes = (0..<12).map { Float(image.bytes[3 * $0 + color]) }
      #expect(try channel(color, [.image(ImageValues())], image).values == bytes.map { $0 / 255 })
      let largest = Float(image.bytes.max() ?? 1)
      let byMaximum = ImageValues(.maximum)
      #expect(
        try channel(color, [.image(byMaximum)], image).values == bytes.map { $0 / largest })
      let shifted = ImageValues(mean: [-0.1, -0.2, -0.3], deviation: [2, 3, 4])
      let expected = bytes.map { ($0 / 255 - shifted.mean[color]) / shifted.deviation[color] }
      #expect(try channel(color, [.image(shifted)], image).values == expected)
      let swapped = try channel(2 - color, [.image(ImageValues(isBlueFirst: true))], image)
      #expect(swapped.values == bytes.map { $0 / 255 })
    }
  }

  @Test("a black picture divided by its maximum stays black")
  func black() throws {
    let image = Image(size: Size(height: 2, width: 2))
    #expect(try channel(0, [.image(ImageValues(.maximum))], image).values == [0, 0, 0, 0])
  }

  @Test("clicks and the previous prediction fill their channels in the order declared")
  func clicks() throws {
    let image = Self.image(9, 11)
    let clicks = [
      Click(Pixel(row: 2, column: 3), isPositive: true),
      Click(Pixel(row: 7, column: 9), isPositive: false),
    ]
    let parts: [NetworkInput.Part] = [
      .clicks(PreviousMask()), .clicks(Disks(radius: 1), planes: [1]),
      .clicks(Disks(radius: 1), planes: [0]), .image(ImageValues()),
    ]
    var previous = Plane(size: image.size)
    previous.values[5] = 0.25
    let state = ModelState(previous: previous)
    #expect(try channel(0, parts, image, clicks, state: state) == previous)
    let disks = try Disks(radius: 1).planes(
      of: EncodingInput(clicks: ClickSequence([clicks]).placed, size: image.size))
    #expect(try channel(1, parts, image, clicks) == disks[1])
    #expect(try channel(2, parts, image, clicks) == disks[0])
  }

  @Test("padding adds zeros below and to the right, which the prediction does not have")
  func padded() throws {
    let image = Self.image(5, 7)
    let model = try NetworkModel(
      "toy", graph: Self.graph(["x": 3]), inputs: [NetworkInput("x", [.image(ImageValues())])],
      size: .padded(multiple: 4), output: NetworkOutput(name: "all", channel: 1, activation: .none))
    let y = try predict(model, image)
    #expect(y.size == image.size)
    #expect(y.values == (0..<35).map { Float(image.bytes[3 * $0 + 1]) / 255 })
    let frame = NetworkFrame(image.size, .padded(multiple: 4))
    #expect(frame.network == Size(height: 8, width: 8))
    #expect(frame.content == image.size)
  }

  @Test("stretching moves clicks with the picture")
  func stretched() throws {
    let frame = NetworkFrame(Size(height: 10, width: 20), .fixed(Size(height: 20, width: 10)))
    let clicks = ClickSequence([[Click(Pixel(row: 4, column: 9), isPositive: true)]])
    #expect(frame.placed(clicks).first?.row == 8.5)
    #expect(frame.placed(clicks).first?.column == 4.25)
    let corners = NetworkFrame(frame.image, .fixed(frame.network), .corners)
    #expect(corners.placed(clicks).first?.row == 8)
    #expect(corners.placed(clicks).first?.column == 4.5)
    let image = Image(size: Size(height: 10, width: 20), filledWith: Color(51, 51, 51))
    let size = NetworkSize.fixed(Size(height: 6, width: 5))
    let y = try channel(0, [.image(ImageValues())], image, size: size)
    #expect(y.size == image.size)
    #expect(y.values.allSatisfy { abs($0 - 0.2) < 1e-6 })
  }

  @Test("the probability goes back as the output says, and never leaves 0 to 1")
  func wayBack() throws {
    let made = Plane(size: Size(height: 1, width: 4), values: [0, 0, 1, 1])
    let frame = NetworkFrame(Size(height: 1, width: 8), .fixed(made.size))
    let nearest = try frame.leaving(made, NetworkOutput(interpolation: .nearest))
    #expect(nearest.values == [0, 0, 0, 0, 1, 1, 1, 1])
    let linear = try frame.leaving(made, NetworkOutput())
    #expect(linear.values == [0, 0, 0, 0.25, 0.75, 1, 1, 1])
    let sharp = try frame.leaving(made, NetworkOutput(interpolation: .lanczos, smooths: true))
    #expect(sharp.values.allSatisfy { (0...1).contains($0) })
    #expect(try made.resized(to: frame.image, .lanczos, antialias: true).values.contains { $0 > 1 })
  }

  @Test("the output becomes a probability by its activation")
  func activations() throws {
    let logits: [Float] = [-2, 0, 1, 3, 5, 30]
    #expect(try Self.probability(.none, [-0.5, 0, 1.5]) == [0, 0, 1])
    #expect(try Self.probability(.minmax, logits) == [0, 2.0 / 3, 1])
    #expect(try abs(Self.probability(.sigmoid, logits)[2] - 0.731_058_6) < 1e-6)
    #expect(try abs(Self.probability(.softmax, logits)[0] - 0.006_692_85) < 1e-7)
    #expect(try Self.probability(.softmax, logits)[2] < 1e-12)
    let infinite: [Float] = [-.infinity, 0, .infinity]
    #expect(try Self.probability(.sigmoid, infinite) == [0, 0.5, 1])
    #expect(try Self.probability(.minmax, infinite) == [0, 0, 0])
  }

  /// The probabilities of three pixels, of one channel or of the first of two.
  private static func probability(
    _ activation: NetworkOutput.Activation, _ elements: [Float]
  ) throws -> [Float] {
    try elements.withUnsafeBufferPointer {
      try NetworkOutput(name: "y", activation: activation).probability(
        $0, size: Size(height: 1, width: 3), channels: elements.count / 3, channel: 0
      ).values
    }
  }

  @Test(
    "an output that holds what is no number is refused, whatever makes it a probability",
    arguments: NetworkOutput.Activation.allCases)
  func notANumber(activation: NetworkOutput.Activation) throws {
    let error = #expect(throws: NetworkError.self) {
      try Self.probability(activation, [0, .nan, 1, 0.5, 0.5, 0.5])
    }
    #expect(error == .notNumbers(output: "y", count: 1, of: 3))
    _ = try? Self.probability(activation, [0, 0, 1, .nan, 0, 0])
  }

  @Test("an output declared to be a probability is refused where it cannot be one")
  func noProbability() throws {
    for elements: [Float] in [[0, 128, 255], [-8, 0, 1], [0, 0, .infinity]] {
      let error = #expect(throws: NetworkError.self) { try Self.probability(.none, elements) }
      #expect(
        error
          == .noProbability(
            output: "y", lowest: elements.min() ?? 0, highest: elements.max() ?? 0))
    }
  }

  @Test("a sigmoid of what is never negative is doubted, until something is")
  func unsignedLogits() throws {
    let model = try NetworkModel(
      "toy", graph: Self.graph(["x": 3]),
      inputs: [NetworkInput("x", [.image(ImageValues(mean: [0.5, 0.5, 0.5]))])],
      size: .stretched(multiple: 1), output: NetworkOutput(name: "all", channel: 0))
    #expect(model.unsignedLogits == nil)
    _ = try predict(model, Image(size: Size(height: 2, width: 2), filledWith: Color(255, 0, 0)))
    #expect(model.unsignedLogits == 0.5...0.5)
    _ = try predict(model, Image(size: Size(height: 2, width: 2)))
    #expect(model.unsignedLogits == nil)
  }

  @Test("what a declaration gets wrong is said")
  func errors() throws {
    func error(
      _ graph: Graph, _ inputs: [NetworkInput], size: NetworkSize = .padded(multiple: 8),
      output: NetworkOutput = Self.sum
    ) -> NetworkError? {
      #expect(throws: NetworkError.self) {
        let model = try NetworkModel(
          "toy", graph: graph, inputs: inputs, size: size, output: output)
        _ = try self.predict(model, Self.image(5, 5))
      }
    }
    let graph = Self.graph(["image": 3, "clicks": 2], height: 8, width: 8)
    let image = NetworkInput("image", [.image(ImageValues())])
    let clicks = NetworkInput("clicks", [.clicks(Disks())])
    #expect(
      error(graph, [NetworkInput("img", [])])
        == .noSuchInput("img", inputs: ["image", "clicks"]))
    #expect(error(graph, [image]) == .undeclared(["clicks"]))
    #expect(error(graph, [image, image]) == .declaredTwice("image"))
    #expect(
      error(graph, [image, NetworkInput("clicks", [.clicks(PreviousMask())])])
        == .channels(input: "clicks", expected: 2, found: 1))
    #expect(
      error(graph, [image, clicks], size: .fixed(Size(height: 8, width: 9)))
        == .size(input: "image", expected: [1, 3, 8, 8], found: Size(height: 8, width: 9)))
    #expect(
      error(graph, [image, clicks], output: NetworkOutput(name: "y"))
        == .noSuchOutput("y", outputs: ["sum", "all"]))
    #expect(
      error(graph, [image, clicks], output: NetworkOutput(name: "all"))
        == .channel(output: "all", count: 5, found: nil))
    #expect(
      error(graph, [image, clicks], output: NetworkOutput(name: "all", channel: 5))
        == .channel(output: "all", count: 5, found: 5))
  }

  @Test("a state of another picture is not looked at")
  func foreignState() throws {
    let state = ModelState(previous: Plane(size: Size(height: 2, width: 2), filledWith: 1))
    let y = try channel(0, [.clicks(PreviousMask())], Self.image(3, 3), state: state)
    #expect(y.values.allSatisfy { $0 == 0 })
  }

  @Test("what the picture alone decides is computed once, and the result is the same")
  func early() throws {
    let parts = [
      NetworkInput("image", [.image(ImageValues())]), NetworkInput("clicks", [.clicks(Disks())]),
    ]
    let model = try NetworkModel(
      "toy", graph: Self.graph(["image": 3, "clicks": 2]), inputs: parts,
      size: .stretched(multiple: 1),
      output: NetworkOutput(name: "all", channel: 3, activation: .none))
    let click = Click(Pixel(row: 10, column: 10), isPositive: true)
    let y = try predict(model, Self.image(24, 24), [click])
    #expect(y.values.reduce(0, +) == 81)
  }
}
