import Testing

@testable import Console

/// A buffer written as text with `|` where the cursor is.
private func buffer(_ marked: String) -> EditBuffer {
  let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
  return EditBuffer(parts.joined(), cursor: parts[0].unicodeScalars.count)
}

private func marked(_ buffer: EditBuffer) -> String {
  var scalars = buffer.scalars
  scalars.insert("|", at: buffer.cursor)
  return EditBuffer.string(scalars[...])
}

@Suite("The text being edited")
struct EditBufferTests {
  @Test(
    "a new row takes the indentation that Python's style gives it",
    arguments: [
      ("for x in y:|", .head, "", "for x in y:\n    |"),
      ("for x in y:  |", .head, "", "for x in y:\n    |"),
      ("    if x:|", .head, "    ", "    if x:\n        |"),
      ("if f(1,\n     2):|", .head, "", "if f(1,\n     2):\n    |"),
      ("if x:\n  if y:|", .head, "  ", "if x:\n  if y:\n      |"),
      ("if x:\n  a\n  if y:|", .head, "  ", "if x:\n  a\n  if y:\n    |"),
      ("if x:\n\ta\n\tif y:|", .head, "\t", "if x:\n\ta\n\tif y:\n\t\t|"),
      ("    a = 1|", .statement, "    ", "    a = 1\n    |"),
      ("    return a|", .exit, "    ", "    return a\n|"),
      ("        pass|", .exit, "        ", "        pass\n    |"),
      ("f(|", .continuation, "", "f(\n    |"),
      ("f([1,|", .continuation, "", "f([1,\n|"),
      ("  x = \"\"\"a  |", .string, "  ", "  x = \"\"\"a  \n|"),
      ("a|b", .statement, "", "a\n|b"),
      ("    a|  b", .statement, "    ", "    a\n    |b"),
      ("|", .statement, "", "\n|"),
    ] as [(String, TextEnding.Kind, String, String)])
  func newline(before: String, kind: TextEnding.Kind, blanks: String, after: String) {
    var text = buffer(before)
    text.insertNewline(after: TextEnding(kind, indentation: blanks))
    #expect(marked(text) == after)
  }

  @Test(
    "pasted rows fit where they are put",
    arguments: [
      ("if x:\n    a", "", "if x:\n    a"), ("    if x:\n        a", "", "if x:\n    a"),
      ("a\nb", "    ", "    a\n    b"), ("if x:\n    a\nb", "    ", "    if x:\n        a\n    b"),
      ("if x:\n        a\n    b", "    ", "    if x:\n        a\n    b"),
      ("a\n    b", "    ", "    a\n    b"), ("        a\n\n        b", "    ", "    a\n\n    b"),
      ("        a\n    b", "    ", "        a\n    b"), ("\ta", "    ", "    a"), ("", "  ", "  "),
    ])
  func pasted(text: String, blanks: String, fitted: String) {
    #expect(PastedText.fitted(text, to: blanks) == fitted)
  }

  @Test(
    "Backspace removes a level of indentation, or one character as a person sees it",
    arguments: [
      ("        |", "    |"), ("     |", "    |"), ("   |x", "|x"), ("a    |", "a   |"),
      ("x:\n    |y", "x:\n|y"), ("x\n|y", "x|y"), ("|x", "|x"), ("e\u{301}|", "|"),
      ("👩‍🔬|", "|"), ("日本|", "日|"),
    ])
  func backspace(before: String, after: String) {
    var text = buffer(before)
    text.deleteBackward()
    #expect(marked(text) == after)
  }

  @Test(
    "moving between rows keeps the column on the screen",
    arguments: [
      ("abc\nde|f", "ab|c\ndef"), ("a\nbcd|", "a|\nbcd"), ("日本\nabc|d", "日本|\nabcd"),
      ("日本\na|b", "日|本\nab"), ("\nab|", "|\nab"),
    ])
  func up(before: String, after: String) {
    var text = buffer(before)
    let moved = text.moveUp()
    #expect(moved)
    #expect(marked(text) == after)
  }

  @Test("the first and the last row end the way up and down")
  func ends() {
    var text = buffer("a|b\ncd")
    let moves = [text.moveUp(), text.moveDown(), text.moveDown()]
    #expect(moves == [false, true, false])
    #expect(marked(text) == "ab\nc|d")
  }

  @Test("a row loses a level of indentation, and the cursor goes with its text")
  func dedent() {
    var text = buffer("x:\n        ab|c")
    text.dedentRow()
    #expect(marked(text) == "x:\n    ab|c")
    text.dedentRow()
    text.dedentRow()
    #expect(marked(text) == "x:\nab|c")
    var atStart = buffer("x:\n |    abc")
    atStart.dedentRow()
    #expect(marked(atStart) == "x:\n|    abc")
  }

  @Test(
    "words end at what is neither letter, digit nor underscore",
    arguments: [
      ("say my_word2 |", "say |my_word2 "), ("größe.x|", "größe.|x"), ("  |", "|  "),
      ("a(b|", "a(|b"),
    ])
  func words(before: String, after: String) {
    var text = buffer(before)
    text.cursor = text.previousWord
    #expect(marked(text) == after)
  }
}

