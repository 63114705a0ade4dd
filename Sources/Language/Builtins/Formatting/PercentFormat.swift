/// `format % values`, with the conversions of the specification: `%s %r %d %i %o %x %X %e %f %g %c %%`,
/// and `%(key)s` for dictionaries.
///
/// A width and precision as in C are understood too.
enum PercentFormat {
  static func format(_ format: Value, _ arguments: Value) throws -> Value {
    guard let text = format.object as? StringObject else { return .none }
    var formatter = Formatter(text.buffer, arguments)
    return .string(utf8: try formatter.run())
  }

  private struct Formatter {
    let text: UnsafeBufferPointer<UInt8>
    let arguments: Value
    let list: [Value]
    var next = 0
    var usesKeys = false
    var output: [UInt8] = []
    var position = 0

    init(_ text: UnsafeBufferPointer<UInt8>, _ arguments: Value) {
      self.text = text
      self.arguments = arguments
      list = arguments.asTuple?.items ?? [arguments]
    }

    mutating func run() throws -> [UInt8] {
      while position < text.count {
        let byte = text[position]
        position += 1
        if byte == UInt8(ascii: "%") {
          let before = output.count
          try conversion()
          try Sequences.checkBytes("string", output.count, added: output.count - before)
        } else {
          output.append(byte)
        }
      }
      if next < list.count, !usesKeys, arguments.kind == .tuple || next == 0 {
        // A dictionary or list that no conversion asks for is an error as well.
        throw Diagnostic.type(
          "too many arguments for the format string: \(list.count), used \(next)")
      }
      return output
    }

    private mutating func take() throws -> UInt8 {
      guard position < text.count else { throw Diagnostic.value("incomplete format: % at the end") }
      position += 1
      return text[position - 1]
    }

    private mutating func conversion() throws {
      var byte = try take()
      if byte == UInt8(ascii: "%") {
        output.append(byte)
        return
      }
      var key: Value?
      if byte == UInt8(ascii: "(") {
        key = try self.key()
        byte = try take()
      }
      var flags = ""
      while "-+ #0123456789.".utf8.contains(byte) {
        flags.unicodeScalars.append(Unicode.Scalar(byte))
        byte = try take()
      }
      let value = try key ?? argument()
      try write(value, Character(Unicode.Scalar(byte)), flags)
    }

    private mutating func key() throws -> Value {
      let start = position
      while try take() != UInt8(ascii: ")") {}
      usesKeys = true
      guard let dict = arguments.asDict else {
        throw Diagnostic.type("format requires a mapping, not \(arguments.typeName)")
      }
      let key = Value.string(utf8: text[start..<position - 1])
      guard let value = try dict.value(of: key) else { throw Subscripts.missingKey(key, in: dict) }
      return value
    }

    private mutating func argument() throws -> Value {
      guard next < list.count else {
        throw Diagnostic.type("not enough arguments for the format string: \(list.count)")
      }
      next += 1
      return list[next - 1]
    }

    private mutating func write(_ value: Value, _ type: Character, _ flags: String) throws {
      switch type {
      case "s" where flags.isEmpty: output += try value.textBytes()
      case "s": output += try padded(.string(utf8: try value.textBytes()), "s", flags)
      case "r": output += try padded(.string(utf8: try value.reprBytes()), "s", flags)
      case "d", "i", "o", "x", "X":
        let integer = try integer(value, type)
        output += try padded(.integer(integer), type == "i" ? "d" : type, flags)
      case "e", "E", "f", "F", "g", "G":
        guard let number = value.asNumber else {
          throw Diagnostic.type("%\(type) format requires a float, not \(value.typeName)")
        }
        // Infinity has its sign, as everywhere.
        output += try padded(.float(number), type, number == .infinity ? "+" + flags : flags)
      case "c": output += try padded(.string(character(value)), "s", flags)
      default:
        throw Diagnostic.value("unknown conversion %\(type)")
      }
    }

    private func integer(_ value: Value, _ type: Character) throws -> BigInteger {
      if let integer = value.asInteger { return integer }
      if let number = value.asFloat {
        guard let integer = BigInteger(exactly: number.rounded(.towardZero)) else {
          throw Diagnostic.value("cannot convert float \(value.brief) to integer")
        }
        return integer
      }
      throw Diagnostic.type("%\(type) format requires an integer, not \(value.typeName)")
    }

    private func character(_ value: Value) throws -> String {
      if let code = value.asInt {
        guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else {
          throw Diagnostic.value("%c format requires a valid Unicode code point, got \(code)")
        }
        return String(scalar)
      }
      guard let text = value.asString, text.unicodeScalars.count == 1 else {
        throw Diagnostic.type("%c format requires a single character or an int, not \(value.brief)")
      }
      return text
    }

    private func padded(_ value: Value, _ type: Character, _ flags: String) throws -> [UInt8] {
      var specification = ""
      var digits = Substring(flags)
      let marks = digits.prefix { "-+ #0".contains($0) }
      digits.removeFirst(marks.count)
      let isNumber = type != "s"
      specification += marks.contains("-") ? "<" : isNumber && marks.contains("0") ? "" : ">"
      if isNumber, marks.contains("+") { specification += "+" }
      if isNumber, marks.contains(" "), !marks.contains("+") { specification += " " }
      if isNumber, marks.contains("#") { specification += "#" }
      if isNumber, marks.contains("0"), !marks.contains("-") { specification += "0" }
      var width = digits
      if value.kind == .int, let point = digits.firstIndex(of: ".") { width = digits[..<point] }
      return try FormatSpecification(specification + width + String(type)).format(value)
    }
  }
}
