/// What can stand behind a value: members after a dot, keys in brackets.
enum MemberLookup {
  /// The value of a path such as `result["37073"].steps[0]`, found without running any code of the
  /// user's; `nil` where it has none, or is more than names, members and literal indices.
  static func value(of path: String, in scope: any CommandScope) -> Value? {
    var rest = Substring(path)
    let name = rest.prefix { $0 != "." && $0 != "[" }
    rest = rest.dropFirst(name.count)
    var value =
      scope.variables.first { $0.name == name }?.value ?? scope.builtin(String(name))
    while let current = value, let mark = rest.popFirst() {
      if mark == "." {
        let member = rest.prefix { $0 != "." && $0 != "[" }
        rest = rest.dropFirst(member.count)
        value = self.member(String(member), of: current)
      } else {
        guard let end = rest.firstIndex(of: "]") else { return nil }
        value = element(at: rest[..<end], of: current)
        rest = rest[rest.index(after: end)...]
      }
    }
    return value
  }

  /// The members of a value, each with its line; methods of the language's own types are among them.
  static func list(of value: Value) -> [Member] {
    value.members.filter { !$0.name.hasPrefix("__") }
  }

  /// The string keys of a value, as they stand between quotes.
  static func keys(of value: Value) -> [String] {
    if let dict = value.asDict { return dict.keys.compactMap(\.asString) }
    return (value.asObject as? any KeyedObject)?.keys ?? []
  }

  private static func member(_ name: String, of value: Value) -> Value? {
    (try? value.member(named: name)) ?? nil
  }

  private static func element(at literal: Substring, of value: Value) -> Value? {
    let key: Value
    if let number = Int(literal) {
      key = .int(number)
    } else if literal.count >= 2, let quote = literal.first, quote == "\"" || quote == "'" {
      key = .string(String(literal.dropFirst().dropLast()))
    } else {
      return nil
    }
    if let items = value.asSequence, let index = key.asInt {
      return items.indices.contains(index) ? items[index] : nil
    }
    if let dict = value.asDict { return (try? dict.value(of: key)) ?? nil }
    return try? (value.asObject as? any IndexableObject)?.value(at: [.value(key)])
  }
}

/// A host object that lists the strings by which it can be indexed, for completion.
public protocol KeyedObject: IndexableObject {
  /// The keys in order.
  var keys: [String] { get }
}
