import Tensors

/// A node of a file while it is being translated: its operands and attributes, with checks.
struct ImportedNode {
  /// What an operand is: a constant that has no place in the graph yet, or a value of the graph.
  enum Operand {
    case constant(NumericArray, name: String)
    case symbol(Symbol)
  }

  /// The node as it stands in the file.
  let message: NodeMessage
  /// Its name, and its operator.
  let place: ONNXError.Place
  /// The version of the operator set.
  let version: Int
  /// What the operands are; `nil` for those that are left out.
  let operands: [Operand?]
  /// The element types of those that are constants of the file, by their codes in the format.
  let elementTypes: [Int?]
  let builder: GraphBuilder

  // MARK: Operands

  /// Whether an operand is there; a constant without elements counts as left out.
  func has(_ index: Int) -> Bool {
    guard operands.indices.contains(index), let operand = operands[index] else { return false }
    if case .constant(let array, _) = operand { return array.count > 0 || array.shape.count > 1 }
    return true
  }

  /// An operand that must be there.
  func operand(_ index: Int) throws(ONNXError) -> Symbol {
    guard let symbol = optional(index) else { throw problem(.missingInput(index)) }
    return symbol
  }

  /// An operand, or `nil` where it is left out.
  func optional(_ index: Int) -> Symbol? {
    guard operands.indices.contains(index) else { return nil }
    switch operands[index] {
    case .symbol(let symbol): return symbol
    case .constant(.floats(let tensor), let name) where !name.isEmpty:
      return builder.parameter(name, tensor)
    case .constant(let array, _): return builder.constant(array)
    case nil: return nil
    }
  }

  /// All operands; none may be left out.
  func allOperands() throws(ONNXError) -> [Symbol] {
    guard !operands.isEmpty else { throw problem(.missingInput(0)) }
    var all: [Symbol] = []
    for index in operands.indices { all.append(try operand(index)) }
    return all
  }

  /// An operand that is a constant of the file, or `nil`.
  func constant(_ index: Int) -> NumericArray? {
    guard operands.indices.contains(index), case .constant(let array, _)? = operands[index] else {
      return nil
    }
    return array
  }

  /// The whole numbers of an operand that must be a constant, or `nil` where it is left out.
  func integers(_ index: Int) throws(ONNXError) -> [Int]? {
    guard operands.indices.contains(index), operands[index] != nil else { return nil }
    guard case .integers(let array)? = constant(index) else {
      throw problem(.notConstant(input: index))
    }
    return array.elements
  }

  /// The single real number of an operand that is a constant, or `nil` where it is none.
  func number(_ index: Int) -> Float? {
    guard case .floats(let tensor)? = constant(index), tensor.count == 1 else { return nil }
    return tensor.elements.first
  }

  /// The number of an operand's axes, where it is a constant or an input of the network.
  func rank(_ index: Int) -> Int? {
    guard operands.indices.contains(index), let operand = operands[index] else { return nil }
    switch operand {
    case .constant(let array, _): return array.shape.count
    case .symbol(let symbol):
      let inputs = builder.finish([:]).inputs
      return inputs.first { $0.value == symbol.value }?.shape.count
    }
  }

  // MARK: Attributes

  /// Whether there is an attribute of this name.
  func hasAttribute(_ name: String) -> Bool { message.attributes[name] != nil }

  /// A whole number.
  func integer(_ name: String, default value: Int? = nil) throws(ONNXError) -> Int {
    switch message.attributes[name]?.content {
    case .integer(let found): return found
    case nil:
      guard let value else { throw problem(.missingAttribute(name)) }
      return value
    default: throw problem(.attributeKind(name))
    }
  }

  /// A switch that is written as 0 or 1.
  func flag(_ name: String, default value: Bool = false) throws(ONNXError) -> Bool {
    try integer(name, default: value ? 1 : 0) != 0
  }

  /// A real number.
  func float(_ name: String, default value: Float) throws(ONNXError) -> Float {
    switch message.attributes[name]?.content {
    case .float(let found): return found
    case nil: return value
    default: throw problem(.attributeKind(name))
    }
  }

  /// A word.
  func text(_ name: String, default value: String) throws(ONNXError) -> String {
    switch message.attributes[name]?.content {
    case .text(let found): return found
    case nil: return value
    default: throw problem(.attributeKind(name))
    }
  }

  /// Whole numbers, or `nil` where the attribute is missing.
  func integers(_ name: String) throws(ONNXError) -> [Int]? {
    switch message.attributes[name]?.content {
    case .integers(let found): return found
    case nil, .some(.none): return nil
    default: throw problem(.attributeKind(name))
    }
  }

  /// Real numbers, or `nil` where the attribute is missing.
  func floats(_ name: String) throws(ONNXError) -> [Float]? {
    switch message.attributes[name]?.content {
    case .floats(let found): return found
    case nil, .some(.none): return nil
    default: throw problem(.attributeKind(name))
    }
  }

  /// Axes that were an attribute first and became an input in a later version of the operator.
  func axes(attribute name: String = "axes", input index: Int = 1) throws(ONNXError) -> [Int]? {
    hasAttribute(name) ? try integers(name) : try integers(index)
  }

  // MARK: Errors

  /// The error of this node.
  func problem(_ problem: ONNXError.NodeProblem) -> ONNXError { .node(place, problem) }

  /// The error of an attribute whose value cannot be.
  func wrong(_ attribute: String, _ found: some CustomStringConvertible) -> ONNXError {
    problem(.attributeValue(attribute, found: found.description))
  }

  /// The error of a use of the operator that is not computed; what is particular about it.
  func unsupported(_ use: String) -> ONNXError {
    .unsupported([
      ONNXError.Unsupported(operation: "\(place.operation) of \(use)", nodes: [place.node])
    ])
  }
}
