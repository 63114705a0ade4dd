import Basics
import Tensors
import Testing

@testable import Layers

/// Every whole number of the recorded files, one at a time, at the borders of what it may be: an error or
/// an answer, and never a trap nor much memory.
@Suite("Numbers of ONNX files at their borders")
struct BorderNumbersTests {
  private static let borders = [
    0, -1, 2, 1 << 31, -(1 << 31), 1 << 53 + 1, Int.max, Int.min,
  ]

  /// One recorded case for each operator with whole numbers: the smallest.
  private static let cases: [RecordedONNX.Case] = {
    var smallest: [String: RecordedONNX.Case] = [:]
    for recorded in RecordedONNX.all {
      guard let file = try? recorded.file else { continue }
      for operation in file.operators.map(\.name) {
        if let known = smallest[operation], known.model.count <= recorded.model.count { continue }
        smallest[operation] = recorded
      }
    }
    let titles = Set(smallest.values.map(\.title))
    return RecordedONNX.all.filter { titles.contains($0.title) }
  }()

  @Test("constants", arguments: cases)
  func constants(_ recorded: RecordedONNX.Case) throws {
    let original = try recorded.file.message
    for (index, tensor) in original.graph.initializers.enumerated() {
      var reader = ConstantReader(folder: nil, limit: 1 << 20)
      guard case .integers(let array) = try reader.array(tensor) else { continue }
      for place in array.elements.indices {
        for border in Self.borders {
          var elements = array.elements
          elements[place] = border
          var changed = original
          changed.graph.initializers[index] = TensorMessage(
            .integers(try IntegerArray(elements, shape: array.shape)), name: tensor.name)
          run(changed, recorded)
        }
      }
    }
  }

  @Test("attributes", arguments: cases)
  func attributes(_ recorded: RecordedONNX.Case) throws {
    let original = try recorded.file.message
    for (index, node) in original.graph.nodes.enumerated() {
      for (name, attribute) in node.attributes {
        for border in Self.borders {
          var changed = original
          switch attribute.content {
          case .integer:
            changed.graph.nodes[index].attributes[name] = .integer(name, border)
            run(changed, recorded)
          case .integers(let numbers):
            for place in numbers.indices {
              var numbers = numbers
              numbers[place] = border
              changed.graph.nodes[index].attributes[name] = .integers(name, numbers)
              run(changed, recorded)
            }
          default: break
          }
        }
      }
    }
  }

  private func run(_ model: ModelMessage, _ recorded: RecordedONNX.Case) {
    do {
      let file = try ONNXFile(FileBytes(model.encoded().bytes), limit: 1 << 20)
      let graph = try file.graph(inputShapes: recorded.shapes, memoryLimit: 1 << 22)
      let inputs = try recorded.tensors().mapValues(NumericArray.floats)
      _ = try? GraphInterpreter(graph).run(inputs)
      _ = try PreparedNetwork(
        graph, inputShapes: recorded.shapes, options: PreparationOptions(threads: 1)
      ).run(inputs)
    } catch {}
  }
}
