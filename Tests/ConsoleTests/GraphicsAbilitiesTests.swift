import Basics
import Glibc
import Testing

@testable import Console

@Suite("What a terminal can show")
struct GraphicsAbilitiesTests {
  /// What terminals answered when they were tried, escape characters written as `E`.
  struct Measured: Sendable, CustomTestStringConvertible {
    let name: String
    let replies: String
    let means: GraphicsAbilities.Means
    var cell: GraphicsAbilities.Cell?
    var testDescription: String { name }

    static let terminals = [
      Measured(
        name: "xterm 379 as a VT340", replies: "E[?1;0;16SE[?63;1;2;4;6;9;15;22c",
        means: .sixel(registers: 16)),
      Measured(
        name: "mlterm 3.9", replies: "E[?1;0;1024SE[6;19;10tE[?63;1;2;3;4;7;29c",
        means: .sixel(registers: 256), cell: .init(width: 10, height: 19)),
      Measured(
        name: "kitty 0.26", replies: "E_Gi=31;OKE\\E[6;18;9tE[?62;c", means: .kitty,
        cell: .init(width: 9, height: 18)),
      Measured(name: "tmux 3.3", replies: "E[?1;2c", means: .halfBlocks(.palette256)),
    ]
  }

  private func terminal(_ variables: [String: String]) -> Terminal {
    Terminal(input: -1, output: -1, environment: Environment(variables))
  }

  @Test("the replies of real terminals lead to their best means", arguments: Measured.terminals)
  func measured(_ measured: Measured) {
    let bytes = measured.replies.map { $0 == "E" ? "\u{1B}" : String($0) }.joined()
    // The whole of a reply, and any beginning of it, is read without harm.
    for count in 0..<bytes.utf8.count {
      #expect(!TerminalReplies(Array(bytes.utf8.prefix(count))).isComplete)
    }
    let replies = TerminalReplies(Array(bytes.utf8))
    #expect(replies.isComplete)
    let abilities = GraphicsAbilities(terminal(["TERM": "xterm-256color"]), replies)
    #expect(abilities.means == measured.means)
    #expect(abilities.cell == measured.cell)
  }

  @Test(
    "what is typed between and behind the replies is told from them", arguments: Measured.terminals)
  func typed(_ measured: Measured) {
    let keys = ["s", "é", "\u{1B}[A", "\u{1B}[1;5C", "\r", "\u{1B}b", "\u{1B}[200~x\u{1B}[201~"]
    let replies = measured.replies.split(separator: "E[").map { "\u{1B}[" + $0 }
      .map { $0.map { $0 == "E" ? "\u{1B}" : String($0) }.joined() }
    let kitty = measured.replies.hasPrefix("E_")
    var stream = kitty ? "\u{1B}_Gi=31;OK\u{1B}\\" : ""
    for (key, reply) in zip(keys, replies.dropFirst(kitty ? 1 : 0)) { stream += key + reply }
    stream += keys.joined()
    let read = TerminalReplies(Array(stream.utf8))
    let expected = keys.prefix(replies.count - (kitty ? 1 : 0)).joined() + keys.joined()
    #expect(String(decoding: read.typed, as: UTF8.self) == expected)
    #expect(read.isComplete)
    #expect(read.hasKittyGraphics == kitty)
  }

  @Test("the background's colour is read, with any number of digits")
  func background() {
    let long = TerminalReplies(Array("\u{1B}]11;rgb:ffff/8080/0000\u{1B}\\\u{1B}[?62;c".utf8))
    #expect(long.background == RGB(red: 255, green: 128, blue: 0))
    let short = TerminalReplies(Array("\u{1B}]11;rgb:ff/80/00\u{7}\u{1B}[?62;c".utf8))
    #expect(short.background == long.background)
    #expect(TerminalReplies(Array("\u{1B}]11;rgb:zz/80\u{7}".utf8)).background == nil)
  }

  @Test(
    "the environment names terminals that do not answer for themselves",
    arguments: [
      (["TERM_PROGRAM": "iTerm.app"], GraphicsAbilities.Means.iTerm),
      (["LC_TERMINAL": "iTerm2"], .iTerm),
      (["TERM_PROGRAM": "WezTerm"], .iTerm),
      (["COLORTERM": "truecolor"], .halfBlocks(.trueColor)),
      (["TERM": "xterm-256color"], .halfBlocks(.palette256)),
      (["TERM": "xterm"], .ascii),
      (["TERM": "linux", "NO_COLOR": "1"], .ascii),
      (["COLORTERM": "truecolor", "NO_COLOR": "1"], .halfBlocks(.trueColor)),
    ])
  func environment(variables: [String: String], means: GraphicsAbilities.Means) {
    #expect(GraphicsAbilities(terminal(variables), TerminalReplies()).means == means)
  }

