import Testing

@Suite("Completion at the prompt")
struct PromptCompletionTests: PromptOnTerminal {
  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

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
}
