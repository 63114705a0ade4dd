import Tensors

/// Translates the graph of a file node by node.
struct GraphImporter {
  typealias Operand = ImportedNode.Operand

  private let model: ModelMessage
  private let inputShapes: [String: [Int]]
  private let builder: GraphBuilder
  private var constants: ConstantReader
  /// The constants that nothing has needed yet.
  private var pending: [String: TensorMessage] = [:]
  private var values: [String: Operand] = [:]
  /// The element types of constants that were read, by their codes.
  private var elementTypes: [String: Int] = [:]
  /// The names of the nodes that use what is not computed here, by operator.
  private var unsupported: [String: [String]] = [:]
  private var version = 0
  private var branches = 0

  init(
    _ model: ModelMessage, constants: ConstantReader, inputShapes: [String: [Int]],
    memoryLimit: Int
  ) {
    (self.model, self.constants, self.inputShapes) = (model, constants, inputShapes)
    builder = GraphBuilder(memoryLimit: memoryLimit)
  }

  /// Whether an operator is translated.
  static func knows(_ operation: String) -> Bool {
    Operators.all[operation] != nil || ["Constant", "If"].contains(operation)
  }

  mutating func graph() throws(ONNXError) -> Graph {
    guard let found = model.operatorSets[""], Operators.versions.contains(found) else {
      throw .operatorSet(model.operatorSets[""], supported: Operators.versions)
    }
    version = found
    collectUnknownOperators()
    try throwUnsupported()
    let graph = model.graph
    try register(graph.initializers)
    for input in graph.inputs where pending[input.name] == nil { try add(input) }
    try add(graph)
    try throwUnsupported()
    var outputs: [(name: String, symbol: Symbol)] = []
    for output in graph.outputs {
      guard let operand = try operand(output.name) else { throw .noSuchOutput(output.name) }
      outputs.append((output.name, symbol(operand)))
    }
    var result = builder.finish(outputs)
    result.nameLayers()
    return result
  }

  // MARK: What is not computed

  private mutating func collectUnknownOperators() {
    var found: [String: [String]] = [:]
    var position = 0
    model.graph.forEachNode { node in
      let isForeign =
        !Self.knows(node.qualifiedOperation)
        || node.attributes.values.contains {
          if case .other = $0.content { true } else { false }
        }
      if isForeign {
        found[node.qualifiedOperation, default: []].append(node.displayName(at: position))
      }
      position += 1
    }
    if model.graph.hasSparseInitializers { found["sparse constants"] = [] }
    unsupported = found
  }

  private func throwUnsupported() throws(ONNXError) {
    guard !unsupported.isEmpty else { return }
    let list = unsupported.sorted { $0.key < $1.key }.map {
      ONNXError.Unsupported(operation: $0.key, nodes: $0.value)
    }
    throw .unsupported(list)
  }

  // MARK: Inputs and constants

  private mutating func register(_ tensors: [TensorMessage]) throws(ONNXError) {
    for tensor in tensors {
      guard pending.updateValue(tensor, forKey: tensor.name) == nil, values[tensor.name] == nil
      else { throw .madeTwice(tensor.name) }
    }
  }

  private mutating func add(_ input: ValueMessage) throws(ONNXError) {
    let value = ONNXFile.Value(input)
    guard let shape = value.shape, let kind = value.kind else { throw .input(name: input.name) }
    let extents: [Int?] = shape.map { if case .fixed(let extent) = $0 { extent } else { nil } }
    try define(input.name, .symbol(builder.input(input.name, shape: extents, kind: kind)))
  }

  private mutating func define(_ name: String, _ operand: Operand) throws(ONNXError) {
    guard values.updateValue(operand, forKey: name) == nil, pending[name] == nil else {
      throw .madeTwice(name)
    }
  }

  /// The value of a name; a constant is read when it is first needed.
  private mutating func operand(_ name: String) throws(ONNXError) -> Operand? {
    if let known = values[name] { return known }
    guard let tensor = pending.removeValue(forKey: name) else { return nil }
    let operand = Operand.constant(try constants.array(tensor), name: name)
    values[name] = operand
    elementTypes[name] = tensor.typeCode
    return operand
  }

  private func symbol(_ operand: Operand) -> Symbol {
    switch operand {
    case .symbol(let symbol): symbol
    case .constant(let array, _): builder.constant(array)
    }
  }

  // MARK: Nodes

  private mutating func add(_ graph: GraphMessage) throws(ONNXError) {
    let order = try NodeOrder(graph, known: Set(values.keys).union(pending.keys))
    for index in order.indices { try add(graph.nodes[index], at: index) }
  }

