import CEdit
import Glibc

/// Reads statements from a terminal: whole blocks are edited, over several rows.
///
/// libedit interprets the keys (emacs or vi, with the user's `~/.editrc`), keeps the text and drives
/// the terminal's mode. What is seen is drawn here, from a ``Frame`` before each wait for a key:
/// libedit itself can draw neither a prompt on continuation rows nor a list below the text, so its
/// own drawing goes to the null device.
public final class LineEditor {
  /// How reading a statement ended.
  public enum Outcome: Equatable {
    /// The text of a statement or block, rows separated by `\n`.
    case text(String)
    /// Ctrl-C was pressed: what was typed is dropped.
    case interrupted
    /// Ctrl-D was pressed where nothing was typed, or the terminal is gone.
    case endOfInput
  }

  /// The strings around the text, for one reading.
  public struct Prompts {
    /// Before the first row.
    public var first: String
    /// Before the other rows, as wide as `first`.
    public var continuation: String
    /// At the right end of the first row while the text leaves room.
    public var right: String
    /// Whether the statement before failed: the first prompt then takes the colour of errors.
    public var isAlarmed: Bool

    /// Prompts of the usual look.
    public init(
      first: String = ">>> ", continuation: String = "... ", right: String = "",
      isAlarmed: Bool = false
    ) {
      self.first = first
      self.continuation = continuation
      self.right = right
      self.isAlarmed = isAlarmed
    }
  }

  let editor: OpaquePointer
  let terminal: Terminal
  let style: Style
  let guide: any EditingGuide
  let history: History
  var screen: Screen
  var outcome: Outcome?
  /// Whether the text came as a whole, pasted or recalled: then Enter runs it as soon as it is
  /// complete, while a block being typed goes on until an empty row.
  var isWhole = false
  /// The text as a new row left it, indented for the user, until a key changes it.
  var fresh: EditBuffer?
  /// Whether the user has begun a row with blanks of one's own: then no row is indented any more.
  var indentsByHand = false
  /// Rows below the text until the next key.
  var footer: [Frame.Row] = []
  /// The list of completions that is shown, and the page of it.
  var completing: (completions: Completions, page: Int)?
  /// Where in the history the text comes from; nil while it is the user's own.
  var recall: HistoryRecall?
  var killed = ""
  var undo = UndoRecord()
  private var reader: KeyReader
  private var paste = ""
  private var isSizeFixed = false
  private var prompts = Prompts()
  private let libeditHistory: UnsafeMutablePointer<edit_history>

  /// An editor on a terminal, or nil when libedit cannot work there.
  public init?(terminal: Terminal, history: History, guide: any EditingGuide) {
    DisplayWidth.prepareLocale()
    guard let sink = fopen("/dev/null", "r+e"),
      let editor = el_init_fd(
        "segue", sink, sink, sink, terminal.input, terminal.output, terminal.output)
    else { return nil }
    self.editor = editor
    self.terminal = terminal
    self.guide = guide
    self.history = history
    style = Style(terminal.colors)
    screen = Screen(terminal)
    reader = KeyReader(terminal.input)
    libeditHistory = .allocate(capacity: 1)
    libeditHistory.initialize(to: edit_history())
    Signals.install()
    connect()
    bindKeys()
  }

  deinit {
    el_end(editor)
    libeditHistory.deallocate()
  }

  /// Reads one statement or block.
  public func read(_ prompts: Prompts = Prompts()) -> Outcome {
    fflush(nil)
    self.prompts = prompts
    (outcome, isWhole, recall, completing, footer) = (nil, false, nil, nil, [])
    (fresh, indentsByHand) = (nil, false)
    undo = UndoRecord()
    isSizeFixed = false
    _ = Signals.takeInterrupt()
    _ = Signals.takeResize()
    screen.begin(style: style)
    Signals.holdStop(true)
    var count: Int32 = 0
    let line = el_wgets(editor, &count)
    Signals.holdStop(false)
    if outcome == nil, let line, count > 0 { takeLine(line, Int(count)) }
    let outcome = self.outcome ?? .endOfInput
    if outcome == .interrupted || outcome == .endOfInput { leave(outcome) }
    return outcome
  }

  private func connect() {
    edit_set_owner(editor, Unmanaged.passUnretained(self).toOpaque())
    edit_set_signals(editor, 0)
    edit_set_prompt(editor) { _ in emptyPrompt }
    edit_set_reader(editor) { editor, key in
      guard let editor, let key, let owner = LineEditor.owner(of: editor) else { return 0 }
      return owner.awaitKey(key)
    }
    libeditHistory.pointee.owner = Unmanaged.passUnretained(history).toOpaque()
    libeditHistory.pointee.at = { owner, age in
      owner.flatMap { Unmanaged<History>.fromOpaque($0).takeUnretainedValue().lend(Int(age)) }
    }
    edit_set_history(editor, libeditHistory)
  }

  static func owner(of editor: OpaquePointer) -> LineEditor? {
    edit_owner(editor).map { Unmanaged<LineEditor>.fromOpaque($0).takeUnretainedValue() }
  }
}

/// An empty text that lives as long as the process, for libedit's unused prompt.
private nonisolated(unsafe) let emptyPrompt = strdup("")

// MARK: - The text

