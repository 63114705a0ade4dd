import Synchronization

/// What a run of Segue knows beside its variables: where text goes, how much is said, the seed.
///
/// Everything that reads it may stand on any thread.
public final class Session: Sendable {
  /// What was settled when the session began, by flags and by the terminal.
  public struct Settings: Sendable {
    /// Whether standard output is a terminal.
    public var isTerminal = false
    /// A width in columns that stands for the terminal's; `nil` asks the terminal.
    public var fixedWidth: Int?
    /// Whether output may have colour.
    public var allowsColor = false
    /// Whether messages on standard error may have colour.
    public var messagesAllowColor = false
    /// Whether messages that are no errors are left out.
    public var isQuiet = false
    /// Whether progress may be drawn on standard error.
    public var showsProgress = false
    /// How diagnostics are written to standard error.
    var errorFormat = ErrorFormat.text
    /// The threads that a command uses unless told; `nil` means one for each processor.
    public var jobs: Int?

    /// What holds where nothing is known: no terminal, no colour, no progress.
    public init() {}
  }

  /// The commands of the program.
  public let registry: CommandRegistry
  /// The program's version, as `--version` prints it.
  public let version: String
  /// What was settled at the beginning.
  public let settings: Settings
  /// Standard output: data only.
  public let output: any TextSink
  /// Standard error: messages only.
  public let messages: any TextSink
  /// Where progress is drawn: the terminal behind ``messages`` unless told otherwise.
  let progressSink: any TextSink

  private let seed: Mutex<UInt64>
  private let entries = Mutex<[String]>([])
  private let stored = Mutex<[ObjectIdentifier: any Sendable]>([:])
  private let current = Mutex<Progress?>(nil)

  /// A session at its beginning.
  public init(
    registry: CommandRegistry, version: String, settings: Settings = Settings(),
    output: any TextSink, messages: any TextSink, progress: (any TextSink)? = nil,
    seed: UInt64 = 0
  ) {
    self.registry = registry
    self.version = version
    self.settings = settings
    self.output = output
    self.messages = messages
    progressSink = progress ?? messages
    self.seed = Mutex(seed)
  }

  /// The seed from which every random draw derives; `set_seed` and `--seed` set it.
  public var rootSeed: UInt64 {
    get { seed.withLock { $0 } }
    set { seed.withLock { $0 = newValue } }
  }

  /// The columns of the terminal as it is now; 80 where there is none.
  public var width: Int {
    settings.fixedWidth ?? (settings.isTerminal ? terminalWidth() : nil) ?? 80
  }

  /// The statements that were entered at the prompt, oldest first.
  public var history: [String] { entries.withLock { $0 } }

  /// Adds a statement to ``history``.
  public func record(_ statement: String) { entries.withLock { $0.append(statement) } }

  // MARK: Text

  /// Writes to standard output, below no line of progress.
  public func print(_ text: String) throws {
    current.withLock { $0 }?.clear()
    try output.write(text)
  }

  /// Writes a message to standard error, after all output so far.
  public func say(_ text: String) throws {
    current.withLock { $0 }?.clear()
    try output.flush()
    try messages.write(text)
  }

  /// Writes a value as a person wants to see it, with a small picture where there is a display;
  /// nothing for `None`.
  public func show(_ value: Value) throws {
    if value.isNone { return }
    if let valueDisplay, try valueDisplay.show(value) { return }
    let text = ValuePreview(value, columns: width).text
    try print(text.hasSuffix("\n") ? text : text + "\n")
    try showPicture(of: value)
  }

  /// Writes a diagnostic to standard error, in the form that the settings ask for unless told.
  func report(_ diagnostic: Diagnostic, as format: ErrorFormat? = nil) throws {
    let format = format ?? settings.errorFormat
    try say(format.render(diagnostic, usesColor: settings.messagesAllowColor))
  }

  /// Writes what a parser noted, unless under `--quiet`.
  func report(notes: [Diagnostic]) throws {
    guard !settings.isQuiet else { return }
    for note in notes { try report(note) }
  }

  /// Says a line that is no error, unless under `--quiet`.
  public func note(_ text: String) throws {
    if !settings.isQuiet { try say(text + "\n") }
  }

  /// Runs long work with a line of progress, which is gone when the work ends or fails.
  public func withProgress<Result>(
    _ label: String, total: Int?, _ work: (Progress) throws -> Result
  ) rethrows -> Result {
    let progress = Progress(
      label, total: total, width: width,
      sink: settings.showsProgress && !settings.isQuiet ? progressSink : nil)
    let outer = current.withLock { current in
      defer { current = progress }
      return current
    }
    outer?.clear()
    progress.begin()
    defer {
      progress.clear()
      current.withLock { $0 = outer }
    }
    return try work(progress)
  }

  // MARK: The host's own state

  /// The host's state of type `State`, one for each session, made when it is first asked for.
  ///
  /// ```swift
  /// let catalogue = context.session.state(Catalogue.self) { Catalogue.standard }
  /// ```
  public func state<State: Sendable>(_ type: State.Type, initial: () -> State) -> State {
    stored.withLock { stored in
      if let state = stored[ObjectIdentifier(type)] as? State { return state }
      let state = initial()
      stored[ObjectIdentifier(type)] = state
      return state
    }
  }

  /// Replaces the host's state of type `State`.
  public func setState<State: Sendable>(_ state: State) {
    stored.withLock { $0[ObjectIdentifier(State.self)] = state }
  }
}
