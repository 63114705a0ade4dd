import Basics
import Glibc
import TestSupport
import Testing

@testable import Console

private let up = "\u{1B}[A"
private let down = "\u{1B}[B"
private let left = "\u{1B}[D"

@Suite("The prompt on a terminal")
struct PromptTests {
  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func start(
    columns: Int = 60, rows: Int = 16, _ variables: [String: String] = [:]
  ) throws -> PseudoTerminal {
    let places = [
      "HOME": home.path, "XDG_STATE_HOME": home.path + "/state",
      "XDG_CONFIG_HOME": home.path + "/config",
    ]
    let terminal = try PseudoTerminal(
      "ConsoleHost", environment: places.merging(variables) { $1 }, columns: columns, rows: rows)
    terminal.wait("the first prompt") { $0.rows.last == ">>>" && $0.column == 4 }
    return terminal
  }

  @Test("a statement is typed, run, and its result shown above the next prompt")
  func typing() throws {
    let terminal = try start()
    terminal.type("say hello\r")
    terminal.expect(">>> say hello", "<say hello>", ">>>")
    #expect(terminal.screen.rows.first == "toy")
    #expect(terminal.screen.unknown == [])
  }

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

  @Test("Tab completes the only candidate, and lists several below the text with descriptions")
  func completion() throws {
    let terminal = try start()
    terminal.type("sa\t")
    terminal.wait("completed") { $0.rows.last == ">>> say" && $0.column == 8 }
    terminal.type("sho\t")
    terminal.expect(
      ">>> say show_", "show_größe  wide names      show_image  draw an image",
      "show_mask   draw a mask")
    #expect(terminal.screen.column == 13)
    terminal.type("m")
    terminal.expect(">>> say show_m")
    terminal.type("\t")
    terminal.expect(">>> say show_mask")
  }

  @Test("a list longer than the screen comes in pages, and never scrolls the text away")
  func longCompletion() throws {
    let terminal = try start(columns: 40, rows: 10)
    terminal.type("n\t")
    terminal.wait("the first page") { $0.text.contains("1–14 of 200 · Tab for more") }
    #expect(terminal.screen.rows.contains(">>> n"))
    terminal.type("\t")
    terminal.wait("the second page") { $0.text.contains("15–28 of 200 · Tab for more") }
    #expect(terminal.screen.rows.contains(">>> n"))
    terminal.type("1")
    terminal.expect(">>> n1")
  }

  @Test("Up recalls entries that begin with what was typed; Down returns to it")
  func history() throws {
    let terminal = try start()
    terminal.type("say one\rbegin:\rtwo\r\rsay three\r")
    terminal.expect("<say three>", ">>>")
    terminal.type("\(up)\(up)")
    terminal.expect(">>> begin:", "...     two")
    terminal.type("\u{3}")
    terminal.expect("...     two^C", ">>>")
    terminal.type("say o\(up)")
    terminal.expect(">>> say one")
    terminal.type("\(down)")
    terminal.expect(">>> say o")
  }

  @Test("a recalled block is edited and runs at one Enter")
  func recallingABlock() throws {
    let terminal = try start()
    terminal.type("begin:\rtwo\r\r")
    terminal.expect("<begin:>", "<two>", ">>>")
    terminal.type("\(up)!\r")
    terminal.expect(">>> begin:", "...     two!", "<begin:>", "<two!>", ">>>")
  }

