import Basics
import Glibc
import Synchronization

/// A session: the built-ins, the variables of the prompt, the files that were loaded, and what runs code.
///
/// ```swift
/// let interpreter = Interpreter()
/// interpreter.define("answer", .int(42))
/// let value = try interpreter.run(SourceFile(name: "a.seg", text: "answer + 1"))
/// ```
///
/// Programs run on one thread at a time. While one waits in the host, the host may call functions
/// from several threads at once by ``callInParallel(_:_:keywords:)``; a plain call from another thread is
/// such a call, too.
public final class Interpreter: @unchecked Sendable {
  /// Where `print` writes; standard output unless set. It takes whole texts and may stand on any thread.
  public var output: @Sendable (String) throws -> Void = { text in
    _ = Descriptors.write(Array(text.utf8), to: STDOUT_FILENO)
  }
  /// Takes what the parser noted about a file that is good to run, before it runs; ignored unless set.
  public var noteHandler: @Sendable (_ notes: [Diagnostic]) throws -> Void = { _ in }
  /// Finds the text of a file that `load` names: the path as written, and the file that loads it.
  public var loader: @Sendable (_ path: String, _ source: SourceFile) throws -> SourceFile =
    loadBesides
  /// About how many jumps backwards and calls a program may take, before an error that it cannot catch
  /// ends it: for a host that runs what strangers wrote. `nil`, as at first, is without bound.
  public var stepLimit: Int?
  /// Runs command lines; without one they are errors.
  weak var commandLineHandler: (any CommandLineHandler)?
  /// What knows the names of commands, beside the built-ins.
  var commandNamesSource: (any KnownNames)?

  private var builtins: [String: Value]
  private let session = ModuleState(scope: GlobalScope())
  private var modules: [String: LoadState] = [:]
  private var loadedTexts: [String: LoadedText] = [:]
  private let strings = Mutex<[ExactText: StringObject]>([:])
  private var sessionMachine: Machine?
  /// The thread on which the session's machine runs; 0 while it rests.
  private let owner = Atomic<UInt>(0)

  /// What a loaded file consisted of when it ran.
  private struct LoadedText {
    let bytes: [UInt8]
    /// The files that it loads: the path as written, and the file that writes it.
    var loads: [String: SourceFile] = [:]
  }

  private enum LoadState {
    case loading
    case loaded(ModuleState)
  }

  /// A session with the language's own built-ins and, as `args`, the words behind the script's name.
  public init(arguments: [String] = []) {
    builtins = Universe.values
    builtins["args"] = .list(arguments.map { .string($0) })
    builtins["args"]?.freeze()
  }

  // MARK: Names

  /// Adds or replaces a built-in name: a function, a namespace, a value.
  public func define(_ name: String, _ value: Value) { builtins[name] = value }

  /// The built-in value of a name.
  public func builtin(_ name: String) -> Value? { builtins[name] }

  /// The variables of the session that have a value.
  public var variables: [(name: String, value: Value)] {
    session.scope.names.enumerated().compactMap { slot, name in
      session.isUnset(slot) ? nil : (name, session.globals[slot])
    }
  }

  /// The built-in names with a line each.
  public var builtinSummaries: [(name: String, summary: String)] {
    builtins.map { name, value in
      let function: BuiltinFunction? = value.object(of: .builtin)
      let module: ModuleObject? = value.object(of: .module)
      return (name, function?.summary ?? module?.summary ?? value.typeName)
    }
  }

  /// Binds a variable of the session, as `_` for the last value.
  public func setVariable(_ name: String, _ value: Value) {
    let slot = session.scope.declare(name, as: .value)
    if slot < session.capacity { session.globals[slot] = value }
  }

  func suggestion(for name: String) -> String? {
    Arguments.suggestion(for: name, among: builtinNames + variables.map(\.name))
  }

  // MARK: Running

