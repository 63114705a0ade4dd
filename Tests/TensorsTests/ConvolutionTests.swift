import Basics
import Testing

@testable import Tensors

/// One convolution and the size of its input, drawn at random.
private struct Layer {
  let convolution: Convolution
  let input: MapShape
  let addsResidual: Bool

  /// The layer of a number: kernels of 1 to 5, strides, dilations, uneven padding, groups, and
  /// channel counts that fill vectors and panels as well as ones that do not.
  init(_ index: Int, kind: Kind) throws {
    let key = RandomKey(root: 1, purpose: "test.convolution.\(kind)", interaction: index)
    var random = key.generator()
    func pick<Choice>(_ choices: [Choice]) -> Choice { choices[random.index(below: choices.count)] }
    let channels = pick([1, 2, 3, 5, 8, 9, 16, 17, 19, 24])
    let outputs = pick([1, 2, 4, 5, 8, 11, 16, 17, 24, 33])
    let isWinograd = kind == .winograd
    let kernel = isWinograd ? Spatial(3) : Spatial(y: pick([1, 2, 3, 5]), x: pick([1, 3, 4, 5]))
    let groups = kind == .depthwise ? channels : kind == .grouped ? pick([1, 2, 3]) : 1
    let inputs = kind == .grouped ? groups * pick([1, 3, 4]) : channels
    let own =
      kind == .grouped ? groups * pick([1, 2, 6, 17]) : kind == .depthwise ? channels : outputs
    let isTransposed = kind == .transposed
    let shape =
      isTransposed
      ? [inputs, own, kernel.y, kernel.x] : [own, inputs / groups, kernel.y, kernel.x]
    let dilation = Spatial(isWinograd ? pick([1, 1, 2, 3]) : pick([1, 2]))
    func border(_ kernel: Int) -> Int { random.index(below: min(kernel, 3) + 1) }
    var convolution = try Convolution(
      weight: .named("w\(index)", shape), bias: pick([nil, numbers("b\(index)", own)]),
      stride: isWinograd ? 1 : Spatial(y: pick([1, 2, 3]), x: pick([1, 2])),
      padding: isTransposed
        ? 0
        : Edges(
          top: border(kernel.y), left: border(kernel.x), bottom: border(kernel.y),
          right: border(kernel.x)),
      dilation: dilation, groups: groups, isTransposed: isTransposed,
      activation: pick([.identity, .relu, .silu, .leakyReLU(slope: 0.1), .relu6]))
    if pick([true, false]) {
      convolution = try convolution.followed(
        byScale: numbers("scale\(index)", own).map { $0 + 1.5 },
        shift: numbers("shift\(index)", own))
    }
    self.convolution = convolution
    let reach = Spatial(y: (kernel.y - 1) * dilation.y, x: (kernel.x - 1) * dilation.x)
    input = MapShape(
      batch: pick([1, 1, 2]), height: 1 + reach.y + random.index(below: 12),
      width: 1 + reach.x + random.index(below: 14), channels: inputs)
    addsResidual = pick([true, false])
  }

  enum Kind: CaseIterable { case plain, winograd, depthwise, grouped, transposed }

  func reference() throws -> Tensor {
    try output { try ReferenceConvolution(convolution).run($0, into: $1, adding: $2) }
  }

  func fast(_ algorithm: ConvolutionAlgorithm, _ kernels: FastKernels) throws -> Tensor {
    let prepared = try PreparedConvolution(
      convolution, height: input.height, width: input.width, kernels: kernels,
      algorithm: algorithm)
    #expect(prepared.algorithm == algorithm)
    let workspace = Workspace()
    return try output { try prepared.run($0, into: $1, adding: $2, workspace: workspace) }
  }

