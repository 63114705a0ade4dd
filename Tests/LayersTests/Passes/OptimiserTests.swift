import Tensors
import Testing

@testable import Layers

/// The operations that are left of a graph, with the activations that they end with.
private func optimised(
  _ shape: [Int], _ build: (GraphBuilder, Symbol) throws -> Symbol
) throws -> [String] {
  let builder = GraphBuilder()
  let x = builder.input("x", shape: shape)
  let y = try build(builder, x)
  let graph = builder.finish(["y": y])
  try expectAgreement(graph)
  return try Optimiser.optimised(graph.specialised()).graph.nodes.map { node in
    node.activation == .identity ? node.operation.name : "\(node.operation.name) \(node.activation)"
  }
}

@Suite("Removing identities")
struct RemoveIdentitiesTests {
  @Test("operations that leave everything as it is disappear")
  func identities() throws {
    let left = try optimised([1, 2, 3, 3]) { builder, x in
      let same = builder.add(.identity, relu(x)).reshaped([1, 2, 3, 3]).transposed([0, 1, 2, 3])
      return sigmoid(same.sliced(axis: 2, from: 0)) + x
    }
    #expect(left == ["activation", "activation", "binary"])
  }

  @Test("a slice that reverses stays, though it keeps the shape")
  func reversal() throws {
    let left = try optimised([1, 2, 3, 3]) { _, x in relu(x.sliced(axis: 2, from: -1, step: -1)) }
    #expect(left == ["slice", "activation"])
  }

  @Test("an input that is returned is copied")
  func returnedInput() throws {
    #expect(try optimised([1, 2, 3, 3]) { $0.add(.identity, $1) } == ["identity"])
  }
}

@Suite("Folding norms")
struct FoldNormsTests {
  @Test("norms after a convolution, one or several, become its scale and bias")
  func folds() throws {
    let left = try optimised([1, 3, 6, 5]) { builder, x in
      let y = try builder.conv(x, "conv", [8, 3, 3, 3])
      return builder.norm(builder.norm(y, "bn1", 8), "bn2", 8)
    }
    #expect(left == ["convolution"])
  }

  @Test("norms fold into depthwise, grouped and transposed convolutions, and into biases")
  func kinds() throws {
    let left = try optimised([1, 8, 6, 5]) { builder, x in
      let a = try builder.conv(
        x, "depthwise", [8, 1, 3, 3], GraphConvolution(padding: .explicit(1), groups: 8))
      let b = try builder.conv(
        relu(builder.norm(a, "bn1", 8)), "grouped", [4, 4, 1, 1], GraphConvolution(groups: 2))
      let bias = builder.parameter("bias", Tensor(numbers("bias", 6)))
      let c = relu(builder.norm(b, "bn2", 4)).convolved(
        builder.parameter("up.weight", try .named("up", [4, 6, 2, 2])), bias: bias,
        GraphConvolution(stride: 2, isTransposed: true))
      return builder.norm(c, "bn3", 6)
    }
    #expect(left == ["convolution relu", "convolution relu", "convolution"])
  }

  @Test("a norm beside another reader of the convolution stays")
  func severalReaders() throws {
    let left = try optimised([1, 3, 6, 5]) { builder, x in
      let y = try builder.conv(x, "conv", [4, 3, 1, 1])
      return relu(builder.norm(y, "bn", 4)) * y
    }
    #expect(left == ["convolution", "batchNorm relu", "binary"])
  }
}

@Suite("Fusing sums and activations into convolutions")
struct FusionTests {
  @Test("a sum with a value that comes later is computed where that is there")
  func laterOperand() throws {
    let left = try optimised([1, 4, 5, 5]) { builder, x in
      let early = try builder.conv(x, "early", [4, 4, 1, 1])
      let late = sigmoid(x).pooled(GraphPooling(.maximum, kernel: 1))
      return silu(early + late)
    }
    #expect(left == ["activation", "pool", "convolution silu"])
  }

  @Test("a convolution that is read twice, or activated before the sum, does not take it")
  func notFused() throws {
    let left = try optimised([1, 4, 5, 5]) { builder, x in
      let y = try builder.conv(x, "conv", [4, 4, 1, 1])
      return (relu(y) + x) * y
    }
    #expect(left == ["convolution", "activation", "binary", "binary"])
    let doubled = try optimised([1, 4, 5, 5]) { builder, x in
      let y = try builder.conv(x, "conv", [4, 4, 1, 1])
      return y + y
    }
    #expect(doubled == ["convolution", "binary"])
  }

  @Test("a sum that repeats one operand stays")
  func repeated() throws {
    let left = try optimised([1, 4, 5, 5]) { builder, x in
      try builder.conv(x.globallyAveraged(), "conv", [4, 4, 1, 1]) + x
    }
    #expect(left == ["adaptivePool", "convolution", "binary"])
  }

  @Test("padding with zeros before a convolution becomes its own")
  func padding() throws {
    let left = try optimised([1, 3, 6, 5]) { builder, x in
      let padded = x.padded(Edges(top: 0, left: 1, bottom: 2, right: 0))
      let y = try builder.conv(padded, "a", [4, 3, 3, 3], GraphConvolution(stride: 2))
      return try builder.conv(y.padded(1, mode: .reflect), "b", [2, 4, 3, 3])
    }
    #expect(left == ["convolution", "pad", "convolution"])
    let ones = try optimised([1, 3, 6, 5]) { builder, x in
      try builder.conv(x.padded(1, value: 1), "a", [4, 3, 3, 3])
    }
    #expect(ones == ["pad", "convolution"])
  }
}

@Suite("Recognising activations")
struct RecogniseActivationsTests {
  @Test("SiLU, hard swish, GELU, clamps and parametric ReLUs that are written out")
  func written() throws {
    func alone(_ build: (GraphBuilder, Symbol) throws -> Symbol) throws -> [String] {
      try optimised([1, 3, 4, 5]) { builder, x in
        try build(builder, try builder.conv(x, "conv", [3, 3, 1, 1]))
      }
    }
    #expect(try alone { $1 * sigmoid($1) } == ["convolution silu"])
    #expect(try alone { sigmoid($1) * $1 } == ["convolution silu"])
    let hard = UnaryFunction.clampedLine(slope: 1 / 6, offset: 0.5)
    #expect(try alone { $1 * $1.mapped(hard) } == ["convolution hardSwish"])
    #expect(
      try alone { builder, x in
        x * ((x / Float(2).squareRoot()).mapped(.errorFunction) + 1) * 0.5
      } == ["convolution gelu"])
    #expect(
      try alone { builder, x in
        builder.constant(0).combined(.maximum, x).combined(.minimum, builder.constant(6))
      }.count == 2)
    #expect(
      try alone { builder, x in
        let slopes = builder.parameter("slopes", try Tensor([0.1, 0.2, 0.3], shape: [3, 1, 1]))
        return builder.add(.parametricReLU, x, slopes)
      } == ["convolution preLU(slopes: [0.1, 0.2, 0.3])"])
  }

  @Test("what only looks like an activation stays")
  func unlike() throws {
    let left = try optimised([1, 3, 4, 5]) { _, x in x * sigmoid(relu(x)) }
    #expect(left == ["activation", "activation", "binary"])
  }
}
