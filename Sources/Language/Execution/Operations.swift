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
      return ByteSearch.find(part.buffer, in: string.buffer) != nil
    case let bytes as BytesObject: return try contains(bytes, item)
    case is ListObject, is TupleObject:
      var pulse = Pulse()
      return try Iteration.withItems(container) { items in
        try items.contains {
          try pulse.beat()
          return try $0.equals(item)
        }
      }
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
    var isFound = false
    try Iteration.forEach(container) { if !isFound { isFound = try $0.equals(item) } }
    return isFound
  }

  private static func contains(_ bytes: BytesObject, _ item: Value) throws -> Bool {
    if let part = item.asBytes {
      return part.withUnsafeBufferPointer { part in
        bytes.content.withUnsafeBufferPointer { ByteSearch.find(part, in: $0) != nil }
      }
    }
    if let number = item.asInt {
      guard let byte = UInt8(exactly: number) else {
        throw Diagnostic.value("int in bytes: \(number) is not between 0 and 255")
      }
      return bytes.content.contains(byte)
    }
    throw Diagnostic.type("'in bytes' requires bytes or int as left operand, not \(item.typeName)")
  }
}

/// `+` and `*` of sequences.
enum Sequences {
  static func add(_ left: Value, _ right: Value) throws -> Value? {
    switch (left.object, right.object) {
    case (let a as StringObject, let b as StringObject):
      try checkBytes("string", a.count + b.count)
      return Value(StringObject(a, b))
    case (let a as BytesObject, let b as BytesObject):
      try checkBytes("bytes", a.content.count + b.content.count)
      return .bytes(a.content + b.content)
    case (let a as ListObject, let b as ListObject):
      try checkCount("list", a.count + b.count)
      let list = ListObject(capacity: a.count + b.count)
      try list.add(contentsOf: a.buffer)
      try list.add(contentsOf: b.buffer)
      return Value(list)
    case (let a as TupleObject, let b as TupleObject):
      try checkCount("tuple", a.count + b.count)
      return .tuple(a.items + b.items)
    default: return nil
    }
  }

  static func multiply(_ left: Value, _ right: Value) throws -> Value? {
    if right.kind == .int { return try repeated(left, right) }
    return left.kind == .int ? try repeated(right, left) : nil
  }

  private static func repeated(_ value: Value, _ times: Value) throws -> Value? {
    guard let object = value.object, let length = try value.length() else { return nil }
    switch object.kind {
    case .string, .bytes, .list, .tuple: break
    default: return nil
    }
    guard let times = times.asInt else {
      throw Diagnostic(.memory, "cannot repeat a \(value.typeName) \(times.repr) times")
    }
    let count = max(times, 0)
    let (total, over) = length.multipliedReportingOverflow(by: count)
    let size = over ? Int.max : total
    switch object {
    case let string as StringObject:
      try checkBytes("string", size)
      return Value(repeatBytes(string, count))
    case let bytes as BytesObject:
      try checkBytes("bytes", size)
      return .bytes(Array(repeatElement(bytes.content, count: count).joined()))
    case let list as ListObject:
      try checkCount("list", size)
      let result = ListObject(capacity: size)
      if size > 0 { for _ in 0..<count { try result.add(contentsOf: list.buffer) } }
      return Value(result)
    case let tuple as TupleObject:
      try checkCount("tuple", size)
      if size == 0 { return .tuple([]) }
      return .tuple(Array(repeatElement(tuple.items, count: count).joined()))
    default: return nil
    }
  }

  private static func repeatBytes(_ string: StringObject, _ count: Int) -> StringObject {
    let result = StringObject(uninitializedCount: string.count * count)
    guard string.count > 0 else { return result }
    for index in 0..<count {
      (result.bytes + index * string.count).update(from: string.bytes, count: string.count)
    }
    return result
  }

  static func checkBytes(_ what: String, _ count: Int) throws {
    guard count <= StringObject.greatestCount else { throw Diagnostic.tooLong(what, bytes: count) }
    try MemoryBound.require(count)
  }

  static func checkCount(_ what: String, _ count: Int) throws {
    guard count <= ListObject.greatestCount else { throw Diagnostic.tooLarge(what, count: count) }
    try MemoryBound.require(count * MemoryLayout<Value>.stride)
  }
}

