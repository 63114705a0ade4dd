import Testing

/// Blocks in blocks, typed at the prompt of the program itself.
@Suite("Blocks typed at the prompt of segue")
struct NestedBlockTests {
  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// A compound statement: its clauses, each a head and whether a body must follow.
  struct Compound: Sendable, CustomTestStringConvertible {
    let name: String
    /// The heads; `#` is the depth, so that the names of nested ones differ.
    let heads: [String]
    /// What runs the body once it has been read.
    var call: String?

    var testDescription: String { name }

    static let all = [
      Compound(name: "if", heads: ["if True:", "elif False:", "else:"]),
      Compound(name: "for", heads: ["for i# in [1]:"]),
      Compound(name: "while", heads: ["while not done[#]:"]),
      Compound(name: "def", heads: ["def f#(x):"], call: "f#(0)"),
      Compound(name: "try", heads: ["try:", "except ValueError as e#:", "finally:"]),
      Compound(name: "time", heads: ["time for t# in [1]:"]),
    ]
  }

  /// A row with its depth.
  private struct Row {
    let depth: Int
    let text: String
  }

  /// The rows of compounds nested in each other's first clause, each followed by a statement.
  private func rows(_ nest: [Compound], depth: Int = 0) -> [Row] {
    guard let compound = nest.first else { return [Row(depth: depth, text: "hits.append(\"in\")")] }
    func named(_ text: String) -> String { text.map { $0 == "#" ? "\(depth)" : "\($0)" }.joined() }
    var result: [Row] = []
    for (index, head) in compound.heads.enumerated() {
      result.append(Row(depth: depth, text: named(head)))
      if index > 0 {
        result.append(Row(depth: depth + 1, text: "hits.append(\"clause \(depth)\")"))
        continue
      }
      result += rows(Array(nest.dropFirst()), depth: depth + 1)
      result.append(Row(depth: depth + 1, text: named("done[#] = True")))
    }
    if let call = compound.call, depth > 0 { result.append(Row(depth: depth, text: named(call))) }
    return result
  }

  private func start() throws -> PseudoTerminal {
    let places = [
      "HOME": home.path, "XDG_STATE_HOME": home.path + "/state",
      "XDG_CONFIG_HOME": home.path + "/config", "NO_COLOR": "1",
    ]
    let terminal = try PseudoTerminal("segue", environment: places, columns: 90, rows: 40)
    terminal.waitForOutput(">>> ")
    return terminal
  }

  /// Types a line at the prompt and waits for the next prompt.
  private func enter(_ line: String, _ terminal: PseudoTerminal) {
    waitForPrompt(terminal)
    terminal.type(line)
    terminal.wait("the echo of \(line)") { $0.text.contains(line) }
    terminal.type("\r")
    terminal.wait("the line is entered") { $0.column != 4 + line.count }
    waitForPrompt(terminal)
  }

  private func waitForPrompt(_ terminal: PseudoTerminal) {
    terminal.wait("the prompt") { screen in
      screen.column == 4 && screen.rows.last { !$0.isEmpty }?.hasPrefix(">>>") == true
    }
  }

  /// Types the rows of a block in one go, and waits until it has run.
  private func run(_ keys: String, _ nest: [Compound], _ terminal: PseudoTerminal) {
    enter("hits, done = [], [False] * 9", terminal)
    terminal.type("\u{C}")
    terminal.wait("a clear screen") { $0.rows.count == 1 }
    terminal.type(keys)
    terminal.wait("the block") { $0.text.contains("\n...") }
    waitForPrompt(terminal)
    if nest[0].call != nil { enter("f0(0)", terminal) }
    let names = nest.map(\.name).joined(separator: "-")
    enter("print(\"\(names):\", len(hits), hits[0])", terminal)
    let result = "\n\(names): \(1 + nest.count { $0.name == "try" }) in"
    let text = terminal.screen.text
    #expect(text.contains(result) && !text.contains("error"), "\(keys)\n\(text)")
  }

  private func nests(in outer: Compound) -> [[Compound]] {
    Compound.all.flatMap { middle in Compound.all.map { [outer, middle, $0] } }
  }

  @Test(
    "every compound inside every other, three deep, indented by the prompt",
    arguments: Compound.all)
  func automatic(outer: Compound) throws {
    let terminal = try start()
    for nest in nests(in: outer) {
      var keys = ""
      var depth = 0
      for row in rows(nest) {
        // An empty row steps out; a clause finds its place by itself.
        let isClause = ["el", "ex", "fi"].contains { row.text.hasPrefix($0) }
        if !isClause { keys += String(repeating: "\r", count: depth - row.depth) }
        keys += row.text + "\r"
        depth = row.text.hasSuffix(":") ? row.depth + 1 : row.depth
      }
      run(keys + String(repeating: "\r", count: depth), nest, terminal)
    }
  }

  @Test(
    "every compound inside every other, three deep, indented by hand, with comments and empty rows",
    arguments: Compound.all)
  func byHand(outer: Compound) throws {
    let terminal = try start()
    for (index, nest) in nests(in: outer).enumerated() {
      let level = ["  ", "    ", "\t"][index % 3]
      let rows = rows(nest).map { row in
        let blanks = String(repeating: level, count: row.depth)
        let isHead = row.text.hasSuffix(":")
        let note = row.depth == 1 ? "\r# a note\r\(level)" : ""
        return blanks + row.text + (isHead ? "  # (\r\r" : note + "\r")
      }
      run(rows.joined() + "\r", nest, terminal)
    }
  }
}
