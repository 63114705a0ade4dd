public import Glibc

/// A failed call of the operating system, with the file that it was about.
public struct SystemError: Error, Equatable, Sendable {
  /// What was tried, as a verb: `read`, `write`, `list`.
  public var action: String
  /// The file's path, as the user wrote it.
  public var path: String
  /// The system's error number.
  public var code: Int32

  /// Records the failure of `action` on `path`; `code` is the current `errno` unless told.
  public init(action: String, path: String, code: Int32 = errno) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// The code of a file that is a small text of Git LFS, which stands for the file until it is fetched.
  public static let gitPointer: Int32 = -1

  /// The system's own words for the code, for example `No such file or directory`.
  public var reason: String {
    code == Self.gitPointer
      ? "it is a Git LFS pointer, and the file itself was not fetched"
      : String(cString: strerror(code))
  }
}
