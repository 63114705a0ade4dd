import Glibc

extension Files {
  /// Makes a folder whole or not at all: `body` fills one of another name beside it, which is then renamed.
  ///
  /// - Throws: `SystemError`, with `EEXIST` where something is there already, and what `body` throws: then nothing is
  ///   left of the folder.
  public static func writeFolder<Result>(
    _ path: String, _ body: (_ temporary: String) throws -> Result
  ) throws -> Result {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    guard kind(of: path) == nil else {
      throw SystemError(action: "write", path: path, code: EEXIST)
    }
    let temporary = "\(path).\(getpid()).tmp"
    guard mkdir(temporary, 0o777) == 0 else { throw SystemError(action: "write", path: path) }
    do {
      let result = try body(temporary)
      // Onto an empty folder that came meanwhile it is renamed as well; anything else is an error.
      guard rename(temporary, path) == 0 else { throw SystemError(action: "write", path: path) }
      return result
    } catch {
      removeTree(temporary)
      throw error
    }
  }

  /// Removes a folder that this process has made, with what is in it; links are removed and not followed.
  private static func removeTree(_ path: String) {
    for name in (try? list(path)) ?? [] {
      let inside = "\(path)/\(name)"
      if unlink(inside) != 0 { removeTree(inside) }
    }
    rmdir(path)
  }
}
