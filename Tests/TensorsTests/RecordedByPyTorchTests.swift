import Foundation
import Testing

@testable import Tensors

/// What `scripts/parity/record_kernels.py` has written.
private struct Recording: Decodable {
  let cases: [Case]

  struct Case: Decodable, CustomTestStringConvertible, Sendable {
    let kind: String
    let parameters: [String: Parameter]
    let shape: [Int]
    let output: [Float]

    var testDescription: String { "\(kind) \(parameters)" }

    func ints(_ name: String) -> [Int] { parameters[name]?.numbers.map { Int($0) } ?? [] }
    func text(_ name: String) -> String { parameters[name]?.text ?? "" }
    func flag(_ name: String) -> Bool { ints(name).first == 1 }
    func pair(_ name: String) -> Spatial { Spatial(y: ints(name)[0], x: ints(name).last ?? 0) }
  }

  /// A list of numbers, or a word.
  struct Parameter: Decodable, CustomStringConvertible, Sendable {
    var numbers: [Double] = []
    var text = ""

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let word = try? container.decode(String.self) {
        text = word
      } else {
        numbers = try container.decode([Double].self)
      }
    }

    var description: String { text.isEmpty ? "\(numbers)" : text }
  }

  static let all: [Case] = {
    let path = (#filePath as NSString).deletingLastPathComponent + "/Fixtures/kernels.json"
    guard let data = FileManager.default.contents(atPath: path),
      let recording = try? JSONDecoder().decode(Recording.self, from: data)
    else { return [] }
    return recording.cases
  }()
}

