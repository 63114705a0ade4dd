import Glibc
import Testing

private let up = "\u{1B}[A"
private let down = "\u{1B}[B"

@Suite("The history at the prompt")
struct PromptHistoryTests: PromptOnTerminal {
  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

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
}
