import Basics
import Glibc
import Testing

@testable import Console

private let left = "\u{1B}[D"

@Suite("The prompt on a terminal")
struct PromptTests: PromptOnTerminal {
  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  @Test("a statement is typed, run, and its result shown above the next prompt")
  func typing() throws {
    let terminal = try start()
    terminal.type("say hello\r")
    terminal.expect(">>> say hello", "<say hello>", ">>>")
    #expect(terminal.screen.rows.first == "toy")
    #expect(terminal.screen.unknown == [])
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

  @Test("output that does not end its line is not overwritten")
  func unfinishedOutput() throws {
    let terminal = try start()
    terminal.type("partial\r")
    terminal.expect("no newline⏎", ">>>")
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
