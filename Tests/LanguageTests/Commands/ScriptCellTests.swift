import Testing

@testable import Language

@Suite("Cells of a script")
struct ScriptCellTests {
  private struct Names: KnownNames {
    let commandNames: [String] = []
    let builtinNames = ["print"]
    func isCommand(_ name: String) -> Bool { false }
    func isBuiltin(_ name: String) -> Bool { builtinNames.contains(name) }
  }

  private func cells(_ text: String) -> [ScriptCell] {
    Parser.parse(SourceFile(name: "t.seg", text: text), names: Names()).program.cells
  }

  @Test("a script without marks is one cell with all of its text")
  func one() {
    let cells = cells("# a comment\nx = 1\n\nprint(x)\n")
    #expect(cells.count == 1)
    #expect(cells[0].code == "# a comment\nx = 1\n\nprint(x)")
    #expect(cells[0].statements == 0..<2)
    #expect(cells[0].prose == nil)
  }

  @Test("marks divide code, with titles; empty lines at the ends are left out")
  func divided() {
    let cells = cells("# %% One\n\nx = 1\n\n# %%\n# why\nprint(x)\n\n")
    #expect(cells.map(\.title) == ["One", ""])
    #expect(cells.map(\.code) == ["x = 1", "# why\nprint(x)"])
    #expect(cells.map(\.firstLine) == [3, 6])
  }

  @Test("a text cell is its comments without their marks, headings included")
  func prose() {
    let cells = cells("# %% [markdown] Top\n# # Title\n# a\n#\n#   - b\n# %%\n1\n")
    #expect(cells[0].prose == "# Title\na\n\n  - b")
    #expect(cells[0].title == "Top")
    #expect(cells[0].code == nil)
    #expect(cells[1].code == "1")
  }

  @Test("a text cell may be a string, and statements in it are code")
  func string() {
    let cells = cells("# %% [markdown]\n\"\"\"\nA *text*.\n\"\"\"\nx = 1\n")
    #expect(cells[0].prose == "\nA *text*.\n")
    #expect(cells[0].code == "x = 1")
    #expect(cells[0].statements == 1..<2)
  }

  @Test("comments above the first mark are text, code there is a cell")
  func head() {
    #expect(cells("# About.\n# %%\n1\n").map(\.prose) == ["About.", nil])
    #expect(cells("x = 1\n# %%\n1\n").map(\.code) == ["x = 1", "1"])
    #expect(cells("\n# %%\n1\n").count == 1)
  }

  @Test("a block ends at a mark, but a mark within a statement is none")
  func blocks() {
    let open = cells("# %%\nfor i in [1]:\n    print(i)\n\n# %%\nprint(2)\n")
    #expect(open.map(\.code) == ["for i in [1]:\n    print(i)", "print(2)"])
    #expect(cells("# %%\nx = [\n# %%\n1]\n").count == 1)
    #expect(cells("# %%\ndef f():\n    a = 1\n# %%\n    return a\n").count == 1)
    #expect(cells("# %%\nx = \"\"\"\n# %%\n\"\"\"\n  # %% indented\n#%%no\n").count == 1)
    #expect(cells("#%%\n1\n#%% b\n2\n").count == 2)
  }
}
