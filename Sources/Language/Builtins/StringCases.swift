/// The methods of letters and their cases.
let stringCases: [BuiltinFunction] = [
  BuiltinFunction("capitalize", "", "the first letter in upper case, the others in lower case") {
    call in
    var isFirst = true
    return try mapped(call) { scalar, bytes in
      if isFirst { appendTitle(scalar, &bytes) } else { appendLower(scalar, &bytes) }
      isFirst = false
    }
  },
  BuiltinFunction("isalnum", "", "whether all characters are letters or digits, and there are any")
  {
    call in
    try all(call) { isLetter($0) || $0.properties.numericType != nil }
  },
  BuiltinFunction("isalpha", "", "whether all characters are letters, and there are any") { call in
    try all(call, isLetter)
  },
  BuiltinFunction("isdigit", "", "whether all characters are digits, and there are any") { call in
    try all(call, isDigit)
  },
  BuiltinFunction("islower", "", "whether there are letters, all in lower case") { call in
    try hasOnly(call, isLower, not: isCapital)
  },
  BuiltinFunction("isspace", "", "whether all characters are white space, and there are any") {
    call in
    try all(call) { $0.properties.isWhitespace }
  },
  BuiltinFunction("istitle", "", "whether every word begins with its only upper-case letter") {
    call in
    var (isInWord, hasLetters) = (false, false)
    let wrong = try UTF8Text.first(of: received(call).buffer) { scalar in
      guard isCapital(scalar) || isLower(scalar) else {
        isInWord = false
        return false
      }
      if isCapital(scalar) == isInWord { return true }
      (isInWord, hasLetters) = (true, true)
      return false
    }
    return .bool(wrong == nil && hasLetters)
  },
  BuiltinFunction("isupper", "", "whether there are letters, all in upper case") { call in
    try hasOnly(call, { $0.properties.isUppercase }, not: { isLower($0) || isTitle($0) })
  },
  BuiltinFunction("lower", "", "all letters in lower case") { call in
    try mapped(call, appendLower)
  },
  BuiltinFunction("title", "", "each word's first letter in upper case, the others in lower case") {
    call in
    var isInWord = false
    return try mapped(call) { scalar, bytes in
      if isInWord { appendLower(scalar, &bytes) } else { appendTitle(scalar, &bytes) }
      isInWord = scalar.properties.isCased
    }
  },
  BuiltinFunction("upper", "", "all letters in upper case") { call in
    try mapped(call, appendUpper)
  },
]

/// The string of what `append` makes of each character.
private func mapped(_ call: borrowing Call, _ append: (Unicode.Scalar, inout [UInt8]) -> Void)
  throws -> Value
{
  let text = received(call).buffer
  try Sequences.checkBytes("string", text.count)
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count)
  _ = try UTF8Text.first(of: text) { scalar in
    append(scalar, &bytes)
    return false
  }
  return try Value(checkedUTF8: bytes)
}

/// Whether `test` holds for all characters, and there are any.
private func all(_ call: borrowing Call, _ test: (Unicode.Scalar) -> Bool) throws -> Value {
  let text = received(call).buffer
  return .bool(try !text.isEmpty && UTF8Text.first(of: text) { !test($0) } == nil)
}

/// Whether some character is wanted, and none is not.
private func hasOnly(
  _ call: borrowing Call, _ isWanted: (Unicode.Scalar) -> Bool,
  not isWrong: (Unicode.Scalar) -> Bool
) throws -> Value {
  var isFound = false
  let wrong = try UTF8Text.first(of: received(call).buffer) { scalar in
    if isWanted(scalar) { isFound = true }
    return isWrong(scalar)
  }
  return .bool(isFound && wrong == nil)
}

private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
  default: false
  }
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.generalCategory == .decimalNumber
}

private func isLower(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isLowercase }

/// A letter that is two in one, the first of them in upper case, as in `ǅ`.
private func isTitle(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.generalCategory == .titlecaseLetter
}

private func isCapital(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isUppercase || isTitle(scalar)
}

private let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
private let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
/// What tells the cases of an ASCII letter apart.
private let caseBit: UInt8 = 0x20

private func appendLower(_ scalar: Unicode.Scalar, _ bytes: inout [UInt8]) {
  guard scalar.isASCII else { return bytes += scalar.properties.lowercaseMapping.utf8 }
  let byte = UInt8(scalar.value)
  bytes.append(capitals.contains(byte) ? byte | caseBit : byte)
}

private func appendUpper(_ scalar: Unicode.Scalar, _ bytes: inout [UInt8]) {
  guard scalar.isASCII else { return bytes += scalar.properties.uppercaseMapping.utf8 }
  let byte = UInt8(scalar.value)
  bytes.append(letters.contains(byte) ? byte & ~caseBit : byte)
}

private func appendTitle(_ scalar: Unicode.Scalar, _ bytes: inout [UInt8]) {
  guard scalar.isASCII else { return bytes += scalar.properties.titlecaseMapping.utf8 }
  appendUpper(scalar, &bytes)
}
