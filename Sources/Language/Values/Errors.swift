public import Basics

/// An error of the host that says itself what a script should see of it.
///
/// Domain errors are typed facts; where they meet the language they conform to this, with their
/// words. The machine adds the place.
public protocol DiagnosticConvertible: Error {
  /// The error in the language's terms, without a place.
  var diagnostic: Diagnostic { get }
}

// The wording of the errors that more than one place throws.
extension Diagnostic {
  static func type(_ message: String, hint: String? = nil, help: String? = nil) -> Diagnostic {
    Diagnostic(.type, message, hint: hint, help: help)
  }

  static func value(_ message: String, hint: String? = nil, help: String? = nil) -> Diagnostic {
    Diagnostic(.value, message, hint: hint, help: help)
  }

  static func frozen(_ type: String) -> Diagnostic {
    Diagnostic(
      .frozen, "cannot change a frozen \(type)",
      help:
        "default values and what load brings are frozen; change a copy: list(x), dict(x), set(x)")
  }

  static func foreignRegion(_ type: String) -> Diagnostic {
    Diagnostic(
      .frozen,
      "cannot change a \(type) that was made outside this function while it runs on several threads",
      help: "run with --jobs 1, or carry what changes in the model's state z")
  }

  static func iterating(_ type: String) -> Diagnostic {
    Diagnostic(
      .frozen, "cannot change a \(type) while a loop runs over it",
      help: "loop over a copy: for x in list(…)")
  }

  static func tooLarge(_ what: String, count: Int) -> Diagnostic {
    Diagnostic(
      .memory,
      "the \(what) would have \(count) items; at most \(ListObject.greatestCount) are allowed")
  }

  static func tooLong(_ what: String, bytes: Int) -> Diagnostic {
    Diagnostic(
      .memory,
      "the \(what) would have \(bytes) bytes; at most \(StringObject.greatestCount) are allowed")
  }

  static func nestedTooDeeply(_ action: String) -> Diagnostic {
    Diagnostic(.recursion, "the value is nested too deeply to \(action)")
  }

  static func unhashable(_ value: Value) -> Diagnostic {
    let frozenForm = value.kind == .list ? "use a tuple: tuple(x)" : nil
    return .type("unhashable type: \(value.typeName)", help: frozenForm)
  }

  static func unsupported(_ operation: String, _ left: Value, _ right: Value) -> Diagnostic {
    .type("unsupported operand types for \(operation): \(left.typeName) and \(right.typeName)")
  }
}

extension MemoryBound.Exceeded: DiagnosticConvertible {
  /// The error in the language's terms.
  public var diagnostic: Diagnostic {
    if isOfSystem {
      return Diagnostic(
        .memory,
        "the program needs \(Self.size(needed)) of memory, and the system gives no more",
        help: "hold less at once, or raise the limit of the shell: ulimit -v")
    }
    return Diagnostic(
      .memory,
      "the program needs \(Self.size(needed)) of memory; at most \(Self.size(limit)) are allowed",
      help: "--max-memory allows more, for example --max-memory 8G")
  }

  /// A number of bytes as `7.5 GiB` or `512 MiB`.
  private static func size(_ bytes: Int) -> String {
    let mebibytes = Double(bytes) / 1_048_576
    if mebibytes < 1024 { return "\(Int(mebibytes.rounded())) MiB" }
    return "\((mebibytes / 1024 * 10).rounded() / 10) GiB"
  }
}

/// A caught error as a value, with `kind`, `message`, `help`, `place` and `stack`.
public final class ErrorObject: Object, @unchecked Sendable {
  /// The error.
  public let diagnostic: Diagnostic
  /// What caught it and knows the names; gone where the value outlives it.
  private weak var interpreter: Interpreter?

  init(_ diagnostic: Diagnostic, caughtBy interpreter: Interpreter? = nil) {
    self.diagnostic = diagnostic
    self.interpreter = interpreter
    super.init(kind: .error)
  }

  /// The way out that the message on the screen would name.
  var help: String? {
    guard let interpreter else { return diagnostic.help }
    return diagnostic.explained(names: interpreter, session: interpreter.sessionScope).help
  }
}

extension Value {
  /// An error as a value.
  public static func error(_ diagnostic: Diagnostic) -> Value { Value(ErrorObject(diagnostic)) }

  /// The error; `nil` for other types.
  public var asError: Diagnostic? {
    let object: ErrorObject? = object(of: .error)
    return object?.diagnostic
  }
}