/// Arithmetic of floats, as IEEE 754 has it but for division by zero, which is an error.
enum FloatArithmetic {
  static func compute(_ operation: BinaryOperation, _ a: Double, _ b: Double) throws -> Value? {
    switch operation {
    case .add: return .float(a + b)
    case .subtract: return .float(a - b)
    case .multiply: return .float(a * b)
    case .divide:
      guard b != 0 else { throw divisionByZero("floating-point division by zero") }
      return .float(a / b)
    case .floorDivide:
      guard b != 0 else { throw divisionByZero("floored division by zero") }
      return .float(floorDivide(a, b))
    case .remainder:
      guard b != 0 else { throw divisionByZero("floating-point modulo by zero") }
      return .float(remainder(a, b))
    case .power: return try power(a, b)
    default: return nil
    }
  }

  static func divisionByZero(_ message: String) -> Diagnostic { Diagnostic(.zeroDivision, message) }

  /// ⌊a ÷ b⌋, exact where the quotient of the floats would round up to the next integer.
  private static func floorDivide(_ a: Double, _ b: Double) -> Double {
    if b.isInfinite { return (a / b).rounded(.down) }
    let rest = remainder(a, b)
    let quotient = (a - rest) / b
    return quotient == 0 ? (a / b < 0 ? -0.0 : 0.0) : quotient.rounded()
  }

  /// The remainder with the divisor's sign.
  static func remainder(_ a: Double, _ b: Double) -> Double {
    let rest = a.truncatingRemainder(dividingBy: b)
    if rest != 0, (rest < 0) != (b < 0) { return rest + b }
    return rest == 0 ? (b < 0 ? -0.0 : 0.0) : rest
  }

  private static func power(_ a: Double, _ b: Double) throws -> Value {
    guard a != 0 || b >= 0 else { throw divisionByZero("zero to a negative power") }
    guard a >= 0 || b == b.rounded() || !a.isFinite else {
      throw Diagnostic.value("a negative number to a fractional power is not a real number")
    }
    return .float(MathFunctions.power(a, b))
  }
}

/// Exact arithmetic of integers.
enum IntegerArithmetic {
  static func compute(_ operation: BinaryOperation, _ a: Int, _ b: Int) throws -> Value {
    let fast: (partialValue: Int, overflow: Bool)
    switch operation {
    case .add: fast = a.addingReportingOverflow(b)
    case .subtract: fast = a.subtractingReportingOverflow(b)
    case .multiply: fast = a.multipliedReportingOverflow(by: b)
    case .bitAnd: return .int(a & b)
    case .bitOr: return .int(a | b)
    case .bitXor: return .int(a ^ b)
    case .divide:
      guard b != 0 else { throw FloatArithmetic.divisionByZero("floating-point division by zero") }
      if a.magnitude < 1 << 53, b.magnitude < 1 << 53 { return .float(Double(a) / Double(b)) }
      fast = (0, true)
    case .floorDivide where b > 0: return .int(floorDivided(a, b))
    case .remainder where b > 0: return .int(floorRemainder(a, b))
    default: fast = (0, true)
    }
    if !fast.overflow { return .int(fast.partialValue) }
    guard let value = try compute(operation, BigInteger(a), BigInteger(b)) else {
      throw Diagnostic.unsupported(operation.symbol, .int(a), .int(b))
    }
    return value
  }

  static func compute(_ operation: BinaryOperation, _ a: BigInteger, _ b: BigInteger) throws
    -> Value?
  {
    switch operation {
    case .add: return .integer(a + b)
    case .subtract: return .integer(a - b)
    case .multiply:
      try checkBits(a.bitWidth + b.bitWidth)
      return .integer(a * b)
    case .divide:
      guard !b.isZero else {
        throw FloatArithmetic.divisionByZero("floating-point division by zero")
      }
      return .float(a.quotient(by: b))
    case .floorDivide:
      guard !b.isZero else { throw FloatArithmetic.divisionByZero("floored division by zero") }
      return .integer(a.floorDivided(by: b).quotient)
    case .remainder:
      guard !b.isZero else { throw FloatArithmetic.divisionByZero("integer modulo by zero") }
      return .integer(a.floorDivided(by: b).remainder)
    case .power: return try power(a, b)
    case .bitAnd: return .integer(a & b)
    case .bitOr: return .integer(a | b)
    case .bitXor: return .integer(a ^ b)
    case .shiftLeft: return try shift(a, b, isLeft: true)
    case .shiftRight: return try shift(a, b, isLeft: false)
    default: return nil
    }
  }

