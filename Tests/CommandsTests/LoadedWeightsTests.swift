import Basics
import Layers
import Models
import Tensors
import TestSupport
import Testing

@Suite("Weights that are loaded")
struct LoadedWeightsTests {
  private static let call = "encoder=\"mobilenet_v2\", decoder_channels=[8, 8, 8, 8, 8]"

  /// Runs a script beside `w.safetensors`, whose arrays are those of the network under these prefixes.
  private func run(
    _ options: String, _ prefixes: [String], change: (inout [NamedArray]) -> Void = { _ in }
  ) throws -> Shell.Outcome {
    var unet = Unet.Options()
    (unet.encoder, unet.inputs, unet.channels) = ("mobilenet_v2", 6, [8, 8, 8, 8, 8])
    let state = try Network(Unet(unet)).root.state(seed: 5)
    var arrays = prefixes.flatMap { prefix in
      state.map { NamedArray(name: prefix + $0.name, array: $0.array) }
    }
    change(&arrays)
    return try withTemporaryFolder { folder in
      try Files.write(CheckpointWriting.safetensors(arrays), to: folder + "/w.safetensors")
      return try Shell.run(
        ["-c", "models.unet(\(Self.call), weights=\"w.safetensors\"\(options))"], in: folder)
    }
  }

  @Test("how many were loaded is always told, and from which member")
  func told() throws {
    let plain = try run("", [""])
    #expect(plain.status == 0 && plain.messages.contains("parameters loaded from 'w.safetensors'"))
    let count = plain.messages.prefix { $0.isNumber }
    #expect(plain.messages.hasPrefix("\(count) of \(count) parameters"), "\(plain.messages)")
    let wrapped = try run("", ["state_dict._orig_mod.module."])
    #expect(wrapped.messages.contains("member 'state_dict._orig_mod.module'"))
    let both = try run("", ["model.", "ema."])
    #expect(both.messages.contains("member 'ema' (member=\"model\" holds as many)"))
    let chosen = try run(", member=\"model\"", ["model.", "ema."])
    #expect(chosen.messages.contains("member 'model'"), "\(chosen.messages)")
    let unknown = try run(", member=\"modle\"", ["model.", "ema."])
    #expect(unknown.status == 70 && unknown.messages.contains("did you mean 'model'?"))
  }

  @Test("partial loading says what is drawn anew, and loading nothing is an error")
  func partial() throws {
    let part = try run(", partial=True", ["net."]) { $0.removeFirst(3) }
    #expect(
      part.status == 0 && part.messages.contains("; drawn anew: encoder."), "\(part.messages)")
    let nothing = try run(", partial=True", ["net."]) { arrays in
      for index in arrays.indices { arrays[index].name = "net.\(index)" }
    }
    #expect(nothing.status == 70)
    #expect(nothing.messages.contains("none of its arrays is called as a parameter"))
  }

  @Test("weights that are NaN are an error with the array's name")
  func broken() throws {
    let outcome = try run("", [""]) { arrays in
      guard case .floats(let tensor) = arrays[0].array else { return }
      arrays[0].array = .floats(tensor.map { _ in .nan })
    }
    #expect(outcome.status == 70)
    #expect(
      outcome.messages.contains("NaN or infinite are numbers of 1 (encoder."), "\(outcome.messages)"
    )
  }
}
