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
      return .integer(try a * b)
    case .divide:
      guard !b.isZero else {
        throw FloatArithmetic.divisionByZero("floating-point division by zero")
      }
      return .float(try a.quotient(by: b))
    case .floorDivide:
      guard !b.isZero else { throw FloatArithmetic.divisionByZero("floored division by zero") }
      return .integer(try a.floorDivided(by: b).quotient)
    case .remainder:
      guard !b.isZero else { throw FloatArithmetic.divisionByZero("integer modulo by zero") }
      return .integer(try a.floorDivided(by: b).remainder)
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
    return .integer(try base.power(count))
  }

  private static func shift(_ value: BigInteger, _ count: BigInteger, isLeft: Bool) throws -> Value
  {
    guard !count.isNegative else {
      throw Diagnostic.value("the shift count is negative: \(try count.text(radix: 10))")
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
