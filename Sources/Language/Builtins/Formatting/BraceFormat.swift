/// `"{} {1} {name!r:>8}".format(…)`.
enum BraceFormat {
  static func format(
    _ text: StringObject, _ arguments: [Value], _ keywords: [(name: String, value: Value)]
  ) throws -> Value {
    var formatter = Formatter(text: text.buffer, arguments: arguments, keywords: keywords)
    return try Value(checkedUTF8: formatter.run())
  }

  private struct Formatter {
    let text: UnsafeBufferPointer<UInt8>
    let arguments: [Value]
    let keywords: [(name: String, value: Value)]
    var output: [UInt8] = []
    var position = 0
    var automatic = 0
    var isNumbered: Bool?
    var pulse = Pulse()

    mutating func run() throws -> [UInt8] {
      while position < text.count {
        try pulse.beat()
        let byte = text[position]
        position += 1
        let isDoubled = position < text.count && text[position] == byte
        switch byte {
        case UInt8(ascii: "{") where !isDoubled: try field()
        case UInt8(ascii: "}") where !isDoubled:
          throw Diagnostic.value("format: a single '}' in the format", help: "write }} for a brace")
        case UInt8(ascii: "{"), UInt8(ascii: "}"):
          position += 1
          output.append(byte)
        default: output.append(byte)
        }
      }
      return output
    }

    private mutating func field() throws {
      let start = position
      var depth = 1
      while depth > 0 {
        guard position < text.count else {
          throw Diagnostic.value(
            "format: unmatched '{' in the format", help: "write {{ for a brace")
        }
        if text[position] == UInt8(ascii: "{") { depth += 1 }
        if text[position] == UInt8(ascii: "}") { depth -= 1 }
        position += 1
      }
      let content = String(decoding: text[start..<position - 1], as: UTF8.self)
      let filled = try format(content.unicodeScalars[...])
      try Sequences.checkBytes("string", output.count + filled.count, added: filled.count)
      try output.requireRoom(for: filled.count)
      output += filled
    }

    private mutating func format(_ content: Substring.UnicodeScalarView) throws -> [UInt8] {
      let nameEnd = content.firstIndex { $0 == "!" || $0 == ":" } ?? content.endIndex
      var value = try self.value(String(content[..<nameEnd]))
      var rest = content[nameEnd...]
      if rest.first == "!" {
        guard let conversion = rest.dropFirst().first else {
          throw Diagnostic.value("format: a conversion must follow '!'")
        }
        switch conversion {
        case "s": value = .string(utf8: try value.textBytes())
        case "r": value = .string(utf8: try value.reprBytes())
        default:
          throw Diagnostic.value("format: unknown conversion '!\(conversion)', want !s or !r")
        }
        rest = rest.dropFirst(2)
        guard rest.isEmpty || rest.first == ":" else {
          throw Diagnostic.value("format: expected ':' after the conversion")
        }
      }
      guard !rest.dropFirst().isEmpty else { return try value.textBytes() }
      return try FormatSpecification(try specification(String(rest.dropFirst()))).format(value)
    }

    /// The specification with its own fields filled in: `{:{width}}`.
    private mutating func specification(_ text: String) throws -> String {
      guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
      var result = ""
      var rest = text.unicodeScalars[...]
      while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
        result.unicodeScalars += rest[..<open]
        let width = try value(String(rest[rest.index(after: open)..<close]))
        result += String(decoding: try width.textBytes(), as: UTF8.self)
        rest = rest[rest.index(after: close)...]
      }
      result.unicodeScalars += rest
      return result
    }

    private mutating func value(_ name: String) throws -> Value {
      let end = name.unicodeScalars.firstIndex { $0 == "." || $0 == "[" } ?? name.endIndex
      var value = try base(String(name[..<end]))
      var rest = name[end...].unicodeScalars
      while let mark = rest.first {
        rest = rest.dropFirst()
        if mark == "." {
          let member = rest.prefix { $0 != "." && $0 != "[" }
          value = try Members.get(value, .string(String(member)))
          rest = rest.dropFirst(member.count)
        } else {
          guard let close = rest.firstIndex(of: "]") else {
            throw Diagnostic.value("format: unmatched '[' in a field")
          }
          let index = String(rest[..<close])
          value = try Subscripts.value(of: value, at: Int(index).map { .int($0) } ?? .string(index))
          rest = rest[rest.index(after: close)...]
        }
      }
      return value
    }

    private mutating func base(_ name: String) throws -> Value {
      // A number is written in digits alone: '-0' and '+1' are names that no argument has.
      if name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        let numbered = !name.isEmpty
        if let isNumbered, isNumbered != numbered {
          throw Diagnostic.value("format: cannot switch between {} and {0}")
        }
        isNumbered = numbered
        let index = numbered ? Int(name) ?? .max : automatic
        if !numbered { automatic += 1 }
        guard index >= 0, index < arguments.count else {
          throw Diagnostic(
            .index, "format: no argument number \(index); there are \(arguments.count)")
        }
        return arguments[index]
      }
      guard let value = keywords.first(where: { $0.name.isSame(as: name) })?.value else {
        let known = keywords.map(\.name)
        throw Diagnostic(
          .key, "format: no argument named '\(name)'",
          hint: Arguments.suggestion(for: name, among: known))
      }
      return value
    }
  }
}
