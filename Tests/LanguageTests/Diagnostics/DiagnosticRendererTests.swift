@testable import Language
import Testing

@Suite("Diagnostics as text")
struct DiagnosticRendererTests {
  /// An error at the first occurrence of `part` in `text`.
  private func error(
    _ message: String, at part: String, in text: String, hint: String? = nil, help: String? = nil
  ) throws -> Diagnostic {
    let source = SourceFile(name: "t.seg", text: text)
    let range = try #require(text.firstRange(of: part))
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    let span = Span(start, start + part.utf8.count)
    return Diagnostic(.value, message, at: Place(source, span), hint: hint, help: help)
  }

  @Test("the message, the line, carets under the place, and the fix behind them")
  func plain() throws {
    let text = "net = 1\n\n\n\n\n\nevaluate net data --robot centre\n"
    let diagnostic = try error(
      "no robot named 'centre'", at: "centre", in: text, hint: "did you mean 'center'?")
    #expect(
      DiagnosticRenderer().text(diagnostic) == """
        t.seg:7:27: error: no robot named 'centre'
          7 | evaluate net data --robot centre
            |                           ^^^^^^ did you mean 'center'?

        """)
  }

  @Test("columns count characters, and carets stand under wide ones, marks and tabs")
  func widths() throws {
    let text = "\tx = '日本', 'e\u{301}', '👩‍🔬', 'ü', wrong"
    let diagnostic = try error("no", at: "wrong", in: text)
    #expect(
      DiagnosticRenderer().text(diagnostic) == """
        t.seg:1:27: error: no
          1 |     x = '日本', 'e\u{301}', '👩‍🔬', 'ü', wrong
            |                                 ^^^^^

        """)
    let wide = try error("no", at: "日本", in: text)
    #expect(
      DiagnosticRenderer().text(wide) == """
        t.seg:1:7: error: no
          1 |     x = '日本', 'e\u{301}', '👩‍🔬', 'ü', wrong
            |          ^^^^

        """)
  }

  @Test("of a long line the part around the place is shown")
  func window() throws {
    let text = String(repeating: "a", count: 500) + "!" + String(repeating: "b", count: 5000)
    let diagnostic = try error("no", at: "!", in: text)
    let lines = DiagnosticRenderer(width: 60).text(diagnostic).split(separator: "\n")
    #expect(
      lines[1]
        == "  1 | …\(String(repeating: "a", count: 20))!\(String(repeating: "b", count: 39))…")
    #expect(lines[2] == "    |                      ^")
  }

  @Test("what a terminal would obey is not written to it")
  func unsafeCharacters() throws {
    let diagnostic = try error("no \u{1B}[2J", at: "x", in: "a\u{1B}[31m\u{202E} x")
    #expect(
      DiagnosticRenderer().text(diagnostic) == """
        t.seg:1:9: error: no \u{FFFD}[2J
          1 | a\u{FFFD}[31m\u{FFFD} x
            |         ^

        """)
  }

  @Test("labels, help and calls follow; a deep stack is shown by its ends")
  func everything() throws {
    let source = SourceFile(name: "t.seg", text: "def f():\n  x = [1,\n    2")
    var diagnostic = Diagnostic(
      .syntax, "expected ']'", at: Place(source, Span(25, 25)), help: "close it",
      labels: [.init("opened here", at: Place(source, Span(15, 16)))])
    diagnostic = diagnostic.rising(through: .init(function: "f", place: diagnostic.place))
      .rising(through: .init(function: "<module>", place: nil))
    #expect(
      DiagnosticRenderer().text(diagnostic) == """
        t.seg:3:6: error: expected ']'
          3 |     2
            |      ^
        t.seg:2:7: note: opened here
          2 |   x = [1,
            |       ^
          help: close it
          in f at t.seg:3:6
          in <module>

        """)
    for _ in 0..<100 { diagnostic = diagnostic.rising(through: .init(function: "g", place: nil)) }
    #expect(
      DiagnosticRenderer().text(diagnostic).contains(
        "  in g, 6 times\n  … 86 more calls\n  in g, 8 times\n"))
    diagnostic.omittedCalls = 900
    #expect(DiagnosticRenderer().text(diagnostic).contains("… 986 more calls\n"))
    #expect(DiagnosticRenderer.json(diagnostic).contains("\"omittedCalls\":900"))
  }

  @Test("what a script holds makes no message long")
  func clipped() {
    let text = String(repeating: "é", count: 50_000)
    let diagnostic = Diagnostic(.value, text, hint: text, help: text)
    let shown = DiagnosticRenderer().text(diagnostic)
    #expect(shown.utf8.count < 7000 && shown.contains(" … 98250 bytes more … é"))
    #expect(!shown.contains("\u{FFFD}"))
    #expect(DiagnosticRenderer.json(diagnostic).utf8.count < 7000)
    #expect(DiagnosticText.clipped("short") == "short")
  }

  @Test("without a place the message stands alone; colour only where asked for")
  func placeless() {
    let diagnostic = Diagnostic(.input, "no such file", hint: "look for it")
    #expect(DiagnosticRenderer().text(diagnostic) == "error: no such file\n  look for it\n")
    #expect(
      DiagnosticRenderer(usesColor: true).text(diagnostic)
        == "\u{1B}[31merror:\u{1B}[0m \u{1B}[1mno such file\u{1B}[0m\n  look for it\n")
  }

  @Test("as JSON it is one object on one line")
  func json() throws {
    let diagnostic = try error("a \"b\"\n\u{1}", at: "é", in: "x = é", hint: "fix")
    #expect(
      DiagnosticRenderer.json(diagnostic) == #"""
        {"severity":"error","kind":"ValueError","message":"a \"b\"\n\u0001","file":"t.seg",\#
        "line":1,"column":5,"endLine":1,"endColumn":6,"hint":"fix","exitCode":70}
        """#)
  }

  @Test("as an annotation its special characters are escaped")
  func annotation() throws {
    let source = SourceFile(name: "a,b:c.seg", text: "x = 1")
    let diagnostic = Diagnostic(
      .key, "50% of\nit", at: Place(source, Span(4, 5)), hint: "try, again")
    #expect(
      DiagnosticRenderer.annotation(diagnostic)
        == "::error file=a%2Cb%3Ac.seg,line=1,col=5,endColumn=6,title=KeyError::50%25 of%0Ait%0Atry, again"
    )
  }

  @Test("the nearest names are a few edits away or continue the word")
  func suggestions() {
    let names = ["center", "random", "evaluate", "Error", "set_seed", "train"]
    #expect(Suggestions.nearest(to: "centre", among: names) == ["center"])
    #expect(Suggestions.nearest(to: "evalute", among: names) == ["evaluate"])
    #expect(Suggestions.nearest(to: "error", among: names) == ["Error"])
    #expect(Suggestions.nearest(to: "tr", among: names) == ["train"])
    #expect(Suggestions.nearest(to: "xyz", among: names) == [])
    #expect(Suggestions.nearest(to: "", among: names) == [])
  }

  @Test("the edit distance is that of its definition, for all short words")
  func editDistance() {
    let words = (0...3).flatMap { length in
      (0..<(1 << length)).map { bits in (0..<length).map { bits >> $0 & 1 == 0 ? "a" : "b" } }
    }.map { $0.map(Character.init) }
    for one in words {
      for other in words {
        #expect(Suggestions.editDistance(one, other) == Self.slowDistance(one[...], other[...]))
      }
    }
  }

  /// The recursive definition of the optimal string alignment distance.
  private static func slowDistance(_ a: ArraySlice<Character>, _ b: ArraySlice<Character>) -> Int {
    guard let x = a.last, let y = b.last else { return max(a.count, b.count) }
    var best = min(
      slowDistance(a.dropLast(), b) + 1, slowDistance(a, b.dropLast()) + 1,
      slowDistance(a.dropLast(), b.dropLast()) + (x == y ? 0 : 1))
    if a.count > 1, b.count > 1, a.dropLast().last == y, b.dropLast().last == x {
      best = min(best, slowDistance(a.dropLast(2), b.dropLast(2)) + 1)
    }
    return best
  }
}
