import CKernels
import Testing

@testable import Tensors

/// Shapes whose channels fill vectors and ones that leave a rest.
private let shapes = [
  MapShape(height: 1, width: 1, channels: 1), MapShape(height: 7, width: 5, channels: 1),
  MapShape(batch: 2, height: 6, width: 9, channels: 3),
  MapShape(height: 9, width: 10, channels: 8), MapShape(height: 8, width: 5, channels: 21),
  MapShape(batch: 2, height: 3, width: 11, channels: 64),
]

private let activations: [Activation] = [
  .identity, .relu, .relu6, .clamp(lower: -0.5, upper: 0.25), .leakyReLU(slope: 0.2),
  .preLU(slopes: [0.3]), .sigmoid, .silu, .hardSigmoid, .hardSwish, .gelu, .geluTanh, .tanh, .exp,
]

private let interpolations: [Resampling.Interpolation] =
  Resampling.Rounding.allCases.map { .nearest($0) } + [
    .linear, .cubic(a: -0.75, excludesOutside: false), .cubic(a: -0.5, excludesOutside: true),
  ]

@Suite("Kernels against their references")
struct KernelsTests {
  @Test("activations", arguments: activations)
  func activate(activation: Activation) throws {
    // A single number may be a tiny tail of a function, whose error only means something beside others.
    for shape in shapes.dropFirst() {
      let input = try Tensor.named("x", shape.extents) * 12
      try input.withFeatureMap { x in
        try expectAgreement(shape, within: 1e-6) { try $0.activate(x, into: $1, activation) }
      }
    }
  }

  @Test("activations of large, infinite and undefined numbers", arguments: activations)
  func extremes(activation: Activation) throws {
    let numbers: [Float] = [-1e30, -1000, -90, -20, -5, -0.0, 1e-30, 5, 20, 80, .nan]
    let input = try Tensor(numbers, shape: [1, 1, 1, numbers.count])
    for kernels in everyKernelSet {
      let found = try input.withFeatureMap { x in
        try Tensor(x.shape) { try kernels.activate(x, into: $0, activation) }
      }
      for (number, value) in zip(numbers, found.elements) {
        let expected = activation.value(number)
        let isClose = abs(value - expected) <= 4e-6 * max(abs(expected), 0.1)
        #expect(isClose || value.isNaN && expected.isNaN, "\(activation)(\(number)) \(value)")
      }
    }
  }

  @Test("pooling", arguments: shapes)
  func pool(shape: MapShape) throws {
    let input = try Tensor.named("x", shape.extents)
    let poolings: [Pooling] = [
      .maximum(3, stride: 2, padding: 1), .maximum(2, ceilMode: true),
      .average(3, stride: 1, padding: 1), .average(2, padding: 1, countsPadding: false),
      .maximum(Spatial(y: 2, x: 3), stride: 1, padding: 1, dilation: 2),
    ]
    try input.withFeatureMap { x in
      for pooling in poolings {
        guard let output = try? pooling.outputShape(shape) else { continue }
        try expectAgreement(output, "\(pooling)") { try $0.pool(x, into: $1, pooling) }
      }
      for (height, width) in [(1, 1), (2, 3), (9, 7)] {
        let output = MapShape(
          batch: shape.batch, height: height, width: width, channels: shape.channels)
        for pooling in [Pooling.adaptiveAverage, .adaptiveMaximum] {
          try expectAgreement(output) { try $0.pool(x, into: $1, pooling) }
        }
      }
    }
  }

  @Test("resampling in every mode, up and down", arguments: interpolations, shapes)
  func resample(interpolation: Resampling.Interpolation, shape: MapShape) throws {
    let input = try Tensor.named("x", shape.extents)
    try input.withFeatureMap { x in
      for (index, coordinates) in Resampling.Coordinates.allCases.enumerated() {
        for (height, width) in [(1, 1), (3, 4), (13, 8), (18, 20)][index % 3...index % 3 + 1] {
          let output = MapShape(
            batch: shape.batch, height: height, width: width, channels: shape.channels)
          let resampling = Resampling(interpolation, coordinates)
          try expectAgreement(output) { try $0.resample(x, into: $1, resampling) }
        }
      }
    }
  }

