import Basics
import Glibc

/// The path of a file or folder that is read; it must exist. A leading `~/` is the home folder.
public struct InputPath: PathArgument {
  /// The name in messages.
  public static let typeName = "path"
  /// Files and folders.
  public static let paths: PathKind? = .any
  /// The path, `~/` replaced.
  public var path: String

  /// A path that exists.
  public init(path: String) throws {
    guard Files.kind(of: path) != nil else {
      throw SystemError(action: "read", path: path, code: errno)
    }
    self.path = path
  }
}

/// The path of a file that is read; it must exist and be no folder.
public struct InputFile: PathArgument {
  /// The name in messages.
  public static let typeName = "file"
  /// Any file.
  public static let paths: PathKind? = .file(extensions: [])
  /// The path, `~/` replaced.
  public var path: String

  /// A path that leads to a file.
  public init(path: String) throws {
    guard let kind = Files.kind(of: path) else {
      throw SystemError(action: "read", path: path, code: errno)
    }
    guard kind != .folder else { throw SystemError(action: "read", path: path, code: EISDIR) }
    self.path = path
  }
}

/// The path of a folder that is read; it must exist.
public struct InputFolder: PathArgument {
  /// The name in messages.
  public static let typeName = "folder"
  /// Folders.
  public static let paths: PathKind? = .folder
  /// The path, `~/` replaced.
  public var path: String

  /// A path that leads to a folder.
  public init(path: String) throws {
    guard let kind = Files.kind(of: path) else {
      throw SystemError(action: "list", path: path, code: errno)
    }
    guard kind == .folder else { throw SystemError(action: "list", path: path, code: ENOTDIR) }
    self.path = path
  }
}

/// The path of a file that is written; its folder must exist, so that long work does not end in vain.
public struct OutputPath: PathArgument {
  /// The name in messages.
  public static let typeName = "output path"
  /// Any file.
  public static let paths: PathKind? = .file(extensions: [])
  /// The path, `~/` replaced.
  public var path: String

  /// A path whose folder exists and can be written.
  public init(path: String) throws {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard Files.kind(of: path) != .folder else {
      throw SystemError(action: "write", path: path, code: EISDIR)
    }
    guard access(Files.kind(of: path) == nil ? folder : path, W_OK) == 0 else {
      throw SystemError(action: "write", path: path, code: errno)
    }
    self.path = path
  }
}

/// What the path types share: any word or string is a path, and `~/` is the home folder.
public protocol PathArgument: ScriptConvertible, Hashable, Sendable {
  /// The path, `~/` replaced.
  var path: String { get }
  /// The path, checked.
  init(path: String) throws
}

extension PathArgument {
  /// Any word is a path.
  public static func read(_ word: String, in context: CommandContext) throws -> Self {
    guard !word.isEmpty, !word.utf8.contains(0) else { throw ReadingFailure.mismatch }
    return try Self(path: expandingHome(word))
  }

  /// Any string is a path.
  public static func convert(_ value: Value, in context: CommandContext) throws -> Self {
    guard let word = value.asString else { throw ReadingFailure.mismatch }
    return try read(word, in: context)
  }

  /// The path.
  public static func spelling(of value: Self) -> String { String.spelling(of: value.path) }
}

/// The path with a leading `~` replaced by the home folder, where one is known.
public func expandingHome(_ path: String) -> String {
  guard path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
  return String(cString: home) + path.dropFirst()
}
