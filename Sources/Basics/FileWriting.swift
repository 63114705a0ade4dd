import Glibc

extension Files {
  /// Writes a file whole or not at all: to a temporary name beside it, which is then renamed.
  ///
  /// Only a plain file is replaced, and keeps its mode and its owner; behind a link it is the file that the
  /// link leads to. Devices, pipes and open descriptors (`/dev/stdout`) are written through.
  ///
  /// - Throws: `SystemError`; ``Cancellation/Interrupted`` while a pipe takes nothing.
  public static func write(_ content: [UInt8], to path: String) throws {
    do throws(SystemError) {
      let target = try linkTarget(of: path)
      if let descriptor = openDescriptor(named: target) {
        try writeThrough(content, to: dup(descriptor), path)
        return
      }
      var status = stat()
      guard stat(target.systemPath, &status) == 0 else {
        return try replace(target, nil, content, path)
      }
      switch status.st_mode & S_IFMT {
      case S_IFREG: try replace(target, status, content, path)
      case S_IFDIR: throw SystemError(action: "write", path: path, code: EISDIR)
      default: try writeThrough(content, to: openForWriting(target, status), path)
      }
    } catch {
      try Cancellation.check()
      throw error
    }
  }

  /// The links that a path may go through, as the system has it.
  private static let greatestLinkCount = 40

  /// What a path leads to, even where nothing is there yet.
  private static func linkTarget(of path: String) throws(SystemError) -> String {
    var target = path
    for _ in 0..<greatestLinkCount {
      if openDescriptor(named: target) != nil { return target }
      guard let next = link(target) else { return target }
      let folder = target.lastIndex(of: "/").map { target[...$0] } ?? ""
      target = next.hasPrefix("/") ? next : folder + next
    }
    throw SystemError(action: "write", path: path, code: ELOOP)
  }

  /// What a link holds; `nil` for anything that is no link.
  private static func link(_ path: String) -> String? {
    withUnsafeTemporaryAllocation(byteCount: Int(PATH_MAX), alignment: 1) { buffer in
      let count = buffer.baseAddress.map { readlink(path.systemPath, $0, buffer.count) } ?? 0
      return count > 0 ? PathText.text(buffer.prefix(count)) : nil
    }
  }

  /// The open descriptor that a path stands for: what is behind it must not be replaced.
  private static func openDescriptor(named path: String) -> Int32? {
    for folder in ["/proc/self/fd/", "/dev/fd/"] where path.hasPrefix(folder) {
      return Int32(path.dropFirst(folder.count))
    }
    return nil
  }

  // MARK: Replacing

  private static func replace(
    _ target: String, _ before: stat?, _ content: [UInt8], _ path: String
  ) throws(SystemError) {
    if before != nil, access(target.systemPath, W_OK) != 0 {
      throw SystemError(action: "write", path: path)
    }
    guard let file = TemporaryFile(beside: target) else {
      throw SystemError(action: "write", path: path)
    }
    defer { file.remove() }
    if let before {
      // Whoever may not give the file away writes it as his own.
      _ = fchown(file.descriptor, before.st_uid, before.st_gid)
      _ = fchmod(file.descriptor, before.st_mode & 0o7777)
    }
    guard Descriptors.write(content, to: file.descriptor), file.rename(to: target) else {
      throw SystemError(action: "write", path: path)
    }
  }

  // MARK: Writing through

  private static func writeThrough(
    _ content: [UInt8], to descriptor: Int32, _ path: String
  ) throws(SystemError) {
    let isWritten = descriptor >= 0 && Descriptors.write(content, to: descriptor)
    let code = errno
    let isClosed = descriptor < 0 || close(descriptor) == 0
    guard isWritten, isClosed else {
      throw SystemError(action: "write", path: path, code: isWritten ? errno : code)
    }
  }

  /// Opens a device or a pipe; waits until somebody reads the pipe. −1 where it fails or is interrupted.
  private static func openForWriting(_ path: String, _ status: stat) -> Int32 {
    while true {
      let descriptor = open(path.systemPath, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
      guard descriptor < 0, errno == ENXIO, status.st_mode & S_IFMT == S_IFIFO,
        !Cancellation.isRequested
      else { return descriptor }
      usleep(20_000)
    }
  }
}
