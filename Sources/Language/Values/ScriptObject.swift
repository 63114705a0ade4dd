/// An object of the host that scripts can hold: an image, a mask, a model, a data set.
///
/// The one required part is a type name. Each further ability is a small protocol that the type
/// conforms to when it has it: ``CallableObject``, ``IndexableObject``, ``AssignableObject``,
/// ``IterableObject``, ``SizedObject``, ``ComparableObject``, ``HashableObject``,
/// ``ArithmeticObject``, ``TruthObject``, ``PreviewableObject``.
///
/// Conforming types are classes because a script's names share an object. They are used from
/// several threads at once while a parallel region runs, so what can change must guard itself.
public protocol ScriptObject: AnyObject, Sendable {
  /// What `type(x)` returns and errors say, for example `mask`.
  var typeName: String { get }

  /// The plain text that `repr(x)` gives and `print` shows.
  var repr: String { get }

  /// The names that may follow the dot, each with one line that completion shows.
  var members: [Member] { get }

  /// The member called `name`; `nil` when there is none.
  func member(named name: String) throws -> Value?
}

extension ScriptObject {
  /// `<typeName>`.
  public var repr: String { "<\(typeName)>" }
  /// None.
  public var members: [Member] { [] }
  /// None.
  public func member(named name: String) throws -> Value? { nil }
}

/// A name behind the dot, as completion and `dir` list it.
public struct Member: Sendable, Equatable {
  /// The name.
  public var name: String
  /// What it is, in one line.
  public var summary: String

  /// Describes a member.
  public init(_ name: String, _ summary: String) {
    self.name = name
    self.summary = summary
  }
}

/// A host object that is called like a function.
public protocol CallableObject: ScriptObject {
  /// Calls the object.
  func call(_ call: borrowing Call) throws -> Value
}

/// A host object with members that a script may assign: `x.name = value`.
public protocol AttributeAssignableObject: ScriptObject {
  /// Binds the member; throws where it cannot be bound.
  func setMember(named name: String, to value: Value) throws
}

/// One part between the brackets of `x[a, b:c, ...]`.
public enum IndexTerm: Sendable {
  /// A value: an integer, a string, a mask, whatever the object understands.
  case value(Value)
  /// A slice `start:stop:step`; a part that was left out is `nil`.
  case slice(start: Value?, stop: Value?, step: Value?)
  /// The axis ellipsis `...`.
  case ellipsis
}

/// A host object that can be indexed, by one term or by several.
public protocol IndexableObject: ScriptObject {
  /// The value at `terms`, of which there is at least one.
  func value(at terms: [IndexTerm]) throws -> Value
}

/// A host object whose parts can be assigned: `mask[0:10, :] = False`.
public protocol AssignableObject: IndexableObject {
  /// Binds the part at `terms`.
  func assign(_ value: Value, at terms: [IndexTerm]) throws
}

/// A host object that `for` runs over.
public protocol IterableObject: ScriptObject {
  /// A function that gives the next value at each call, and `nil` at the end.
  func makeIterator() throws -> () throws -> Value?
}

/// A host object with a length.
public protocol SizedObject: ScriptObject {
  /// What `len(x)` returns.
  var count: Int { get throws }
}

/// A host object that answers `in`.
public protocol ContainerObject: ScriptObject {
  /// Whether `value in self`.
  func contains(_ value: Value) throws -> Bool
}

/// A host object that decides itself what it equals; otherwise `==` compares identity.
///
/// A comparison that gives something else than a boolean, as of two masks, is an operator of
/// ``ArithmeticObject`` instead.
public protocol EquatableObject: ScriptObject {
  /// Whether the two are equal.
  func isEqual(to other: Value) throws -> Bool
}

/// A host object that can be ordered, and so sorted.
public protocol ComparableObject: EquatableObject {
  /// Whether this comes before `other`; `nil` where the two cannot be ordered.
  func isLess(than other: Value) throws -> Bool?
}

/// A host object that may be the key of a dictionary: equal objects have equal hashes.
public protocol HashableObject: EquatableObject {
  /// The hash; it must not change.
  func hash() throws -> Int
}

/// The operators that a host object may define.
public enum BinaryOperation: UInt8, Sendable, CaseIterable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case add, subtract, multiply, divide, floorDivide, remainder, power, matrixMultiply
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case bitAnd, bitOr, bitXor, shiftLeft, shiftRight
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

  /// The operator as it is written.
  public var symbol: String {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .floorDivide: "//"
    case .remainder: "%"
    case .power: "**"
    case .matrixMultiply: "@"
    case .bitAnd: "&"
    case .bitOr: "|"
    case .bitXor: "^"
    case .shiftLeft: "<<"
    case .shiftRight: ">>"
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}

/// The operators with one operand.
public enum UnaryOperation: UInt8, Sendable, CaseIterable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case negate, plus, invert

  /// The operator as it is written.
  public var symbol: String {
    switch self {
    case .negate: "-"
    case .plus: "+"
    case .invert: "~"
    }
  }
}

/// A host object with operators of its own, comparisons included.
public protocol ArithmeticObject: ScriptObject {
  /// `self operation other`, or `other operation self` where the object stands on the right.
  ///
  /// - Returns: `nil` where the operator is not defined for the two; the error names both types.
  func apply(_ operation: BinaryOperation, _ other: Value, onRight: Bool) throws -> Value?

  /// `operation self`; `nil` where it is not defined.
  func apply(_ operation: UnaryOperation) throws -> Value?
}

extension ArithmeticObject {
  /// Not defined.
  public func apply(_ operation: UnaryOperation) throws -> Value? { nil }
}

/// A host object that decides whether it is true; otherwise it is.
///
/// A mask throws: which of `any()` and `all()` is meant, only the author knows.
public protocol TruthObject: ScriptObject {
  /// The truth value.
  func truth() throws -> Bool
}

/// A host object that shows itself to a person: a mask as a picture, a result as a table.
public protocol PreviewableObject: ScriptObject {
  /// Text for the prompt, of at most `columns` characters a line.
  func preview(columns: Int) -> String
}

/// The built-in functions that make one value of many.
public enum Reduction: String, Sendable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case any, all, sum, min, max
}

/// A host object that answers `any`, `all`, `sum`, `min` or `max` itself.
public protocol ReducibleObject: ScriptObject {
  /// The value of `reduction(self)`; `nil` where it is not defined.
  func reduced(by reduction: Reduction) throws -> Value?
}

/// A host object that takes note of being frozen.
public protocol FreezableObject: ScriptObject {
  /// From now on nothing of the object may change.
  func freeze()
}

/// The box in which a value holds an object of the host.
final class HostObject: Object, @unchecked Sendable {
  let object: any ScriptObject
  /// How deep the objects lie in each other that commands made it of.
  var composition = 0

  init(_ object: any ScriptObject) {
    self.object = object
    super.init(kind: .host)
  }

  override func forEachChild(_ visit: (Value) -> Void) {
    (object as? any FreezableObject)?.freeze()
  }
}
