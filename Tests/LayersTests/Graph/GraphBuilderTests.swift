import Tensors
import Testing

@testable import Layers

@Suite("Tracing a graph")
struct GraphBuilderTests {
  @Test("nodes carry the path of the module that is being called")
  func paths() throws {
    let builder = GraphBuilder()
    let x = builder.input("x", shape: [1, 3, nil, nil])
    let weight = try Tensor(repeating: 1, shape: [4, 3, 3, 3])
    let y = builder.module("layer1") {
      let conv = builder.module("0.conv1") {
        x.convolved(builder.parameter("layer1.0.conv1.weight", weight))
      }
      return relu(conv)
    }
    let graph = builder.finish(["y": y])
    #expect(graph.nodes.map(\.path) == ["layer1.0.conv1", "layer1"])
    #expect(graph.output(ofModule: "layer1.0.conv1") == graph.nodes[0].outputs[0])
    #expect(graph.output(ofModule: "layer1") == y.value)
    #expect(graph.output(ofModule: "layer1.0") == graph.nodes[0].outputs[0])
    #expect(graph.output(ofModule: "layer") == nil)
    #expect(graph.modulePaths == ["layer1.0.conv1", "layer1"])
    #expect(graph.parameterCount == 4 * 3 * 3 * 3)
  }

  @Test("a module that returns its argument is remembered without a node")
  func identity() {
    let builder = GraphBuilder()
    let x = builder.input("x", shape: [1])
    let y = builder.module("dropout") { x }
    let graph = builder.finish(["y": y])
    #expect(graph.nodes.isEmpty)
    #expect(graph.output(ofModule: "dropout") == x.value)
  }

  @Test("asking for a parameter twice gives the same value")
  func sharedParameters() {
    let builder = GraphBuilder()
    let first = builder.parameter("weight", Tensor([1, 2]))
    #expect(builder.parameter("weight", Tensor([1, 2])).value == first.value)
    #expect(builder.constant(1).value != builder.constant(1).value)
    #expect(builder.finish([]).parameterCount == 2)
  }
}