@Suite("Undo")
struct UndoRecordTests {
  @Test("a word with the blank before it is one step, other changes are steps of their own")
  func steps() {
    var record = UndoRecord()
    for text in ["", "a", "ab", "ab ", "ab c", "ab cd", "x"] { record.note(EditBuffer(text)) }
    var states: [String] = []
    while let state = record.takeBack() { states.append(state.text) }
    #expect(states == ["ab cd", "ab", ""])
  }
}

@Suite("Frames")
struct FrameTests {
  private func frame(_ marked: String, columns: Int, right: String = "") -> Frame {
    Frame(
      Frame.Content(
        buffer: buffer(marked), prompt: .init(text: "> ", width: 2),
        continuation: .init(text: ". ", width: 2), right: .init(text: right, width: right.count)),
      columns: columns)
  }

  @Test("rows stand behind their prompts, and long ones go on behind blanks")
  func rows() {
    let frame = frame("abc\n01234567890123|4\n", columns: 10)
    #expect(frame.rows.map(\.text) == ["> abc", ". 01234567", "  8901234", ". "])
    #expect((frame.cursorRow, frame.cursorColumn) == (2, 8))
  }

  @Test("a wide character that does not fit goes to the next row whole")
  func wide() {
    let frame = frame("0123456日|", columns: 10)
    #expect(frame.rows.map(\.text) == ["> 0123456", "  日"])
    #expect((frame.cursorRow, frame.cursorColumn) == (1, 4))
  }

  @Test("control characters and tabs are drawn, not sent")
  func control() {
    #expect(frame("a\u{1B}[2J|", columns: 20).rows[0].text == "> a^[[2J")
    #expect(frame("\tx|", columns: 20).rows[0].text == ">         x")
    #expect(frame("a\u{9B}2J|", columns: 20).rows[0].text == "> a\u{FFFD}2J")
  }

  @Test("the right prompt stands at the end of the first row while there is room")
  func right() {
    #expect(frame("abc|", columns: 12, right: "1 s").rows[0].text == "> abc   1 s")
    #expect(frame("abcdef|", columns: 12, right: "1 s").rows[0].text == "> abcdef")
  }

  @Test("drawing one frame over another equals drawing it afresh", arguments: 0..<60)
  func redrawing(seed: Int) throws {
    var generator = SplitMix(UInt64(seed))
    let columns = Int.random(in: 9...14, using: &generator)
    let fixture = try ScreenFixture(columns: columns, rows: 6)
    var last = ""
    for _ in 0..<8 {
      let length = Int.random(in: 0...40, using: &generator)
      last = (0..<length).map { _ in
        ["a", "b", "日", "\n", " "].randomElement(using: &generator) ?? ""
      }
      .joined()
      let cursor = Int.random(in: 0...length, using: &generator)
      fixture.draw(EditBuffer(last, cursor: cursor))
    }
    let again = try ScreenFixture(columns: columns, rows: 6)
    again.draw(EditBuffer(last, cursor: fixture.cursor))
    #expect(fixture.visible == again.visible)
    #expect(fixture.position == again.position)
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014), so that the random texts never change.
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 2 &+ 1 }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite("Lists of completions")
struct CompletionColumnsTests {
  private let plain = Style(.none)

  private func rows(_ names: [String], summary: String = "", columns: Int, rows: Int = 20)
    -> [String]
  {
    CompletionColumns(
      names.map { .init($0, summary: summary) }, columns: columns, style: plain
    ).page(0, rows: rows).map(\.text)
  }

  @Test("names stand in columns, read downwards, as many as fit")
  func columns() {
    let names = ["alpha", "beta", "gamma", "delta", "omega"]
    #expect(rows(names, columns: 80) == ["alpha   beta    gamma   delta   omega"])
    #expect(rows(names, columns: 16) == ["alpha   delta", "beta    omega", "gamma"])
    #expect(rows(names, columns: 6).map { $0.prefix { $0 != " " } } == names.map { $0[...] })
  }

  @Test("descriptions are cut to the width, wide characters counted as two")
  func summaries() {
    #expect(
      rows(["größe", "x"], summary: "日本語テキスト", columns: 16) == ["größe  日本語…", "x      日本語…"])
  }

  @Test("no row is wider than the terminal", arguments: 8..<60)
  func width(columns: Int) {
    let list = CompletionColumns(
      (0..<50).map { .init("name\($0 * 37)", summary: "some description") }, columns: columns,
      style: plain)
    for page in 0..<4 {
      for row in list.page(page, rows: 9) {
        #expect(row.width <= max(columns, 12))
        #expect(row.width == DisplayWidth.of(row.text))
      }
    }
  }

  @Test("every candidate is on one of the pages")
  func pages() {
    let names = (0..<57).map { "n\($0)" }
    let list = CompletionColumns(names.map { .init($0) }, columns: 30, style: plain)
    var shown: Set<String> = []
    for page in 0..<5 {
      let rows = list.page(page, rows: 4)
      #expect(rows.count <= 4)
      for row in rows.dropLast() {
        shown.formUnion(row.text.split(separator: " ").map(String.init))
      }
    }
    #expect(shown.isSuperset(of: names))
  }

  @Test("the common prefix ends where the candidates part")
  func prefix() {
    func common(_ names: String...) -> String {
      Completions(start: 0, candidates: names.map { .init($0) }).commonPrefix
    }
    #expect(common("show_mask", "show_me") == "show_m")
    #expect(common("größe", "größer", "größen") == "größe")
    #expect(common("a", "b") == "")
  }
}
