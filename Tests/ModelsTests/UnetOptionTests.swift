import Foundation
import Layers
import Models
import Tensors
import Testing

@Suite("U-Net with other options than its defaults")
struct UnetOptionTests {
  @Test("states and outputs equal segmentation_models_pytorch's", arguments: try recorded())
  func options(recorded: Recorded) throws {
    var options = Unet.Options()
    options.encoder = recorded.options.encoderName
    options.depth = recorded.options.encoderDepth ?? 5
    options.inputs = recorded.options.inChannels ?? 3
    options.classes = recorded.options.classes ?? 1
    options.channels = recorded.options.decoderChannels
    options.attention = recorded.options.decoderAttentionType.map { _ in .scse }
    if let norm = recorded.options.decoderUseNorm { options.norm = try #require(norm.norm) }
    options.interpolation =
      try recorded.options.decoderInterpolation.map {
        try #require(DecoderInterpolation(rawValue: $0))
      } ?? .nearest
    let network = Network(try Unet(options))
    let parameters = network.root.namedParameters
    #expect(parameters.count == recorded.count)
    #expect(parameters.suffix(14).map(\.name) == recorded.names)

    try ParityWeights.fill(network)
    let x = try ParityWeights.image(
      "x", channels: options.inputs, height: recorded.height, width: recorded.width)
    let prepared = try PreparedNetwork(
      try network.graph(channels: options.inputs), inputShapes: ["x": x.shape])
    guard case .floats(let y)? = try prepared.run(["x": .floats(x)])["y"] else {
      Issue.record("no output")
      return
    }
    #expect(y.shape == recorded.shape)
    let gap = zip(Self.everyFifth(y), recorded.values).map { abs(Double($0) - $1) }.max()
    #expect((gap ?? .infinity) / recorded.largest < 1e-4)
  }

  /// Every fifth row and column.
  private static func everyFifth(_ y: Tensor) -> [Float] {
    let (height, width) = (y.shape[2], y.shape[3])
    let elements = y.elements
    return (0..<y.shape[0] * y.shape[1]).flatMap { plane in
      stride(from: 0, to: height, by: 5).flatMap { row in
        stride(from: 0, to: width, by: 5).map { elements[(plane * height + row) * width + $0] }
      }
    }
  }

  struct Recorded: Decodable, Sendable, CustomTestStringConvertible {
    struct Options: Decodable, Sendable {
      let encoderName: String
      let encoderDepth: Int?
      let inChannels: Int?
      let classes: Int?
      let decoderChannels: [Int]
      let decoderAttentionType: String?
      let decoderInterpolation: String?
      let decoderUseNorm: Norm?
    }

    /// The description of a norm, or false for none.
    struct Norm: Decodable, Sendable {
      private struct Description: Decodable { let type: String }

      let norm: DecoderNorm?

      init(from decoder: any Decoder) throws {
        let description = try? Description(from: decoder)
        norm = description.map { DecoderNorm(rawValue: $0.type) } ?? .identity
      }
    }

    struct Parameter: Decodable, Sendable {
      let name: String
      init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        name = try values.decode(String.self)
      }
    }

    let name: String
    let height: Int
    let width: Int
    let options: Options
    let parameters: [Parameter]
    let count: Int
    let shape: [Int]
    let largest: Double
    let values: [Double]

    var names: [String] { parameters.map(\.name) }
    var testDescription: String { name }
  }

  private static func recorded() throws -> [Recorded] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/unet_options.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode([Recorded].self, from: Data(contentsOf: path))
  }
}
