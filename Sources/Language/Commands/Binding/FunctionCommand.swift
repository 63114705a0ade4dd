/// A user's `def` as a command: its parameters are flags and words, its docstring the help.
extension CommandDeclaration {
  /// The declaration of a script's function; `nil` for any other value.
  init?(function value: Value) {
    guard let function = value.asFunction else { return nil }
    let paragraphs = (function.documentation ?? "").paragraphs
    self.init(
      name: function.name, summary: paragraphs.first ?? "",
      discussion: paragraphs.dropFirst().joined(separator: "\n\n"),
      topic: CommandTopic("Functions of this session"),
      parameters: function.declaredParameters,
      takesAnyName: function.code.parameters.hasRestKeywords)
  }
}

extension Invocation {
  /// Calls a script's function with the words of a command line.
  ///
  /// - Throws: a ``Diagnostic`` located at the word concerned; what the function itself throws.
  static func run(
    _ function: FunctionObject, _ words: [CommandWord], in context: CommandContext
  ) throws -> Value {
    guard let declaration = CommandDeclaration(function: Value(function)) else { return .none }
    if CommandWords.line(words).asksForHelp, declaration.parameter(named: "help") == nil {
      try context.print(HelpText(context: context).page(for: declaration))
      return .none
    }
    let arguments: (positional: [Value], named: [(name: String, value: Value)])
    do {
      let matching = try Matching(.line(words), to: declaration)
      arguments = try self.arguments(matching, of: function, declaration, in: context)
    } catch let failure as BindingFailure {
      let messages = BindingMessages(declaration: declaration, isLine: true, context: context)
      throw messages.diagnostic(for: failure).located(at: context.place)
    }
    return try context.interpreter.call(
      Value(function), arguments.positional, keywords: arguments.named)
  }

  /// The arguments of the call: by position up to `*rest` where that takes something, else by name.
  private static func arguments(
    _ matching: Matching, of function: FunctionObject, _ declaration: CommandDeclaration,
    in context: CommandContext
  ) throws -> (positional: [Value], named: [(name: String, value: Value)]) {
    let parameters = function.code.parameters
    let restIndex = parameters.hasRest ? parameters.restSlot : nil
    let usesRest = restIndex.map { !matching.inputs[$0].isEmpty } ?? false
    var positional: [Value] = []
    var named: [(name: String, value: Value)] = []
    for (slot, parameter) in declaration.parameters.enumerated() {
      let inputs = matching.inputs[slot]
      let isPositional = usesRest && slot < parameters.positional
      guard !inputs.isEmpty else {
        if isPositional, let value = function.defaultValue(ofSlot: slot) {
          positional.append(value)
        }
        continue
      }
      let value = try argument(inputs, parameter, in: context)
      if slot == restIndex {
        positional += value.asSequence ?? [value]
      } else if isPositional {
        positional.append(value)
      } else {
        named.append((parameter.name, value))
      }
    }
    for (name, input) in matching.others {
      let parameter = ParameterDeclaration(
        name: name, role: .option, doc: "", type: AnyWord.self, initial: nil, isRequired: false)
      named.append((name, try argument([input], parameter, in: context)))
    }
    return (positional, named)
  }

  private static func argument(
    _ inputs: [ParameterInput], _ parameter: ParameterDeclaration, in context: CommandContext
  ) throws -> Value {
    if parameter.role == .flag, case .value(let value)? = inputs.first?.content { return value }
    let type = parameter.type as? any FunctionParameter.Type ?? AnyWord.self
    return try type.argument(inputs.map(\.untyped), for: parameter, in: context)
  }
}

extension FunctionObject {
  /// The parameters as a command line gives them: those with a boolean default are flags.
  fileprivate var declaredParameters: [ParameterDeclaration] {
    let parameters = code.parameters
    let named = parameters.count - (parameters.hasRestKeywords ? 1 : 0)
    return parameters.names.prefix(named).enumerated().map { slot, name in
      if parameters.hasRest, slot == parameters.restSlot {
        return ParameterDeclaration(
          name: name, role: .argument, doc: "", type: WordList.self, initial: nil,
          isRequired: false, passing: .rest)
      }
      let initial = defaultValue(ofSlot: slot)
      let isFlag = initial?.asBool != nil
      let role: ParameterDeclaration.Role =
        isFlag ? .flag : slot < parameters.positional ? .argument : .option
      let text = isFlag ? (initial?.asBool == true ? "true" : "false") : initial?.description
      return ParameterDeclaration(
        name: name, role: role, doc: "", type: Self.type(forDefault: initial),
        initial: initial?.isNone == true ? nil : text, isRequired: initial == nil,
        passing: slot < parameters.positional ? .byPosition : .byName)
    }
  }

  /// The default of the parameter in a slot.
  fileprivate func defaultValue(ofSlot slot: Int) -> Value? {
    code.parameters.defaulted.firstIndex(of: slot).map { defaults[$0] }
  }

  private static func type(forDefault value: Value?) -> any ScriptConvertible.Type {
    switch value?.kind {
    case .bool: Bool.self
    case .int, .float: NumberWord.self
    case .string: TextWord.self
    case .list, .tuple: WordList.self
    default: AnyWord.self
    }
  }
}

extension Value {
  /// The script's function; `nil` for other values.
  public var asFunction: FunctionObject? { object(of: .function) }
}
