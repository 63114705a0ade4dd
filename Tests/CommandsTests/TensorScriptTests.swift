import Foundation
import TestSupport
import Tensors
import Testing

@testable import Commands
@testable import Language

/// What NumPy and PyTorch gave for the same expressions; `scripts/parity/record_tensor_scripts.py` records it.
@Suite("Tensors in scripts")
struct TensorScriptTests {
  struct Recording: Decodable {
    let setup: [String: Nested]
    let values: [Case]
    let prints: [Printed]
  }

  /// A recorded number, where JSON knows no inf and nan.
  enum Number: Decodable, Sendable {
    case finite(Float)
    case named(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Float.self) {
        self = .finite(number)
      } else {
        self = .named(try container.decode(String.self))
      }
    }

    var value: Float {
      switch self {
      case .finite(let number): number
      case .named(let name): name == "nan" ? .nan : name == "inf" ? .infinity : -.infinity
      }
    }
  }

  struct Case: Decodable, CustomTestStringConvertible, Sendable {
    let expression: String?
    let statement: String?
    let shape: [Int]
    let elements: [Number]
    var testDescription: String { expression ?? statement ?? "" }
  }

  struct Printed: Decodable, CustomTestStringConvertible, Sendable {
    let shape: [Int]
    let elements: [Number]
    let isBool: Bool
    let text: String
    var testDescription: String { "\(shape), \(text.prefix(40))" }
  }

  /// Nested lists of numbers.
  indirect enum Nested: Decodable, Sendable {
    case number(Double)
    case list([Nested])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .list(try container.decode([Nested].self))
      }
    }

    var value: Value {
      switch self {
      case .number(let number): .float(number)
      case .list(let items): .list(items.map(\.value))
      }
    }
  }

  static let recording: Recording? = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Fixtures/tensors.json")
    return try? JSONDecoder().decode(Recording.self, from: Data(contentsOf: file))
  }()

  /// A session with the recorded tensors as variables.
  private static func interpreter() throws -> (Session, Interpreter) {
    let session = Session(
      registry: .segue, version: "", output: MemorySink(), messages: MemorySink())
    let interpreter = session.makeInterpreter()
    for (name, content) in try #require(recording).setup {
      let (tensor, kind) = try #require(try TensorValues.read(content.value))
      interpreter.setVariable(name, .object(TensorObject(tensor, kind)))
    }
    return (session, interpreter)
  }

  private static func run(_ text: String, _ interpreter: Interpreter) throws -> Value {
    try interpreter.runEntry(SourceFile(name: "test", text: text))
  }

  @Test("the recording is there")
  func present() throws {
    let recording = try #require(Self.recording)
    #expect(recording.values.count > 100)
    #expect(recording.prints.count > 25)
  }

  @Test("gives NumPy's shape and numbers", arguments: recording?.values ?? [])
  func asNumPy(_ example: Case) throws {
    let (session, interpreter) = try Self.interpreter()
    let text = example.expression ?? "x = tensor(b)\n\(example.statement ?? "")\nx"
    let value = try Self.run(text, interpreter)
    let (tensor, _) = try #require(try TensorValues.read(value), "\(value.repr)")
    #expect(tensor.shape == example.shape)
    #expect(tensor.count == example.elements.count)
    for (found, expected) in zip(tensor.elements, example.elements.map(\.value)) {
      let isSame =
        found == expected || found.isNaN && expected.isNaN
        || abs(found - expected) <= 2e-6 * max(1, abs(expected))
      #expect(isSame, "\(found) is not \(expected)")
    }
    withExtendedLifetime(session) {}
  }

  @Test("is printed as PyTorch prints it", arguments: recording?.prints ?? [])
  func asPyTorch(_ example: Printed) throws {
    let tensor = try Tensor(example.elements.map(\.value), shape: example.shape)
    #expect(TensorText(tensor, example.isBool ? .bool : .float32).text == example.text)
  }
}
