import Glibc

/// C's functions under names that do not collide with the language's own.
enum MathFunctions {
  static func power(_ a: Double, _ b: Double) -> Double { pow(a, b) }
  static func remainder(_ a: Double, _ b: Double) -> Double { Glibc.remainder(a, b) }
}

/// The namespace `math`.
func makeMathModule() -> ModuleObject {
  let module = ModuleObject("math", summary: "elementary functions of real numbers")
  func define(_ name: String, _ summary: String, _ function: @escaping @Sendable (Double) -> Double)
  {
    module.define(
      name,
      .function(name, "x, /", summary) { call in .float(function(try call.number(0, "x"))) },
      summary: summary)
  }
  define("acos", "the arc cosine, in radians") { acos($0) }
  define("acosh", "the inverse hyperbolic cosine") { acosh($0) }
  define("asin", "the arc sine, in radians") { asin($0) }
  define("asinh", "the inverse hyperbolic sine") { asinh($0) }
  define("atan", "the arc tangent, in radians") { atan($0) }
  define("atanh", "the inverse hyperbolic tangent") { atanh($0) }
  define("cos", "the cosine of radians") { cos($0) }
  define("cosh", "the hyperbolic cosine") { cosh($0) }
  define("degrees", "radians as degrees") { $0 * 180 / .pi }
  define("exp", "e to the power x") { exp($0) }
  define("fabs", "the absolute value as a float") { fabs($0) }
  define("gamma", "the gamma function") { tgamma($0) }
  define("radians", "degrees as radians") { $0 * .pi / 180 }
  define("sin", "the sine of radians") { sin($0) }
  define("sinh", "the hyperbolic sine") { sinh($0) }
  define("sqrt", "the square root") { sqrt($0) }
  define("tan", "the tangent of radians") { tan($0) }
  define("tanh", "the hyperbolic tangent") { tanh($0) }
  for function in pairFunctions + roundings {
    module.define(function.name, Value(function), summary: function.summary)
  }
  module.define("e", .float(M_E), summary: "Euler's number")
  module.define("pi", .float(.pi), summary: "the circle's circumference over its diameter")
  module.define("inf", .float(.infinity), summary: "infinity")
  module.define("nan", .float(.nan), summary: "not a number")
  return module
}

private let pairFunctions: [BuiltinFunction] = [
  BuiltinFunction("atan2", "y, x, /", "the angle of the point (x, y), in radians") { call in
    .float(atan2(try call.number(0, "y"), try call.number(1, "x")))
  },
  BuiltinFunction("copysign", "x, y, /", "x with the sign of y") { call in
    .float(copysign(try call.number(0, "x"), try call.number(1, "y")))
  },
  BuiltinFunction("hypot", "x, y, /", "the length of (x, y)") { call in
    .float(hypot(try call.number(0, "x"), try call.number(1, "y")))
  },
  BuiltinFunction("log", "x, base=e, /", "the logarithm") { call in
    let x = try call.number(0, "x")
    guard call.optional(1) != nil else { return .float(log(x)) }
    let base = try call.number(1, "base")
    guard base != 1 else { throw FloatArithmetic.divisionByZero("log: the base is 1") }
    return .float(log(x) / log(base))
  },
  BuiltinFunction("mod", "x, y, /", "the remainder of x ÷ y with the sign of x") { call in
    .float(fmod(try call.number(0, "x"), try call.number(1, "y")))
  },
  BuiltinFunction("pow", "x, y, /", "x to the power y") { call in
    .float(pow(try call.number(0, "x"), try call.number(1, "y")))
  },
  BuiltinFunction("remainder", "x, y, /", "the remainder of x ÷ y nearest to 0") { call in
    .float(MathFunctions.remainder(try call.number(0, "x"), try call.number(1, "y")))
  },
]

private let roundings: [BuiltinFunction] = [
  rounding("ceil", "the least integer that is not less than x") { $0.rounded(.up) },
  rounding("floor", "the greatest integer that is not greater than x") { $0.rounded(.down) },
  BuiltinFunction("round", "x, /", "the nearest integral float, halves away from 0") { call in
    .float(try call.number(0, "x").rounded(.toNearestOrAwayFromZero))
  },
]

private func rounding(
  _ name: String, _ summary: String, _ round: @escaping @Sendable (Double) -> Double
) -> BuiltinFunction {
  BuiltinFunction(name, "x, /", summary) { call in
    if call[0].kind == .int { return call[0] }
    let number = try call.number(0, "x")
    guard let integer = BigInteger(exactly: round(number)) else {
      throw Diagnostic.value("\(name): cannot convert float \(call[0].brief) to integer")
    }
    return .integer(integer)
  }
}
