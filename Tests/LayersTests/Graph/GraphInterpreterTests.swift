import Tensors
import Testing

@testable import Layers

@Suite("Running a graph node by node")
struct GraphInterpreterTests {
  /// A residual block with two modules in it.
  private func block() throws -> Graph {
    let weight = try Tensor.named("w", [2, 2, 3, 3])
    let builder = GraphBuilder()
    let x = builder.input("x", shape: [nil, 2, nil, nil])
    let y = builder.module("block") {
      let inner = builder.module("conv") {
        x.convolved(
          builder.parameter("block.conv.weight", weight),
          bias: builder.parameter("block.conv.bias", Tensor([1, -1])),
          GraphConvolution(padding: .explicit(1)))
      }
      return relu(x + inner)
    }
    return builder.finish(["y": y])
  }

  @Test("a convolution equals its definition")
  func convolution() throws {
    let x = try Tensor.named("x", [2, 2, 5, 4])
    let found = try GraphInterpreter(block()).activation(of: "block.conv", ["x": .floats(x)])
    let convolution = try Convolution(
      weight: .named("w", [2, 2, 3, 3]), bias: [1, -1], padding: 1)
    let expected = try Tensor(MapShape(batch: 2, height: 5, width: 4, channels: 2)) { y in
      try x.channelsLast().withFeatureMap {
        try ReferenceConvolution(convolution).run($0, into: y, adding: nil)
      }
    }
    #expect(try found.tensor.relativeDistance(to: expected.channelsFirst()) < 1e-6)
  }

  @Test("modules are visited with what they return, in order")
  func visits() throws {
    let x = try Tensor.named("x", [1, 2, 3, 3])
    var seen: [String: NumericArray] = [:]
    var order: [String] = []
    let outputs = try GraphInterpreter(block()).run(["x": .floats(x)]) {
      order.append($0)
      seen[$0] = $1
    }
    #expect(order == ["block.conv", "block"])
    #expect(seen["block"] == outputs["y"])
    let inner = try #require(try seen["block.conv"]?.tensor)
    #expect(try outputs["y"] == .floats((x + inner).map { max($0, 0) }))
  }

  @Test("inputs of another name, kind or shape are errors")
  func inputErrors() throws {
    let interpreter = try GraphInterpreter(block())
    #expect(throws: GraphError(.input(name: "x", found: nil, expected: [nil, 2, nil, nil]))) {
      try interpreter.run([:])
    }
    #expect(throws: GraphError.self) { try interpreter.run(["x": .integers(1)]) }
    #expect(throws: GraphError.self) { try interpreter.run(["x": .floats(1), "y": .floats(1)]) }
    #expect(throws: GraphError(.unknownPath("head"))) {
      try interpreter.activation(of: "head", ["x": .floats(1)])
    }
  }
}
