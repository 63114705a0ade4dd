/// The functions of numbers.
let numberFunctions: [BuiltinFunction] = [
  BuiltinFunction("abs", "x, /", "the absolute value") { call in
    if let number = call[0].asFloat { return .float(number.magnitude) }
    if let integer = call[0].asInteger {
      return .integer(BigInteger(magnitude: integer.magnitude, isNegative: false))
    }
    if let host = call[0].asObject, let method = try host.member(named: "abs") {
      return try call.call(method, [])
    }
    throw call.unexpected(0, "x", "int or float")
  },
  BuiltinFunction("bin", "x, /", "the integer in binary, as 0b101") { call in
    try prefixed(call, "0b", 2)
  },
  BuiltinFunction("divmod", "a, b, /", "the pair (a // b, a % b)") { call in
    .tuple([
      try Operators.compute(.floorDivide, call[0], call[1]),
      try Operators.compute(.remainder, call[0], call[1]),
    ])
  },
  BuiltinFunction("hex", "x, /", "the integer in hexadecimal, as 0xff") { call in
    try prefixed(call, "0x", 16)
  },
  BuiltinFunction("oct", "x, /", "the integer in octal, as 0o17") { call in
    try prefixed(call, "0o", 8)
  },
  BuiltinFunction("pow", "base, exponent, modulus=None, /", "base ** exponent, or its remainder") {
    call in
    guard let modulus = call.optional(2), !modulus.isNone else {
      return try Operators.compute(.power, call[0], call[1])
    }
    guard let base = call[0].asInteger, let exponent = call[1].asInteger,
      let divisor = modulus.asInteger
    else { throw Diagnostic.type("pow: with a modulus all arguments must be ints") }
    return try powerModulo(base, exponent, divisor)
  },
  BuiltinFunction(
    "round", "x, digits=None", "the nearest number with so many decimals, halves to even"
  ) {
    call in
    try rounded(call)
  },
]

private func prefixed(_ call: borrowing Call, _ prefix: String, _ radix: Int) throws -> Value {
  guard let integer = call[0].asInteger else { throw call.unexpected(0, "x", "int") }
  let digits = try BigInteger(magnitude: integer.magnitude, isNegative: false).text(radix: radix)
  return .string((integer.isNegative ? "-" : "") + prefix + digits)
}

private func powerModulo(_ base: BigInteger, _ exponent: BigInteger, _ modulus: BigInteger) throws
  -> Value
{
  guard !modulus.isZero else { throw FloatArithmetic.divisionByZero("pow: the modulus is zero") }
  guard !exponent.isNegative else { throw Diagnostic.value("pow: the exponent is negative") }
  var result = try BigInteger(1).floorDivided(by: modulus).remainder
  var square = try base.floorDivided(by: modulus).remainder
  for bit in 0..<exponent.bitWidth {
    if exponent.magnitude[bit / UInt.bitWidth] >> UInt(bit % UInt.bitWidth) & 1 == 1 {
      result = try (result * square).floorDivided(by: modulus).remainder
    }
    square = try (square * square).floorDivided(by: modulus).remainder
  }
  return .integer(result)
}

private func rounded(_ call: borrowing Call) throws -> Value {
  let digits = call.optional(1).flatMap { $0.isNone ? nil : $0 }
  if let integer = call[0].asInteger {
    guard digits != nil else { return call[0] }
    return .integer(try roundInteger(integer, places(call)))
  }
  guard let number = call[0].asFloat else {
    if let host = call[0].asObject, let method = try host.member(named: "round") {
      return try call.call(method, digits.map { [$0] } ?? [])
    }
    throw call.unexpected(0, "x", "int or float")
  }
  guard digits != nil else {
    guard let integer = BigInteger(exactly: number.rounded(.toNearestOrEven)) else {
      throw Diagnostic.value("round: cannot convert float \(call[0].brief) to integer")
    }
    return .integer(integer)
  }
  let places = try places(call)
  // Beyond the digits that a float has there is nothing to round.
  guard number.isFinite, places < 324 else { return call[0] }
  guard places >= -308 else { return .float(0 * number) }
  return .float(try roundFloat(number, places))
}

/// The decimals to round to; beyond a machine word one count is as good as another.
private func places(_ call: borrowing Call) throws -> Int {
  guard let digits = call[1].asInteger else { return try call.int(1, "digits") }
  return digits.asInt ?? (digits.isNegative ? -.max : .max)
}

/// Rounds the exact decimal value of the float, as Python does.
private func roundFloat(_ number: Double, _ places: Int) throws -> Double {
  if places >= 0 {
    return Double(FloatFormat.formatted(number, "f", places, false)) ?? number
  }
  let whole = number.magnitude.rounded(.down)
  guard let integer = BigInteger(exactly: whole) else { return number }
  let rounded = try roundInteger(integer, places, hasFraction: whole != number.magnitude)
  guard rounded.doubleValue.isFinite else {
    throw Diagnostic(.overflow, "round: the rounded value is too large for a float")
  }
  return Double(signOf: number, magnitudeOf: rounded.doubleValue)
}

/// Halves go to the even neighbour; `hasFraction` is whether the number is a little more than the integer.
private func roundInteger(
  _ integer: BigInteger, _ places: Int, hasFraction: Bool = false
) throws -> BigInteger {
  guard places < 0, !integer.isZero else { return integer }
  // More zeros than the number has digits leave nothing.
  guard places.magnitude <= UInt(integer.bitWidth) else { return BigInteger(0) }
  let scale = try BigInteger(10).power(-places)
  let (quotient, remainder) = try integer.floorDivided(by: scale)
  let twice = remainder + remainder
  let isOdd = (quotient.magnitude.first ?? 0) & 1 == 1
  let roundsUp = twice > scale || (twice == scale && (isOdd || hasFraction))
  return try (roundsUp ? quotient + BigInteger(1) : quotient) * scale
}
