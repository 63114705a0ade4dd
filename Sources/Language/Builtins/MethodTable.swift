/// The methods of the language's own types.
///
/// Each name has a number, which the compiler writes into the instruction, so that a call finds its
/// method by two array accesses.
final class MethodTable: Sendable {
  static let shared = MethodTable()

  /// The numbers of the methods for which the machine has a short way.
  static let appendNumber: Int32 = 0
  static let getNumber: Int32 = 1

  private let numbers: [String: Int]
  private let methods: [[BuiltinFunction?]]
  private let width: Int
  /// The methods once more, row by row, to be found without counting references.
  private nonisolated(unsafe) let table: UnsafeMutablePointer<Unmanaged<BuiltinFunction>?>

  private init() {
    let tables: [(Value.Kind, [BuiltinFunction])] = [
      (.list, listMethods), (.string, stringMethods), (.dict, dictMethods), (.set, setMethods),
      (.bytes, bytesMethods),
    ]
    var numbers = ["append": Int(Self.appendNumber), "get": Int(Self.getNumber)]
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
    // The table is never freed, as the methods are not.
    table = .allocate(capacity: methods.count * numbers.count)
    table.initialize(repeating: nil, count: methods.count * numbers.count)
    for (kind, row) in methods.enumerated() {
      for (number, method) in row.enumerated() {
        table[kind * numbers.count + number] = method.map { .passUnretained($0) }
      }
    }
    width = numbers.count
  }

  /// The method of this number; `nil` where the type does not have it.
  @inline(__always)
  subscript(number: Int32, kind: Value.Kind) -> Unmanaged<BuiltinFunction>? {
    table[Int(kind.rawValue) &* width &+ Int(number)]
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
