import Tensors
import Testing

@testable import Layers

@Suite("Prepared networks")
struct PreparedNetworkTests {
  private let same = GraphConvolution(padding: .explicit(1))

  @Test("a residual block becomes two convolutions that write norm, sum and activation themselves")
  func residualBlock() throws {
    let network = try expectAgreement(["x": [2, 8, 9, 7]]) { builder, inputs in
      let x = try #require(inputs["x"])
      let a = relu(builder.norm(try builder.conv(x, "conv1", [8, 8, 3, 3], same), "bn1", 8))
      let b = builder.norm(try builder.conv(a, "conv2", [8, 8, 3, 3], same), "bn2", 8)
      return relu(b + x)
    }
    let rows = try network.summary().rows
    #expect(rows.map(\.operation) == ["convolution", "convolution"])
    #expect(rows.map(\.activation) == [.relu, .relu])
    #expect(rows.map(\.path) == ["conv1", "conv2"])
  }

  @Test("a downsampling block adds one convolution to the other")
  func downsampling() throws {
    let network = try expectAgreement(["x": [1, 6, 10, 9]]) { builder, inputs in
      let x = try #require(inputs["x"])
      let strided = GraphConvolution(stride: 2, padding: .explicit(1))
      let a = builder.norm(try builder.conv(x, "conv1", [16, 6, 3, 3], strided), "bn1", 16)
      let b = try builder.conv(x, "down", [16, 6, 1, 1], GraphConvolution(stride: 2))
      return relu(a + builder.norm(b, "bn2", 16))
    }
    #expect(try network.summary().rows.count == 2)
  }

  @Test("what is concatenated is written in place, nested, and beside what must be copied")
  func concatenation() throws {
    let network = try expectAgreement(["x": [2, 4, 6, 6]]) { builder, inputs in
      let x = try #require(inputs["x"])
      let a = relu(try builder.conv(x, "a", [8, 4, 3, 3], same))
      let b = try builder.conv(a, "b", [5, 8, 1, 1])
      let inner = concatenate([a, b])
      let c = try builder.conv(inner, "c", [8, 13, 3, 3], same)
      let up = c.pooled(GraphPooling(.maximum, kernel: 2)).resized(by: 2, .nearest)
      return try builder.conv(concatenate([up, inner, x, b]), "d", [4, 30, 3, 3], same)
    }
    let kernels = try network.summary().rows.map(\.kernel)
    #expect(kernels.filter { $0 == "copy" }.count == 2)  // x, and b for the second time
  }

