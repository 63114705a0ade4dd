import Basics
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Layers

@Suite("Checkpoints")
struct CheckpointTests {
  private static let files = [
    "types.safetensors", "archive.pth", "stream.pth", "compressed.npz", "stored.npz",
    "version1.npy", "version2.npy", "version3.npy",
  ]

  @Test(
    "arrays of every kind equal those that PyTorch, safetensors and NumPy wrote", arguments: files)
  func recorded(file: String) throws {
    let checkpoint = try Checkpoint(contentsOf: Fixtures.path(file))
    let expected = try #require(try Fixtures.expected()[file])
    #expect(checkpoint.entries.map(\.name).sorted() == expected.map(\.name).sorted())
    for array in expected {
      let stored = try checkpoint.array(array.name)
      #expect(stored.type.rawValue == array.type, "\(array.name)")
      #expect(stored.shape == array.shape, "\(array.name)")
      let floats = try stored.floats().elements
      #expect(floats.map { "\($0)" } == array.floats.map { "\($0)" }, "\(array.name)")
      if stored.type.kind == .integer {
        #expect(try stored.integers().elements.map(Double.init) == array.numbers, "\(array.name)")
      }
    }
  }

  @Test("the formats are told apart by content")
  func formats() throws {
    let formats = try Self.files.map { try Checkpoint(contentsOf: Fixtures.path($0)).format }
    #expect(
      formats == [.safetensors, .torch, .torchStream, .npz, .npz, .npy, .npy, .npy])
  }

  @Test("the weights are those of state_dict, and the options beside it can be read")
  func document() throws {
    for file in ["archive.pth", "stream.pth"] {
      let checkpoint = try Checkpoint(contentsOf: Fixtures.path(file))
      let whole = try #require(checkpoint.entries.first { $0.name.hasSuffix(".whole") })
      let weights = try checkpoint.weights(of: [("whole", whole.array.shape)])
      #expect(weights.path == "state_dict" && weights.entries.first?.name == "whole")
      #expect(!weights.entries.contains { $0.name.hasPrefix("optimizer") })
      let config = checkpoint.document?.asDictionary?["config"]?.asDictionary
      #expect(config?["class"]?.asString == "isegm.model.is_hrnet_model.HRNetModel")
      let width = config?["params"]?.asDictionary?["width"]?.asDictionary
      #expect(width?["value"]?.asInt == 18)
    }
  }

  @Test("metadata of a header is kept")
  func metadata() throws {
    let checkpoint = try Checkpoint(contentsOf: Fixtures.path("types.safetensors"))
    #expect(checkpoint.metadata.contains { $0 == (key: "note", value: "ünïcode") })
  }

  @Test("a pickled module is refused by the name of its class, and a program says what it is")
  func refusals() throws {
    let norm = PickleGlobal("torch.nn.modules.batchnorm", "BatchNorm2d")
    #expect(throws: CheckpointError.pickle(.forbidden(norm))) {
      try Checkpoint(contentsOf: Fixtures.path("module.pth"))
    }
    for (file, feature) in [
      ("script.pt", "a TorchScript program; save the state_dict() of its module"),
      ("structured.npy", "a structured type"),
      ("complex.npy", "elements of NumPy's type '<c8'"),
    ] {
      #expect(throws: CheckpointError.unsupported(feature: feature)) {
        try Checkpoint(contentsOf: Fixtures.path(file))
      }
    }
    #expect(throws: CheckpointError.unknown(start: Array("no check".utf8))) {
      try Checkpoint(FileBytes(Array("no checkpoint".utf8)))
    }
  }

  @Test("a file cut short is an error or holds the arrays that are whole", arguments: files)
  func truncation(file: String) throws {
    let bytes = try Files.read(Fixtures.path(file))
    for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 150)) {
      guard let checkpoint = try? Checkpoint(FileBytes(Array(bytes[..<length]))) else { continue }
      for entry in checkpoint.entries { _ = try? entry.array.floats() }
    }
  }

  @Test("damaged files never trap, nor ask for more memory than they state", arguments: files)
  func flips(file: String) throws {
    let bytes = try Files.read(Fixtures.path(file))
    var random = RandomKey(root: 5, purpose: "flips", sample: file).generator()
    for round in 0..<200 {
      var damaged = bytes
      let reach = round % 2 == 0 ? min(bytes.count, 400) : bytes.count
      for _ in 0..<3 { damaged[random.index(below: reach)] = UInt8(random.index(below: 256)) }
      guard let checkpoint = try? Checkpoint(FileBytes(damaged), limit: 1 << 20) else { continue }
      for entry in checkpoint.entries { _ = try? entry.array.floats(limit: 1 << 20) }
    }
  }

  @Test("names and shapes of a compressed archive are listed without decompressing its arrays")
  func lazyArchive() throws {
    // Opening it may decompress nothing at all but the arrays' heads.
    let checkpoint = try Checkpoint(contentsOf: Fixtures.path("compressed.npz"), limit: 0)
    #expect(checkpoint.entries.count > 1)
    let entry = try #require(checkpoint.entries.first { $0.array.count > 1 })
    #expect(throws: (any Error).self) { try entry.array.floats(limit: 1) }
    #expect(try entry.array.floats().count == entry.array.count)
  }

  @Test("an array that repeats its numbers is bounded by the limit, not by its storage")
  func repetition() throws {
    let array = try StoredArray(
      .float32, shape: [1 << 20, 1 << 20], strides: [0, 0],
      in: StoredBytes(FileBytes([0, 0, 0, 0])))
    #expect(throws: CheckpointError.tooLarge(bytes: 1 << 42, limit: 1 << 33)) {
      try array.floats()
    }
    #expect(throws: CheckpointError.self) {
      try StoredArray(
        .float32, shape: [.max, .max], strides: [0, 0], in: StoredBytes(FileBytes([0, 0, 0, 0])))
    }
  }

  @Test("headers of safetensors that overlap, leave holes or reach outside are errors")
  func safetensorsHeaders() {
    for header in [
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}"#,
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
      #"{"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}"#,
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      #"{"a":1}"#, "{",
      #"{"a":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,8]}}"#,
    ] {
      let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
      let bytes = length + Array(header.utf8) + Array(repeating: 0, count: 8)
      #expect(throws: (any Error).self, "\(header)") { try Checkpoint(FileBytes(bytes)) }
    }
  }

  @Test("what is written is read back, in both formats")
  func writing() throws {
    let arrays = [
      NamedArray(name: "w", array: .floats(try Tensor([1, -2.5, .infinity, 0], shape: [2, 2]))),
      NamedArray(name: "n", array: .integers(IntegerArray(-7))),
      NamedArray(name: "b", array: .booleans(IntegerArray([1, 0, 1]))),
    ]
    let bytes = CheckpointWriting.safetensors(arrays, metadata: [("format", "pt")])
    let checkpoint = try Checkpoint(FileBytes(bytes))
    #expect(checkpoint.entries.map(\.name) == ["w", "n", "b"])
    for named in arrays {
      #expect(try checkpoint.array(named.name).array() == named.array)
      let alone = try Checkpoint(FileBytes(CheckpointWriting.npy(named.array)))
      #expect(try alone.array("array").array() == named.array)
    }
  }

  @Test(
    "the published weights of EfficientNet-Lite0 are read by their own keys",
    .enabled(if: Shared.isPresent, Shared.absence))
  func published() throws {
    let checkpoint = try Checkpoint(
      contentsOf: Shared.path("data/weights/efficientnet-lite0-57934424.pth"))
    #expect(checkpoint.format == .torchStream)
    #expect(checkpoint.entries.count == 296)
    #expect(checkpoint.entries.reduce(0) { $0 + $1.array.count } == 4_694_073)
    #expect(checkpoint.entries.first?.name == "_conv_stem.weight")
    #expect(checkpoint["_conv_stem.weight"]?.shape == [32, 3, 3, 3])
  }
}

private enum Fixtures {
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/checkpoints/\(name)").path
  }

  struct Recorded: Decodable {
    let name: String
    let type: String
    let shape: [Int]
    let values: [String]

    var numbers: [Double] { values.compactMap(Double.init) }
    var floats: [Float] { numbers.map { Float($0) } }
  }

  static func expected() throws -> [String: [Recorded]] {
    try JSONDecoder().decode(
      [String: [Recorded]].self, from: Data(contentsOf: URL(fileURLWithPath: path("expected.json")))
    )
  }
}
