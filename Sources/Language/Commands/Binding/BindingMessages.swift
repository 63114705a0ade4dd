/// The words for what can be wrong with a call: one small function for each fact.
struct BindingMessages {
  let declaration: CommandDeclaration
  /// Whether parameters are spelled as on a command line.
  let isLine: Bool
  let context: CommandContext

  /// The failure in the user's terms, at its place.
  func diagnostic(for failure: BindingFailure) -> Diagnostic {
    var diagnostic = words(for: failure.fact)
    diagnostic.place = failure.place
    return diagnostic
  }

  private func words(for fact: BindingFailure.Fact) -> Diagnostic {
    switch fact {
    case .unknownName(let name): unknownName(name)
    case .missing(let parameter): missing(parameter)
    case .tooMany(let input): tooMany(input)
    case .givenTwice(let parameter):
      Diagnostic(.usage, "\(label(parameter)) of '\(declaration.name)' is given twice")
    case .needsValue(let parameter):
      Diagnostic(
        .usage, "\(label(parameter)) needs a value: \(withArticle(parameter.type.typeName))")
    case .takesNoValue(let parameter):
      Diagnostic(
        .usage, "\(label(parameter)) takes no value",
        hint: "write \(parameter.flag) or --no-\(parameter.dashed)")
    case .outOfRange(let parameter, let found):
      Diagnostic(
        refusal, "\(label(parameter)) must be \(parameter.range ?? ""), not \(found)")
    case .unfit(let parameter, let input, let type, let failure):
      unfit(parameter, input, type, failure)
    }
  }

  private func unknownName(_ written: String) -> Diagnostic {
    let name = String(written.map { $0 == "-" ? "_" : $0 })
    let names = declaration.parameters.flatMap { parameter in
      parameter.role == .flag && isLine
        ? [parameter.name, "no_" + parameter.name] : [parameter.name]
    }
    let negated = name.hasPrefix("no_") ? [String(name.dropFirst(3))].filter(names.contains) : []
    let nearest = (negated + Suggestions.nearest(to: name, among: names, limit: 1))
      .map(spelling(of:))
    var diagnostic = Diagnostic(
      .usage,
      "'\(declaration.name)' has no \(isLine ? "flag" : "parameter") '\(spelling(of: name))'",
      hint: nearest.first.map { "did you mean '\($0)'?" })
    if nearest.isEmpty {
      diagnostic.help =
        names.isEmpty
        ? "it has no parameters"
        : "its parameters are " + names.map { "'\(spelling(of: $0))'" }.joined(separator: ", ")
    }
    return diagnostic
  }

  private func missing(_ parameter: ParameterDeclaration) -> Diagnostic {
    let subject =
      parameter.role == .argument || !isLine
      ? "argument '\(parameter.name)'" : "'\(parameter.flag)'"
    let meaning = parameter.doc.isEmpty ? "" : ": \(parameter.doc)"
    return Diagnostic(
      .usage, "'\(declaration.name)' needs the \(subject)\(meaning)",
      help: "usage: \(isLine ? declaration.synopsis : declaration.signature)")
  }

  private func tooMany(_ input: ParameterInput) -> Diagnostic {
    let limit = declaration.positional.count
    let count = limit == 0 ? "no arguments" : limit == 1 ? "one argument" : "\(limit) arguments"
    var diagnostic = Diagnostic(
      .usage, "'\(declaration.name)' takes \(count) by position, and this is one more",
      help: "usage: \(isLine ? declaration.synopsis : declaration.signature)")
    if case .word(let word) = input.content {
      let names = declaration.named.map(\.dashed)
      let meant = names.contains(word) ? word : Suggestions.nearest(to: word, among: names).first
      diagnostic.hint =
        OperatorWord(word, at: input.place, in: context)?.hint
        ?? meant.map { "did you mean '--\($0)'?" }
    }
    return diagnostic
  }

  // MARK: What does not fit its parameter

  private func unfit(
    _ parameter: ParameterDeclaration, _ input: ParameterInput, _ type: any ScriptConvertible.Type,
    _ failure: ReadingFailure
  ) -> Diagnostic {
    switch (failure, input.content) {
    case (.refused(let reason, let help), _):
      Diagnostic(
        refusal, "\(found(input)) is no \(type.typeName): \(reason)",
        hint: help.isEmpty ? nil : help
      )
    case (.mismatch, .word(let word)), (.mismatch, .quoted(let word)),
      (.mismatch, .literal(let word, _)):
      unreadable(word, parameter, type)
    case (.mismatch, .value(let value)): wrongType(value, parameter, input, type)
    }
  }

  private func unreadable(
    _ word: String, _ parameter: ParameterDeclaration, _ type: any ScriptConvertible.Type
  ) -> Diagnostic {
    let choices = type.candidates(in: context).map(\.text)
    var diagnostic: Diagnostic
    if choices.isEmpty, type.paths == nil {
      diagnostic = Diagnostic(
        .usage, "\(label(parameter)) takes \(withArticle(type.typeName)), not '\(word)'")
    } else {
      diagnostic = Diagnostic(.usage, "no \(type.typeName) named '\(word)'")
    }
    let nearest = nearest(to: word, type, choices)
    if !nearest.isEmpty {
      diagnostic.hint = "did you mean \(nearest.joined(separator: " or "))?"
    } else if !choices.isEmpty, choices.count <= 16 {
      diagnostic.help = "choose from \(choices.joined(separator: ", "))"
    }
    return diagnostic
  }

  /// The nearest of each kind: the type's own words, files, variables.
  private func nearest(
    to word: String, _ type: any ScriptConvertible.Type, _ choices: [String]
  ) -> [String] {
    let names = Suggestions.nearest(to: word, among: choices, limit: 1).map { "'\($0)'" }
    var others: [String] = []
    if let kind = type.paths {
      others += PathCompletion.nearest(to: word, kind).prefix(1).map { "the file '\($0)'" }
    }
    let variables = context.variableNames
    others += Suggestions.nearest(to: word, among: variables, limit: 1).map {
      "the variable '\($0)'"
    }
    return names + others
  }

  private func wrongType(
    _ value: Value, _ parameter: ParameterDeclaration, _ input: ParameterInput,
    _ type: any ScriptConvertible.Type
  ) -> Diagnostic {
    let expected = "\(label(parameter)) takes \(withArticle(type.typeName))"
    if let variable = input.variable {
      return Diagnostic(
        .type, "\(expected), but the variable '\(variable)' is \(withArticle(value.typeName))",
        help: "write \"\(variable)\" in quotes to mean the word itself")
    }
    let choices = type.candidates(in: context).map(\.text)
    if let text = value.asString, !choices.isEmpty { return unreadable(text, parameter, type) }
    let shown = value.asString.map { "the string '\($0)'" } ?? withArticle(value.typeName)
    return Diagnostic(.type, "\(expected), not \(shown)")
  }

  /// A value that a parameter refuses is a wrong word of a command line, and a wrong value of a call.
  private var refusal: ErrorKind { isLine ? .usage : .value }

  private func found(_ input: ParameterInput) -> String {
    if let variable = input.variable { return "the variable '\(variable)'" }
    switch input.content {
    case .word(let word), .quoted(let word), .literal(let word, _): return "'\(word)'"
    case .value(let value): return value.repr(atMost: 60).text
    }
  }

  private func label(_ parameter: ParameterDeclaration) -> String {
    isLine && parameter.role != .argument ? "'\(parameter.flag)'" : "'\(parameter.name)'"
  }

  private func spelling(of name: String) -> String {
    isLine ? "--" + String(name.map { $0 == "_" ? "-" : $0 }) : name
  }
}
