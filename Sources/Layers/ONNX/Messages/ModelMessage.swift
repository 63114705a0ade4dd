// Open Neural Network Exchange, the file format: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
// Of each message the fields are read that decide what a network computes.

import Basics

/// `ModelProto`: a graph, and the versions of the operator sets that it is written in.
struct ModelMessage: Sendable {
  var version = 8
  var producer = ""
  var graph = GraphMessage()
  /// The version of each operator set; the standard one is named "".
  var operatorSets: [String: Int] = [:]
  /// Whether the model brings functions of its own.
  var definesFunctions = false

  init() {}

  init(_ bytes: FileBytes, _ budget: inout WireBudget) throws(WireError) {
    var hasGraph = false
    try budget.read("ModelProto", bytes) { field, budget throws(WireError) in
      switch field.number {
      case 1: version = try field.integer()
      case 2: producer = try field.text()
      case 7:
        graph = try GraphMessage(try field.bytes(), &budget)
        hasGraph = true
      case 8: try readOperatorSet(try field.bytes(), &budget)
      case 25: definesFunctions = true
      default: break
      }
      if case .varint = field.value, field.number == 7 { throw WireError(.fieldType(7)) }
    }
    guard hasGraph else {
      var error = WireError(.missing("graph"))
      error.message = "ModelProto"
      throw error
    }
  }

  private mutating func readOperatorSet(
    _ bytes: FileBytes, _ budget: inout WireBudget
  ) throws(WireError) {
    var domain = ""
    var version = 1
    try budget.read("OperatorSetIdProto", bytes) { field, _ throws(WireError) in
      switch field.number {
      case 1: domain = try field.text()
      case 2: version = try field.integer()
      default: break
      }
    }
    operatorSets[domain == "ai.onnx" ? "" : domain] = version
  }

  /// The message as a file.
  func encoded() -> WireWriter {
    var writer = WireWriter()
    writer.integer(1, version)
    writer.text(2, producer)
    writer.message(7, graph.encoded())
    for (domain, version) in operatorSets.sorted(by: { $0.key < $1.key }) {
      var set = WireWriter()
      set.text(1, domain)
      set.integer(2, version)
      writer.message(8, set)
    }
    return writer
  }
}
