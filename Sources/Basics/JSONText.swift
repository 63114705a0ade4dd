/// A JSON value on its way to text (RFC 8259); members keep the order in which they are given.
public indirect enum JSONText: Sendable {
  /// `null`.
  case null
  /// Text that already is JSON: a number or `true`.
  case literal(String)
  /// A string, escaped when it is written.
  case string(String)
  /// An array.
  case array([JSONText])
  /// An object.
  case object([(String, JSONText)])

  /// A whole number.
  public static func number(_ value: Int) -> JSONText { .literal("\(value)") }

  /// A number in the shortest form that reads back the same; not-a-number and infinity are `null`.
  public static func number(_ value: Double) -> JSONText {
    value.isFinite ? .literal("\(value)") : .null
  }

  /// The value in one line, with a blank behind commas and colons.
  public var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .literal(let literal): text += literal
    case .string(let string): Self.quote(string, to: &text)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        element.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += ", " }
        Self.quote(member.0, to: &text)
        text += ": "
        member.1.write(to: &text)
      }
      text += "}"
    }
  }

  /// The text as a JSON string, quotes included.
  public static func quoted(_ string: String) -> String {
    var text = ""
    quote(string, to: &text)
    return text
  }

  private static func quote(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\0"..<" ", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
