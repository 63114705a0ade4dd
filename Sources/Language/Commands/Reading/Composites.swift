extension Optional: ScriptConvertible where Wrapped: ScriptConvertible {
  /// The name of the wrapped type.
  public static var typeName: String { Wrapped.typeName }
  /// As the wrapped type.
  public static var paths: PathKind? { Wrapped.paths }
  /// As the wrapped type.
  public static var takesSeveral: Bool { Wrapped.takesSeveral }
  /// A parameter that is left out is `nil`.
  public static var absent: Wrapped?? { .some(nil) }

  /// As the wrapped type.
  public static func read(_ word: String, in context: CommandContext) throws -> Wrapped? {
    try Wrapped.read(word, in: context)
  }

  /// `None` is `nil`.
  public static func convert(_ value: Value, in context: CommandContext) throws -> Wrapped? {
    value.isNone ? nil : try Wrapped.convert(value, in: context)
  }

  /// As the wrapped type.
  public static func candidates(in context: CommandContext) -> [Candidate] {
    Wrapped.candidates(in: context)
  }

  /// Nothing for `nil`.
  public static func spelling(of value: Wrapped?) -> String {
    value.map { Wrapped.spelling(of: $0) } ?? ""
  }

  /// `nil` for a lone `None`, otherwise as the wrapped type.
  public static func gather(
    _ inputs: [ParameterInput], for parameter: ParameterDeclaration, in context: CommandContext
  ) throws -> Wrapped? {
    if inputs.count == 1, case .value(let value) = inputs[0].content, value.isNone { return nil }
    return try Wrapped.gather(inputs, for: parameter, in: context)
  }
}

extension Array: ScriptConvertible where Element: ScriptConvertible {
  /// The name of the elements' type, as a list.
  public static var typeName: String { "list of \(plural(Element.typeName))" }
  /// As the elements.
  public static var paths: PathKind? { Element.paths }
  /// Several words make a list.
  public static var takesSeveral: Bool { true }

  /// A list of one.
  public static func read(_ word: String, in context: CommandContext) throws -> [Element] {
    [try Element.read(word, in: context)]
  }

  /// Takes a list or tuple, each item by its type; any other value makes a list of one.
  public static func convert(_ value: Value, in context: CommandContext) throws -> [Element] {
    guard let items = value.asSequence else { return [try Element.convert(value, in: context)] }
    return try items.map { try Element.convert($0, in: context) }
  }

  /// As the elements.
  public static func candidates(in context: CommandContext) -> [Candidate] {
    Element.candidates(in: context)
  }

  /// The elements, a blank between them.
  public static func spelling(of value: [Element]) -> String {
    value.map { Element.spelling(of: $0) }.joined(separator: " ")
  }

  /// The items of all inputs in order.
  public static func gather(
    _ inputs: [ParameterInput], for parameter: ParameterDeclaration, in context: CommandContext
  ) throws -> [Element] {
    try inputs.flatMap { input in
      guard case .value(let value) = input.content, let items = value.asSequence else {
        return [try input.value(as: Element.self, for: parameter, in: context)]
      }
      return try items.map { item in
        var input = input
        input.content = .value(item)
        return try input.value(as: Element.self, for: parameter, in: context)
      }
    }
  }
}

/// A value of one type or another: "image or mask". The first that fits is taken; unions nest.
public enum Either<First: ScriptConvertible, Second: ScriptConvertible>: ScriptConvertible {
  /// The first type fits.
  case first(First)
  /// Only the second type fits.
  case second(Second)

  /// Both names: `image, mask or inference`.
  public static var typeName: String {
    let second = Second.typeName
    return First.typeName + (second.contains(" or ") ? ", " : " or ") + second
  }

  /// The paths of both; where the kinds differ, any path.
  public static var paths: PathKind? {
    switch (First.paths, Second.paths) {
    case (let kind, nil), (nil, let kind): return kind
    case (.file(let first)?, .file(let second)?):
      return .file(extensions: first.isEmpty || second.isEmpty ? [] : first + second)
    case (let first?, let second?): return first == second ? first : .any
    }
  }

