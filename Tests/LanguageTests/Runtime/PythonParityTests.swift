import Basics
import Testing

@testable import Language

/// What CPython gave for the same expressions; `scripts/parity/record_language.py` records it.
@Suite("Numbers, strings and formats beside CPython")
struct PythonParityTests {
  @Test("every recorded expression has CPython's value, or is an error in both")
  func agree() throws {
    let bytes = try Files.read("Tests/LanguageTests/Fixtures/python.tsv")
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    #expect(lines.count > 4000)
    let interpreter = Interpreter()
    for line in lines {
      let parts = line.split(separator: UInt8(ascii: "\t"))
      let expression = String(decoding: parts[0], as: UTF8.self)
      let found = Self.outcome(expression, interpreter)
      #expect(
        found == Array(parts[1]),
        "\(expression): \(String(decoding: found, as: UTF8.self)), \(String(decoding: parts[1], as: UTF8.self)) is right"
      )
    }
  }

  private static func outcome(_ expression: String, _ interpreter: Interpreter) -> [UInt8] {
    guard let value = try? interpreter.run(SourceFile(name: "case.seg", text: expression)) else {
      return Array("!".utf8)
    }
    return shown(value)
  }

  /// The value as the recording has it: only quotes, backslashes and line ends are escaped.
  private static func shown(_ value: Value) -> [UInt8] {
    if let string = value.object as? StringObject {
      return Array("\"".utf8) + string.buffer.flatMap(escaped) + Array("\"".utf8)
    }
    guard let items = value.asSequence else { return Array(value.repr.utf8) }
    let parts = Array(items.map(shown).joined(separator: ", ".utf8))
    if value.kind == .list { return Array("[".utf8) + parts + Array("]".utf8) }
    return Array("(".utf8) + parts + Array((items.count == 1 ? ",)" : ")").utf8)
  }

  private static func escaped(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "\""): [UInt8(ascii: "\\"), byte]
    case 0x0A: Array("\\n".utf8)
    case 0x0D: Array("\\r".utf8)
    case 0x09: Array("\\t".utf8)
    default: [byte]
    }
  }
}
