/// The binding of arguments to a built-in's parameters, and the words of its errors.
enum Arguments {
  static func tooMany(_ function: String, most: Int, given: Int) -> Diagnostic {
    .type(
      "\(function)() accepts at most \(most) positional argument\(most == 1 ? "" : "s") (\(given) given)"
    )
  }

  static func givenTwice(_ function: String, _ name: String) -> Diagnostic {
    .type("\(function)() got multiple values for parameter '\(name)'")
  }

  static func unexpected(_ function: String, _ name: String, _ known: [String]) -> Diagnostic {
    let help = known.isEmpty ? nil : "its parameters are \(known.joined(separator: ", "))"
    return .type(
      "\(function)() got an unexpected keyword argument '\(name)'",
      hint: suggestion(for: name, among: known), help: help)
  }

  static func missing(_ function: String, _ names: [String]) -> Diagnostic {
    .type(
      "\(function)() missing \(names.count) argument\(names.count == 1 ? "" : "s") (\(names.joined(separator: ", ")))"
    )
  }

  static func suggestion(for name: String, among known: [String]) -> String? {
    Suggestions.nearest(to: name, among: known).first.map { "did you mean '\($0)'?" }
  }
}

extension ParameterList {
  /// Arranges arguments: a value or `unset` for each parameter, and what `**rest` takes.
  func bind(_ function: String, _ positional: [Value], _ named: [(String, Value)]) throws
    -> (slots: [Value], rest: [(name: String, value: Value)])
  {
    var slots = [Value](repeating: .unset, count: names.count)
    for (slot, value) in positional.prefix(self.positional).enumerated() { slots[slot] = value }
    if positional.count > self.positional, !takesRest {
      throw Arguments.tooMany(function, most: self.positional, given: positional.count)
    }
    var rest: [(name: String, value: Value)] = []
    for (name, value) in named {
      if let slot = names.firstIndex(of: name), slot >= positionalOnly {
        guard slots[slot].isUnset else { throw Arguments.givenTwice(function, name) }
        slots[slot] = value
      } else if takesAnyKeyword {
        rest.append((name, value))
      } else {
        throw Arguments.unexpected(function, name, Array(names.dropFirst(positionalOnly)))
      }
    }
    let missing = names.indices.filter { required[$0] && slots[$0].isUnset }.map { names[$0] }
    guard missing.isEmpty else { throw Arguments.missing(function, missing) }
    return (slots, rest)
  }
}
