/// The functions that make values of the language's types.
let conversionFunctions: [BuiltinFunction] = [
  BuiltinFunction("bool", "x=False, /", "whether x counts as true") { call in
    .bool(try call.optional(0)?.truth() ?? false)
  },
  BuiltinFunction("bytes", "x, /", "the bytes of a string, or of integers from 0 to 255") { call in
    switch call[0].kind {
    case .bytes: return call[0]
    case .string: return .bytes(try UTF8Text.repaired(call.stringObject(0, "x").buffer))
    default: return .bytes(try byteArray(call))
    }
  },
  BuiltinFunction("dict", "pairs=None, /, **entries", "a dict of pairs, and of names") { call in
    let dict = DictObject()
    if let pairs = call.optional(0) { try addPairs(pairs, to: dict, "dict") }
    for (name, value) in call.keywords { dict.set(StringObject(name), value) }
    return Value(dict)
  },
  BuiltinFunction("float", "x=0.0, /", "a number or its text as a float") { call in
    guard let value = call.optional(0) else { return .float(0) }
    if let flag = value.asBool { return .float(flag ? 1 : 0) }
    if let text = value.asString { return .float(try parseFloat(text)) }
    if let scalar = value.asObject as? any NumericObject { return .float(try scalar.number()) }
    guard value.asNumber != nil else { throw call.unexpected(0, "x", "number or string") }
    return .float(try call.number(0, "x"))
  },
  BuiltinFunction("int", "x=0, base=10", "a number without its fraction, or the integer of a text")
  {
    call in
    try makeInt(call)
  },
  BuiltinFunction("list", "iterable=(), /", "a list of the values") { call in
    guard call.optional(0) != nil else { return .list([]) }
    try call.requireIterable(0, "iterable")
    return Value(try Iteration.list(call[0]))
  },
  BuiltinFunction("set", "iterable=(), /", "a set of the values") { call in
    let set = SetObject()
    if call.optional(0) != nil {
      try call.requireIterable(0, "iterable")
      try Iteration.forEach(call[0]) { try set.add($0) }
    }
    return Value(set)
  },
  BuiltinFunction("str", "x=\"\", /", "the text of x") { call in
    guard let value = call.optional(0) else { return "" }
    if value.kind == .string { return value }
    if case .int(let number) = value.bits { return Value(StringObject(decimal: number)) }
    if let bytes = value.asBytes {
      return try Value(checkedUTF8: bytes.withUnsafeBufferPointer { try UTF8Text.repaired($0) })
    }
    return try Value(checkedUTF8: value.textBytes())
  },
  BuiltinFunction("struct", "**fields", "a record with these fields") { call in
    .record(call.keywords.sorted { $0.name.precedes($1.name) }.map { ($0.name, $0.value) })
  },
  BuiltinFunction("tuple", "iterable=(), /", "a tuple of the values") { call in
    guard let value = call.optional(0) else { return .tuple([]) }
    if value.kind == .tuple { return value }
    try call.requireIterable(0, "iterable")
    return try Iteration.withItems(value) { .tuple($0) }
  },
]

/// A host object that stands for one number: a tensor of one element.
public protocol NumericObject: ScriptObject {
  /// The number; throws where there is not exactly one.
  func number() throws -> Double
}

private func byteArray(_ call: borrowing Call) throws -> [UInt8] {
  guard Iteration.isIterable(call[0]) else {
    throw call.unexpected(0, "x", "string, bytes or iterable of ints")
  }
  var bytes: [UInt8] = []
  try Iteration.forEach(call[0]) { item in
    guard let number = item.asInt else {
      throw Diagnostic.type("bytes: at index \(bytes.count), got \(item.typeName), want int")
    }
    guard let byte = UInt8(exactly: number) else {
      throw Diagnostic.value("bytes: at index \(bytes.count), \(number) is not between 0 and 255")
    }
    bytes.append(byte)
  }
  return bytes
}

private func parseFloat(_ text: String) throws -> Double {
  let invalid = Diagnostic.value("float: invalid number \(Value.string(text).brief)")
  let trimmed = trimmingSpace(text)
  switch trimmed.lowercased() {
  case "nan", "+nan", "-nan": return .nan
  case "inf", "+inf", "infinity", "+infinity": return .infinity
  case "-inf", "-infinity": return -.infinity
  default: break
  }
  let isDecimal = trimmed.utf8.allSatisfy { byte in
    (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
  }
  guard isDecimal, !trimmed.isEmpty, let number = Double(trimmed) else { throw invalid }
  guard number.isFinite else {
    throw Diagnostic.value("float: the number \(trimmed.prefix(40)) is too large")
  }
  return number
}

private func trimmingSpace(_ text: String) -> String {
  func isSpace(_ character: Character) -> Bool { character.isWhitespace }
  let start = text.drop(while: isSpace)
  let count = start.reversed().prefix(while: isSpace).count
  return String(start.dropLast(count))
}

private func makeInt(_ call: borrowing Call) throws -> Value {
  guard let value = call.optional(0) else { return .int(0) }
  if let text = value.asString {
    return .integer(
      try parseInt(text, base: call.optional(1) == nil ? 10 : call.int(1, "base")))
  }
  guard call.optional(1) == nil else {
    throw Diagnostic.type("int: can't convert non-string with explicit base")
  }
  if value.kind == .int { return value }
  if let flag = value.asBool { return .int(flag ? 1 : 0) }
  let number: Double
  if let scalar = value.asObject as? any NumericObject {
    number = try scalar.number()
  } else if let float = value.asFloat {
    number = float
  } else {
    throw call.unexpected(0, "x", "number, bool or string")
  }
  guard let integer = BigInteger(exactly: number.rounded(.towardZero)) else {
    throw Diagnostic.value("int: cannot convert float \(FloatFormat.shortest(number)) to integer")
  }
  return .integer(integer)
}

/// The integer of a text in a base of 2 ... 36; 0 lets the prefix `0x`, `0o` or `0b` decide.
private func parseInt(_ text: String, base: Int) throws -> BigInteger {
  let invalid = Diagnostic.value(
    "int: invalid literal with base \(base): \(Value.string(String(text.prefix(60))).brief)")
  guard base == 0 || (2...36).contains(base) else {
    throw Diagnostic.value("int: invalid base \(base), want 0 or 2 to 36")
  }
  var digits = Substring(trimmingSpace(text))
  let isNegative = digits.first == "-"
  if isNegative || digits.first == "+" { digits.removeFirst() }
  var radix = base
  let prefixes = [("0x", 16), ("0o", 8), ("0b", 2)]
  if let (_, found) = prefixes.first(where: { digits.lowercased().hasPrefix($0.0) }),
    base == 0 || base == found
  {
    digits.removeFirst(2)
    radix = found
  } else if base == 0 {
    radix = 10
    // 0755 would be octal elsewhere, so it is refused.
    if digits.first == "0", digits.contains(where: { $0 != "0" }) { throw invalid }
  }
  guard digits.utf8.count <= BigInteger.greatestBitWidth / 4 else {
    throw Diagnostic(
      .memory, "int: the text has more than \(BigInteger.greatestBitWidth / 4) digits")
  }
  guard let magnitude = try BigInteger(digits: digits.utf8, radix: radix) else { throw invalid }
  return isNegative ? -magnitude : magnitude
}