  @Test("a squeeze-and-excitation block multiplies by gates of one pixel")
  func gates() throws {
    try expectAgreement(["x": [2, 12, 5, 7]]) { builder, inputs in
      let x = silu(builder.norm(try #require(inputs["x"]), "bn", 12))
      let squeezed = silu(try builder.conv(x.globallyAveraged(), "reduce", [3, 12, 1, 1]))
      return x * sigmoid(try builder.conv(squeezed, "expand", [12, 3, 1, 1]))
    }
  }

  @Test("a transformer's tokens are views of pictures, and back")
  func tokens() throws {
    let network = try expectAgreement(["x": [2, 8, 4, 6]]) { builder, inputs in
      let x = try #require(inputs["x"])
      let tokens = x.flattened(from: 2).transposed([0, 2, 1])
      let (one, zero) = (
        builder.parameter("scale", Tensor(numbers("s", 8))),
        builder.parameter("shift", Tensor(numbers("b", 8)))
      )
      func linear(_ x: Symbol, _ name: String, _ outputs: Int) throws -> Symbol {
        x.linear(
          builder.parameter("\(name).weight", try .named(name, [outputs, 8])),
          bias: builder.parameter("\(name).bias", Tensor(numbers("\(name).b", outputs))))
      }
      let normed = tokens.layerNormed(scale: one, shift: zero)
      let attended = try linear(normed, "q", 8).attending(
        keys: try linear(normed, "k", 8), values: try linear(normed, "v", 8), heads: 2)
      let sum = tokens + gelu(try linear(attended, "out", 8))
      return sum.transposed([0, 2, 1]).reshaped(x.shape)
    }
    #expect(try !network.summary().rows.contains { ["copy", "plain"].contains($0.kernel) })
  }

  @Test("attention that is written out multiplies views of heads")
  func writtenAttention() throws {
    let network = try expectAgreement(["x": [2, 7, 12], "z": [2, 9, 12]]) { builder, inputs in
      let (x, z) = (try #require(inputs["x"]), try #require(inputs["z"]))
      func heads(_ x: Symbol) -> Symbol { x.reshaped([0, 0, 3, 4]).transposed([0, 2, 1, 3]) }
      let scores = heads(x).matrixProduct(heads(z).transposed([0, 1, 3, 2])) * 0.5
      let attended = scores.softmax(axis: -1).matrixProduct(heads(z))
      let joined = attended.transposed([0, 2, 1, 3]).reshaped([0, 0, 12])
      return builder.add(
        .matrixProduct(MatrixProduct(transposesLeft: true, factor: 2)), joined, x)
    }
    #expect(try !network.summary().rows.contains { $0.kernel == "plain" })
  }

  @Test("operations without a kernel of their own run by their definition")
  func plainOperations() throws {
    try expectAgreement(["x": [1, 4, 5, 5], "z": [1, 4, 5, 5]]) { builder, inputs in
      let (x, z) = (try #require(inputs["x"]), try #require(inputs["z"]))
      let parts = x.split(parts: 2, axis: 1)
      let mixed = (parts[0] - parts[1]) / (z.sliced(axis: 1, from: 1, to: 3) + 3)
      let larger = builder.add(.binary(.greater), mixed, builder.constant(0))
      let chosen = builder.add(.select, larger, mixed.mapped(.squareRoot), mixed.mapped(.sine))
      return chosen.reduced(.mean, axes: [3]).softmax(axis: 2)
    }
  }

  @Test("slices with steps, expansions, tiles and shuffles lie right")
  func views() throws {
    try expectAgreement(["x": [2, 8, 6, 4]]) { builder, inputs in
      let x = try #require(inputs["x"])
      let shuffled = builder.add(.depthToSpace(block: 2, order: .channelsFirst), x)  // 2, 2, 12, 8
      let strided = shuffled.sliced(axis: 2, from: -1, step: -2)  // 2, 2, 6, 8
      let wide = builder.add(.depthToSpace(block: 2, order: .blocksFirst), x)
      let other = wide.sliced(axis: 2, from: 1, step: 2)
      let row = x.reduced(.maximum, axes: [1, 2]).expanded(builder.constant([2, 2, 6, 4]))
      let tiled = builder.add(.tile, row, builder.constant([1, 1, 1, 2]))
      return relu(strided) * other + tiled
    }
  }

  @Test("inputs, constants and the same value twice can be outputs")
  func outputs() throws {
    let builder = GraphBuilder()
    let x = builder.input("x", shape: [1, 2, 3, 3])
    let y = relu(x)
    let graph = builder.finish([
      "x": x, "y": y, "again": y, "constant": builder.constant(3),
      "best": builder.add(
        .argument(ofLargest: true, axis: 1, keepsAxis: false, takesLast: false), x),
    ])
    try expectAgreement(graph)
  }

  @Test("a network of the same weights for another size does not pack them again")
  func sharedWeights() throws {
    let builder = GraphBuilder()
    let x = builder.input("x", shape: [1, 16, nil, nil])
    let y = try builder.conv(x, "conv", [16, 16, 3, 3], same)
    let graph = builder.finish(["y": y])
    let store = PackedWeights()
    _ = try PreparedNetwork(graph, inputShapes: ["x": [1, 16, 32, 32]], weights: store)
    let bytes = store.bytes
    #expect(bytes > 0)
    _ = try PreparedNetwork(graph, inputShapes: ["x": [1, 16, 40, 24]], weights: store)
    #expect(store.bytes == bytes)
  }

  @Test("buffers share memory when they are not alive at the same time")
  func memory() throws {
    let network = try expectAgreement(["x": [1, 8, 16, 16]]) { builder, inputs in
      var x = try #require(inputs["x"])
      for layer in 0..<6 { x = relu(try builder.conv(x, "conv\(layer)", [8, 8, 3, 3], same)) }
      return x
    }
    let map = 8 * 16 * 16 * 4
    #expect(network.memoryBytes.values <= 4 * map)
  }

  @Test("the example of the documentation runs")
  func documentation() throws {
    let weight = try Tensor.named("w", [1, 3, 3, 3])
    let picture = try Tensor.named("x", [1, 3, 48, 64])
    let builder = GraphBuilder()
    let x = builder.input("x", shape: [1, 3, nil, nil])
    let edges = builder.module("edges") {
      x.convolved(
        builder.parameter("edges.weight", weight), GraphConvolution(padding: .explicit(1)))
    }
    let graph = builder.finish(["y": sigmoid(edges)])
    let network = try PreparedNetwork(graph, inputShapes: ["x": [1, 3, 48, 64]])
    let mask = try network.run(["x": .floats(picture)])["y"]
    #expect(mask?.shape == [1, 1, 48, 64])
    let inner = try GraphInterpreter(graph).activation(of: "edges", ["x": .floats(picture)])
    #expect(
      try mask?.tensor.relativeDistance(to: inner.tensor.map { Activation.sigmoid.value($0) }) ?? 1
        < 1e-5)
  }

  @Test("inputs of another shape are errors that name them")
  func errors() throws {
    let builder = GraphBuilder()
    let x = builder.input("x", shape: [1, 2, 3, 3])
    let network = try PreparedNetwork(builder.finish(["y": relu(x)]))
    #expect(throws: GraphError(.input(name: "x", found: nil, expected: [1, 2, 3, 3]))) {
      try network.run([:])
    }
    #expect(throws: GraphError.self) { try network.run(["x": .floats(1)]) }
    #expect(throws: GraphError(.unknownInput(name: "z", inputs: ["y"]))) {
      try network.withOutput("z") { _ in }
    }
  }
}
