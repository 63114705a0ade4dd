import Basics
import Clicking
import Imaging
import Layers
import Testing

@testable import Models

@Suite("U-Net as an interactive model")
struct UnetModelTests {
  private static func options(_ encoder: String = "resnet18", inputs: Int = 6) -> Unet.Options {
    var options = Unet.Options()
    (options.encoder, options.inputs) = (encoder, inputs)
    options.channels = [16, 8, 8, 8, 8]
    return options
  }

  @Test("it predicts at any size, and again the same; clicks and the previous mask change it")
  func predicts() throws {
    let model = try UnetModel(Self.options())
    let image = Image(size: Size(height: 37, width: 50), filledWith: Color(200, 40, 90))
    let prepared = try model.prepare(image)
    let clicks = ClickSequence([[Click(Pixel(row: 10, column: 12), isPositive: true)]])
    let zero = try model.initialState(image: image, target: Mask(size: image.size))
    let (y, z) = try prepared.predict(clicks, state: zero)
    #expect(y.size == image.size)
    #expect(y.values.allSatisfy { (0...1).contains($0) })
    #expect(try prepared.predict(clicks, state: zero).y == y)
    #expect(try prepared.predict(ClickSequence([]), state: zero).y != y)
    #expect(try prepared.predict(clicks, state: z).y != y)
  }

  @Test("weights that were saved are loaded, also with one prefix, and give the same prediction")
  func weights() throws {
    let model = try UnetModel(Self.options(inputs: 5), seed: 7)
    let state = model.state
    let plain = try Checkpoint(FileBytes(CheckpointWriting.safetensors(state)))
    let prefixed = try Checkpoint(
      FileBytes(
        CheckpointWriting.safetensors(
          state.map { NamedArray(name: "module.\($0.name)", array: $0.array) }))
    )
    for checkpoint in [plain, prefixed] {
      let loaded = try UnetModel(Self.options(inputs: 5), weights: checkpoint, seed: 1)
      #expect(loaded.state.map(\.array) == state.map(\.array))
    }
    #expect(throws: LoadingError.self) {
      try UnetModel(Self.options("resnet34", inputs: 5), weights: plain)
    }
  }

  @Test(
    "a checkpoint is recognised by its names and shapes", arguments: ["resnet18", "mobilenet_v2"])
  func recognition(encoder: String) throws {
    var options = Unet.Options()
    (options.encoder, options.inputs, options.classes) = (encoder, 4, 2)
    let state = try Network(Unet(options)).root.state()
    let entries = try Checkpoint(FileBytes(CheckpointWriting.safetensors(state))).entries
    let found = NetworkRecognition(entries)
    #expect(found?.encoder == encoder && found?.inputs == 4 && found?.classes == 2)
    #expect(NetworkRecognition(entries.dropLast()) == nil)
  }

  @Test(
    "options that do not fit are errors",
    arguments: [
      ("resnet7", 5, 6, NetworkOptionError.unknownEncoder("resnet7")),
      ("resnet18", 2, 6, .outOfRange(option: "depth", value: 2, allowed: 3...5)),
      ("resnet18", 4, 6, .channelCount(found: 5, depth: 4)),
      ("resnet18", 5, 4, .fusion(channels: 4)),
    ])
  func wrongOptions(encoder: String, depth: Int, inputs: Int, error: NetworkOptionError) {
    var options = Self.options(encoder, inputs: inputs)
    options.depth = depth
    #expect(throws: error) { try UnetModel(options) }
  }

  @Test("every encoder keeps its contract", arguments: EncoderKind.all.map(\.name))
  func encoders(name: String) throws {
    let kind = try #require(EncoderKind.named(name))
    // The names and shapes of all sizes; the features of the small ones.
    let encoder = kind.make(3, 4)
    #expect(encoder.channels.count == 5 && encoder.channels[0] == 3)
    let names = Network(encoder).root.namedParameters.map(\.name)
    #expect(Set(names).count == names.count)
    guard ["resnet18", "mobilenet_v2", "efficientnet-b0"].contains(name) else { return }
    _ = try encoder.state()
    let builder = GraphBuilder()
    let features = encoder.features(of: builder.input("x", shape: [1, 3, 64, 96]))
    let graph = builder.finish(features.enumerated().map { ("\($0)", $1) })
    let shaped = try graph.specialised()
    for (index, output) in graph.outputs.enumerated() {
      #expect(
        shaped.shape(output.value) == [1, encoder.channels[index], 64 >> index, 96 >> index])
    }
  }
}
