import Basics
import Glibc

/// The session at a terminal: reads statements, runs them, and goes on after errors.
///
/// Where standard input is no terminal its text is run as a file instead, and the first error ends it.
public final class Prompt {
  private let host: any PromptHost
  private let terminal: Terminal
  private let banner: String
  private let history: History
  private let style: Style
  private var number = 0

  /// Shown behind the first prompt after a block that failed.
  private static let recallHint = "Up brings the block back"

  /// Times below this are not worth a look, in seconds.
  private static let shownTime = 0.1

  /// A session of `host`; `banner` is the line that greets.
  public init(
    host: any PromptHost, terminal: Terminal = .standard, history: History? = nil, banner: String
  ) {
    self.host = host
    self.terminal = terminal
    self.history = history ?? History(terminal.environment)
    self.banner = banner
    style = Style(terminal.colors)
  }

  /// Runs the session, and gives the exit code of the process.
  public func run() -> Int32 {
    guard isatty(terminal.input) == 1 else { return runInputAsFile() }
    Signals.install()
    if let code = runStartupFile() { return code }
    let editor =
      terminal.isInteractive
      ? LineEditor(terminal: terminal, history: history, guide: host) : nil
    if let editor {
      terminal.write(style.dim(banner) + "\n")
      return converse { editor.read($0) }
    }
    let reader = PlainReader(terminal, guide: host)
    terminal.write(banner + "\n")
    return converse { reader.read($0) }
  }

  private func converse(_ read: (LineEditor.Prompts) -> LineEditor.Outcome) -> Int32 {
    var prompts = LineEditor.Prompts()
    while true {
      switch read(prompts) {
      case .endOfInput: return 0
      case .interrupted: prompts = LineEditor.Prompts()
      case .text(let text):
        if text.allSatisfy(\.isWhitespace) { continue }
        history.add(text)
        if asksToLeave(text) { return 0 }
        let start = ContinuousClock.now
        let outcome = runStatement(text)
        if case .exit(let code) = outcome { return code }
        prompts = LineEditor.Prompts()
        prompts.isAlarmed = outcome != .succeeded
        prompts.right =
          prompts.isAlarmed && text.contains("\n")
          ? Prompt.recallHint : Prompt.shown(ContinuousClock.now - start)
      }
    }
  }

  private func runStatement(_ text: String) -> StatementOutcome {
    number += 1
    Cancellation.reset()
    let outcome = Signals.whileEchoing {
      host.run(Prompt.helpCall(text) ?? text, from: .prompt(number))
    }
    fflush(nil)
    return outcome
  }

  /// Runs `segue/init.seg` of the user's configuration; what goes wrong there is shown, and the
  /// session begins all the same. An exit code when the file asks to leave.
  private func runStartupFile() -> Int32? {
    guard let folder = terminal.environment.configurationHome else { return nil }
    let path = "\(folder)/segue/init.seg"
    guard let bytes = try? Files.read(path, limit: 16 << 20) else { return nil }
    Cancellation.reset()
    let outcome = host.run(String(decoding: bytes, as: UTF8.self), from: .file(path))
    if case .exit(let code) = outcome { return code }
    return nil
  }

  private func runInputAsFile() -> Int32 {
    let text: [UInt8]
    do {
      text = try Files.read("/dev/fd/\(terminal.input)")
    } catch {
      Terminal(input: terminal.input, output: STDERR_FILENO)
        .write("segue: cannot read standard input: \(error.reason)\n")
      return 66
    }
    switch host.run(String(decoding: text, as: UTF8.self), from: .file("<stdin>")) {
    case .succeeded: return 0
    case .failed(let code), .exit(let code): return code
    case .interrupted: return 130
    }
  }

  /// Whether the text only says `exit` or `quit`, in any of the forms that people try.
  private func asksToLeave(_ text: String) -> Bool {
    let blanks = text.reversed().prefix { $0 == " " || $0 == ";" }.count
    let trimmed = text.dropLast(blanks)
    let word = String(trimmed.hasSuffix("()") ? trimmed.dropLast(2) : trimmed)
    return (word == "exit" || word == "quit") && !host.isBound(word)
  }

  /// `help NAME` for `NAME?` and `?NAME`.
  static func helpCall(_ text: String) -> String? {
    let isAsked = text.hasSuffix("?") || text.hasPrefix("?")
    let name = text.drop { $0 == "?" }.prefix { $0 != "?" }
    let marks = text.count(where: { $0 == "?" })
    let isName = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    guard isAsked, marks == text.count - name.count, isName else { return nil }
    return name.isEmpty ? "help" : "help \(name)"
  }

  /// A duration as the right prompt shows it: `0.4 s`, `12 s`, `3 min 5 s`; empty for short ones.
  static func shown(_ duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    if seconds < shownTime { return "" }
    if seconds < 9.95 {
      let tenths = Int((seconds * 10).rounded())
      return "\(tenths / 10).\(tenths % 10) s"
    }
    let whole = Int(seconds.rounded())
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }
}
