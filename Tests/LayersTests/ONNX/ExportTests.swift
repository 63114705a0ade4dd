import Basics
import Foundation
import Tensors
import Testing

@testable import Layers

@Suite("Export to ONNX")
struct ExportTests {
  /// What came after operator set 17 cannot be written.
  static let later = [
    "half_pixel_symmetric", "smoothed", "Col2Im", "Elements, max", "Elements, min", "ND, max",
    "ND, min",
  ]
  static let cases = RecordedONNX.all.filter { recorded in
    !later.contains { recorded.title.contains($0) }
  }

  @Test("a re-export of each recorded case gives what was recorded", arguments: cases)
  func again(_ recorded: RecordedONNX.Case) throws {
    let graph = try recorded.file.graph(inputShapes: recorded.shapes)
    let bytes = try graph.onnxBytes()
    try Self.keep(bytes, of: recorded)
    let file = try ONNXFile(FileBytes(bytes))
    #expect(file.operatorSet == 17)
    #expect(file.inputs.map(\.name) == recorded.inputs.map(\.name))
    try expectRecorded(try file.graph(inputShapes: recorded.shapes), recorded)
  }

  @Test("weights keep their keys, nodes their modules, open extents stay open")
  func names() throws {
    let builder = GraphBuilder()
    let x = builder.input("image", shape: [1, 3, nil, nil])
    let weight = try Tensor.named("w", [4, 3, 3, 3])
    let y = builder.module("encoder") {
      builder.module("conv1") {
        x.convolved(builder.parameter("encoder.conv1.weight", weight))
      }
    }
    let file = try ONNXFile(FileBytes(builder.finish(["logits": relu(y)]).onnxBytes()))
    #expect(file.inputs.first?.shape == [.fixed(1), .fixed(3), .open("height"), .open("width")])
    #expect(file.outputs.map(\.name) == ["logits"])
    let graph = try file.graph()
    #expect(graph.constants.values.map(\.name) == ["encoder.conv1.weight"])
    #expect(graph.nodes.first?.path == "encoder.conv1")
    #expect(graph.parameterCount == weight.count)
  }

  /// What fusion or PyTorch's modules make, and ONNX writes in several nodes.
  static let layers: [(String, @Sendable (Symbol) -> Symbol)] = [
    ("silu", { $0.activated(.silu) }),
    ("gelu", { $0.activated(.gelu) }),
    ("gelu tanh", { $0.activated(.geluTanh) }),
    ("prelu", { $0.activated(.preLU(slopes: [0.1, 0.2, 0.3, 0.4])) }),
    ("hard swish", { $0.activated(.hardSwish) }),
    ("mish", { $0.mapped(.mish) }),
    ("group norm", { $0.groupNormed(groups: 2, scale: $0.weights(4), shift: $0.weights(4)) }),
    (
      "layer norm of channels",
      { $0.layerNormed(scale: $0.weights(4), shift: $0.weights(4), axes: [1], epsilon: 1e-6) }
    ),
    (
      "layer norm of tokens",
      { x in
        let tokens = x.transposed([0, 2, 3, 1])
        return tokens.layerNormed(scale: x.weights(4), shift: x.weights(4))
      }
    ),
    (
      "attention",
      { x in
        let tokens = x.flattened(from: 2).transposed([0, 2, 1])
        return tokens.attending(keys: tokens, values: tokens, heads: 2)
      }
    ),
    ("linear", { $0.linear($0.weights(5, 8), bias: $0.weights(5)) }),
    ("resize by factors", { $0.resized(by: 2, .bilinear(alignsCorners: true)) }),
    ("resize to a size", { $0.resized(to: Spatial(y: 5, x: 9), .nearest) }),
    ("adaptive average, even", { $0.adaptivelyAveraged(2) }),
    ("adaptive average, uneven", { $0.adaptivelyAveraged(Spatial(y: 4, x: 3)) }),
    (
      "reflected border", { $0.padded(Edges(top: 1, left: 2, bottom: 0, right: 1), mode: .reflect) }
    ),
  ]

  @Test("layers that ONNX writes in several nodes compute the same", arguments: layers.indices)
  func layer(index: Int) throws {
    let builder = GraphBuilder()
    let x = builder.input("x", shape: [1, 4, 6, 8])
    let graph = builder.finish(["y": Self.layers[index].1(x)])
    let inputs = ["x": NumericArray.floats(try .named("x", [1, 4, 6, 8]))]
    let again = try ONNXFile(FileBytes(graph.onnxBytes())).graph()
    guard case .floats(let expected)? = try GraphInterpreter(graph).run(inputs)["y"],
      case .floats(let found)? = try GraphInterpreter(again).run(inputs)["y"]
    else {
      Issue.record("no output")
      return
    }
    #expect(found.relativeDistance(to: expected) < 1e-5, "\(Self.layers[index].0)")
  }

  @Test("what needs a fixed size says so, and is written for one")
  func adaptive() throws {
    let builder = GraphBuilder()
    let x = builder.input("x", shape: [1, 2, nil, nil])
    let graph = builder.finish(["y": builder.module("ppm") { x.adaptivelyAveraged(3) }])
    #expect(throws: ONNXExportError.needsSize(operation: "adaptive pooling", path: "ppm")) {
      try graph.onnxBytes()
    }
    let file = try ONNXFile(FileBytes(graph.onnxBytes(inputShapes: ["x": [1, 2, 7, 9]])))
    #expect(file.inputs.first?.shape == [.fixed(1), .fixed(2), .fixed(7), .fixed(9)])
  }

  /// Leaves the file for `scripts/parity/check_onnx.py` where `SEGUE_EXPORTS` names a folder.
  private static func keep(_ bytes: [UInt8], of recorded: RecordedONNX.Case) throws {
    guard let folder = ProcessInfo.processInfo.environment["SEGUE_EXPORTS"],
      let index = RecordedONNX.all.firstIndex(where: { $0.title == recorded.title })
    else { return }
    try Files.write(bytes, to: "\(folder)/\(index).onnx")
  }
}

extension Symbol {
  /// A parameter of numbers in [0.5, 1.5) that are a function of the shape.
  fileprivate func weights(_ shape: Int...) -> Symbol {
    let values = numbers("w", shape.reduce(1, *)).map { 1 + $0 / 2 }
    guard let tensor = try? Tensor(values, shape: shape) else { return self }
    return builder.parameter("w\(shape)", tensor)
  }
}
