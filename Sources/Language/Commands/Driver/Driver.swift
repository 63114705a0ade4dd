import Basics
import Glibc

/// The program `segue` without its prompt: reads the shell's words, runs what they ask for, writes errors
/// in the wanted form, and gives the status of the process.
public struct Driver: Sendable {
  /// The commands of the program.
  let registry: CommandRegistry
  /// What `--version` prints.
  let version: String
  /// The session at a terminal.
  let converse: @Sendable (Conversation) -> Int32

  /// A program.
  ///
  /// - Parameter converse: holds the session where standard input is a terminal, and gives the
  ///   status of the process.
  public init(
    registry: CommandRegistry, version: String,
    converse: @escaping @Sendable (Conversation) -> Int32
  ) {
    self.registry = registry
    self.version = version
    self.converse = converse
  }

  /// Does what the words behind the program's name ask for, and gives the status of the process.
  public func run(_ words: [String]) -> Int32 {
    Interrupts.install()
    let output = DescriptorSink(descriptor: STDOUT_FILENO, name: "standard output")
    let messages = DescriptorSink(
      descriptor: STDERR_FILENO, name: "standard error", isUnbuffered: true)
    let ending = run(words, output: output, messages: messages, environment: .process)
    if ending == .closedPipe { Interrupts.endByClosedPipe() }
    return ending.status
  }

  /// Does what the words ask for, writing to the given sinks.
  func run(
    _ words: [String], output: any TextSink, messages: any TextSink, environment: Environment
  ) -> Ending {
    do {
      let options = try DriverOptions(words, registry: registry)
      if let limit = options.maxMemory { MemoryBound.set(limit) }
      let session = Session(
        registry: registry, version: version, settings: environment.settings(options),
        output: output, messages: messages, seed: options.seed)
      return DriverRun(
        options: options, session: session, environment: environment, converse: converse
      ).perform()
    } catch {
      let diagnostic = Diagnostic(error)
      try? messages.write(ErrorFormat.text.render(diagnostic, usesColor: false))
      return .status(diagnostic.exitCode.rawValue)
    }
  }

  /// How the process is to end.
  enum Ending: Equatable {
    case status(Int32)
    /// The reader of standard output has gone.
    case closedPipe

    var status: Int32 {
      switch self {
      case .status(let status): status
      case .closedPipe: 128 + SIGPIPE
      }
    }
  }
}

/// One run of the program, its options read.
struct DriverRun {
  let options: DriverOptions
  let session: Session
  let environment: Driver.Environment
  let converse: @Sendable (Conversation) -> Int32

  func perform() -> Driver.Ending {
    switch options.action {
    case .help: finish { try session.print(DriverOptions.helpText) }
    case .version: finish { try session.print("segue \(session.version)\n") }
    case .complete(let words): finish { try complete(words) }
    case .command(let name, let words): finish { try runCommand(name, words) }
    case .code(let text): finish { try runScript(SourceFile(name: "<command line>", text: text)) }
    case .standardInput: finish { try runScript(named: "<stdin>", path: "/dev/stdin") }
    case .file(let path): finish { try runFile(path) }
    case .converse:
      environment.isInteractive
        ? .status(converse(Conversation(session: session)))
        : finish { try runScript(named: "<stdin>", path: "/dev/stdin") }
    }
  }

  /// Does the work and hands on all output; what goes wrong is reported and becomes the status.
  private func finish(_ work: () throws -> Void) -> Driver.Ending {
    do {
      try work()
      try session.output.flush()
      return .status(ExitCode.success.rawValue)
    } catch is ClosedPipe {
      return .closedPipe
    } catch {
      return report(error)
    }
  }

  private func report(_ error: any Error) -> Driver.Ending {
    let diagnostics = Diagnostic.all(in: error).map { $0.explained(names: session) }
    do {
      try session.output.flush()
      for diagnostic in diagnostics { try session.report(diagnostic) }
      if environment.isGitHubAction, options.errorFormat == .text {
        for diagnostic in diagnostics.prefix(10) { try session.report(diagnostic, as: .github) }
      }
    } catch is ClosedPipe {
      return .closedPipe
    } catch {
      // Nothing is left to which an error could be reported.
    }
    return .status((diagnostics.first?.exitCode ?? .runtime).rawValue)
  }

  // MARK: What can be asked for

  private func runFile(_ path: String) throws {
    if !path.contains("/"), !path.hasSuffix(".seg"), Files.kind(of: path) == nil {
      throw unknownCommand(path)
    }
    try runScript(named: path, path: path)
  }

  private func runScript(named name: String, path: String) throws {
    let bytes = try Files.read(path, limit: Limits.sourceBytes)
    try runScript(SourceFile(name: name, bytes: bytes))
  }

  private func runScript(_ source: SourceFile) throws {
    try session.makeInterpreter(arguments: options.arguments).run(source)
  }

  private func runCommand(_ name: String, _ words: [String]) throws {
    guard let command = session.registry[name] else { throw unknownCommand(name) }
    let interpreter = session.makeInterpreter(arguments: [])
    let line = try ShellLine(name, words) { word in
      try ShellExpression(word, behind: name, names: interpreter)?.value(by: interpreter)
    }
    let context = CommandContext(
      session: session, interpreter: interpreter, place: line.place(ofWord: 0))
    let value = try Invocation.run(command, .line(line.words), in: context)
    try session.show(value)
  }

  private func complete(_ words: [String]) throws {
    let interpreter = session.makeInterpreter(arguments: [])
    let context = CommandContext(session: session, interpreter: interpreter)
    for completion in Completer(context: context).complete(words: words) {
      let summary = completion.summary.isEmpty ? "" : "\t\(completion.summary)"
      try session.print(completion.text + summary + "\n")
    }
  }

  private func unknownCommand(_ word: String) -> Diagnostic {
    let nearest = Suggestions.nearest(to: word, among: session.registry.names).first
    return Diagnostic(
      .usage, "no command and no file named '\(word)'",
      hint: nearest.map { "did you mean '\($0)'?" },
      help: nearest == nil ? "segue help lists the commands" : nil)
  }
}

extension Diagnostic {
  /// The diagnostics of an error: several where a program does not parse, else one.
  static func all(in error: any Error) -> [Diagnostic] {
    (error as? ProgramErrors)?.diagnostics ?? [Diagnostic(error)]
  }
}
