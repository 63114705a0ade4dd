import Glibc

/// Reading and writing by descriptors that may keep one waiting, as pipes do.
public enum Descriptors {
  /// How long a wait lasts, in milliseconds, before Ctrl-C is looked for.
  private static let patience: Int32 = 50

  /// Writes all bytes.
  ///
  /// - Returns: whether they were taken; else `errno` tells why. It is `EINTR` where Ctrl-C was pressed
  ///   while the other end took nothing.
  public static func write(_ content: [UInt8], to descriptor: Int32) -> Bool {
    content.withUnsafeBytes { raw in
      // A pipe that can take something takes so much at once without waiting.
      let piece = isPipe(descriptor) ? Int(PIPE_BUF) : Int.max
      var done = 0
      while done < raw.count {
        guard wait(for: POLLOUT, on: descriptor) else { return false }
        let put = Glibc.write(
          descriptor, raw.baseAddress.map { $0 + done }, min(raw.count - done, piece))
        if put < 0, errno == EINTR || errno == EAGAIN { continue }
        guard put > 0 else { return false }
        done += put
      }
      return true
    }
  }

  /// Waits until a descriptor can be read or written.
  ///
  /// - Returns: false, with `errno` as `EINTR`, when Ctrl-C was pressed meanwhile.
  static func wait(for event: Int32, on descriptor: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    while poll(&entry, 1, patience) <= 0 {
      guard !Cancellation.isRequested else {
        errno = EINTR
        return false
      }
    }
    return true
  }

  private static func isPipe(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0
      && [S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT)
  }
}