  /// Runs with input and output as channels of wider pixels, whose other channels must not change.
  private func output(
    _ run: (FeatureMap, FeatureMap, FeatureMap?) throws -> Void
  ) throws -> Tensor {
    let shape = try convolution.outputShape(input)
    var wideIn = input
    wideIn.channels += 3
    var wideOut = shape
    wideOut.channels += 5
    let x = try Tensor.named("x", wideIn.extents)
    let residual = try Tensor.named("r", shape.extents)
    var y = try Tensor(repeating: 7, shape: wideOut.extents)
    try x.withFeatureMap { x in
      try residual.withFeatureMap { residual in
        try y.withMutableFeatureMap { y in
          try run(
            try x.channels(2..<2 + input.channels), try y.channels(4..<4 + shape.channels),
            addsResidual ? residual : nil)
        }
      }
    }
    let before = try y.slice([nil, nil, nil, 0..<4])
    let after = try y.slice([nil, nil, nil, 4 + shape.channels..<wideOut.channels])
    #expect(before.elements.allSatisfy { $0 == 7 } && after.elements.allSatisfy { $0 == 7 })
    return try y.slice([nil, nil, nil, 4..<4 + shape.channels])
  }
}

@Suite("Convolution")
struct ConvolutionTests {
  @Test(
    "every algorithm equals the definition, with the same bits on any number of threads",
    arguments: Layer.Kind.allCases, 0..<10)
  private func algorithmsAgree(kind: Layer.Kind, index: Int) throws {
    let layer = try Layer(index, kind: kind)
    let expected = try layer.reference()
    for algorithm in ConvolutionAlgorithm.candidates(for: layer.convolution, winograd: .upTo4) {
      for set in InstructionSet.supported {
        let results = try [1, 2, 3].map {
          try layer.fast(algorithm, FastKernels(instructions: set, threads: $0))
        }
        let bound: Float = algorithm == .winograd4 ? 3e-5 : 4e-6
        #expect(results[0].relativeDistance(to: expected) <= bound, "\(algorithm) \(set)")
        #expect(results[1] == results[0] && results[2] == results[0], "\(algorithm) \(set)")
      }
    }
  }

  @Test("Winograd kernels are not chosen when they are switched off")
  func winogradPolicy() throws {
    let convolution = try Convolution(weight: .named("w", [64, 64, 3, 3]), padding: 1)
    func chosen(_ policy: WinogradPolicy) throws -> ConvolutionAlgorithm {
      try PreparedConvolution(convolution, height: 56, width: 56, winograd: policy).algorithm
    }
    #expect(try chosen(.upTo4) == .winograd4)
    #expect(try chosen(.upTo2) == .winograd2)
    #expect(try chosen(.off) == .implicitGEMM)
  }

  @Test("shapes that do not fit together are errors that name them")
  func errors() throws {
    let weight = try Tensor.named("w", [4, 3, 3, 3])
    let convolution = try Convolution(weight: weight)
    #expect(throws: TensorError.kernelTooLarge(kernel: 3, paddedInput: 2)) {
      try convolution.outputShape(MapShape(height: 2, width: 5, channels: 3))
    }
    #expect(throws: TensorError.shapeMismatch(left: [4, 3, 3, 3], right: [1, 5, 5, 2], axis: 1)) {
      try convolution.outputShape(MapShape(height: 5, width: 5, channels: 2))
    }
    #expect(
      throws: TensorError.invalidParameter(name: "groups", value: 3, allowed: "divisors of 4")
    ) {
      try Convolution(weight: weight, groups: 3)
    }
    #expect(throws: TensorError.self) { try Convolution(weight: weight, stride: 0) }
    let prepared = try PreparedConvolution(convolution, height: 5, width: 5)
    let (x, y) = (try Tensor.named("x", [1, 5, 6, 3]), try Tensor.named("y", [1, 3, 3, 4]))
    #expect(throws: TensorError.mapMismatch(found: [1, 5, 6, 3], expected: [1, 5, 5, 3])) {
      try x.withFeatureMap { x in
        try y.withFeatureMap { try prepared.run(x, into: $0, workspace: Workspace()) }
      }
    }
  }
}
