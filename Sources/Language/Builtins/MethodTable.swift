/// The methods of the language's own types.
///
/// Each name has a number, which the compiler writes into the instruction, so that a call finds its
/// method by two array accesses.
final class MethodTable: Sendable {
  static let shared = MethodTable()

  /// The number of `append`, for which the machine has a short way.
  static let appendNumber: Int32 = 0

  private let numbers: [String: Int]
  private let methods: [[BuiltinFunction?]]

  private init() {
    let tables: [(Value.Kind, [BuiltinFunction])] = [
      (.list, listMethods), (.string, stringMethods), (.dict, dictMethods), (.set, setMethods),
      (.bytes, bytesMethods),
    ]
    var numbers = ["append": 0]
    for (_, table) in tables {
      for method in table where numbers[method.name] == nil { numbers[method.name] = numbers.count }
    }
    var methods = [[BuiltinFunction?]](
      repeating: [], count: Int(Value.Kind.unset.rawValue) + 1)
    for (kind, table) in tables {
      var row = [BuiltinFunction?](repeating: nil, count: numbers.count)
      for method in table {
        if let number = numbers[method.name] { row[number] = method }
      }
      methods[Int(kind.rawValue)] = row
    }
    self.numbers = numbers
    self.methods = methods
  }

  /// The number of a name; −1 for a name that no type has.
  func number(of name: String) -> Int { numbers[name] ?? -1 }

  /// The method of this number; `nil` where the type does not have it.
  func method(_ number: Int, of kind: Value.Kind) -> BuiltinFunction? {
    let row = methods[Int(kind.rawValue)]
    return number < row.count ? row[number] : nil
  }

  func method(named name: String, of kind: Value.Kind) -> BuiltinFunction? {
    numbers[name].flatMap { method($0, of: kind) }
  }

  /// A type's methods, by name.
  func methods(of kind: Value.Kind) -> [BuiltinFunction] {
    methods[Int(kind.rawValue)].compactMap { $0 }.sorted { $0.name < $1.name }
  }
}
