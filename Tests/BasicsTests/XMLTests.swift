import Basics
import Testing

@Suite("XML, read piece by piece")
struct XMLTests {
  /// The elements in order, as `name{attribute=value}(text)` with those in it.
  private func outline(_ text: String, depth: Int = XMLReader.usualDepth) throws -> String {
    try Array(text.utf8).withUnsafeBytes { bytes in
      try XMLReader.read(bytes, depth: depth) { root, reader in
        try outline(of: root, &reader)
      }
    }
  }

  private func outline(of tag: XMLReader.Tag, _ reader: inout XMLReader) throws -> String {
    var text = tag.name
    for (name, value) in tag.attributes { text += "{\(name)=\(value)}" }
    if tag.name == "t" { return text + "(" + (try reader.text()) + ")" }
    try reader.forEachChild { tag, reader in
      text += " " + (tag.name == "skip" ? "skip" : try outline(of: tag, &reader))
    }
    return text
  }

  @Test(
    "elements, attributes, texts, references, comments and character data",
    arguments: [
      ("<a/>", "a"), ("\u{FEFF}<?xml version='1.0'?><!DOCTYPE a>\n<a></a>\n<!-- end -->", "a"),
      ("<a b = \"1\" c='&lt;&#65;&#x42;&amp;'><d/><e/></a>", "a{b=1}{c=<AB&} d e"),
      ("<a><t>x&gt;<u>no</u><![CDATA[<y>]]> </t></a>", "a t(x><y> )"),
      ("<a><skip><b><c/></b></skip><d/></a >", "a skip d"),
      ("<ä:b-c.d ü='…'/>", "ä:b-c.d{ü=…}"),
    ])
  func reads(text: String, expected: String) throws {
    #expect(try outline(text) == expected)
  }

  @Test(
    "what is wrong is told with its place",
    arguments: [
      ("", XMLError(.endsEarly, line: 1, column: 1)),
      ("<a>\n<b>", XMLError(.endsEarly, line: 2, column: 4)),
      ("<a", XMLError(.endsEarly, line: 1, column: 3)),
      ("<a b='1", XMLError(.endsEarly, line: 1, column: 8)),
      ("<a><b></a>", XMLError(.wrongEnd(found: "a", expected: "b"), line: 1, column: 7)),
      ("<a/>x", XMLError(.unexpected(found: "'x'", expected: "'<'"), line: 1, column: 5)),
      ("<a b=1/>", XMLError(.unexpected(found: "'1'", expected: "a quote"), line: 1, column: 6)),
      ("<a b='' b=''/>", XMLError(.repeatedAttribute("b"), line: 1, column: 1)),
      ("<a>&b;</a>", XMLError(.unknownReference("b"), line: 1, column: 4)),
      ("<!DOCTYPE a [<!ENTITY b 'b'>]><a/>", XMLError(.hasDefinitions, line: 1, column: 1)),
      ("<a><a><a/></a></a>", XMLError(.tooDeep(limit: 2), line: 1, column: 7)),
    ])
  func fails(text: String, error: XMLError) {
    #expect(throws: error) { try outline(text, depth: 2) }
  }

  @Test("UTF-16 and bytes that are no UTF-8 are named")
  func encodings() {
    for (bytes, problem) in [
      ([0xFF, 0xFE, 0x3C, 0], XMLError.Problem.otherEncoding("UTF-16")),
      (Array("<a>".utf8) + [0xE4] + Array("</a>".utf8), .notUTF8),
    ] as [([UInt8], XMLError.Problem)] {
      let error = #expect(throws: XMLError.self) {
        try bytes.withUnsafeBytes { bytes in
          try XMLReader.read(bytes) { _, reader in try reader.text() }
        }
      }
      #expect(error?.problem == problem)
    }
  }

  @Test("a million open elements and ten million blanks take no stack and little time")
  func large() throws {
    let deep = String(repeating: "<a>", count: 1_000_000)
    #expect(throws: XMLError.self) { try outline(deep) }
    let many = "<a>" + String(repeating: "<b/>", count: 20_000) + "</a>"
    #expect(try outline(many).utf8.count == 1 + 2 * 20_000)
  }

  @Test("Base64 is decoded as it is encoded, with and without padding and line ends")
  func base64() {
    for count in 0..<20 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 37 * $0 + 250) }
      let digits = Base64.encode(bytes)
      #expect(Base64.decode(digits) == bytes)
      #expect(Base64.decode(digits.filter { $0 != UInt8(ascii: "=") }) == bytes)
      #expect(Base64.decode(digits.flatMap { [$0, 0x0A] }) == bytes)
    }
    for text in ["A", "AA=A", "A*AA", "ÄAAA"] { #expect(Base64.decode(text.utf8) == nil) }
  }
}
