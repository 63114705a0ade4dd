import Foundation
import Testing

@testable import Basics

@Suite("Unpickler")
struct UnpicklerTests {
  private static let ordered = PickleGlobal("collections", "OrderedDict")

  @Test("values equal those that CPython pickled, in every protocol", arguments: try recorded())
  func recordedValues(line: RecordedPickle) throws {
    let value = try Unpickler(allowing: [Self.ordered]).value(in: FileBytes(line.pickle))
    #expect(value.notation == line.notation, "\(line.name), protocol \(line.protocolNumber)")
  }

  @Test("a pickle cut at any byte is an error", arguments: try recorded())
  func truncation(line: RecordedPickle) {
    for length in 0..<min(line.pickle.count, 150) {
      #expect(throws: PickleError.self) {
        try Unpickler(allowing: [Self.ordered]).value(
          in: FileBytes(Array(line.pickle[..<length])))
      }
    }
  }

  @Test("flipped bits never trap, and never make much of little", arguments: try recorded())
  func flips(line: RecordedPickle) {
    var random = RandomKey(root: 3, purpose: "flips", sample: line.name).generator()
    for _ in 0..<40 {
      var damaged = line.pickle
      for _ in 0..<3 {
        damaged[random.index(below: damaged.count)] ^= 1 << UInt8(random.index(below: 8))
      }
      _ = try? Unpickler(allowing: [Self.ordered]).value(in: FileBytes(damaged))
    }
  }

  @Test(
    "operations that only fill the memo or the stack are bounded, too",
    arguments: [0x94, 0x32, 0x28])
  func operations(code: UInt8) {
    // An empty list, then millions of MEMOIZE, DUP or MARK.
    let bytes = [0x80, 4, 0x5D] + [UInt8](repeating: code, count: 5 << 20)
    #expect(throws: PickleError.tooLarge(what: "operations", limit: 1 << 22)) {
      try Unpickler().value(in: FileBytes(bytes))
    }
  }

  @Test("a global that is not allowed is named, however the pickle asks for it")
  func forbidden() {
    let system = PickleGlobal("os", "system")
    for code in [
      "cos\nsystem\n(S'true'\ntR.", "(S'true'\nios\nsystem\n.",
      "\u{80}\u{4}\u{8C}\u{2}os\u{8C}\u{6}system\u{93}.",
    ] {
      let bytes = code.unicodeScalars.map { UInt8($0.value) }
      #expect(throws: PickleError.forbidden(system)) {
        try Unpickler().value(in: FileBytes(bytes))
      }
    }
  }

  @Test("calls, states and items of allowed globals are handed on as data")
  func objects() throws {
    let point = PickleGlobal("shapes", "Point")
    let code =
      Array("cshapes\nPoint\n(I1\nI2\ntR(dS'x'\nI3\nsba.".utf8.dropLast(2)) + Array(".".utf8)
    let value = try Unpickler(allowing: [point]).value(in: FileBytes(code))
    var state = PickleDictionary()
    state[.string("x")] = .int(3)
    #expect(
      value
        == .object(
          PickleObject(function: point, arguments: [.int(1), .int(2)], state: .dict(state))))
  }

  @Test("several pickles in one stream are read one after the other")
  func stream() throws {
    let bytes = FileBytes(Array("I1\n.S'b'\n.rest".utf8))
    var offset = 0
    #expect(try Unpickler().value(in: bytes, from: &offset) == .int(1))
    #expect(try Unpickler().value(in: bytes, from: &offset) == .string("b"))
    #expect(bytes.slice(at: offset, count: bytes.count - offset)?.array == Array("rest".utf8))
  }

  @Test("a list that contains itself is an error")
  func cycles() {
    #expect(throws: PickleError.containsItself) {
      try Unpickler().value(in: FileBytes(Array("(lp0\ng0\na.".utf8)))
    }
  }

  @Test("nesting beyond the limit is an error, and nesting within it is not")
  func depth() throws {
    func nested(_ levels: Int) -> FileBytes {
      FileBytes(
        Array(repeating: UInt8(ascii: "]"), count: levels)
          + Array(repeating: UInt8(ascii: "a"), count: levels - 1) + Array(".".utf8))
    }
    _ = try Unpickler().value(in: nested(100))
    #expect(throws: PickleError.tooLarge(what: "levels", limit: 100)) {
      try Unpickler().value(in: nested(101))
    }
    #expect(throws: PickleError.tooLarge(what: "levels", limit: 100)) {
      try Unpickler().value(in: nested(1_000_000))
    }
  }

  @Test("a short pickle whose tree would be immense is an error")
  func doubling() {
    // Each step makes a pair of the last value with itself: 2⁶⁰ leaves.
    let code =
      Array(")".utf8) + Array(repeating: [0x32, 0x86], count: 60).joined() + Array(".".utf8)
    #expect(throws: PickleError.tooLarge(what: "values", limit: 1 << 22)) {
      try Unpickler().value(in: FileBytes(code))
    }
  }

  private static func recorded() throws -> [RecordedPickle] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/pickles.txt")
    return try String(contentsOf: path, encoding: .utf8).split(separator: "\n").compactMap {
      RecordedPickle(line: $0)
    }
  }
}

struct RecordedPickle: Sendable, CustomTestStringConvertible {
  let name: String
  let protocolNumber: String
  let pickle: [UInt8]
  let notation: String

  var testDescription: String { "\(name), protocol \(protocolNumber)" }

  init?(line: Substring) {
    let parts = line.split(separator: " ").map(String.init)
    guard parts.count == 4 else { return nil }
    (name, protocolNumber, notation) = (parts[0], parts[1], parts[3])
    let digits = parts[2].utf8.compactMap { UInt8(String(UnicodeScalar($0)), radix: 16) }
    pickle = stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}

extension PickleValue {
  /// The value as the recording script writes it.
  var notation: String {
    switch self {
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): "i" + (value < 0 ? "-" : "") + "0x" + String(value.magnitude, radix: 16)
    case .bigInteger(let bytes): "i" + Self.hexadecimal(bytes)
    case .float(let value):
      "f"
        + (0..<8).map { byte in
          Self.digits(UInt8(truncatingIfNeeded: value.bitPattern >> (56 - 8 * byte)))
        }.joined()
    case .string(let text): "s" + text.utf8.map(Self.digits).joined()
    case .bytes(let bytes): "b" + bytes.map(Self.digits).joined()
    case .list(let items): "[" + items.map(\.notation).joined(separator: ",") + "]"
    case .tuple(let items): "(" + items.map(\.notation).joined(separator: ",") + ")"
    case .set(let items): "<" + items.map(\.notation).joined(separator: ",") + ">"
    case .dict(let pairs): pairs.notation
    case .global(let global): "\(global)"
    case .object(let object): "\(object.function)\(object.pairs.notation)"
    case .persistent(let id): "@\(id.notation)"
    }
  }

  private static func digits(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  /// The hexadecimal digits of a number in two's complement, with its sign.
  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let isNegative = bytes.last.map { $0 & 0x80 != 0 } ?? false
    var (magnitude, carry) = ([UInt8](), isNegative ? 1 : 0)
    for byte in bytes {
      carry += Int(isNegative ? ~byte : byte)
      magnitude.append(UInt8(carry & 0xFF))
      carry >>= 8
    }
    let text = magnitude.reversed().map(digits).joined().drop { $0 == "0" }
    return (isNegative ? "-0x" : "0x") + text
  }
}

extension PickleDictionary {
  var notation: String {
    "{" + zip(keys, values).map { "\($0.notation):\($1.notation)" }.joined(separator: ",") + "}"
  }
}
