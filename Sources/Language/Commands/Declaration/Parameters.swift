/// A parameter given by its position on the line or in the call; it may also be given by name.
///
/// ```swift
/// @Argument("the images to show") var images: [ImageFile]        // one or more
/// @Argument("where to look") var folder: InputFolder = "."       // may be left out
/// @Argument("the region to segment") var target: Mask?           // may be left out: nil
/// ```
@propertyWrapper
public struct Argument<Value: ScriptConvertible>: DeclaredParameter {
  let storage: ParameterStorage<Value>

  /// A parameter that must be given, unless its type is optional.
  public init(_ doc: String) {
    storage = ParameterStorage(role: .argument, doc: doc, initial: Value.absent, range: nil)
  }

  /// A parameter with a default.
  public init(wrappedValue: Value, _ doc: String) {
    storage = ParameterStorage(role: .argument, doc: doc, initial: wrappedValue, range: nil)
  }

  /// A parameter that must be given and lie in a range.
  public init(_ doc: String, in range: some ParameterRange<Value>) {
    storage = ParameterStorage(role: .argument, doc: doc, initial: Value.absent, range: range)
  }

  /// A parameter with a default and a range.
  public init(wrappedValue: Value, _ doc: String, in range: some ParameterRange<Value>) {
    storage = ParameterStorage(role: .argument, doc: doc, initial: wrappedValue, range: range)
  }

  /// What the caller gave, or the default.
  public var wrappedValue: Value { storage.value }

  var parameter: any AnyParameter { storage }
}

/// A parameter given by name: `--clicks 20`, `--clicks=20`, or `clicks=20` in a call.
///
/// ```swift
/// @Option("how many clicks an object may take", in: 1...) var clicks = 20
/// @Option("where to write the picture") var out: OutputPath?
/// ```
@propertyWrapper
public struct Option<Value: ScriptConvertible>: DeclaredParameter {
  let storage: ParameterStorage<Value>

  /// A parameter that must be given, unless its type is optional.
  ///
  /// - Parameter short: a letter that stands for the name on a line: `-o FILE`.
  public init(_ doc: String, short: Character? = nil) {
    storage = ParameterStorage(
      role: .option, short: short, doc: doc, initial: Value.absent, range: nil)
  }

  /// A parameter with a default.
  public init(wrappedValue: Value, _ doc: String, short: Character? = nil) {
    storage = ParameterStorage(
      role: .option, short: short, doc: doc, initial: wrappedValue, range: nil)
  }

  /// A parameter that must be given and lie in a range.
  public init(_ doc: String, in range: some ParameterRange<Value>) {
    storage = ParameterStorage(role: .option, doc: doc, initial: Value.absent, range: range)
  }

  /// A parameter with a default and a range.
  public init(wrappedValue: Value, _ doc: String, in range: some ParameterRange<Value>) {
    storage = ParameterStorage(role: .option, doc: doc, initial: wrappedValue, range: range)
  }

  /// A parameter that may be left out, with a range for what is given.
  public init<Wrapped: ScriptConvertible>(
    _ doc: String, in range: some ParameterRange<Wrapped>
  ) where Value == Wrapped? {
    storage = ParameterStorage(
      role: .option, doc: doc, initial: .some(nil), range: OptionalRange(range: range))
  }

  /// What the caller gave, or the default.
  public var wrappedValue: Value { storage.value }

  var parameter: any AnyParameter { storage }
}

/// A yes-or-no parameter: `--flip`, `--no-flip`, or `flip=False` in a call. It takes no value on a line.
@propertyWrapper
public struct Flag: DeclaredParameter {
  let storage: ParameterStorage<Bool>

  /// A flag with its default.
  public init(wrappedValue: Bool, _ doc: String) {
    storage = ParameterStorage(role: .flag, doc: doc, initial: wrappedValue, range: nil)
  }

  /// What the caller gave, or the default.
  public var wrappedValue: Bool { storage.value }

  var parameter: any AnyParameter { storage }
}

/// What the three wrappers have in common for those who read a command by `Mirror`.
protocol DeclaredParameter {
  var parameter: any AnyParameter { get }
}

/// A parameter's storage with its type erased.
protocol AnyParameter: AnyObject {
  /// The declaration, under the name that the property has in the language.
  func declaration(named name: String) -> ParameterDeclaration
  /// Stores what the inputs stand for.
  func bind(
    _ inputs: [ParameterInput], as declaration: ParameterDeclaration, in context: CommandContext)
    throws
}

/// What a wrapper holds: the declaration's facts and, once bound, the value.
final class ParameterStorage<Value: ScriptConvertible>: AnyParameter {
  let role: ParameterDeclaration.Role
  let short: Character?
  let doc: String
  let initial: Value?
  let range: (any ParameterRange<Value>)?
  private var bound: Value?

  init(
    role: ParameterDeclaration.Role, short: Character? = nil, doc: String, initial: Value?,
    range: (any ParameterRange<Value>)?
  ) {
    self.role = role
    self.short = short
    self.doc = doc
    self.initial = initial
    self.range = range
  }

  var value: Value {
    if let value = bound ?? initial { return value }
    preconditionFailure("a command ran with a required parameter unbound")
  }

  func declaration(named name: String) -> ParameterDeclaration {
    ParameterDeclaration(
      name: name, role: role, short: short, doc: doc, type: Value.self,
      initial: initial.map { Value.spelling(of: $0) }, isRequired: initial == nil,
      range: range?.words)
  }

  func bind(
    _ inputs: [ParameterInput], as declaration: ParameterDeclaration, in context: CommandContext
  ) throws {
    let value = try Value.gather(inputs, for: declaration, in: context)
    if let range, !range.contains(value) {
      throw BindingFailure(
        .outOfRange(declaration, found: Value.spelling(of: value)), at: inputs.first?.place)
    }
    bound = value
  }
}