  @Test("padding and copying into some channels of wider pixels", arguments: shapes)
  func pad(shape: MapShape) throws {
    let input = try Tensor.named("x", shape.extents)
    let edges = Edges(top: 2, left: 1, bottom: 1, right: 3)
    let output = MapShape(
      batch: shape.batch, height: shape.height + 3, width: shape.width + 4,
      channels: shape.channels + 2)
    for mode in [PaddingMode.constant(0), .constant(3), .reflect, .replicate] {
      try input.withFeatureMap { x in
        if case .reflect = mode, shape.width <= 3 || shape.height <= 2 {
          #expect(throws: TensorError.self) { try mode.check(edges, shape) }
          return
        }
        try expectAgreement(output, within: 0) { kernels, y in
          y.forEachElement { _, _, _, _ in 1 }
          try kernels.pad(x, into: y.channels(1..<1 + shape.channels), edges: edges, mode: mode)
        }
      }
    }
  }

  @Test("sums and products with repeated extents", arguments: shapes)
  func combine(shape: MapShape) throws {
    let (batch, height, width) = (shape.batch, shape.height, shape.width)
    let others = [
      shape, MapShape(height: 1, width: 1, channels: shape.channels),
      MapShape(batch: batch, height: 1, width: 1, channels: shape.channels),
      MapShape(batch: batch, height: height, width: width, channels: 1),
      MapShape(batch: 1, height: height, width: 1, channels: shape.channels),
      MapShape(height: 1, width: 1, channels: 1),
    ]
    let left = try Tensor.named("x", shape.extents)
    for other in others {
      let right = try Tensor.named("y", other.extents)
      try left.withFeatureMap { x in
        try right.withFeatureMap { y in
          try expectAgreement(shape, "\(other)") { try $0.add(x, y, into: $1, .relu) }
          try expectAgreement(shape, "\(other)") { try $0.multiply(x, y, into: $1, .silu) }
        }
      }
    }
  }

  @Test("norms and softmax", arguments: shapes)
  func norms(shape: MapShape) throws {
    let input = try Tensor.named("x", shape.extents)
    let (scale, shift) = (numbers("scale", shape.channels), numbers("shift", shape.channels))
    try input.withFeatureMap { x in
      for groups in [1, shape.channels] where shape.height * shape.width > 1 {
        try expectAgreement(shape, within: 2e-5) {
          try $0.groupNorm(
            x, groups: groups, scale: scale, shift: shift, epsilon: 1e-5, into: $1, .relu)
        }
      }
      try expectAgreement(shape, within: 2e-5) {
        try $0.layerNorm(x, scale: scale, shift: [], epsilon: 1e-5, into: $1)
      }
      try expectAgreement(shape) {
        try $0.scale(x, by: scale, shift: shift, into: $1, .leakyReLU(slope: 0.1))
      }
      try expectAgreement(shape) { try $0.softmax(x, into: $1) }
      let expected = try ReferenceKernels().channelMoments(x)
      for kernels in everyKernelSet {
        let found = try kernels.channelMoments(x)
        #expect(Tensor(found.mean).relativeDistance(to: Tensor(expected.mean)) < 1e-5)
        #expect(Tensor(found.variance).relativeDistance(to: Tensor(expected.variance)) < 1e-5)
      }
    }
  }

  @Test("attention over many tokens, with fewer keys than queries", arguments: [1, 3])
  func attention(heads: Int) throws {
    let queries = try Tensor.named("q", [2, 7, 9, heads * 5])
    let keys = try Tensor.named("k", [2, 4, 5, heads * 5])
    let values = try Tensor.named("v", [2, 4, 5, heads * 17])
    let workspace = Workspace()
    try queries.withFeatureMap { q in
      try keys.withFeatureMap { k in
        try values.withFeatureMap { v in
          let attention = Attention(queries: q, keys: k, values: v, heads: heads)
          let output = MapShape(batch: 2, height: 7, width: 9, channels: heads * 17)
          try expectAgreement(output) { try $0.attend(attention, into: $1, workspace: workspace) }
        }
      }
    }
  }

  @Test("a forced instruction set must be one that runs here")
  func instructionSets() {
    #expect(InstructionSet.supported.contains(.portable))
    #expect(InstructionSet.supported.contains(InstructionSet.current))
    for set in InstructionSet.supported {
      #expect(String(cString: set.loops.pointee.name) == set.rawValue)
    }
  }
}