  /// Runs a file with variables of its own and returns the value of its last expression.
  ///
  /// - Throws: ``ProgramErrors`` where the text does not parse or its names do not resolve, before
  ///   anything runs; a ``Diagnostic`` for an error while it runs.
  @discardableResult
  public func run(_ source: SourceFile) throws -> Value {
    try run(source, in: ModuleState(scope: GlobalScope()))
  }

  /// Runs an entry of the prompt among the session's variables and returns the value of its last
  /// expression.
  @discardableResult
  public func runEntry(_ source: SourceFile) throws -> Value {
    let parse = Parser.parse(source, names: self, mode: .prompt, session: session.scope)
    guard parse.errors.isEmpty else { throw ProgramErrors(diagnostics: parse.errors) }
    return try runEntry(parse.program)
  }

  /// Runs a parsed entry of the prompt.
  func runEntry(_ program: Program) throws -> Value {
    // A name counts as bound once something has bound it, not when an entry that failed would have.
    defer { session.scope.forgetBindings { session.isUnset($0) } }
    let errors = Resolver.resolve(
      program, globals: session.scope, names: self, mode: .prompt)
    guard errors.isEmpty else { throw ProgramErrors(diagnostics: errors) }
    return try run(program, in: session)
  }

  /// The session's names, for parsing an entry.
  var sessionScope: GlobalScope { session.scope }

  /// Calls a function value.
  public func call(
    _ function: Value, _ arguments: [Value], keywords: [(name: String, value: Value)] = []
  ) throws -> Value {
    let named = keywords.map { (name: StringObject($0.name), value: $0.value) }
    return try onMachine { try $0.call(function, arguments, named) }
  }

  /// Calls a function value with one argument, as `sorted` does with its key.
  func call(_ function: Value, _ argument: Value) throws -> Value {
    try onMachine { try $0.call(function, argument) }
  }

  /// Calls a function value on the current thread as a region of its own; any number of threads may at once.
  ///
  /// Whatever was made before the call counts as frozen in it: to change it is an error that names
  /// `--jobs 1` and the model's state `z`. What the call makes is its own, and becomes the session's
  /// when it is returned only to be read.
  public func callInParallel(
    _ function: Value, _ arguments: [Value], keywords: [(name: String, value: Value)] = []
  ) throws -> Value {
    let named = keywords.map { (name: StringObject($0.name), value: $0.value) }
    return try inRegion { try $0.call(function, arguments, named) }
  }

  /// Runs `body` on the machine of this thread: a worker's own within a parallel region, the session's on
  /// the thread that runs the session; on any other as a region of its own.
  private func onMachine<Result>(_ body: (Machine) throws -> Result) throws -> Result {
    if let worker = WorkerMachine.current(of: self) { return try body(worker) }
    let thread = UInt(pthread_self())
    let (isFree, owner) = owner.compareExchange(
      expected: 0, desired: thread, ordering: .acquiringAndReleasing)
    defer { if isFree { self.owner.store(0, ordering: .releasing) } }
    guard isFree || owner == thread else { return try inRegion(body) }
    return try body(try machine)
  }

  /// Runs `body` on a machine of a new region, within the one that waits on this thread, if any.
  private func inRegion<Result>(_ body: (Machine) throws -> Result) throws -> Result {
    let isSession = owner.load(ordering: .relaxed) == UInt(pthread_self())
    let outer = WorkerMachine.current(of: self) ?? (isSession ? sessionMachine : nil)
    return try Region.fresh {
      try WorkerMachine.with(Machine(self, within: outer), body)
    }
  }

  private var machine: Machine {
    get throws {
      if let sessionMachine { return sessionMachine }
      let made = try Machine(self)
      sessionMachine = made
      return made
    }
  }

  func write(_ text: String) { try? output(text) }

  private func run(_ source: SourceFile, in module: ModuleState) throws -> Value {
    let parse = Parser.parse(source, names: self)
    guard parse.errors.isEmpty else { throw ProgramErrors(diagnostics: parse.errors) }
    let errors = Resolver.resolve(parse.program, globals: module.scope, names: self)
    guard errors.isEmpty else { throw ProgramErrors(diagnostics: errors) }
    if !parse.notes.isEmpty { try noteHandler(parse.notes) }
    return try run(parse.program, in: module)
  }