  @Test(
    "SEGUE_GRAPHICS decides, even where there is no terminal",
    arguments: [
      ("kitty", GraphicsAbilities.Means.kitty), ("iterm", .iTerm), ("sixel", .sixel(registers: 16)),
      ("half", .halfBlocks(.palette256)), ("ascii", .ascii), ("none", .file), ("other", .file),
    ])
  func asked(name: String, means: GraphicsAbilities.Means) {
    let detected = GraphicsAbilities.detect(terminal(["SEGUE_GRAPHICS": name, "TERM": "xterm"]))
    #expect(detected.means == means)
  }

  @Test("a picture is drawn no larger than the window and keeps its shape")
  func fit() throws {
    let large = try #require(
      PixelBuffer(width: 64, height: 48, bytes: [UInt8](repeating: 9, count: 64 * 48 * 3)))
    let window = Terminal.Size(columns: 21, rows: 13)
    let fit = PictureFit(large, cell: .init(width: 2, height: 4), window)
    let pixels = fit.inPixels(large)
    #expect((pixels.width, pixels.height) == (40, 30))
    #expect((fit.columns, fit.rows) == (20, 8))
    let halves = fit.inHalfCells(large)
    #expect((halves.width, halves.height) == (20, 15))
    let cells = fit.inCells(large)
    #expect((cells.width, cells.height) == (20, 8))
    let small = try #require(
      PixelBuffer(width: 2, height: 2, bytes: [UInt8](repeating: 9, count: 12)))
    let natural = PictureFit(small, cell: .init(width: 8, height: 16), window)
    #expect(natural.inPixels(small) == small)
    #expect(natural.inHalfCells(small) == small)
  }
}

@Suite("Pictures on a terminal")
struct TerminalPictureTests {
  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func start(_ variables: [String: String]) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      "ConsoleHost", environment: ["HOME": home.path].merging(variables) { $1 })
    terminal.wait("the first prompt") { $0.rows.last == ">>>" && $0.column == 4 }
    return terminal
  }

  @Test("the terminal is asked once, and its answer is not taken for keys")
  func asking() throws {
    let terminal = try start([:])
    terminal.type("picture\r")
    terminal.waitForOutput("\u{1B}[c")
    terminal.type("\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[6;16;8t\u{1B}[?62;c")
    terminal.waitForOutput("\u{1B}_Ga=T,f=24,s=2,v=2,c=1,r=1,q=2,m=0;/wAAAP8AAAD/////\u{1B}\\")
    terminal.type("picture\r")
    terminal.waitForOutput("a=T", times: 2)
    #expect(String(decoding: terminal.output, as: UTF8.self).ranges(of: "\u{1B}[c").count == 1)
  }

  @Test("keys that are typed while a statement runs survive the question")
  func typingAhead() throws {
    let terminal = try start([:])
    terminal.type("picture\rsay early\rsay be")
    terminal.waitForOutput("\u{1B}[c")
    terminal.type("tween\r\u{1B}_Gi=31;OK\u{1B}\\say last\u{1B}[?62;c\r")
    terminal.waitForOutput("a=T")
    terminal.waitForOutput("<say early>")
    terminal.waitForOutput("<say between>")
    terminal.waitForOutput("<say last>")
  }

  @Test("a terminal that does not answer gets half blocks after 200 ms")
  func silence() throws {
    let terminal = try start(["COLORTERM": "truecolor"])
    terminal.type("picture\r")
    terminal.waitForOutput(
      "\u{1B}[38;2;255;0;0;48;2;0;0;255m▀\u{1B}[38;2;0;255;0;48;2;255;255;255m▀\u{1B}[0m")
  }

  @Test(
    "tmux shows half blocks and is not asked",
    .enabled(if: access("/usr/bin/tmux", X_OK) == 0, "tmux is not installed"))
  func tmux() throws {
    let tmux = "tmux -S '\(home.path)/socket' -f /dev/null"
    let start =
      "\(tmux) new-session -d -x 40 -y 10 "
      + "\"HOME=\(home.path) COLORTERM=truecolor \(TestPrograms.folder)/ConsoleHost\""
    try #require(Glibc.system(start) == 0)
    defer { _ = Glibc.system("\(tmux) kill-server") }
    try #require(Glibc.system("\(tmux) send-keys picture Enter") == 0)
    var screen = ""
    for _ in 0..<100 where !screen.contains("▀") {
      usleep(50_000)
      screen = try run("\(tmux) capture-pane -p -e")
    }
    #expect(
      screen.contains(
        "\u{1B}[38;2;255;0;0m\u{1B}[48;2;0;0;255m▀"
          + "\u{1B}[38;2;0;255;0m\u{1B}[48;2;255;255;255m▀"))
  }

  @Test("where there is no terminal a picture goes to the next free file")
  func file() throws {
    let program = "\(TestPrograms.folder)/ConsoleHost"
    let output = try run("cd '\(home.path)' && printf 'picture\\npicture\\n' | \(program)")
    #expect(output == "written to shot-001.png\nwritten to shot-002.png\n")
    #expect(Files.kind(of: home.path + "/shot-002.png") == .file)
  }

  private func run(_ command: String) throws -> String {
    let stream = try #require(popen(command, "r"))
    defer { pclose(stream) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, stream)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