extension LineEditor {
  /// The text and cursor that libedit holds now.
  var buffer: EditBuffer {
    guard let line = el_wline(editor)?.pointee, let start = line.buffer else { return EditBuffer() }
    var buffer = EditBuffer()
    let count = max(line.lastchar - start, 0)
    buffer.scalars = UnsafeBufferPointer(start: start, count: count).map {
      Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}"
    }
    buffer.cursor = min(max(line.cursor - start, 0), count)
    return buffer
  }

  /// Changes the text as `body` does.
  func edit(_ body: (inout EditBuffer) -> Void) {
    let old = buffer
    var new = old
    body(&new)
    put(new, instead: old)
  }

  /// Replaces the text and cursor.
  func put(_ new: EditBuffer, instead old: EditBuffer? = nil) {
    let old = old ?? buffer
    if new.scalars != old.scalars {
      el_cursor(editor, Int32(old.scalars.count - old.cursor))
      el_deletestr(editor, Int32(old.scalars.count))
      el_winsertstr(editor, new.scalars.map { wchar_t(bitPattern: $0.value) } + [0])
      el_cursor(editor, Int32(new.cursor - new.scalars.count))
    } else {
      el_cursor(editor, Int32(new.cursor - old.cursor))
    }
  }
}

// MARK: - Waiting for keys

extension LineEditor {
  /// The key that stands for a paste: a control character of Latin-1, which no keyboard sends.
  static let pasteKey: wchar_t = 0x90

  /// Waits until there is a key for libedit: 1, or 0 or -1 when reading is over.
  fileprivate func awaitKey(_ key: UnsafeMutablePointer<wchar_t>) -> Int32 {
    if !isSizeFixed {
      // Each reading begins with the size of the real terminal.
      edit_fix_size(editor)
      isSizeFixed = true
    }
    restoreOrder()
    undo.note(buffer)
    while true {
      switch reader.next(idle: draw) {
      case .key(let scalar):
        footer = []
        leaveIndentation(to: scalar)
        key.pointee = wchar_t(bitPattern: scalar.value)
        return 1
      case .paste(let text):
        paste = text
        key.pointee = LineEditor.pasteKey
        return 1
      case .resize:
        screen.resize()
      case .stop: suspend()
      case .interrupt: return end(.interrupted)
      case .end: return end(.endOfInput)
      }
    }
  }

  /// Blanks at the beginning of a new row take the place of those that it was given.
  private func leaveIndentation(to key: Unicode.Scalar) {
    guard key.isBlank, let fresh, buffer == fresh else { return }
    edit { $0.remove($0.rowStart..<$0.cursor) }
    indentsByHand = true
  }

  /// Whether more has come in already whose first row that is not empty is indented, as where a
  /// terminal does not mark what is pasted.
  func hasIndentedRowAhead() -> Bool { reader.hasBlankAhead() }

  /// Empties the text where libedit has lost count of it, as after its own `vi-histedit` when the text
  /// that comes back from the user's editor cannot be decoded.
  private func restoreOrder() {
    guard let line = el_wline(editor)?.pointee, line.lastchar < line.buffer else { return }
    el_reset(editor)
    edit_prepare_terminal(editor, 1)
  }

  /// Takes a line that one of libedit's own functions has accepted, such as `ed-newline`.
  private func takeLine(_ line: UnsafePointer<wchar_t>, _ count: Int) {
    var text = EditBuffer()
    text.scalars = UnsafeBufferPointer(start: line, count: count).map {
      Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}"
    }
    if text.scalars.last == "\n" { text.scalars.removeLast() }
    text.cursor = text.count
    finish(text)
    outcome = .text(text.text)
  }

  /// Inserts what was pasted; several rows make the text one block, as from a file.
  func insertPaste() {
    var text = paste
    paste = ""
    while text.hasSuffix("\n") { text.removeLast() }
    if text.contains("\n") { isWhole = true }
    edit { buffer in
      guard buffer == fresh || buffer.scalars.isEmpty else { return buffer.insert(text) }
      text = PastedText.fitted(text, to: buffer.rowBeforeCursor)
      buffer.replace(buffer.rowStart..<buffer.cursor, with: text)
    }
  }

  private func end(_ outcome: Outcome) -> Int32 {
    self.outcome = outcome
    return -1
  }

  /// Lets the shell have the terminal, as Ctrl-Z asks, and takes it back afterwards.
  private func suspend() {
    screen.suspend()
    edit_prepare_terminal(editor, 0)
    Signals.holdStop(false)
    raise(SIGTSTP)
    Signals.holdStop(true)
    edit_prepare_terminal(editor, 1)
    screen.begin(style: style)
  }
}

// MARK: - Drawing

extension LineEditor {
  /// Draws the text as it stands.
  func draw() { screen.draw(frame(buffer)) }

  /// Shows the text for the last time, without what only helped to edit it.
  func finish(_ buffer: EditBuffer) {
    prompts.right = ""
    footer = []
    screen.finish(frame(buffer))
  }

  private func leave(_ outcome: Outcome) {
    var buffer = self.buffer
    buffer.cursor = buffer.scalars.count
    if outcome == .interrupted { buffer.insert("^C") }
    finish(buffer)
  }

  private func frame(_ buffer: EditBuffer) -> Frame {
    let columns = terminal.size.columns
    let first = prompts.isAlarmed ? style.alarm(prompts.first) : style.accent(prompts.first)
    let content = Frame.Content(
      buffer: buffer,
      prompt: .init(text: first, width: DisplayWidth.of(prompts.first)),
      continuation: .init(
        text: style.dim(prompts.continuation), width: DisplayWidth.of(prompts.continuation)),
      right: .init(text: style.dim(prompts.right), width: DisplayWidth.of(prompts.right)),
      footer: footer)
    return Frame(content, columns: columns)
  }
}
