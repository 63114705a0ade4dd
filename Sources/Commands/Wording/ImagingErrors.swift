public import Imaging
public import Language

extension ImageFileError: DiagnosticConvertible {
  /// The path and the problem with its way out.
  public var diagnostic: Diagnostic {
    switch problem {
    case .notEncodable, .unknownEnding, .lossy: Diagnostic(.value, description)
    case .outOfMemory: Diagnostic(.memory, description)
    default: Diagnostic(.format, description)
    }
  }
}

extension SizesDiffer: DiagnosticConvertible {
  /// Both sizes.
  public var diagnostic: Diagnostic { .sizesDiffer("the two", first, second) }
}

extension Diagnostic {
  static func sizesDiffer(_ what: String, _ first: Size, _ second: Size) -> Diagnostic {
    Diagnostic(.shape, "\(what) have different sizes: \(first) and \(second)")
  }
}
