/// One parameter of a command or of a user's `def`, as help, completion and binding see it.
public struct ParameterDeclaration: Sendable {
  /// How a parameter is given.
  public enum Role: String, Sendable {
    /// By position, or by name.
    case argument
    /// By name, with a value.
    case option
    /// By name, without a value on a command line.
    case flag
  }

  /// How a call passes a parameter.
  enum Passing: Sendable {
    case byPosition, byName
    /// By position, as many as there are: `*rest`.
    case rest
  }

  /// The name in a call, in `snake_case`.
  public var name: String
  /// How it is given.
  public var role: Role
  /// The letter by which it may also be given: `o` for `-o`.
  public var short: Character?
  /// What it means; a phrase without a full stop.
  public var doc: String
  /// The type that reads its words and accepts its values.
  public var type: any ScriptConvertible.Type
  /// The default as a user would write it; `nil` where there is none worth naming.
  public var initial: String?
  /// Whether it must be given.
  public var isRequired: Bool
  /// The range of its values in words; `nil` where every value of the type will do.
  public var range: String?
  /// Whether it takes whatever the parameters before it leave: `*paths`.
  public var takesSeveral: Bool
  /// How a call passes it.
  var passing: Passing

  init(
    name: String, role: Role, short: Character? = nil, doc: String,
    type: any ScriptConvertible.Type, initial: String?,
    isRequired: Bool, range: String? = nil, takesSeveral: Bool? = nil,
    passing: Passing? = nil
  ) {
    self.name = name
    self.role = role
    self.short = short
    self.doc = doc
    self.type = type
    self.initial = initial?.isEmpty == true ? nil : initial
    self.isRequired = isRequired
    self.range = range
    self.takesSeveral = takesSeveral ?? type.takesSeveral
    self.passing = passing ?? (role == .argument ? .byPosition : .byName)
  }

  /// The name on a command line: `--random-false`.
  public var flag: String { "--" + dashed }

  /// All that the parameter may be called on a line: `-o`, `--out`.
  var spellings: [String] { (short.map { ["-\($0)"] } ?? []) + [flag] }

  /// The name with dashes, as it stands behind `--` or `--no-`.
  var dashed: String { String(name.map { $0 == "_" ? "-" : $0 }) }

  /// What stands for the value in a synopsis: `CLICKS`.
  var metavariable: String { dashed.uppercased() }
}
