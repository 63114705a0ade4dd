import Basics

/// `GraphProto`: nodes in an order in which they can be computed, constants, inputs and outputs.
struct GraphMessage: Sendable {
  var name = ""
  var nodes: [NodeMessage] = []
  /// The constants: weights, mostly.
  var initializers: [TensorMessage] = []
  var inputs: [ValueMessage] = []
  var outputs: [ValueMessage] = []
  /// Whether there are sparse constants.
  var hasSparseInitializers = false

  init() {}

  init(_ bytes: FileBytes, _ budget: inout WireBudget) throws(WireError) {
    try budget.read("GraphProto", bytes) { field, budget throws(WireError) in
      switch field.number {
      case 1: nodes.append(try NodeMessage(try field.bytes(), &budget))
      case 2: name = try field.text()
      case 5: initializers.append(try TensorMessage(try field.bytes(), &budget))
      case 11: inputs.append(try ValueMessage(try field.bytes(), &budget))
      case 12: outputs.append(try ValueMessage(try field.bytes(), &budget))
      case 15: hasSparseInitializers = true
      default: break
      }
    }
  }

  func encoded() -> WireWriter {
    var writer = WireWriter()
    for node in nodes { writer.message(1, node.encoded()) }
    writer.text(2, name)
    for tensor in initializers { writer.message(5, tensor.encoded()) }
    for input in inputs { writer.message(11, input.encoded()) }
    for output in outputs { writer.message(12, output.encoded()) }
    return writer
  }
}

/// `NodeProto`: one operation.
struct NodeMessage: Sendable {
  var name = ""
  /// The operator: `Conv`.
  var operation = ""
  /// The operator set: "" for the standard one.
  var domain = ""
  /// The names of the operands; "" for one that is left out.
  var inputs: [String] = []
  /// The names of the results; "" for one that is not wanted.
  var outputs: [String] = []
  var attributes: [String: AttributeMessage] = [:]

  init() {}

  init(_ bytes: FileBytes, _ budget: inout WireBudget) throws(WireError) {
    try budget.read("NodeProto", bytes) { field, budget throws(WireError) in
      switch field.number {
      case 1:
        try budget.spend()
        inputs.append(try field.text())
      case 2:
        try budget.spend()
        outputs.append(try field.text())
      case 3: name = try field.text()
      case 4: operation = try field.text()
      case 5:
        let attribute = try AttributeMessage(try field.bytes(), &budget)
        attributes[attribute.name] = attribute
      case 7: domain = try field.text()
      default: break
      }
    }
    if domain == "ai.onnx" { domain = "" }
    guard !operation.isEmpty else {
      var error = WireError(.missing("op_type"))
      error.message = "NodeProto"
      throw error
    }
  }

  func encoded() -> WireWriter {
    var writer = WireWriter()
    for input in inputs { writer.text(1, input) }
    for output in outputs { writer.text(2, output) }
    writer.text(3, name)
    writer.text(4, operation)
    for (_, attribute) in attributes.sorted(by: { $0.key < $1.key }) {
      writer.message(5, attribute.encoded())
    }
    if !domain.isEmpty { writer.text(7, domain) }
    return writer
  }
}

/// `ValueInfoProto`: the name, element type and shape of an input or output.
struct ValueMessage: Sendable {
  /// An extent: a number, a name for one that is left open, or neither.
  enum Extent: Hashable, Sendable {
    case fixed(Int)
    case named(String)
    case unknown
  }

  var name = ""
  /// The element type's code; `nil` where the value is no tensor.
  var elementType: Int?
  /// The extents; `nil` where even their number is left open.
  var shape: [Extent]?

  init(name: String, elementType: Int, shape: [Extent]?) {
    (self.name, self.elementType, self.shape) = (name, elementType, shape)
  }

  init(_ bytes: FileBytes, _ budget: inout WireBudget) throws(WireError) {
    try budget.read("ValueInfoProto", bytes) { field, budget throws(WireError) in
      switch field.number {
      case 1: name = try field.text()
      case 2:
        try budget.read("TypeProto", try field.bytes()) { field, budget throws(WireError) in
          if field.number == 1 { try readTensorType(try field.bytes(), &budget) }
        }
      default: break
      }
    }
  }

  private mutating func readTensorType(
    _ bytes: FileBytes, _ budget: inout WireBudget
  ) throws(WireError) {
    try budget.read("TypeProto.Tensor", bytes) { field, budget throws(WireError) in
      switch field.number {
      case 1: elementType = try field.integer()
      case 2:
        var extents: [Extent] = []
        try budget.read("TensorShapeProto", try field.bytes()) { field, budget throws(WireError) in
          if field.number == 1 { extents.append(try Self.extent(try field.bytes(), &budget)) }
        }
        shape = extents
      default: break
      }
    }
  }

  private static func extent(
    _ bytes: FileBytes, _ budget: inout WireBudget
  ) throws(WireError) -> Extent {
    var extent = Extent.unknown
    try budget.read("TensorShapeProto.Dimension", bytes) { field, _ throws(WireError) in
      switch field.number {
      case 1: extent = .fixed(try field.integer())
      case 2: extent = .named(try field.text())
      default: break
      }
    }
    return extent
  }

  func encoded() -> WireWriter {
    var tensor = WireWriter()
    if let elementType { tensor.integer(1, elementType) }
    if let shape {
      var extents = WireWriter()
      for extent in shape {
        var dimension = WireWriter()
        switch extent {
        case .fixed(let value): dimension.integer(1, value)
        case .named(let name): dimension.text(2, name)
        case .unknown: break
        }
        extents.message(1, dimension)
      }
      tensor.message(2, extents)
    }
    var type = WireWriter()
    type.message(1, tensor)
    var writer = WireWriter()
    writer.text(1, name)
    writer.message(2, type)
    return writer
  }
}