  private func run(_ program: Program, in module: ModuleState) throws -> Value {
    guard module.scope.count <= module.capacity else {
      throw Diagnostic(.memory, "more than \(module.capacity) global names")
    }
    let context = CompilationContext(
      source: program.source, module: module, builtin: { [unowned self] in builtin($0) },
      intern: { [unowned self] in intern($0) })
    let code = try Compiler.compile(program, context)
    return try onMachine { try $0.run(code) }
  }

  private func intern(_ text: String) -> StringObject {
    strings.withLock { strings in
      let key = ExactText(text: text)
      if let known = strings[key] { return known }
      let string = StringObject(text)
      // Long texts are hardly ever keys or names, and would be kept for good.
      if text.utf8.count <= 64 { strings[key] = string }
      return string
    }
  }

  // MARK: Loading

  /// Whether a file that was loaded still has the text that ran, and all that it loads itself.
  private func isCurrent(_ file: SourceFile) -> Bool {
    guard let known = loadedTexts[file.name], known.bytes == file.bytes else { return false }
    return known.loads.allSatisfy { path, source in
      guard let inner = try? loader(path, source), case .loaded? = modules[inner.name] else {
        return false
      }
      return isCurrent(inner)
    }
  }

  /// Remembers that a file loads another.
  private func note(
    _ file: SourceFile, at path: String, by source: SourceFile, _ module: ModuleState
  ) -> ModuleState {
    loadedTexts[source.name]?.loads[path] = source
    return module
  }

  /// Brings a file, running it the first time and where it has changed since; its values are frozen.
  func load(_ path: String, from source: SourceFile) throws -> ModuleState {
    let file: SourceFile
    do {
      file = try loader(path, source)
    } catch let failure as SystemError {
      throw Diagnostic(.input, "cannot load '\(path)': \(failure.reason)")
    }
    switch modules[file.name] {
    case .loaded(let module) where isCurrent(file): return note(file, at: path, by: source, module)
    case .loading:
      throw Diagnostic(
        .value, "'\(path)' is being loaded already: the files load each other in a cycle")
    case .loaded, nil: break
    }
    modules[file.name] = .loading
    loadedTexts[file.name] = LoadedText(bytes: file.bytes)
    do {
      let module = ModuleState(scope: GlobalScope())
      _ = try run(file, in: module)
      for slot in 0..<module.scope.count { module.globals[slot].freeze() }
      module.isFrozen = true
      modules[file.name] = .loaded(module)
      return note(file, at: path, by: source, module)
    } catch {
      modules[file.name] = nil
      throw (error as? ProgramErrors)?.diagnostics.first ?? error
    }
  }
}

extension Interpreter: KnownNames {
  /// Whether a whole dotted name is a command's.
  public func isCommand(_ name: String) -> Bool { commandNamesSource?.isCommand(name) ?? false }
  /// Every command's whole name.
  public var commandNames: [String] { commandNamesSource?.commandNames ?? [] }
  /// Whether a built-in value has this name.
  public func isBuiltin(_ name: String) -> Bool {
    builtins[name] != nil || commandNamesSource?.isBuiltin(name) ?? false
  }
  /// Every built-in's name.
  public var builtinNames: [String] {
    builtins.keys.sorted() + (commandNamesSource?.builtinNames ?? [])
  }
}

/// What is wrong with a program that cannot run: at least one error.
public struct ProgramErrors: Error, Sendable {
  /// The errors in the order of the source.
  public var diagnostics: [Diagnostic]

  /// The errors of a program.
  public init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

/// The file of a path, relative to the folder of the file that loads it.
@Sendable private func loadBesides(_ path: String, _ source: SourceFile) throws -> SourceFile {
  var name = path
  if !path.hasPrefix("/"), let slash = source.name.lastIndex(of: "/") {
    name = source.name[...slash] + path
  }
  return SourceFile(name: name, bytes: try Files.read(name, limit: Limits.sourceBytes))
}
