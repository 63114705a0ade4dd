/// Runs commands: the one way from what was written, in whichever form, to `run`.
public enum Invocation {
  /// Binds the words to the command's parameters and runs it.
  ///
  /// With the flag `--help` a line prints the command's help instead.
  ///
  /// - Throws: a ``Diagnostic`` located at the word concerned, or at `context.place`.
  public static func run(
    _ type: any Command.Type, _ words: CommandWords, in context: CommandContext
  ) throws -> Value {
    if words.asksForHelp {
      try context.print(HelpText(context: context).page(for: CommandDeclaration(type)))
      return .none
    }
    let result = try bind(type, words, in: context).run(context)
    try Composition.note(result, madeOf: words)
    return result
  }

  /// The command with its parameters bound, not yet run.
  static func bind(
    _ type: any Command.Type, _ words: CommandWords, in context: CommandContext
  ) throws -> any Command {
    let command = type.init()
    let parameters = command.declaredParameters
    let declaration = CommandDeclaration(type, parameters: parameters.map(\.declaration))
    do {
      let matching = try Matching(words, to: declaration)
      for (parameter, inputs) in zip(parameters, matching.inputs) where !inputs.isEmpty {
        try parameter.storage.bind(inputs, as: parameter.declaration, in: context)
      }
    } catch let failure as BindingFailure {
      let messages = BindingMessages(
        declaration: declaration, isLine: words.isLine, context: context)
      throw messages.diagnostic(for: failure).located(at: context.place)
    }
    return command
  }
}

extension CommandWords {
  /// Whether this is a command line, not a call.
  var isLine: Bool {
    if case .line = self { return true }
    return false
  }

  /// Whether a line has the flag `--help`, which every command has.
  var asksForHelp: Bool {
    guard case .line(let words) = self else { return false }
    for word in words {
      switch word {
      case .flag("help", nil, _): return true
      case .endOfFlags: return false
      default: continue
      }
    }
    return false
  }
}
