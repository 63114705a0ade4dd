import Basics

/// The functions that look at values, and that speak.
let inspectionFunctions: [BuiltinFunction] = [
  BuiltinFunction("callable", "x, /", "whether x can be called") { call in
    .bool(call[0].isCallable)
  },
  BuiltinFunction("chr", "code, /", "the character of a Unicode number") { call in
    let code = try call.int(0, "code")
    guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else {
      throw Diagnostic.value("chr: \(code) is no Unicode code point (0 to 0x10FFFF)")
    }
    return .string(String(scalar))
  },
  BuiltinFunction("dir", "x, /", "the names of the members, sorted") { call in
    .list(Members.names(of: call[0]).map { .string($0) })
  },
  BuiltinFunction("fail", "*values, sep=\" \"", "ends with an error that shows the values") {
    call in
    let separator = call.optional(0) == nil ? " " : try call.string(0, "sep")
    let text = call.rest.map(\.description).joined(separator: separator)
    throw Diagnostic(.raised, "fail: \(text)")
  },
  BuiltinFunction("getattr", "x, name, default=None, /", "the member of this name, or default") {
    call in
    if let value = try Members.find(call[0], call.string(1, "name")) { return value }
    guard let missing = call.optional(2) else { return try Members.get(call[0], call[1]) }
    return missing
  },
  BuiltinFunction("hasattr", "x, name, /", "whether x has a member of this name") { call in
    .bool(try Members.find(call[0], call.string(1, "name")) != nil)
  },
  BuiltinFunction("hash", "x, /", "a number that equal strings, or equal bytes, share") { call in
    if let bytes = call[0].asBytes { return .int(try PublicHash.ofBytes(bytes)) }
    guard call[0].kind == .string else { throw call.unexpected(0, "x", "string or bytes") }
    return .int(try PublicHash.ofText(call.string(0, "x")))
  },
  BuiltinFunction(
    "isinstance", "x, types, /", "whether x is of a type, or of one of a tuple of types"
  ) {
    call in
    let types = call[1].asTuple?.items ?? [call[1]]
    return .bool(try types.contains { try isInstance(call[0], of: $0) })
  },
  BuiltinFunction("ord", "character, /", "the Unicode number of a character, or the byte") { call in
    try ordinal(call)
  },
  BuiltinFunction("print", "*values, sep=\" \", end=\"\\n\"", "writes the texts of the values") {
    call in
    let separator = call.optional(0) == nil ? " " : try call.string(0, "sep")
    let end = call.optional(1) == nil ? "\n" : try call.string(1, "end")
    let parts = try call.rest.map { try $0.textBytes() }
    // The parts joined, and what the output makes of them.
    try MemoryBound.require(2 * parts.reduce(0) { $0 + $1.count })
    let text = parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: separator)
    try call.interpreter.output(text + end)
    return .none
  },
  BuiltinFunction("repr", "x, /", "x as it is written in a script") { call in
    try Value(checkedUTF8: call[0].reprBytes())
  },
  BuiltinFunction("type", "x, /", "the name of the type") { call in
    .string(call[0].typeName)
  },
]

private func isInstance(_ value: Value, of type: Value) throws -> Bool {
  if let name = type.asString { return value.typeName == name }
  if type.isNone { return value.isNone }
  guard let function = type.object as? BuiltinFunction else {
    throw Diagnostic.type(
      "isinstance: got \(type.typeName), want a type such as int, or its name as a string")
  }
  return value.typeName == (function.name == "str" ? "string" : function.name)
}

private func ordinal(_ call: borrowing Call) throws -> Value {
  if let bytes = call[0].asBytes {
    guard bytes.count == 1 else {
      throw Diagnostic.value("ord: bytes has length \(bytes.count), want 1")
    }
    return .int(Int(bytes[0]))
  }
  let text = try call.stringObject(0, "character")
  let count = try UTF8Text.scalarCount(text.buffer)
  guard count == 1 else {
    throw Diagnostic.value("ord: string encodes \(count) Unicode code points, want 1")
  }
  return .int(Int(UTF8Text.scalar(text.buffer, at: 0).value))
}

/// The hashes that the specification fixes, so that scripts get the same ones everywhere.
private enum PublicHash {
  /// Java's `String.hashCode`: s₀·31ⁿ⁻¹ + … over the UTF-16 units, in 32 bits.
  static func ofText(_ text: String) throws -> Int {
    var pulse = Pulse()
    return Int(
      try text.utf16.reduce(Int32(0)) {
        try pulse.beat()
        return $0 &* 31 &+ Int32($1)
      })
  }

  /// FNV-1a in 32 bits.
  static func ofBytes(_ bytes: [UInt8]) throws -> Int {
    var pulse = Pulse()
    return Int(
      try bytes.reduce(UInt32(0x811C_9DC5)) {
        try pulse.beat()
        return ($0 ^ UInt32($1)) &* 0x0100_0193
      })
  }
}
