/// A parameter of a user's `def`, which has no type: its default says how a bare word is read, and every
/// value fits.
protocol FunctionParameter: ScriptConvertible {
  /// What the function gets.
  var value: Value { get }
  /// A parameter's value.
  init(_ value: Value)
}

extension FunctionParameter {
  static func convert(_ value: Value, in context: CommandContext) throws -> Self { Self(value) }
  static func spelling(of value: Self) -> String { value.value.description }
}

/// A word where nothing tells its type: a number, `True`, `False`, `None`, or else a string.
struct AnyWord: FunctionParameter {
  static let typeName = "value"
  let value: Value
  init(_ value: Value) { self.value = value }

  static func read(_ word: String, in context: CommandContext) throws -> AnyWord {
    AnyWord(literal(word))
  }

  /// The value of a bare word.
  static func literal(_ word: String) -> Value {
    switch word {
    case "True": return .true
    case "False": return .false
    case "None": return .none
    default: return number(word) ?? .string(word)
    }
  }

  fileprivate static func number(_ word: String) -> Value? {
    if let number = Int(word) { return .int(number) }
    guard word.allSatisfy({ "0123456789.+-eE".contains($0) }), let number = Double(word) else {
      return nil
    }
    return number.isFinite ? .float(number) : nil
  }
}

/// A word for a parameter whose default is a number.
struct NumberWord: FunctionParameter {
  static let typeName = "number"
  let value: Value
  init(_ value: Value) { self.value = value }

  static func read(_ word: String, in context: CommandContext) throws -> NumberWord {
    guard let number = AnyWord.number(word) else { throw ReadingFailure.mismatch }
    return NumberWord(number)
  }
}

/// A word for a parameter whose default is a string: the word as it stands.
struct TextWord: FunctionParameter {
  static let typeName = "string"
  let value: Value
  init(_ value: Value) { self.value = value }

  static func read(_ word: String, in context: CommandContext) throws -> TextWord {
    TextWord(.string(word))
  }
}

/// Words for a parameter whose default is a list, or for `*rest`.
struct WordList: FunctionParameter {
  static let typeName = "list of values"
  static let takesSeveral = true
  let value: Value
  init(_ value: Value) { self.value = value }

  static func read(_ word: String, in context: CommandContext) throws -> WordList {
    WordList(.list([AnyWord.literal(word)]))
  }

  static func gather(
    _ inputs: [ParameterInput], for parameter: ParameterDeclaration, in context: CommandContext
  ) throws -> WordList {
    if inputs.count == 1, case .value(let value) = inputs[0].content, value.asSequence != nil {
      return WordList(value)
    }
    let items = try inputs.map { try $0.value(as: AnyWord.self, for: parameter, in: context).value }
    return WordList(.list(items))
  }
}

extension ScriptConvertible where Self: FunctionParameter {
  /// The value of what was given, its reader chosen at run time.
  static func argument(
    _ inputs: [ParameterInput], for parameter: ParameterDeclaration, in context: CommandContext
  ) throws -> Value {
    try gather(inputs, for: parameter, in: context).value
  }
}