  private mutating func add(_ message: NodeMessage, at position: Int) throws(ONNXError) {
    let place = ONNXError.Place(
      node: message.displayName(at: position), operation: message.operation)
    if message.operation == "Constant" { return try addConstant(message, place) }
    var operands: [Operand?] = []
    for name in message.inputs {
      guard !name.isEmpty else {
        operands.append(nil)
        continue
      }
      guard let operand = try operand(name) else {
        throw .noSuchValue(name, neededBy: place)
      }
      operands.append(operand)
    }
    let node = ImportedNode(
      message: message, place: place, version: version, operands: operands,
      elementTypes: message.inputs.map { elementTypes[$0] }, builder: builder)
    if message.operation == "If" { return try addBranch(of: node) }
    let outputs = try outputs(of: node)
    for (index, name) in message.outputs.enumerated() where !name.isEmpty {
      guard index < outputs.count else { throw node.problem(.outputs(message.outputs.count)) }
      try define(name, .symbol(outputs[index]))
    }
  }

  /// The outputs of a node; stand-ins where it is not computed here, to find what else is not.
  private mutating func outputs(of node: ImportedNode) throws(ONNXError) -> [Symbol] {
    guard let translate = Operators.all[node.message.operation] else { return [] }
    let path = node.message.modulePath(node.place.node)
    builder.origin = Node.Origin(name: node.place.node, operation: node.place.operation)
    let outputs = builder.inside(path) {
      Result { () throws(ONNXError) in try translate(node) }
    }
    switch outputs {
    case .success(let symbols): return symbols
    case .failure(.unsupported(let uses)):
      for use in uses { unsupported[use.operation, default: []] += use.nodes }
      return node.message.outputs.map { _ in builder.constant(Float(0)) }
    case .failure(let error):
      try throwUnsupported()
      throw error
    }
  }

  private mutating func addConstant(
    _ message: NodeMessage, _ place: ONNXError.Place
  ) throws(ONNXError) {
    guard let output = message.outputs.first, let attribute = message.attributes.values.first else {
      throw .node(place, .missingAttribute("value"))
    }
    let array: NumericArray
    switch attribute.content {
    case .tensor(let tensor):
      array = try constants.array(tensor)
      elementTypes[output] = tensor.typeCode
    case .float(let value): array = .floats(Tensor(value))
    case .floats(let values): array = .floats(Tensor(values))
    case .integer(let value): array = .integers(IntegerArray(value))
    case .integers(let values): array = .integers(IntegerArray(values))
    default: throw .node(place, .attributeKind(attribute.name))
    }
    try define(output, .constant(array, name: ""))
  }

  // MARK: Branches

  /// Translates the branch that a condition chooses; it must follow from constants and sizes.
  private mutating func addBranch(of node: ImportedNode) throws(ONNXError) {
    guard let operand = node.operands.first, let operand else {
      throw node.problem(.missingInput(0))
    }
    branches += 1
    guard branches <= Self.branchLimit else {
      throw node.unsupported("more than \(Self.branchLimit) branches")
    }
    let name = try condition(operand, node) ? "then_branch" : "else_branch"
    guard case .graph(let branch)? = node.message.attributes[name]?.content else {
      throw node.problem(.missingAttribute(name))
    }
    try register(branch.initializers)
    try add(branch)
    for (index, name) in node.message.outputs.enumerated() where !name.isEmpty {
      guard index < branch.outputs.count else {
        throw node.problem(.outputs(node.message.outputs.count))
      }
      guard let value = try self.operand(branch.outputs[index].name) else {
        throw .noSuchOutput(branch.outputs[index].name)
      }
      try define(name, value)
    }
  }

  private mutating func condition(
    _ operand: Operand, _ node: ImportedNode
  ) throws(ONNXError) -> Bool {
    let array: NumericArray? =
      switch operand {
      case .constant(let array, _): array
      case .symbol(let symbol): builder.folded(symbol, inputShapes: inputShapes)
      }
    guard case .booleans(let value)? = array, let first = value.elements.first else {
      throw node.problem(.openCondition)
    }
    return first == 1
  }

  /// Each condition may fold the whole graph before it.
  private static let branchLimit = 256
}

extension GraphBuilder {
  /// The value of a symbol where it follows from constants and the shapes of inputs, else `nil`.
  fileprivate func folded(_ symbol: Symbol, inputShapes: [String: [Int]]) -> NumericArray? {
    let graph = finish(["value": symbol])
    let known = inputShapes.filter { name, _ in graph.inputs.contains { $0.name == name } }
    let shaped = try? graph.specialised(inputShapes: known, folding: .small)
    return shaped?.graph.constants[symbol.value]?.array
  }
}

extension NodeMessage {
  /// The node's name; where it has none, its operator and position.
  func displayName(at position: Int) -> String {
    name.isEmpty ? "\(operation) #\(position)" : name
  }

  /// The module that the name tells. PyTorch names a node `/layer1/layer1.0/conv1/Conv`, which is
  /// `layer1.0.conv1`, and one outside of modules `/Relu_1`, which is its own; other names are paths as
  /// they are.
  fileprivate func modulePath(_ displayName: String) -> String {
    guard displayName.hasPrefix("/") else { return displayName }
    var parts: [String] = []
    for part in displayName.split(separator: "/").dropLast() {
      if let last = parts.last, part.hasPrefix(last + ".") { parts.removeLast() }
      parts.append(String(part))
    }
    if parts.isEmpty { return String(displayName.dropFirst()) }
    return parts.joined(separator: ".")
  }
}
