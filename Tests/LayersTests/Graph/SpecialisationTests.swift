import Tensors
import Testing

@testable import Layers

@Suite("Fixing a graph's shapes")
struct SpecialisationTests {
  /// Flattens the pixels of a picture of any size to tokens, and back.
  private func tokens() throws -> Graph {
    let builder = GraphBuilder()
    let x = builder.input("x", shape: [nil, 3, nil, nil])
    let tokens = x.flattened(from: 2).transposed([0, 2, 1])
    let picture = tokens.transposed([0, 2, 1]).reshaped(x.shape)
    return builder.finish(["tokens": tokens, "picture": picture])
  }

  @Test("arithmetic with shapes disappears")
  func shapeArithmetic() throws {
    let shaped = try tokens().specialised(inputShapes: ["x": [2, 3, 4, 5]])
    #expect(
      shaped.graph.nodes.map(\.operation.name) == ["reshape", "transpose", "transpose", "reshape"])
    #expect(shaped.shape(shaped.graph.outputs[0].value) == [2, 20, 3])
    #expect(shaped.shape(shaped.graph.outputs[1].value) == [2, 3, 4, 5])
  }

  @Test("what follows from constants alone is computed")
  func constantFolding() throws {
    let builder = GraphBuilder()
    let weight = builder.parameter("weight", Tensor([1, 2]))
    let x = builder.input("x", shape: [2])
    let graph = builder.finish(["y": x * (weight + 1)])
    let shaped = try graph.specialised()
    #expect(shaped.graph.nodes.count == 1)
    #expect(shaped.graph.constants[shaped.graph.nodes[0].inputs[1]]?.array == .floats(2, 3))
  }

  @Test("an error names the module, the operation and the shapes")
  func errors() throws {
    let builder = GraphBuilder()
    let x = builder.input("x", shape: [1, 3, nil, nil])
    let y = builder.module("layer1.0") { concatenate([x, x.sliced(axis: 2, from: 1)]) }
    let graph = builder.finish(["y": y])
    #expect(
      throws: GraphError(
        .extents(left: [1, 3, 4, 4], right: [1, 3, 3, 4], axis: 2), path: "layer1.0",
        operation: "concatenate", inputs: [[1, 3, 4, 4], [1, 3, 3, 4]])
    ) { try graph.specialised(inputShapes: ["x": [1, 3, 4, 4]]) }
    #expect(throws: GraphError(.input(name: "x", found: nil, expected: [1, 3, nil, nil]))) {
      try graph.specialised()
    }
    #expect(
      throws: GraphError(
        .input(name: "x", found: .floats([1, 2, 4, 4]), expected: [1, 3, nil, nil]))
    ) { try graph.specialised(inputShapes: ["x": [1, 2, 4, 4]]) }
    #expect(throws: GraphError(.unknownInput(name: "z", inputs: ["x"]))) {
      try graph.specialised(inputShapes: ["z": [1]])
    }
  }
}
