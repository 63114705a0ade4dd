import Language
import Layers

/// What `inspect` tells of an ONNX file: readable as a table, and by its members.
final class NetworkFileObject: ScriptObject, PreviewableObject {
  private let file: ONNXFile
  private let path: String

  init(_ path: String) throws {
    file = try Diagnostic.naming(path) { try ONNXFile(path: path) }
    self.path = path
  }

  var typeName: String { "network file" }
  var repr: String {
    let rows =
      ["\(path): operator set \(file.operatorSet.map(String.init) ?? "?")\(producer)"]
      + Self.lines("inputs", file.inputs.map(Self.words))
      + Self.lines("outputs", file.outputs.map(Self.words))
      + Self.lines("operators", [operators]) + ["parameters  \(file.parameterCount)"]
    return rows.joined(separator: "\n")
  }

  func preview(columns: Int) -> String { repr }

  var members: [Member] {
    [
      Member("inputs", "a dict from each input's name to its shape; None is an open extent"),
      Member("outputs", "a dict from each output's name to its shape"),
      Member("operators", "a dict from each operator to how often it is used"),
      Member("parameters", "how many numbers the weights hold"),
      Member("opset", "the version of the standard operator set"),
      Member("producer", "what wrote the file"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "inputs": .dict(file.inputs.map { ($0.name, Self.shape($0)) })
    case "outputs": .dict(file.outputs.map { ($0.name, Self.shape($0)) })
    case "operators": .dict(file.operators.map { ($0.name, .int($0.count)) })
    case "parameters": .int(file.parameterCount)
    case "opset": file.operatorSet.map { .int($0) } ?? Value.none
    case "producer": .string(file.producer)
    default: nil
    }
  }

  private var producer: String { file.producer.isEmpty ? "" : ", written by \(file.producer)" }

  private var operators: String {
    let unknown = Set(file.unknownOperators)
    return file.operators.map {
      "\($0.name) \($0.count)" + (unknown.contains($0.name) ? " (not computed here)" : "")
    }.joined(separator: ", ")
  }

  private static func lines(_ title: String, _ rows: [String]) -> [String] {
    let head = title + String(repeating: " ", count: 12 - title.count)
    return rows.enumerated().map { index, row in
      (index == 0 ? head : String(repeating: " ", count: 12)) + row
    }
  }

  private static func words(_ value: ONNXFile.Value) -> String {
    guard let shape = value.shape else { return value.name }
    let extents = shape.map {
      switch $0 {
      case .fixed(let extent): "\(extent)"
      case .open(let name): name.isEmpty ? "?" : name
      }
    }
    return "\(value.name) \(extents.joined(separator: "×"))"
  }

  private static func shape(_ value: ONNXFile.Value) -> Value {
    guard let shape = value.shape else { return .none }
    return .list(
      shape.map { if case .fixed(let extent) = $0 { .int(extent) } else { Value.none } })
  }
}