  /// The first reading that does not fail; a fault in the thing itself counts above a mismatch.
  public static func read(_ word: String, in context: CommandContext) throws -> Self {
    try first(
      { .first(try First.read(word, in: context)) },
      or: { .second(try Second.read(word, in: context)) })
  }

  /// The first conversion that does not fail.
  public static func convert(_ value: Value, in context: CommandContext) throws -> Self {
    try first(
      { .first(try First.convert(value, in: context)) },
      or: { .second(try Second.convert(value, in: context)) })
  }

  /// The words of both.
  public static func candidates(in context: CommandContext) -> [Candidate] {
    First.candidates(in: context) + Second.candidates(in: context)
  }

  /// As the type that fitted.
  public static func spelling(of value: Self) -> String {
    switch value {
    case .first(let value): return First.spelling(of: value)
    case .second(let value): return Second.spelling(of: value)
    }
  }

  private static func first(_ one: () throws -> Self, or other: () throws -> Self) throws -> Self {
    do {
      return try one()
    } catch let failure {
      do {
        return try other()
      } catch ReadingFailure.mismatch {
        throw failure
      }
    }
  }
}

/// A value of the language as it is; a bare word is a number or a string, a quoted one a string.
extension Value: ScriptConvertible {
  /// The name in messages.
  public static var typeName: String { "value" }

  /// A number, `True`, `False` or `None` where the word is one, else the word as a string.
  public static func read(_ word: String, in context: CommandContext) throws -> Value {
    AnyWord.literal(word)
  }

  /// A quoted word is a string, whatever it says.
  public static func gather(
    _ inputs: [ParameterInput], for parameter: ParameterDeclaration, in context: CommandContext
  ) throws -> Value {
    guard let input = inputs.last, inputs.count == 1 else {
      throw BindingFailure(.givenTwice(parameter), at: inputs.last?.place)
    }
    return try input.untyped.value(as: Value.self, for: parameter, in: context)
  }

  /// The value.
  public static func convert(_ value: Value, in context: CommandContext) throws -> Value { value }

  /// The value's `repr`.
  public static func spelling(of value: Value) -> String { value.repr }
}

/// Something that can be called: a `def`, a `lambda`, a built-in, a model, a robot.
public struct FunctionValue: ScriptConvertible, Sendable {
  /// The name in messages.
  public static let typeName = "function"

  /// The value, known to be callable.
  public let value: Value

  /// No word is a function; a variable that names one is its value and comes by ``convert(_:in:)``.
  public static func read(_ word: String, in context: CommandContext) throws -> FunctionValue {
    throw ReadingFailure.mismatch
  }

  /// Takes whatever can be called.
  public static func convert(_ value: Value, in context: CommandContext) throws -> FunctionValue {
    guard value.isCallable else { throw ReadingFailure.mismatch }
    return FunctionValue(value: value)
  }
}

/// The plural of a type's name: `whole number` gives `whole numbers`, `image or mask` `images or masks`.
func plural(_ name: String) -> String {
  if let (first, second) = parted(name, by: " or ") {
    return plural(first) + " or " + plural(second)
  }
  if let (first, second) = parted(name, by: ", ") { return plural(first) + ", " + plural(second) }
  return name + (name.hasSuffix("s") || name.hasSuffix("x") ? "es" : "s")
}

private func parted(_ text: String, by separator: String) -> (String, String)? {
  let letters = Array(text.utf8)
  let mark = Array(separator.utf8)
  guard letters.count >= mark.count else { return nil }
  for start in 0...letters.count - mark.count
  where letters[start..<start + mark.count].elementsEqual(mark) {
    return (
      String(decoding: letters[..<start], as: UTF8.self),
      String(decoding: letters[(start + mark.count)...], as: UTF8.self)
    )
  }
  return nil
}

/// The name with its article: `an image`, `a mask`.
func withArticle(_ name: String) -> String {
  (name.first.map { "aeiou".contains($0) } == true ? "an " : "a ") + name
}
