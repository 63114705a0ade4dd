import Basics

/// The operators on values of any type.
enum Operators {
  /// `left ∘ right` for an operation that is no comparison.
  static func compute(_ operation: BinaryOperation, _ left: Value, _ right: Value) throws -> Value {
    switch (left.bits, right.bits) {
    case (.int(let a), .int(let b)):
      return try IntegerArithmetic.compute(operation, a, b)
    case (.float(let a), .float(let b)):
      if let result = try FloatArithmetic.compute(operation, a, b) { return result }
    case (.float(let a), .int(let b)):
      if let result = try FloatArithmetic.compute(operation, a, Double(b)) { return result }
    case (.int(let a), .float(let b)):
      if let result = try FloatArithmetic.compute(operation, Double(a), b) { return result }
    default:
      if let result = try computeObjects(operation, left, right) { return result }
    }
    throw Diagnostic.unsupported(operation.symbol, left, right)
  }

  private static func computeObjects(
    _ operation: BinaryOperation, _ left: Value, _ right: Value
  ) throws -> Value? {
    try MemoryBound.checkIfDue()
    if let host = left.asObject as? any ArithmeticObject,
      let result = try host.apply(operation, right, onRight: false)
    {
      return result
    }
    if let host = right.asObject as? any ArithmeticObject,
      let result = try host.apply(operation, left, onRight: true)
    {
      return result
    }
    if let a = left.asInteger, let b = right.asInteger {
      return try IntegerArithmetic.compute(operation, a, b)
    }
    if left.kind == .float || right.kind == .float, let a = left.asNumber, let b = right.asNumber {
      for (value, number) in [(left, a), (right, b)] where value.kind == .int && number.isInfinite {
        throw Diagnostic(.overflow, "int too large to convert to float")
      }
      return try FloatArithmetic.compute(operation, a, b)
    }
    switch operation {
    case .add: return try Sequences.add(left, right)
    case .multiply: return try Sequences.multiply(left, right)
    case .remainder:
      guard left.kind == .string else { return nil }
      return try PercentFormat.format(left, right)
    case .bitAnd, .bitOr, .bitXor, .subtract:
      return try SetOperations.compute(operation, left, right)
    default: return nil
    }
  }

  /// `∘ operand`.
  static func compute(_ operation: UnaryOperation, _ operand: Value) throws -> Value {
    if let number = operand.asFloat {
      switch operation {
      case .negate: return .float(-number)
      case .plus: return operand
      case .invert: break
      }
    } else if let number = operand.asInteger {
      switch operation {
      case .negate: return .integer(-number)
      case .plus: return operand
      case .invert: return .integer(~number)
      }
    } else if let host = operand.asObject as? any ArithmeticObject,
      let result = try host.apply(operation)
    {
      return result
    }
    throw Diagnostic.type(
      "unsupported operand type for unary \(operation.symbol): \(operand.typeName)")
  }

  /// `left ∘ right` for a comparison: a boolean, or what an object of the host makes of it.
  static func compare(_ operation: BinaryOperation, _ left: Value, _ right: Value) throws -> Value {
    if let host = left.asObject as? any ArithmeticObject,
      let result = try host.apply(operation, right, onRight: false)
    {
      return result
    }
    if let host = right.asObject as? any ArithmeticObject,
      let result = try host.apply(operation, left, onRight: true)
    {
      return result
    }
    switch operation {
    case .equal: return .bool(try left.equals(right))
    case .notEqual: return .bool(!(try left.equals(right)))
    default:
      if let a = left.asSet, let b = right.asSet {
        return .bool(try SetOperations.compare(operation, a, b))
      }
      let order = try left.order(against: right, symbol: operation.symbol)
      return .bool(Machine.holds(operation, order))
    }
  }

  /// `item in container`.
  static func contains(_ container: Value, _ item: Value) throws -> Bool {
    switch container.object {
    case let string as StringObject:
      guard let part = item.object as? StringObject else {
        throw Diagnostic.type(
          "'in <string>' requires a string as left operand, not \(item.typeName)")
      }
      return try ByteSearch.find(part.buffer, in: string.buffer) != nil
    case let bytes as BytesObject: return try contains(bytes, item)
    case let table as TableObject: return try table.find(item, hash: item.hash()) != nil
    case let range as RangeObject:
      guard let number = item.asNumber else {
        throw Diagnostic.type(
          "'in <range>' requires a number as left operand, not \(item.typeName)")
      }
      if let integer = item.asInt { return range.contains(integer) }
      return Int(exactly: number).map { range.contains($0) && item.kind == .float } ?? false
    case let host as HostObject:
      if let container = host.object as? any ContainerObject { return try container.contains(item) }
    default: break
    }
    guard Iteration.isIterable(container) else {
      throw Diagnostic.unsupported("in", item, container)
    }
    return try Iteration.first(of: container) { try $0.equals(item) } != nil
  }

  private static func contains(_ bytes: BytesObject, _ item: Value) throws -> Bool {
    if let part = item.asBytes {
      return try part.withUnsafeBufferPointer { part in
        try bytes.content.withUnsafeBufferPointer { try ByteSearch.find(part, in: $0) != nil }
      }
    }
    if let number = item.asInt {
      guard let byte = UInt8(exactly: number) else {
        throw Diagnostic.value("int in bytes: \(number) is not between 0 and 255")
      }
      return try withUnsafePointer(to: byte) { byte in
        try bytes.content.withUnsafeBufferPointer {
          try ByteSearch.find(UnsafeBufferPointer(start: byte, count: 1), in: $0) != nil
        }
      }
    }
    throw Diagnostic.type("'in bytes' requires bytes or int as left operand, not \(item.typeName)")
  }
}
