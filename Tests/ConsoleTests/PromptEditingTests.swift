import Basics
import Glibc
import TestSupport
import Testing

private let up = "\u{1B}[A"
private let down = "\u{1B}[B"
private let left = "\u{1B}[D"

@Suite("Editing at the prompt")
struct PromptEditingTests: PromptOnTerminal {
  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  @Test("a block grows with its indentation until an empty row, and runs as a whole")
  func typingABlock() throws {
    let terminal = try start()
    terminal.type("begin:\rone\rif x:\rtwo\r")
    terminal.expect(
      ">>> begin:", "...     one", "...     if x:", "...         two", "...")
    #expect(terminal.screen.column == 12)
    terminal.type("\r")
    terminal.wait("one level less") { $0.column == 8 }
    terminal.type("three\r\r")
    terminal.expect("...     three", "<begin:>", "<one>", "<if x:>", "<two>", "<three>", ">>>")
  }

  @Test("the keys of a block move and change rows inside it")
  func editingABlock() throws {
    let terminal = try start()
    terminal.type("begin:\rone\rtwo")
    terminal.type("\(up)\(up)\u{5}\u{7F}s:")  // end of the first row, one character back
    terminal.expect(">>> begins:", "...     one", "...     two")
    terminal.type("\(down)\u{1}    X\(down)\u{5}!")
    terminal.expect(">>> begins:", "...     X    one", "...     two!")
  }

  @Test("Backspace at the indentation removes one level, Shift-Tab and Tab move the row")
  func indentation() throws {
    let terminal = try start()
    terminal.type("a:\rb:\r")
    terminal.wait("two levels") { $0.column == 12 }
    terminal.type("\u{7F}")
    terminal.wait("one level") { $0.column == 8 }
    terminal.type("\t")
    terminal.wait("two levels again") { $0.column == 12 }
    terminal.type("x\u{1B}[Z")
    terminal.expect(">>> a:", "...     b:", "...     x")
  }

  @Test("two empty rows leave an unclosed bracket, and so does Ctrl-C")
  func wayOut() throws {
    let terminal = try start()
    terminal.type("say (\r\u{15}\r\r")
    terminal.wait("the bracket is left") { $0.rows.last == ">>>" && $0.text.contains("<say (>") }
    terminal.type("say (\r")
    terminal.wait("a continuation") { $0.rows.last == "..." }
    terminal.type("\u{3}")
    terminal.expect(">>> say (", "...     ^C", ">>>")
  }

  @Test("pasted rows become one block, blank rows included, which Enter runs as a file")
  func paste() throws {
    let terminal = try start()
    terminal.paste("begin:\n    one\n\n    two\nlast\n")
    terminal.expect(">>> begin:", "...     one", "...", "...     two", "... last")
    #expect(!terminal.screen.text.contains("200~"))
    terminal.type("\r")
    terminal.expect("<begin:>", "<one>", "<two>", "<last>", ">>>")
    terminal.paste("say more")
    terminal.expect(">>> say more")
  }

  @Test("a large paste arrives whole")
  func largePaste() throws {
    let terminal = try start(rows: 24)
    let rows = (0..<1500).map { "say row \($0)" }
    terminal.paste(rows.joined(separator: "\n"))
    terminal.wait("the paste") { $0.rows.last == "... say row 1499" }
    terminal.type("\r")
    terminal.wait("all rows") { $0.text.contains("<say row 1498>\n<say row 1499>\n>>>") }
  }

  @Test("a text wider than the window wraps, and is laid out anew when the window changes")
  func resize() throws {
    let terminal = try start(columns: 30)
    terminal.type(String(repeating: "a", count: 40))
    terminal.expect(
      ">>> " + String(repeating: "a", count: 26), "    " + String(repeating: "a", count: 14))
    terminal.resize(columns: 60, rows: 16)
    terminal.expect(">>> " + String(repeating: "a", count: 40))
    #expect(terminal.screen.column == 44)
    terminal.type("b\r")
    terminal.expect("<" + String(repeating: "a", count: 40) + "b>", ">>>")
  }

  @Test("wide and combining characters keep the cursor where it belongs")
  func wideCharacters() throws {
    let terminal = try start()
    terminal.type("日本語 größe\(String(repeating: left, count: 7))")
    terminal.wait("the cursor behind two wide characters") { $0.column == 8 }
    terminal.type("\u{7F}x")
    terminal.expect(">>> 日x語 größe")
  }

