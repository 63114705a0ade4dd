/// `format % values`, with the conversions of the specification: `%s %r %d %i %o %x %X %e %f %g %c %%`,
/// and `%(key)s` for dictionaries.
///
/// Flags, widths and precisions are Python's, `*` among them.
enum PercentFormat {
  static func format(_ format: Value, _ arguments: Value) throws -> Value {
    guard let text = format.object as? StringObject else { return .none }
    var formatter = Formatter(text.buffer, arguments)
    return try Value(checkedUTF8: formatter.run())
  }

  private struct Formatter {
    let text: UnsafeBufferPointer<UInt8>
    let arguments: Value
    let list: [Value]
    var next = 0
    var usesKeys = false
    var output: [UInt8] = []
    var position = 0
    var pulse = Pulse()

    init(_ text: UnsafeBufferPointer<UInt8>, _ arguments: Value) {
      self.text = text
      self.arguments = arguments
      list = arguments.asTuple?.items ?? [arguments]
    }

    mutating func run() throws -> [UInt8] {
      while position < text.count {
        try pulse.beat()
        let byte = text[position]
        position += 1
        if byte == UInt8(ascii: "%") {
          try conversion()
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
      var conversion = PercentConversion()
      while conversion.readFlag(byte) { byte = try take() }
      conversion.setWidth(try number(&byte, "width", FormatSpecification.greatestWidth))
      if byte == UInt8(ascii: ".") {
        byte = try take()
        let digits = try number(&byte, "precision", FormatSpecification.greatestPrecision)
        conversion.precision = max(digits ?? 0, 0)
      }
      conversion.type = byte
      let added = try conversion.bytes(of: try key ?? argument())
      try Sequences.checkBytes("string", output.count + added.count, added: added.count)
      try output.requireRoom(for: added.count)
      output += added
    }

    /// The digits of a width or precision, or an argument in place of a `*`; `nil` where there is neither.
    private mutating func number(_ byte: inout UInt8, _ what: String, _ most: Int) throws -> Int? {
      var number: Int?
      var written = ""
      if byte == UInt8(ascii: "*") {
        let value = try argument()
        guard let given = value.asInteger else {
          throw Diagnostic.type("a * of the format takes an int, not \(value.typeName)")
        }
        number = given.asInt ?? (given.isNegative ? -.max : .max)
        written = value.brief
        byte = try take()
      } else {
        while byte.isDigit {
          number = min((number ?? 0) * 10 + Int(byte - UInt8(ascii: "0")), most + 1)
          if written.utf8.count < 20 { written.unicodeScalars.append(Unicode.Scalar(byte)) }
          byte = try take()
        }
      }
      guard let number else { return nil }
      guard number.magnitude <= most else {
        throw FormatSpecification.tooLarge(what, written, most)
      }
      return number
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
  }
}
