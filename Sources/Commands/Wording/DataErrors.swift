public import Basics
public import Language

extension JSONError: DiagnosticConvertible {
  /// The file, the place in it, and what is wrong there.
  public var diagnostic: Diagnostic {
    Diagnostic(.format, description, help: "the file must be JSON (RFC 8259)")
  }
}

extension XMLError: DiagnosticConvertible {
  /// The file, the place in it, and what is wrong there.
  public var diagnostic: Diagnostic { Diagnostic(.format, description) }
}
