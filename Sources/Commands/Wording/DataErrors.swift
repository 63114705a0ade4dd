public import Basics
public import Language

extension JSONError: DiagnosticConvertible {
  /// The file, the place in it, and what is wrong there.
  public var diagnostic: Diagnostic {
    Diagnostic(.format, description, help: problem.help)
  }
}

extension JSONError.Problem {
  /// The way out: a text that is no JSON is one thing, a value of another kind than expected one more.
  fileprivate var help: String {
    switch self {
    case .endsEarly: "the file is cut off: copy or download it again"
    case .unexpected, .badString, .notUTF8: "the file must be JSON (RFC 8259)"
    case .wrongType, .missing, .outOfRange:
      "the file is valid JSON up to here, but its content is another than expected"
    case .tooDeep, .tooLarge: "no annotation needs as much"
    }
  }
}

extension XMLError: DiagnosticConvertible {
  /// The file, the place in it, and what is wrong there.
  public var diagnostic: Diagnostic { Diagnostic(.format, description) }
}