  @Test("a text that fills the row exactly puts the cursor on the next")
  func fullRow() throws {
    let terminal = try start(columns: 20)
    terminal.type(String(repeating: "a", count: 16))
    terminal.wait("a new row") { $0.column == 4 && $0.row == 2 }
    terminal.type("\u{7F}")
    terminal.wait("the first row") { $0.column == 19 && $0.row == 1 }
  }

  @Test("a block higher than the window is shown around the cursor, and whole when it runs")
  func highBlock() throws {
    let terminal = try start(rows: 6)
    terminal.paste((0..<10).map { "row \($0)" }.joined(separator: "\n"))
    terminal.wait("its end") { $0.rows.count == 6 && $0.rows.last == "... row 9" }
    terminal.type(String(repeating: up, count: 9))
    terminal.wait("its beginning") { $0.rows.first == ">>> row 0" }
    terminal.type("\r")
    terminal.expect("<row 8>", "<row 9>", ">>>")
  }

  @Test("undo takes back a word, and the kill keys fill the yank")
  func undoAndYank() throws {
    let terminal = try start()
    terminal.type("say one two\u{17}")
    terminal.expect(">>> say one")
    terminal.type("\u{19}\u{19}")
    terminal.expect(">>> say one twotwo")
    terminal.type("\u{1F}\u{1F}")
    terminal.expect(">>> say one")
  }

  @Test("Ctrl-X Ctrl-E opens the text in the user's editor and takes back what was saved")
  func externalEditor() throws {
    let script = home.path + "/editor"
    try Files.write(Array("#!/bin/sh\nsed -i 's/one/two\\nthree/' \"$1\"\n".utf8), to: script)
    chmod(script, 0o755)
    let terminal = try start(["EDITOR": script])
    terminal.type("say one\u{18}\u{5}")
    terminal.expect(">>> say two", "... three")
    terminal.type("\r")
    terminal.expect("<say two>", "<three>", ">>>")
  }

  @Test("a line that libedit's own function accepts runs as well")
  func libeditFunction() throws {
    try Files.write(Array("bind ^O ed-newline\n".utf8), to: home.path + "/.editrc")
    let terminal = try start()
    terminal.type("say one\u{F}")
    terminal.expect("<say one>", ">>>")
  }

  @Test("keys at random never end the session", arguments: 0..<4)
  func randomKeys(seed: Int) throws {
    if seed % 2 == 1 {
      try Files.write(Array("bind -v\n".utf8), to: home.path + "/.editrc")
    }
    let terminal = try start(["EDITOR": "true"])
    var random = TestRandom(seed)
    let keys = [
      up, down, left, "\r", "\t", "\u{7F}", "\u{1}", "\u{5}", "\u{B}", "\u{15}", "\u{17}", "\u{19}",
      "\u{1F}", "\u{12}", "\u{7}", "\u{1B}[3~", "\u{1B}b", "\u{1B}", "\u{C}", "größe", "日本",
      "e\u{301}",
      "begin:", "(", "5", "d", "\u{1B}[200~a:\r  b\r\r c\u{1B}[201~", "\u{1B}[201~", "👩‍🔬",
    ]
    for _ in 0..<150 {
      terminal.type(keys.randomElement(using: &random) ?? "")
      if Int.random(in: 0..<30, using: &random) == 0 {
        terminal.resize(
          columns: Int.random(in: 1...90, using: &random),
          rows: Int.random(in: 1...30, using: &random))
      }
    }
    terminal.resize(columns: 60, rows: 16)
    // Leaves a search or a command of vi that waits for a key, then the text.
    let last = seed % 2 == 1 ? "\u{1B}i" : ""
    for _ in 0..<3 {
      terminal.type("\u{7}\u{7}\(last)")
      usleep(50_000)
      terminal.type("\u{3}")
      usleep(50_000)
    }
    terminal.type("say still here\r")
    terminal.waitForOutput("<say still here>")
  }

  @Test("vi keys and the user's own bindings come from ~/.editrc")
  func editrc() throws {
    try Files.write(Array("bind -v\nbind ^T segue-clear-screen\n".utf8), to: home.path + "/.editrc")
    let terminal = try start()
    terminal.type("say abc\u{1B}0xiS\r")
    terminal.expect("<Say abc>", ">>>")
    terminal.type("\u{1B}k")
    terminal.expect(">>> Say abc")
    terminal.type("i\u{14}")
    terminal.wait("a clear screen") { $0.rows == [">>> Say abc"] }
  }
}
