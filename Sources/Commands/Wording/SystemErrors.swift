public import Basics
import Glibc
public import Language

extension SystemError: DiagnosticConvertible {
  /// `cannot read 'x.png': No such file or directory`.
  public var diagnostic: Diagnostic {
    Diagnostic(kind, "cannot \(action) '\(path)': \(reason)", help: help)
  }

  private var kind: ErrorKind {
    if action == "write" || action.hasPrefix("make") { return .output }
    switch code {
    case ENOENT, EACCES, EISDIR, ENOTDIR, ELOOP, ENAMETOOLONG, EPERM, EFBIG: return .input
    default: return .system
    }
  }

  private var help: String? {
    switch code {
    case EISDIR: "it is a folder; name a file"
    case ENOTDIR: "a part of the path is a file, not a folder"
    case EFBIG: "the file is larger than what is read of its kind"
    case ENOSPC: "the disk is full; nothing was changed"
    default: nil
    }
  }
}
