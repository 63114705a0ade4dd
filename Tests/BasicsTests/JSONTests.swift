import Foundation
import Testing

@testable import Basics

@Suite("JSON")
struct JSONTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }

  private func problem(_ text: String) -> JSONError? {
    do {
      _ = try parse(text)
      return nil
    } catch { return error as? JSONError }
  }

  @Test("values of every type, in the order of the text")
  func values() throws {
    let value = try parse(
      " {\"a\": [1, -2.5e-1, true, false, null], \"b\": {\"c\": \"d\"}, \"\": []}\n")
    #expect(value.object?.keys == ["a", "b", ""])
    #expect(
      value["a"] == .array([.integer(1), .number(-0.25), .boolean(true), .boolean(false), .null]))
    #expect(value["b"]?["c"]?.string == "d")
    #expect(value["a"]?[0]?.integer == 1)
    #expect(value["a"]?[9] == nil)
    #expect(try parse("\u{FEFF}7") == .integer(7))
  }

  @Test("integers are exact to the last bit")
  func integers() throws {
    #expect(try parse("9223372036854775807") == .integer(.max))
    #expect(try parse("-9223372036854775808") == .integer(.min))
    #expect(try parse("9007199254740993") == .integer(9_007_199_254_740_993))
    #expect(try parse("9223372036854775808") == .number(9_223_372_036_854_775_808))
    #expect(try JSONReader.read(Array("480.0".utf8)) { try $0.integer() } == 480)
    #expect(throws: JSONError.self) {
      try JSONReader.read(Array("9223372036854775808".utf8)) { try $0.integer() }
    }
    #expect(throws: JSONError.self) {
      try JSONReader.read(Array("1.5".utf8)) { try $0.integer() }
    }
  }

  @Test(
    "doubles are the nearest to what is written",
    arguments: [
      "0.1", "-0.0", "1e22", "1e23", "123456789012345678901234567890", "2.2250738585072011e-308",
      "4.9406564584124654e-324", "1.7976931348623157e308", "9007199254740993.0", "1e-400",
      "0.500000000000000166533453693773481063544750213623046875", "3.518437208883201171875e13",
      "6.02214076e23", "239.97", "1E+2", "0e5",
    ])
  func doubles(text: String) throws {
    let number = try #require(try parse(text).number)
    #expect(number.bitPattern == strtod(text, nil).bitPattern)
  }

  @Test("random doubles read back as they were written")
  func randomDoubles() throws {
    var generator = RandomKey(root: 4, purpose: "json").generator()
    for _ in 0..<2000 {
      let number = Double(bitPattern: generator.next())
      guard number.isFinite else { continue }
      #expect(try parse("\(number)").number == number)
    }
  }

  @Test("escapes, surrogate pairs and UTF-8")
  func strings() throws {
    #expect(
      try parse(#""\"\\\/\b\f\n\r\t \u00e9\u20AC\ud83d\uDE00 é€😀""#)
        == .string("\"\\/\u{8}\u{C}\n\r\t é€😀 é€😀"))
    #expect(try parse(#""\ud83d""#) == .string("\u{FFFD}"))
    #expect(try parse(#""\ud83dA""#) == .string("\u{FFFD}A"))
    #expect(try parse(#""\udE00\ud83d\n""#) == .string("\u{FFFD}\u{FFFD}\n"))
    #expect(throws: JSONError(.notUTF8, line: 1, column: 2)) {
      try JSONValue(parsing: [0x22, 0xC3, 0x28, 0x22])
    }
  }

  @Test(
    "what is no JSON is refused",
    arguments: [
      "", " ", "{", "[", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
      "{'a':1}", "01", "-", "+1", ".5", "1.", "1e", "1e+", "0x10", "NaN", "Infinity", "nul",
      "truth",
      "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\n\"", "1 2", "[1] x", "[1 2]",
      "{\"a\" 1}", "1e999", "-1e999", "]", "\u{7F}",
    ])
  func refused(text: String) { #expect(problem(text) != nil) }

  @Test("an error names its line and column")
  func places() {
    #expect(
      problem("{\n  \"a\": [1,\n    oops]\n}")
        == JSONError(.unexpected(found: "'o'", expected: "a value"), line: 3, column: 5))
    #expect(problem("[1,\n2") == JSONError(.endsEarly, line: 2, column: 2))
  }

  @Test("depth and size have limits, in reading as in skipping")
  func limits() throws {
    let deep = String(repeating: "[", count: 100_000)
    #expect(problem(deep)?.problem == .tooDeep(limit: JSONReader.usualDepth))
    #expect(throws: JSONError.self) { try JSONReader.read(Array(deep.utf8)) { try $0.skip() } }
    #expect(throws: JSONError(.tooLarge(bytes: 5, limit: 4), line: 1, column: 1)) {
      try JSONValue(parsing: Array("[1,2]".utf8), limit: 4)
    }
    let allowed = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
    #expect(problem(allowed) == nil)
  }

  @Test("a reader takes what it wants, passes over the rest, and comes back to a noted place")
  func pulling() throws {
    let text = #"{"skip": [{"]": "\"}"}, 1], "take": [1.5, 2], "late": "x"}"#
    var (numbers, late, place) = ([Double](), "", 0)
    try JSONReader.read(Array(text.utf8)) { reader in
      try reader.forEachMember { key, reader in
        switch key {
        case "take":
          place = try reader.offset()
          try reader.skip()
        case "late": late = try reader.string()
        default: try reader.skip()
        }
      }
      var again = reader.at(place)
      try again.doubles(into: &numbers)
    }
    #expect(numbers == [1.5, 2])
    #expect(late == "x")
  }

  @Test("every text that is cut off or has one byte changed ends in a value or an error")
  func damaged() {
    let text = Array(#"{"a":[1,-2.5e3,"\u00e9x"],"b":{"c":null,"d":true}} "#.utf8)
    for end in text.indices {
      #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text[..<(end / 2)])) }
      for byte in [0, 0x22, 0x5B, 0x5D, 0x7B, 0x7D, 0x2C, 0x5C, 0xFF] as [UInt8] {
        var changed = text
        changed[end] = byte
        _ = try? JSONValue(parsing: changed)
        _ = try? JSONReader.read(changed) { try $0.skip() }
      }
    }
  }
}