@Suite("Kernels against PyTorch")
struct RecordedByPyTorchTests {
  @Test("the recording is there and whole")
  func present() { #expect(Recording.all.count > 70) }

  @Test("every recorded operation gives PyTorch's numbers", arguments: Recording.all)
  private func agrees(recorded: Recording.Case) throws {
    let expected = try Tensor(recorded.output, shape: recorded.shape)
    let sets: [any Kernels] = everyKernelSet.filter { $0.threads != 3 } + [ReferenceKernels()]
    for kernels in sets {
      for found in try results(recorded, kernels) {
        #expect(found.relativeDistance(to: expected) <= 2e-5, "\(kernels)")
      }
    }
  }

  /// The operation's output, as (batch, channels, height, width); a convolution's by every algorithm.
  private func results(_ recorded: Recording.Case, _ kernels: any Kernels) throws -> [Tensor] {
    switch recorded.kind {
    case "convolution": return try convolutions(recorded, kernels)
    case "attention": return [try attention(recorded, kernels)]
    default: return [try map(recorded, kernels)]
    }
  }

  private func map(_ recorded: Recording.Case, _ kernels: any Kernels) throws -> Tensor {
    let shape = recorded.ints("input")
    let isSteep = ["activation", "softmax"].contains(recorded.kind)
    let input = try (Tensor.named("x", shape) * (isSteep ? 8 : 1)).channelsLast()
    let out = recorded.shape
    let output = MapShape(batch: out[0], height: out[2], width: out[3], channels: out[1])
    return try input.withFeatureMap { x in
      try Tensor(output) { y in try apply(recorded, kernels, x, y) }.channelsFirst()
    }
  }

  private func apply(
    _ recorded: Recording.Case, _ kernels: any Kernels, _ x: FeatureMap, _ y: FeatureMap
  ) throws {
    let (scale, shift) = (numbers("scale", x.shape.channels), numbers("shift", x.shape.channels))
    switch recorded.kind {
    case "pooling": try kernels.pool(x, into: y, try pooling(recorded, x, y))
    case "adaptive":
      try kernels.pool(
        x, into: y, recorded.flag("maximum") ? .adaptiveMaximum : .adaptiveAverage)
    case "resampling": try kernels.resample(x, into: y, try resampling(recorded))
    case "padding":
      let modes: [String: PaddingMode] = [
        "constant": .constant(0.5), "reflect": .reflect, "replicate": .replicate,
      ]
      let mode = try #require(modes[recorded.text("mode")])
      try kernels.pad(x, into: y, edges: Edges(top: 2, left: 1, bottom: 0, right: 3), mode: mode)
    case "group norm":
      try kernels.groupNorm(
        x, groups: recorded.ints("groups")[0], scale: scale, shift: shift, epsilon: 1e-5, into: y,
        .identity)
    case "layer norm":
      try kernels.layerNorm(x, scale: scale, shift: shift, epsilon: 1e-6, into: y)
    case "softmax": try kernels.softmax(x, into: y)
    case "activation":
      try kernels.activate(x, into: y, try #require(Self.activations[recorded.text("name")]))
    default: Issue.record("an operation of an unknown kind: \(recorded.kind)")
    }
  }

  private static let activations: [String: Activation] = [
    "relu": .relu, "relu6": .relu6, "leaky": .leakyReLU(slope: 0.2),
    "prelu": .preLU(slopes: numbers("slopes", 5)), "sigmoid": .sigmoid, "silu": .silu,
    "hard sigmoid": .hardSigmoid, "hard swish": .hardSwish, "gelu": .gelu, "gelu tanh": .geluTanh,
    "tanh": .tanh, "exp": .exp,
  ]

  private func pooling(
    _ recorded: Recording.Case, _ x: FeatureMap, _ y: FeatureMap
  ) throws -> Pooling {
    let (kernel, stride) = (recorded.pair("kernel"), recorded.pair("stride"))
    let (padding, ceil) = (recorded.pair("padding"), recorded.flag("ceil"))
    let pooling =
      recorded.flag("maximum")
      ? Pooling.maximum(
        kernel, stride: stride, padding: Edges(padding), dilation: recorded.pair("dilation"),
        ceilMode: ceil)
      : .average(
        kernel, stride: stride, padding: Edges(padding), ceilMode: ceil,
        countsPadding: recorded.flag("counts"))
    #expect(try pooling.outputShape(x.shape) == y.shape)
    return pooling
  }

  private func resampling(_ recorded: Recording.Case) throws -> Resampling {
    let aligned = recorded.flag("aligned")
    let modes: [String: Resampling] = [
      "nearest": .nearest, "nearest-exact": .nearestExact,
      "bilinear": .bilinear(alignsCorners: aligned), "bicubic": .bicubic(alignsCorners: aligned),
    ]
    let factors = recorded.parameters["factor"]?.numbers
    return try #require(modes[recorded.text("mode")])
      .by(factorY: factors?[0], factorX: factors?[1])
  }

  private func convolutions(
    _ recorded: Recording.Case, _ kernels: any Kernels
  ) throws -> [Tensor] {
    let weight = try Tensor.named("w", recorded.ints("weight"))
    let groups = recorded.ints("groups")[0]
    let isTransposed = recorded.flag("transposed")
    let outputs = isTransposed ? weight.shape[1] * groups : weight.shape[0]
    let convolution = try Convolution(
      weight: weight, bias: numbers("b", outputs), stride: recorded.pair("stride"),
      padding: Edges(recorded.pair("padding")), dilation: recorded.pair("dilation"),
      groups: groups, isTransposed: isTransposed, outputPadding: recorded.pair("extra"))
    let input = try Tensor.named("x", recorded.ints("input")).channelsLast()
    let shape = try convolution.outputShape(try input.mapShape())
    guard let kernels = kernels as? FastKernels else {
      return [
        try input.withFeatureMap { x in
          try Tensor(shape) { try ReferenceConvolution(convolution).run(x, into: $0) }
        }.channelsFirst()
      ]
    }
    return try ConvolutionAlgorithm.candidates(for: convolution, winograd: .upTo4).map {
      algorithm in
      let prepared = try PreparedConvolution(
        convolution, height: input.shape[1], width: input.shape[2], kernels: kernels,
        algorithm: algorithm)
      return try input.withFeatureMap { x in
        try Tensor(shape) { try prepared.run(x, into: $0, workspace: Workspace()) }
      }.channelsFirst()
    }
  }

  private func attention(_ recorded: Recording.Case, _ kernels: any Kernels) throws -> Tensor {
    let tokens = try ["q": [7, 4], "k": [9, 4], "v": [9, 5]].map { name, extents in
      // (batch, heads, tokens, channels) becomes (batch, 1, tokens, heads · channels).
      (
        name,
        try Tensor.named(name, [2, 3] + extents).permuted([0, 2, 1, 3])
          .reshaped([2, 1, extents[0], 3 * extents[1]])
      )
    }
    let parts = Dictionary(uniqueKeysWithValues: tokens)
    let (q, k) = (try #require(parts["q"]), try #require(parts["k"]))
    let v = try #require(parts["v"])
    let bias = try Tensor.named("bias", [1, 3, 7, 9])
    let output = MapShape(batch: 2, height: 1, width: 7, channels: 15)
    let found = try q.withFeatureMap { q in
      try k.withFeatureMap { k in
        try v.withFeatureMap { v in
          try bias.withFeatureMap { bias in
            try Tensor(output) { y in
              let attention = Attention(
                queries: q, keys: k, values: v, heads: 3,
                bias: recorded.flag("bias") ? bias : nil)
              try kernels.attend(attention, into: y, workspace: Workspace())
            }
          }
        }
      }
    }
    return try found.reshaped([2, 7, 3, 5]).permuted([0, 2, 1, 3])
  }
}
