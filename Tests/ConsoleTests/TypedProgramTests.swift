import TestSupport
import Testing

private let up = "\u{1B}[A"

/// What people type at the prompt of the program itself: mistakes, texts over several rows, pastes.
@Suite("Programs typed at the prompt of segue")
struct TypedProgramTests {
  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func start(_ variables: [String: String] = [:]) throws -> PseudoTerminal {
    let places = [
      "HOME": home.path, "XDG_STATE_HOME": home.path + "/state",
      "XDG_CONFIG_HOME": home.path + "/config", "NO_COLOR": "1",
    ]
    let terminal = try PseudoTerminal(
      "segue", environment: places.merging(variables) { $1 }, columns: 90, rows: 40)
    terminal.waitForOutput(">>> ")
    return terminal
  }

  /// Types keys, and waits for what must then be on the screen and for the prompt.
  private func type(_ keys: String, shows text: String, _ terminal: PseudoTerminal) {
    terminal.type(keys)
    terminal.wait("\(text.debugDescription) after \(keys.debugDescription)") { screen in
      screen.text.contains(text) && screen.column == 4
        && screen.rows.last { !$0.isEmpty }?.hasPrefix(">>>") == true
    }
  }

  /// Types rows one by one.
  private func typeRows(_ keys: String, _ terminal: PseudoTerminal) {
    for row in keys.split(separator: "\r", omittingEmptySubsequences: false).dropLast() {
      let before = (terminal.screen.text, terminal.screen.row)
      terminal.type("\(row)\r")
      terminal.wait("the row \(row)") { ($0.text, $0.row) != before && $0.column >= 4 }
    }
  }

  @Test(
    "texts over several rows run, indented by the prompt",
    arguments: [
      ("def f():\rs = '''a\rb\r  '''\rreturn s\r\rf()\r", "\"a\\nb\\n  \""),
      ("def f(a,\rb):\rreturn a * b\r\rf(6, 7)\r", "42"),
      ("def f():\rx = max(1,\r50)\rreturn x\r\rf()\r", "50"),
      ("n = 0; for i in [1, 2]:\rn += i\r\rn * 9\r", "27"),
      ("if False:\rpass\relse:\rprint(40 + 2)\r\r", "42"),
      ("def f():\r# a note: (\r\rreturn 42  # 'why\r\rf()\r", "42"), ("    6 * 7\r", "42"),
    ])
  func severalRows(keys: String, result: String) throws {
    let terminal = try start()
    typeRows(keys, terminal)
    type("", shows: "\n\(result)\n>>>", terminal)
    #expect(!terminal.screen.text.contains("error"), "\(terminal.screen.text)")
  }

  @Test(
    "texts over several rows run, indented by hand, on a dumb terminal too",
    arguments: [
      ("x = '''a\r\r\r  b'''\rprint(repr(x))\r", "\"a\\n\\n\\n  b\""),
      ("x = [1,\r2,\r]\rsum(x)\r", "3"), ("x = 1 + \\\r2\rx * 7\r", "21"),
      ("if True: x = 5; y = 6\rx * y\r", "30"), ("for i in [1]: print(i + 10)\r", "11"),
      ("def f():\r\treturn 42\r\rf()\r", "42"), ("  6 * 7\r", "42"),
      ("def f():\r  def g():\r    return 42\r  \r  return g()\r\rf()\r", "42"),
    ], ["xterm-256color", "dumb"])
  func severalRowsByHand(keys: (String, String), kind: String) throws {
    let terminal = try start(["TERM": kind])
    typeRows(keys.0, terminal)
    type("", shows: "\n\(keys.1)\n>>>", terminal)
    #expect(!terminal.screen.text.contains("error"), "\(terminal.screen.text)")
  }

  @Test("a block with a mistake comes back with Up, is mended, and typed on")
  func mistake() throws {
    let terminal = try start()
    type("def f(x):\rif x > 0:\ry = )\r", shows: "error: expected a value", terminal)
    #expect(terminal.screen.text.contains("Up brings the block back"))
    terminal.type(up)
    terminal.wait("the block") { $0.rows.last?.hasSuffix("y = )") == true }
    terminal.type("\u{7F}x\rreturn y * 2\r")
    terminal.wait("the next row") { $0.rows.last == "..." && $0.column == 8 }
    terminal.type("else:\r")
    terminal.wait("the clause beside its if") { $0.text.contains("...     else:\n") }
    terminal.type("return -1\r")
    terminal.wait("one level less") { $0.column == 8 }
    type("\r", shows: "return -1", terminal)
    type("f(21)\r", shows: "\n42\n", terminal)
    type("f(-3)\r", shows: "\n-1\n", terminal)
  }

  @Test("a block whose run fails comes back whole, and runs at one Enter")
  func failure() throws {
    let terminal = try start()
    type("for i in [2, 0]:\rif True:\rprint(8 // i)\r\r\r", shows: "error: ", terminal)
    terminal.type("\(up)\u{1B}[A")
    terminal.wait("the block") { $0.text.contains("Up brings the block back") }
    terminal.type("\u{3}")
    terminal.wait("the prompt") { $0.rows.last == ">>>" }
    terminal.type("\(up)\u{7F}\u{7F}+ 1)")
    terminal.wait("the change") { $0.rows.last?.hasSuffix("print(8 // + 1)") == true }
    type("\r", shows: "\n8\n8\n>>>", terminal)
  }

  @Test("text that comes without the marks of a paste keeps its empty rows")
  func unmarkedPaste() throws {
    let program = """
      def f(xs):
          total = 0

          for x in xs:
              if x > 1:
                  total += x

              else:
                  total -= 1
          # the end

          return total

      f([1, 2, 3]) * 10
      """
    let terminal = try start()
    let keys = program.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r")
    type(keys + "\r", shows: "\n40\n", terminal)
    #expect(!terminal.screen.text.contains("error"), "\(terminal.screen.text)")
  }

  @Test("rows pasted into a block take the block's indentation")
  func pasteInside() throws {
    let terminal = try start()
    terminal.type("def f(x):\r")
    terminal.wait("a row") { $0.column == 8 }
    terminal.paste("if x:\n    return 41 + x\nreturn 0\n")
    terminal.wait("the rows") { $0.rows.last == "...     return 0" }
    type("\r", shows: "return 0", terminal)
    type("f(1)\r", shows: "\n42\n", terminal)
    terminal.paste("        y = 6\n        y * 7")
    terminal.wait("the rows") { $0.rows.suffix(2) == [">>> y = 6", "... y * 7"] }
    type("\r", shows: "\n42\n", terminal)
  }
}
