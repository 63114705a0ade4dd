/// A function of the host or the language, or a method bound to its receiver.
public final class BuiltinFunction: Object, @unchecked Sendable {
  /// What a built-in does: reads the bound arguments of the call and returns the result.
  public typealias Body = @Sendable (borrowing Call) throws -> Value

  /// The name.
  public let name: String
  /// The parameters, written as in a `def`: `x, /, *, key=None`.
  ///
  /// The texts behind `=` only document; in ``Call`` a parameter that was not given is absent.
  public let signature: String
  /// One line for completion and help.
  public let summary: String
  let body: Body
  /// What a bound method was taken from; `unset` for a function.
  private(set) var receiver: Value
  /// Whether this is a method taken from a value.
  let isBound: Bool
  let parameters: ParameterList
  // What a call without keywords asks of the parameters.
  let fewestArguments: Int
  let mostArguments: Int
  let positionalCount: Int

  /// A function.
  public convenience init(
    _ name: String, _ signature: String, _ summary: String = "", body: @escaping Body
  ) {
    self.init(
      name, signature, summary, receiver: .unset, parameters: ParameterList(signature), body)
  }

  private init(
    _ name: String, _ signature: String, _ summary: String, receiver: Value,
    parameters: ParameterList, _ body: @escaping Body
  ) {
    self.name = name
    self.signature = signature
    self.summary = summary
    self.receiver = receiver
    isBound = !receiver.isUnset
    self.parameters = parameters
    fewestArguments = parameters.fewestPositional ?? .max
    mostArguments = parameters.takesRest ? .max : parameters.positional
    positionalCount = parameters.positional
    self.body = body
    super.init(kind: .builtin)
  }

  deinit {
    var last = receiver
    receiver = .unset
    Graveyard.bury(&last)
  }

  /// The same function as a method of `receiver`.
  func bound(to receiver: Value) -> BuiltinFunction {
    BuiltinFunction(
      name, signature, summary, receiver: receiver, parameters: parameters, body)
  }

  override func forEachChild(_ visit: (Value) -> Void) { visit(receiver) }
}

/// The parameters of a built-in.
struct ParameterList: Sendable {
  /// The names in order, without `*rest` and `**rest`.
  private(set) var names: [String] = []
  /// Which of them must be given.
  private(set) var required: [Bool] = []
  /// How many can only be given by position.
  private(set) var positionalOnly = 0
  /// How many can be given by position.
  private(set) var positional = 0
  /// How many arguments by position suffice, where no argument has a name; `nil` where none do.
  private(set) var fewestPositional: Int? = 0
  private(set) var takesRest = false
  private(set) var takesAnyKeyword = false

  init(_ signature: String) {
    var isKeywordOnly = false
    for part in signature.split(separator: ",") {
      let word = part.drop { $0 == " " }
      switch word {
      case "/": positionalOnly = names.count
      case "*": isKeywordOnly = true
      case _ where word.hasPrefix("**"): takesAnyKeyword = true
      case _ where word.hasPrefix("*"):
        takesRest = true
        isKeywordOnly = true
      default:
        let name = word.prefix { $0 != "=" && $0 != " " }
        names.append(String(name))
        required.append(name.endIndex == word.endIndex)
        if !isKeywordOnly { positional = names.count }
      }
    }
    let lastRequired = required.lastIndex(of: true).map { $0 + 1 } ?? 0
    fewestPositional = lastRequired <= positional ? lastRequired : nil
  }
}

extension Value {
  /// A function of the host.
  public static func function(
    _ name: String, _ signature: String, _ summary: String = "",
    body: @escaping BuiltinFunction.Body
  ) -> Value {
    Value(BuiltinFunction(name, signature, summary, body: body))
  }
}
