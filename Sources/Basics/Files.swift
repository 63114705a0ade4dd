import Glibc

/// Reading, listing and replacing files, without Foundation: loading it would double the start time.
public enum Files {
  /// What a path leads to.
  public enum Kind: Sendable { case file, folder, other }

  /// What `path` leads to, links followed; `nil` when nothing is there.
  public static func kind(of path: String) -> Kind? {
    var status = stat()
    guard stat(path.systemPath, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// The path from the root on, so that it holds in any working folder; links are not followed.
  public static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return "\(PathText.text(folder))/\(path)"
  }

  /// The path of what a path leads to, links followed; `nil` where nothing is there.
  public static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The whole content of a file.
  ///
  /// - Parameter limit: the most bytes that are read; a larger file is an error (`EFBIG`). Of a device, such
  ///   as a terminal, 16 MiB are read at most; beyond what the process may have is `ENOMEM`.
  public static func read(_ path: String, limit: Int = .max) throws(SystemError) -> [UInt8] {
    let isAwaited = isNamedPipe(path)
    let descriptor = open(
      path.systemPath, O_RDONLY | O_CLOEXEC | (isAwaited ? O_NONBLOCK : 0))
    guard descriptor >= 0 else { throw SystemError(action: "read", path: path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError(action: "read", path: path) }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw SystemError(action: "read", path: path, code: EISDIR)
    }
    let isDevice = status.st_mode & S_IFMT == S_IFCHR
    let limit = isDevice ? min(limit, deviceLimit) : limit
    var content: [UInt8] = []
    var chunk = max(Int(status.st_size) + 1, 4096)
    while true {
      guard content.count <= limit, Int(status.st_size) <= limit else {
        throw SystemError(action: "read", path: path, code: EFBIG)
      }
      guard (try? MemoryBound.require(chunk)) != nil else {
        throw SystemError(action: "read", path: path, code: ENOMEM)
      }
      // Ctrl-C ends the wait for whoever writes the pipe.
      guard !isAwaited || Descriptors.wait(for: POLLIN, on: descriptor),
        let piece = piece(upTo: chunk, of: descriptor)
      else {
        throw SystemError(action: "read", path: path)
      }
      if piece.isEmpty { return content }
      if content.isEmpty { content = piece } else { content += piece }
      chunk = 1 << 16
    }
  }

  /// Whether a path names a pipe of the file system, whose other end may yet be opened; of those of the
  /// process (`/dev/stdin`) it may be closed already.
  private static func isNamedPipe(_ path: String) -> Bool {
    var status = stat()
    return stat(path.systemPath, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
      && !path.hasPrefix("/dev/") && !path.hasPrefix("/proc/")
  }

  /// The most bytes that are read of a device, which may give them without end: `/dev/zero`.
  private static let deviceLimit = 1 << 24

  /// The names in a folder, sorted by their UTF-8 bytes; names that begin with a dot are left out.
  public static func list(_ path: String) throws(SystemError) -> [String] {
    guard let folder = opendir(path.systemPath) else {
      throw SystemError(action: "list", path: path)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { PathText.text($0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes a folder and those above it; one that exists is left as it is.
  public static func makeFolder(_ path: String) throws(SystemError) {
    if kind(of: path) == .folder { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try makeFolder(String(path[..<slash]))
    }
    guard mkdir(path.systemPath, 0o777) == 0 || errno == EEXIST else {
      throw SystemError(action: "make the folder", path: path)
    }
  }

  /// The next bytes of a file; none at its end, and `nil` where it cannot be read, as `errno` tells.
  private static func piece(upTo count: Int, of descriptor: Int32) -> [UInt8]? {
    var got = -1
    let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      repeat {
        got = Glibc.read(descriptor, buffer.baseAddress, count)
      } while got < 0 && (errno == EINTR || errno == EAGAIN)
      initialized = max(got, 0)
    }
    return got < 0 ? nil : piece
  }
}
