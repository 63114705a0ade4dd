/// How the session's commands enter the language: as names, as values, and as lines.
extension Session: KnownNames {
  /// Whether a whole dotted name is a command's.
  public func isCommand(_ name: String) -> Bool { registry[name] != nil }

  /// Every command's dotted name.
  public var commandNames: [String] { registry.names }

  /// None beside the values that ``makeInterpreter(arguments:)`` defines.
  public func isBuiltin(_ name: String) -> Bool { false }

  /// None beside the values that ``makeInterpreter(arguments:)`` defines.
  public var builtinNames: [String] { [] }
}

extension Session: CommandLineHandler {
  /// What runs scripts in this session, with `args` as the words behind the script's name.
  ///
  /// The interpreter must not outlive the session.
  func makeInterpreter(arguments: [String] = []) -> Interpreter {
    let interpreter = Interpreter(arguments: arguments)
    interpreter.output = { [self] text in try print(text) }
    interpreter.noteHandler = { [self] notes in try report(notes: notes) }
    interpreter.commandLineHandler = self
    interpreter.commandNamesSource = self
    for (name, value) in globals() { interpreter.define(name, value) }
    return interpreter
  }

  /// Whether a name is a command's without dots, or a namespace.
  func isGlobal(_ name: String) -> Bool {
    registry[name] != nil || registry.namespaces.contains(name)
  }

  /// The commands as functions, those with dotted names as members of their namespaces.
  private func globals() -> [(name: String, value: Value)] {
    var modules: [String: ModuleObject] = [:]
    var globals: [(name: String, value: Value)] = []
    for command in registry.commands {
      var path = command.name.split(separator: ".").map(String.init)
      let member = path.removeLast()
      guard !path.isEmpty else {
        globals.append((member, function(command)))
        continue
      }
      let name = path.joined(separator: ".")
      if modules[name] == nil {
        modules[name] = ModuleObject(name)
        modules[name].map { globals.append((name, Value($0))) }
      }
      modules[name]?.define(member, function(command), summary: command.summary)
    }
    return globals
  }

  /// What the language sees of a command's parameters, which the command binds itself.
  static let commandSignature = "*arguments, **options"

  /// The command as a value that scripts call and pass on.
  private func function(_ command: any Command.Type) -> Value {
    .function(command.name, Self.commandSignature, command.summary) { [self] call in
      let context = CommandContext(
        session: self, interpreter: call.interpreter, scope: call.interpreter)
      let words = CommandWords.call(
        positional: call.rest.map { ParameterInput(.value($0)) },
        named: call.keywords.map { ($0.name, ParameterInput(.value($0.value))) })
      return try Invocation.run(command, words, in: context)
    }
  }

  /// Runs a command line that the machine has come to.
  ///
  /// - Parameters:
  ///   - callee: the function that the line's verb holds; `nil` for a command.
  ///   - values: the values of the words that are expressions, in order.
  func run(
    _ line: CommandLine, in source: SourceFile, callee: Value?, values: [Value],
    by interpreter: Interpreter
  ) throws -> Value {
    let words = CommandWord.words(of: line, values: values, in: source)
    let context = CommandContext(
      session: self, interpreter: interpreter, scope: interpreter,
      place: Place(source, line.calleeSpan))
    switch line.callee {
    case .command(let name):
      guard let command = registry[name] else {
        throw Diagnostic(.name, "no command named '\(name)'", at: context.place)
      }
      return try Invocation.run(command, .line(words), in: context)
    case .function:
      guard let function = callee?.asFunction else {
        let found = callee.map { withArticle($0.typeName) } ?? "nothing"
        throw Diagnostic(
          .type, "'\(source.text(line.calleeSpan))' is \(found), not a function", at: context.place,
          help: "write a call or an expression")
      }
      return try Invocation.run(function, words, in: context)
    }
  }
}
