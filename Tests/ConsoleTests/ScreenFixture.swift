import Glibc
import Testing

@testable import Console

/// A screen that draws into a pseudo-terminal, whose other end shows what a person would see.
final class ScreenFixture {
  private(set) var cursor = 0
  private let master: Int32
  private let slave: Int32
  private var screen: Screen
  private var shown: VirtualScreen
  private let columns: Int

  init(columns: Int, rows: Int) throws {
    (master, slave) = try PseudoTerminal.openPair(columns: columns, rows: rows)
    screen = Screen(Terminal(input: slave, output: slave, environment: Environment([:])))
    shown = VirtualScreen(columns: columns, rows: rows)
    self.columns = columns
    screen.begin(style: Style(.none))
    take()
  }

  deinit {
    close(master)
    close(slave)
  }

  func draw(_ buffer: EditBuffer) {
    cursor = buffer.cursor
    let content = Frame.Content(
      buffer: buffer, prompt: .init(text: "> ", width: 2),
      continuation: .init(text: ". ", width: 2))
    screen.draw(Frame(content, columns: columns))
    take()
  }

  var visible: [String] { shown.rows }
  var position: [Int] { [shown.row, shown.column] }

  private func take() {
    var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    while poll(&ready, 1, 0) > 0 {
      var chunk = [UInt8](repeating: 0, count: 65536)
      let got = read(master, &chunk, chunk.count)
      guard got > 0 else { return }
      shown.feed(Array(chunk[..<got]))
    }
  }
}
