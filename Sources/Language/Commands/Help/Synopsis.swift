extension CommandDeclaration {
  /// The command line in one line: `evaluate MODEL DATA [--clicks CLICKS] [--no-flip]`.
  public var synopsis: String {
    ([name] + positional.map(\.synopsis) + named.map(\.synopsis)).joined(separator: " ")
  }

  /// The call in one line: `evaluate(model, data, *, clicks=20, flip=True)`.
  public var signature: String {
    var parts = parameters.filter { $0.passing != .byName }.map(\.signature)
    let named = parameters.filter { $0.passing == .byName }
    if !named.isEmpty, !parameters.contains(where: { $0.passing == .rest }) { parts.append("*") }
    parts += named.map(\.signature)
    if takesAnyName { parts.append("**options") }
    return "\(name)(\(parts.joined(separator: ", ")))"
  }
}

extension ParameterDeclaration {
  /// The parameter in a synopsis, in brackets where it may be left out.
  var synopsis: String {
    let value = takesSeveral ? metavariable + "…" : metavariable
    switch role {
    case .argument: return isRequired ? value : "[\(value)]"
    case .option: return isRequired ? "\(flag) \(value)" : "[\(flag) \(value)]"
    case .flag: return initial == "true" ? "[--no-\(dashed)]" : "[\(flag)]"
    }
  }

  /// The parameter in a signature, with its default.
  var signature: String {
    if passing == .rest { return "*\(name)" }
    guard !isRequired else { return name }
    return "\(name)=\(type.literal(for: initial))"
  }

  /// The type, range and default in brackets: `(whole number, at least 1; default 20)`.
  var facts: String {
    var facts = role == .flag ? "" : type.typeName
    if let range { facts += ", " + range }
    let isOn = initial == "true"
    let standard =
      role == .flag ? (isOn ? "on unless told" : nil) : initial.map { "default \($0)" }
    return [facts.isEmpty ? nil : facts, standard].compactMap { $0 }.joined(separator: "; ")
  }
}

extension ScriptConvertible {
  /// A default, spelled as on a line, as it stands in a call.
  fileprivate static func literal(for spelling: String?) -> String {
    guard let spelling else { return takesSeveral ? "[]" : "None" }
    if self == Bool.self { return spelling == "true" ? "True" : "False" }
    if Double(spelling) != nil || spelling.hasPrefix("\"") { return spelling }
    return "\"\(spelling)\""
  }
}