  static func checkBits(_ bits: Int) throws {
    guard bits <= BigInteger.greatestBitWidth else {
      throw Diagnostic(
        .memory,
        "the integer would have \(bits) bits; at most \(BigInteger.greatestBitWidth) are allowed")
    }
  }

  private static func power(_ base: BigInteger, _ exponent: BigInteger) throws -> Value {
    if exponent.isNegative {
      guard !base.isZero else { throw FloatArithmetic.divisionByZero("zero to a negative power") }
      return .float(MathFunctions.power(base.doubleValue, exponent.doubleValue))
    }
    // 0, 1 and −1 have small powers whatever the exponent.
    if base.bitWidth <= 1 {
      let isOdd = (exponent.magnitude.first ?? 0) & 1 == 1
      if exponent.isZero { return .int(1) }
      return .integer(base.isNegative && !isOdd ? -base : base)
    }
    guard let count = exponent.asInt else { throw tooManyBits }
    let (bits, over) = (base.bitWidth - 1).multipliedReportingOverflow(by: count)
    guard !over else { throw tooManyBits }
    try checkBits(bits)
    return .integer(base.power(count))
  }

  private static func shift(_ value: BigInteger, _ count: BigInteger, isLeft: Bool) throws -> Value
  {
    guard !count.isNegative else {
      throw Diagnostic.value("the shift count is negative: \(count.text(radix: 10))")
    }
    if value.isZero { return .int(0) }
    guard let bits = count.asInt, bits < 1 << 40 else {
      if isLeft { throw tooManyBits }
      return .int(value.isNegative ? -1 : 0)
    }
    if !isLeft { return .integer(value.shiftedRight(by: bits)) }
    try checkBits(value.bitWidth + bits)
    return .integer(value.shiftedLeft(by: bits))
  }

  private static let tooManyBits = Diagnostic(
    .memory, "the integer would have more than \(BigInteger.greatestBitWidth) bits")
}

/// `| & ^ -` and comparisons of sets, and `|` of dictionaries.
enum SetOperations {
  static func compute(_ operation: BinaryOperation, _ left: Value, _ right: Value) throws -> Value?
  {
    if let a = left.asDict, let b = right.asDict, operation == .bitOr {
      let union = DictObject()
      try merge(a, into: union)
      try merge(b, into: union)
      return Value(union)
    }
    guard let a = left.asSet, let b = right.asSet else { return nil }
    return Value(try combine(operation, a, b))
  }

  static func merge(_ source: DictObject, into target: DictObject) throws {
    // The source may be the target itself.
    for position in source.usedPositions {
      let entry = source.entries[position]
      try target.insert(entry.key, hash: entry.hash, entry.value)
    }
  }

  static func replace(_ set: SetObject, by operation: BinaryOperation, _ other: SetObject) throws {
    let result = try combine(operation, set, other)
    set.removeAll()
    for key in result.keys { try set.add(key) }
  }

  static func combine(_ operation: BinaryOperation, _ a: SetObject, _ b: SetObject) throws
    -> SetObject
  {
    let result = SetObject()
    for key in a.keys {
      switch operation {
      case .bitOr: try result.add(key)
      case .bitAnd: if try b.contains(key) { try result.add(key) }
      default: if !(try b.contains(key)) { try result.add(key) }
      }
    }
    if operation == .bitOr { for key in b.keys { try result.add(key) } }
    if operation == .bitXor {
      for key in b.keys where !(try a.contains(key)) { try result.add(key) }
    }
    return result
  }

  static func isSubset(_ a: SetObject, of b: SetObject) throws -> Bool {
    guard a.count <= b.count else { return false }
    return try a.keys.allSatisfy { try b.contains($0) }
  }

  static func compare(_ operation: BinaryOperation, _ a: SetObject, _ b: SetObject) throws -> Bool {
    switch operation {
    case .less: try a.count < b.count && isSubset(a, of: b)
    case .lessOrEqual: try isSubset(a, of: b)
    case .greater: try b.count < a.count && isSubset(b, of: a)
    default: try isSubset(b, of: a)
    }
  }
}
