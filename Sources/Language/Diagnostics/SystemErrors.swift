public import Basics
import Glibc

extension SystemError: DiagnosticConvertible {
  /// `cannot read 'x.png': No such file or directory`.
  public var diagnostic: Diagnostic {
    if code == EINTR { return Diagnostic(Cancellation.Interrupted()) }
    return Diagnostic(
      kind, "cannot \(action) '\(PathText.readable(path))': \(reason)", hint: hint, help: help)
  }

  /// A file that is at fault, or, of kind `system`, the device below it or the process's means.
  private var kind: ErrorKind {
    switch code {
    case EIO, ENOSPC, EDQUOT, EMFILE, ENFILE, ENOMEM: .system
    case EFBIG where isOutput: .system
    default: isOutput ? .output : .input
    }
  }

  private var isOutput: Bool { action == "write" || action.hasPrefix("make") }

  /// What lies there instead of something that is missing: a name that differs in the case of its letters, or little.
  private var hint: String? {
    guard code == ENOENT, let name = path.split(separator: "/").last else { return nil }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    guard let names = try? Files.list(folder.isEmpty ? "." : folder) else { return nil }
    let near =
      names.first { $0.lowercased() == name.lowercased() }
      ?? Suggestions.nearest(to: String(name), among: names).first
    return near.map { "did you mean '\(folder)\($0)'?" }
  }

  private var help: String? {
    switch code {
    case EISDIR: "it is a folder; name a file"
    case ENOTDIR: "a part of the path is a file, not a folder"
    case EFBIG where isOutput: "the shell's limit on the size of files is reached (ulimit -f)"
    case EFBIG: "the file is larger than what is read of its kind"
    case ENOSPC: "the disk is full"
    case SystemError.gitPointer: "fetch it: 'git lfs pull' in its repository, or download the file"
    default: nil
    }
  }
}
