import Glibc

/// Reads statements from a terminal that cannot move its cursor: a line at a time, as it comes.
final class PlainReader {
  private let terminal: Terminal
  private let guide: any EditingGuide
  private var pending: [UInt8] = []
  private var isAtEnd = false

  /// The longest line that is taken, in bytes.
  private static let lineLimit = 64 << 20

  init(_ terminal: Terminal, guide: any EditingGuide) {
    self.terminal = terminal
    self.guide = guide
  }

  /// Reads one statement, or a block up to an empty line; a line of blanks is no empty one.
  func read(_ prompts: LineEditor.Prompts) -> LineEditor.Outcome {
    fflush(nil)
    _ = Signals.takeInterrupt()
    var text = ""
    var prompt = prompts.first
    while true {
      write(prompt)
      switch readLine() {
      case .interrupted:
        write("\n")
        return .interrupted
      case .endOfInput:
        write("\n")
        return text.isEmpty ? .endOfInput : .text(text)
      case .text(let line):
        let isFirst = text.isEmpty
        text += isFirst ? String(line.drop { $0 == " " || $0 == "\t" }) : "\n" + line
        if text.isEmpty || ends(text, with: line) { return .text(text) }
      }
      prompt = prompts.continuation
    }
  }

  /// Whether a text is at its end with its last line. Two empty lines end all but a string, so that
  /// nobody is caught in a forgotten bracket.
  private func ends(_ text: String, with line: String) -> Bool {
    let isBlank = line.allSatisfy { $0 == " " || $0 == "\t" }
    if isBlank, !line.isEmpty || hasIndentedLineAhead { return false }
    switch guide.completeness(of: text) {
    case .complete, .faulty: return true
    case .openBlock: return isBlank
    case .incomplete: return text.hasSuffix("\n\n") && guide.ending(of: text).kind != .string
    }
  }

  /// Whether the next line that is not empty has come in already, and is indented.
  private var hasIndentedLineAhead: Bool {
    let next = pending.first { $0 != UInt8(ascii: "\n") }
    return next == UInt8(ascii: " ") || next == UInt8(ascii: "\t")
  }

  private func readLine() -> LineEditor.Outcome {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeFirst(end + 1)
        return .text(line)
      }
      if isAtEnd || pending.count > PlainReader.lineLimit {
        let line = String(decoding: pending, as: UTF8.self)
        pending = []
        return line.isEmpty ? .endOfInput : .text(line)
      }
      if !fill() { return .interrupted }
    }
  }

  /// Waits for bytes and reads them; false when Ctrl-C came instead.
  private func fill() -> Bool {
    var sources = [
      pollfd(fd: terminal.input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: Signals.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&sources, nfds_t(sources.count), -1)
    Signals.silence()
    if Signals.takeInterrupt() {
      pending = []
      return false
    }
    guard sources[0].revents != 0 else { return true }
    var chunk = [UInt8](repeating: 0, count: 4096)
    let got = Glibc.read(terminal.input, &chunk, chunk.count)
    if got > 0 { pending += chunk[..<got] }
    isAtEnd = got == 0 || got < 0 && errno != EINTR
    return true
  }

  /// Prompts go where a person sees them: to standard error when the output is taken elsewhere.
  private func write(_ text: String) {
    let isSeen = isatty(terminal.output) == 1
    let output = isSeen ? terminal.output : STDERR_FILENO
    Terminal(input: terminal.input, output: output).write(text)
  }
}
