import Basics
import Foundation
import Tensors
import Testing

@testable import Layers

/// What `scripts/parity/record_onnx.py` has written.
struct RecordedONNX: Decodable {
  let cases: [Case]

  struct Case: Decodable, CustomTestStringConvertible, Sendable {
    let title: String
    let model: Data
    let scale: Float
    let shift: Float
    let inputs: [Input]
    let outputs: [Output]

    var testDescription: String { title }

    var file: ONNXFile { get throws { try ONNXFile(FileBytes([UInt8](model))) } }

    var shapes: [String: [Int]] {
      Dictionary(uniqueKeysWithValues: inputs.map { ($0.name, $0.shape) })
    }

    func tensors() throws -> [String: Tensor] {
      var tensors: [String: Tensor] = [:]
      for input in inputs {
        let values = numbers(input.name, input.shape.reduce(1, *)).map { $0 * scale + shift }
        tensors[input.name] = try Tensor(values, shape: input.shape)
      }
      return tensors
    }
  }

  struct Input: Decodable, Sendable {
    let name: String
    let shape: [Int]
  }

  struct Output: Decodable, Sendable {
    let name: String
    let shape: [Int]
    let values: Data

    var floats: [Float] {
      values.withUnsafeBytes { raw in
        (0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
      }
    }
  }

  static let all: [Case] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/onnx.json")
    let decoder = JSONDecoder()
    guard let data = try? Data(contentsOf: path),
      let recording = try? decoder.decode(RecordedONNX.self, from: data)
    else { return [] }
    return recording.cases
  }()
}

@Suite("Operators recorded by ONNX Runtime")
struct RecordedByONNXRuntimeTests {
  @Test("there are recorded cases")
  func present() { #expect(RecordedONNX.all.count > 200) }

  @Test("the graph gives what was recorded", arguments: RecordedONNX.all)
  func agrees(_ recorded: RecordedONNX.Case) throws {
    let graph = try recorded.file.graph(inputShapes: recorded.shapes)
    try expectRecorded(graph, recorded)
  }
}

/// Runs a graph on the inputs of a case, node by node and prepared, and compares its outputs with what was recorded.
func expectRecorded(_ graph: Graph, _ recorded: RecordedONNX.Case) throws {
  let inputs = try recorded.tensors().mapValues(NumericArray.floats)
  let prepared = try PreparedNetwork(graph, inputShapes: recorded.shapes)
  for found in [try GraphInterpreter(graph).run(inputs), try prepared.run(inputs)] {
    for output in recorded.outputs {
      let array = try #require(found[output.name])
      #expect(array.shape == output.shape)
      let expected = output.floats
      let magnitude = expected.filter(\.isFinite).map(abs).max() ?? 0
      let close = zip(array.floats, expected).allSatisfy {
        $0 == $1 || $0.isNaN && $1.isNaN || abs($0 - $1) <= 2e-5 * max(magnitude, 1)
      }
      #expect(close, "\(output.name): found \(array.floats), recorded \(expected)")
    }
  }
}

extension NumericArray {
  /// The elements as single-precision numbers.
  var floats: [Float] {
    switch self {
    case .floats(let tensor): tensor.elements
    case .integers(let array), .booleans(let array): array.elements.map(Float.init)
    }
  }
}
