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

  /// ⌊a ÷ b⌋, exact where the quotient of the floats would round up to the next integer: a less the
  /// remainder is divided, and what is not whole then is brought to the nearest integer, as Python does.
  /// By infinity it is the floor of the quotient, as Starlark has it: −0.0 for −1 and infinity.
  private static func floorDivide(_ a: Double, _ b: Double) -> Double {
    if b.isInfinite { return (a / b).rounded(.down) }
    let rest = a.truncatingRemainder(dividingBy: b)
    var quotient = (a - rest) / b
    if rest != 0, (rest < 0) != (b < 0) { quotient -= 1 }
    guard quotient != 0 else { return Double(signOf: a / b, magnitudeOf: 0) }
    let floor = quotient.rounded(.down)
    return quotient - floor > 0.5 ? floor + 1 : floor
  }

  /// The remainder with the divisor's sign.
  static func remainder(_ a: Double, _ b: Double) -> Double {
    let rest = a.truncatingRemainder(dividingBy: b)
    if rest != 0, (rest < 0) != (b < 0) { return rest + b }
    return rest == 0 ? (b < 0 ? -0.0 : 0.0) : rest
  }

  private static func power(_ a: Double, _ b: Double) throws -> Value {
    guard a != 0 || b >= 0 else { throw divisionByZero("zero to a negative power") }
    guard a >= 0 || b == b.rounded() || !a.isFinite || b.isNaN else {
      throw Diagnostic.value("a negative number to a fractional power is not a real number")
    }
    return .float(MathFunctions.power(a, b))
  }
}
