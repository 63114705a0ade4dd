/// What the parser knows of names while it reads: it decides which lines are command lines.
struct NameScopes {
  /// What a name stands for, as far as the text read so far tells.
  enum Meaning { case function, value }

  /// One for the top level and one for each function around the statement, innermost last.
  private var scopes: [[String: Meaning]] = [[:]]
  /// The names that `def` defines at the top level anywhere in the file: a function's body may use them
  /// before their definition.
  private let definitions: Set<String>
  /// At the prompt: the variables of earlier entries.
  private let session: GlobalScope?

  init(_ source: SourceFile, session: GlobalScope?) {
    self.definitions = Self.definitions(in: source)
    self.session = session
  }

  /// Whether the statement is in a function's body.
  var isInFunction: Bool { scopes.count > 1 }

  /// The meaning of a user's name; `nil` when nothing has bound it yet.
  func meaning(of name: String) -> Meaning? {
    for scope in scopes.reversed() {
      if let meaning = scope[name] { return meaning }
    }
    if isInFunction, definitions.contains(name) { return .function }
    switch session?.meaning(of: name) {
    case .function: return .function
    case .value: return .value
    case .expected, nil: return nil
    }
  }

  /// Records that a statement binds `name`.
  mutating func bind(_ name: String, _ meaning: Meaning) {
    scopes[scopes.count - 1][name] = meaning
  }

  /// Records that every name in `target` is bound to a value.
  mutating func bind(_ target: Target) {
    switch target {
    case .name(let name): bind(name.text, .value)
    case .sequence(let parts, _, _): for part in parts { bind(part) }
    case .attribute, .subscript: break
    }
  }

  /// Enters a function.
  mutating func enter(_ parameters: [Parameter]) {
    scopes.append([:])
    for parameter in parameters where parameter.kind != .divider {
      bind(parameter.name.text, .value)
    }
  }

  /// Leaves the innermost function.
  mutating func leave() {
    if isInFunction { scopes.removeLast() }
  }

  private static func definitions(in source: SourceFile) -> Set<String> {
    let keyword = Array("def ".utf8)
    var found: Set<String> = []
    for line in 1...source.lineCount {
      let range = source.lineRange(line)
      guard range.count > keyword.count, source.bytes[range.lowerBound] == keyword[0],
        source.bytes[range].starts(with: keyword)
      else { continue }
      let rest = source.bytes[range].dropFirst(keyword.count).drop { $0.isBlank }
      let name = rest.prefix { $0.isNamePart || $0 >= 0x80 }
      if !name.isEmpty { found.insert(String(decoding: name, as: UTF8.self)) }
    }
    return found
  }
}