  @Test("the history outlives the session, for the user alone")
  func persistence() throws {
    let first = try start()
    first.type("say größe\rbegin:\rtwo\r\r\u{4}")
    #expect(first.exitCode() == 0)
    let second = try start()
    second.type("\(up)")
    second.expect(">>> begin:", "...     two")
    second.type("\(up)\(up)")
    second.expect(">>> say größe")
    var status = stat()
    #expect(stat(home.path + "/state/segue/history", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test("Ctrl-R finds an older entry by what it holds")
  func search() throws {
    let terminal = try start()
    terminal.type("say alpha\rsay beta\rsay alphabet\r")
    terminal.expect("<say alphabet>", ">>>")
    terminal.type("\u{12}alp")
    terminal.expect(">>> say alphabet", "search: alp▏")
    terminal.type("\u{12}")
    terminal.expect(">>> say alpha", "search: alp▏")
    terminal.type("\u{5} x\r")
    terminal.expect("<say alpha x>", ">>>")
    terminal.type("draft\u{12}zzz")
    terminal.expect(">>> draft", "search: zzz▏  nothing older holds it")
    terminal.type("\u{7}")
    terminal.expect(">>> draft")
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

  @Test("Ctrl-C stops an endless computation within 100 ms, and the session goes on")
  func interrupt() throws {
    let terminal = try start()
    terminal.type("spin\r")
    terminal.wait("the loop") { $0.text.contains("spinning") }
    let start = ContinuousClock.now
    terminal.type("\u{3}")
    terminal.wait("the end") { $0.text.contains("interrupted") }
    #expect(ContinuousClock.now - start < .milliseconds(100))
    terminal.type("say on\r")
    terminal.expect("<say on>", ">>>")
  }

  @Test("Ctrl-C drops what was typed")
  func clearing() throws {
    let terminal = try start()
    terminal.type("say nothing")
    terminal.expect(">>> say nothing")
    terminal.type("\u{3}")
    terminal.expect(">>> say nothing^C", ">>>")
    terminal.type("say on\r")
    terminal.expect("<say on>", ">>>")
  }

  @Test("Ctrl-D leaves an empty line, and deletes in a full one")
  func endOfFile() throws {
    let terminal = try start()
    terminal.type("abc\(left)\(left)\u{4}")
    terminal.expect(">>> ac")
    terminal.type("\u{3}")
    terminal.expect(">>> ac^C", ">>>")
    terminal.type("\u{4}")
    #expect(terminal.exitCode() == 0)
    #expect(!terminal.screen.modes.contains(2004))
  }

  @Test("exit, quit and their calls leave", arguments: ["exit", "quit", "exit()", "quit()"])
  func leaving(word: String) throws {
    let terminal = try start()
    terminal.type("\(word)\r")
    #expect(terminal.exitCode() == 0)
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

  @Test("output that does not end its line is not overwritten")
  func unfinishedOutput() throws {
    let terminal = try start()
    terminal.type("partial\r")
    terminal.expect("no newline⏎", ">>>")
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

  @Test("the time of a long statement and its failure are shown at the next prompt")
  func rightPrompt() throws {
    let terminal = try start()
    terminal.type("spin\r")
    terminal.wait("the loop") { $0.text.contains("spinning") }
    usleep(150_000)
    terminal.type("\u{3}")
    terminal.wait("the time") { $0.rows.last?.hasSuffix("s") == true && $0.rows.last != ">>>" }
    terminal.type("fail\r")
    terminal.expect("error: it failed", ">>>")
    #expect(String(decoding: terminal.output, as: UTF8.self).contains("\u{1B}[1;31m>>> "))
  }

  @Test("NO_COLOR leaves no colour")
  func noColor() throws {
    let terminal = try start(["NO_COLOR": "1"])
    terminal.type("fail\r")
    terminal.expect("error: it failed", ">>>")
    #expect(!terminal.output.contains(subsequence: "\u{1B}[1"))
    #expect(!terminal.output.contains(subsequence: "\u{1B}[2m"))
  }

  @Test("the startup file runs first, and its error does not keep the prompt away")
  func startupFile() throws {
    try Files.makeFolder(home.path + "/config/segue")
    try Files.write(Array("say hi\nfail\n".utf8), to: home.path + "/config/segue/init.seg")
    let terminal = try start()
    #expect(terminal.screen.rows == ["<say hi>", "error: it failed", "toy", ">>>"])
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

@Suite("The prompt without line editing")
struct PlainPromptTests {
  @Test("a dumb terminal gets plain prompts and no escape sequences")
  func dumbTerminal() throws {
    let home = try TemporaryFolder()
    let terminal = try PseudoTerminal(
      "ConsoleHost", environment: ["TERM": "dumb", "HOME": home.path])
    terminal.expect("toy", ">>>")
    terminal.type("say hello\r")
    terminal.expect("<say hello>", ">>>")
    terminal.type("begin:\r")
    terminal.expect(">>> begin:", "...")
    terminal.type("    one\r")
    terminal.expect("...     one", "...")
    terminal.type("\r")
    terminal.expect("<begin:>", "<one>", ">>>")
    terminal.type("fail\r")
    terminal.expect("error: it failed", ">>>")
    terminal.type("begin:\r")
    terminal.expect(">>> begin:", "...")
    terminal.type("\u{3}")
    terminal.expect(">>>")
    terminal.type("say on\r")
    terminal.expect("<say on>", ">>>")
    terminal.type("\u{4}")
    #expect(terminal.exitCode() == 0)
    #expect(!terminal.output.contains(0x1B))
  }

  @Test(
    "piped text runs as a file, and the first error ends it",
    arguments: [
      ("say one\\nbegin:\\n\\n    two\\n", 0, "<say one>\n<begin:>\n<two>\n"),
      ("say one\\nfail\\nsay two\\n", 70, "<say one>\nerror: it failed\n"),
    ])
  func pipe(text: String, code: Int, output: String) throws {
    let program = "\(TestPrograms.folder)/ConsoleHost"
    let stream = try #require(popen("printf '\(text)' | \(program)", "r"))
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, stream)
    let status = pclose(stream)
    #expect(String(decoding: bytes[..<count], as: UTF8.self) == output)
    #expect(Int((status >> 8) & 0xFF) == code)
  }
}

extension [UInt8] {
  func contains(subsequence text: String) -> Bool {
    String(decoding: self, as: UTF8.self).contains(text)
  }
}
