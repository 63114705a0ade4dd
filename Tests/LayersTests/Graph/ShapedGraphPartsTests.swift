import Tensors
import Testing

@testable import Layers

@Suite("Parts of a graph")
struct ShapedGraphPartsTests {
  /// relu(image) · 2 + clicks, and relu(image) as it is.
  static func graph() -> Graph {
    let builder = GraphBuilder()
    let image = builder.input("image", shape: [1, 2, nil, nil])
    let clicks = builder.input("clicks", shape: [1, 1, nil, nil])
    let features = relu(image) * 2
    return builder.finish(["y": features + clicks, "features": features])
  }

  @Test("both parts one after the other give what the whole gives")
  func equal() throws {
    let graph = Self.graph()
    let inputs: [String: NumericArray] = [
      "image": .floats(try .named("image", [1, 2, 3, 4])),
      "clicks": .floats(try .named("clicks", [1, 1, 3, 4])),
    ]
    let whole = try GraphInterpreter(graph).run(inputs)
    let parts = try graph.specialised(inputShapes: inputs.mapValues(\.shape))
      .parts(knowing: ["image"])
    let (early, second) = (try #require(parts.first), parts.second)
    #expect(early.nodes.count == 2)
    #expect(second.nodes.count == 1)
    let passed = try GraphInterpreter(early).run(["image": try #require(inputs["image"])])
    let clicks = ["clicks": try #require(inputs["clicks"])]
    let parted = try GraphInterpreter(second).run(passed.merging(clicks) { first, _ in first })
    #expect(parted == whole)
  }

  @Test("where all is known early, the second part returns what the first has made")
  func everything() throws {
    let shapes = ["image": [1, 2, 1, 1], "clicks": [1, 1, 1, 1]]
    let parts = try Self.graph().specialised(inputShapes: shapes)
      .parts(knowing: ["image", "clicks"])
    #expect(parts.first?.nodes.count == 3)
    #expect(parts.second.nodes.isEmpty)
    #expect(parts.ready.keys.sorted() == ["features", "y"])
    #expect(Set(parts.ready.values).isSubset(of: parts.first?.outputs.map(\.name) ?? []))
  }

  @Test("what no kept output needs is left out")
  func keeping() {
    let kept = Self.graph().keeping(outputs: ["features"])
    #expect(kept.outputs.map(\.name) == ["features"])
    #expect(kept.nodes.count == 2)
  }

  @Test("where nothing is known early, there is no first part")
  func nothing() throws {
    let shapes = ["image": [1, 2, 1, 1], "clicks": [1, 1, 1, 1]]
    #expect(try Self.graph().specialised(inputShapes: shapes).parts(knowing: []).first == nil)
  }
}
