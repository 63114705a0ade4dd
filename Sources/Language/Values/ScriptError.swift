/// The kind of an error, by which a script catches it: `except ValueError:`.
public struct ErrorKind: Hashable, Sendable {
  /// The name that follows `except`.
  public let name: String

  /// A kind; hosts may add their own.
  public init(_ name: String) { self.name = name }

  /// An error that a script raised: `raise "text"`, `fail("text")`. As a filter it catches every kind.
  public static let error = ErrorKind("Error")
  /// A failed `assert`.
  public static let assertion = ErrorKind("AssertionError")
  /// A value of the wrong type.
  public static let type = ErrorKind("TypeError")
  /// A value of the right type that cannot be used.
  public static let value = ErrorKind("ValueError")
  /// An index outside a sequence.
  public static let index = ErrorKind("IndexError")
  /// A key that a dictionary or set does not hold.
  public static let key = ErrorKind("KeyError")
  /// A member that an object does not have.
  public static let attribute = ErrorKind("AttributeError")
  /// A name that nothing is bound to.
  public static let name = ErrorKind("NameError")
  /// A division by zero.
  public static let zeroDivision = ErrorKind("ZeroDivisionError")
  /// A number too large for what it is used for.
  public static let overflow = ErrorKind("OverflowError")
  /// A result that would not fit the memory.
  public static let memory = ErrorKind("MemoryError")
  /// Calls, or values, nested too deeply.
  public static let recursion = ErrorKind("RecursionError")
  /// A change of what is frozen or being iterated.
  public static let frozen = ErrorKind("FrozenError")
  /// A file or process of the operating system.
  public static let system = ErrorKind("OSError")
  /// A module that `load` cannot bring.
  public static let load = ErrorKind("LoadError")

  /// The language's own kinds, each with what it means, as the manual lists them.
  public static let all: [(kind: ErrorKind, meaning: String)] = [
    (.error, "raised by a script: raise \"text\" or fail(\"text\"); except Error catches every kind"),
    (.assertion, "a failed assert"),
    (.type, "a value of the wrong type"),
    (.value, "a value of the right type that cannot be used"),
    (.index, "an index outside a sequence"),
    (.key, "a key that a dictionary or set does not hold"),
    (.attribute, "a member that an object does not have"),
    (.name, "a name that nothing is bound to"),
    (.zeroDivision, "a division by zero"),
    (.overflow, "a number too large for what it is used for"),
    (.memory, "a result that would not fit the memory"),
    (.recursion, "calls or values nested too deeply"),
    (.frozen, "a change of what is frozen or being iterated"),
    (.system, "a file or process of the operating system"),
    (.load, "a module that load cannot bring"),
  ]
}

/// An error while a script runs.
///
/// Built-ins throw it without a place; the machine adds the place and the calls as it rises.
public struct ScriptError: Error, Sendable {
  /// Its kind.
  public var kind: ErrorKind
  /// What was found and what was expected.
  public var message: String
  /// The fix, where there is one.
  public var help: String?
  /// Where it happened; `nil` until the machine has added it.
  public var place: Place?
  /// The calls that led there, the innermost first.
  public var calls: [CallSite] = []

  /// An error without a place.
  public init(_ kind: ErrorKind, _ message: String, help: String? = nil) {
    self.kind = kind
    self.message = message
    self.help = help
  }
}

/// An error of the host that says itself what a script should see of it.
///
/// Domain errors are typed facts; where they meet the language they conform to this, with their words.
public protocol ScriptErrorConvertible: Error {
  /// The error in the language's terms.
  var scriptError: ScriptError { get }
}
