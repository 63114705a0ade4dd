/// Prints what is known about commands.
struct Help: Command {
  static let name = "help"
  static let summary = "Show what a command does, or list all commands."
  static let discussion = """
    Without a name, every command is listed by topic. A namespace such as `robots` lists its commands, and the \
    name of a `def` shows its docstring, a variable its value and members. `NAME?` at the prompt and `NAME --help` do the same.
    """
  static let topic = CommandTopic.session
  static let examples = [Example("help set_seed"), Example("help --format markdown")]

  @Argument("a command, a namespace, a function or a variable") var subject: HelpSubject?
  @Option("how the text is written") var format: HelpFormat = .text

  func run(_ context: CommandContext) throws -> Value {
    try context.print(text(in: context))
    return .none
  }

  private func text(in context: CommandContext) throws -> String {
    let help = HelpText(context: context)
    switch (subject, format) {
    case (.command(let declaration)?, .text): return help.page(for: declaration)
    case (.namespace(let name)?, .text): return help.namespace(name)
    case (.value(let value)?, .text): return help.value(value)
    case (.member(let owner, let member, let value)?, .text):
      return help.member(member, of: owner, value)
    case (nil, .text): return help.overview()
    case (nil, .markdown): return CommandReference(context: context).markdown
    case (nil, .man): return ManualPage(context: context).roff
    case (nil, .json): return DeclarationJSON(context: context).text
    case (_?, _):
      throw Diagnostic(
        .usage, "--format \(format.rawValue) writes the help of all commands",
        help: "leave out the name, or the format")
    }
  }
}

/// How `help` writes.
enum HelpFormat: String, Choice {
  case text, markdown, man, json

  static let typeName = "format"

  var summary: String {
    switch self {
    case .text: "for a person at a terminal"
    case .markdown: "the whole command reference"
    case .man: "the manual page segue(1), in roff"
    case .json: "every declaration, for tools"
    }
  }
}

/// What help can be asked about.
enum HelpSubject: ScriptConvertible {
  case command(CommandDeclaration)
  case namespace(String)
  case value(Value)
  /// What stands behind the dot of a value of the type `owner`.
  case member(owner: String, Member, Value)

  static let typeName = "command"

  static func read(_ word: String, in context: CommandContext) throws -> HelpSubject {
    let registry = context.session.registry
    if let declaration = registry.declaration(of: word) { return .command(declaration) }
    if registry.namespaces.contains(word) { return .namespace(word) }
    if let member = member(word, in: context) { return member }
    guard let value = builtin(word, in: context) else { throw ReadingFailure.mismatch }
    return .value(value)
  }

  /// A word that is a variable with a member is asked about as that member.
  static func gather(
    _ inputs: [ParameterInput], for parameter: ParameterDeclaration, in context: CommandContext
  ) throws -> HelpSubject {
    guard let input = inputs.last, inputs.count == 1 else {
      throw BindingFailure(.givenTwice(parameter), at: inputs.last?.place)
    }
    if let path = input.variable, let subject = member(path, in: context) { return subject }
    return try input.value(as: Self.self, for: parameter, in: context)
  }

  /// A member of a value that the scope knows by name: `mask.area`, `result.rows[0].noc`.
  private static func member(_ path: String, in context: CommandContext) -> HelpSubject? {
    guard let dot = path.lastIndex(of: "."),
      let owner = MemberLookup.value(of: String(path[..<dot]), in: context.scope),
      let value = MemberLookup.value(of: path, in: context.scope)
    else { return nil }
    let name = path[path.index(after: dot)...]
    guard let member = owner.members.first(where: { $0.name == name }) else { return nil }
    return .member(owner: owner.typeName, member, value)
  }

  /// A function or module of the language itself, also one within a module: `len`, `math.sqrt`.
  private static func builtin(_ word: String, in context: CommandContext) -> Value? {
    let names = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    return names.dropFirst().reduce(context.interpreter.builtin(names[0])) { value, name in
      value.flatMap { (try? $0.member(named: name)) ?? nil }
    }
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> HelpSubject {
    if let name = value.asString, let subject = try? read(name, in: context) { return subject }
    if let declaration = CommandDeclaration(function: value) { return .command(declaration) }
    if let function: BuiltinFunction = value.object(of: .builtin),
      function.signature == Session.commandSignature,
      let declaration = context.session.registry.declaration(of: function.name)
    {
      return .command(declaration)
    }
    return .value(value)
  }

  static func candidates(in context: CommandContext) -> [Candidate] {
    let registry = context.session.registry
    return registry.commands.map { Candidate($0.name, $0.summary) }
      + registry.namespaces.map { Candidate($0, "commands of \($0)") }
      + context.interpreter.builtinSummaries.sorted { $0.name < $1.name }
      .filter { !context.session.isGlobal($0.name) }
      .map { Candidate($0.name, $0.summary) }
  }
}
