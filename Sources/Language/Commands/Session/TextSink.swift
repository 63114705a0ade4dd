import Basics
import Glibc
import Synchronization

/// Where text goes: standard output, standard error, or a test's memory. Any thread may write.
public protocol TextSink: AnyObject, Sendable {
  /// Takes text; the whole of one call stands together.
  ///
  /// - Throws: ``ClosedPipe`` when the reader is gone; `SystemError` when writing fails.
  func write(_ text: String) throws
  /// Hands on what is held back.
  func flush() throws
}

/// The reader of standard output has gone away, as `head` does: no error, but time to end.
public struct ClosedPipe: Error, Equatable {
  /// Creates the condition.
  public init() {}
}

/// A file descriptor as a sink; text is held back until a line is complete on a terminal, and until
/// there is a good deal of it elsewhere.
public final class DescriptorSink: TextSink {
  private let descriptor: Int32
  private let name: String
  private let limit: Int
  private let held = Mutex<[UInt8]>([])

  /// A sink for a descriptor that stays open.
  ///
  /// - Parameters:
  ///   - name: the file's name in errors.
  ///   - isUnbuffered: whether each text goes out at once.
  public init(descriptor: Int32, name: String, isUnbuffered: Bool = false) {
    self.descriptor = descriptor
    self.name = name
    limit = isUnbuffered || isatty(descriptor) == 1 ? 0 : 1 << 16
  }

  /// Takes text, and writes it when enough is held.
  public func write(_ text: String) throws {
    try held.withLock { held in
      held.append(contentsOf: text.utf8)
      if held.count > limit { try send(&held) }
    }
  }

  /// Writes what is held back.
  public func flush() throws {
    try held.withLock { held in try send(&held) }
  }

  private func send(_ bytes: inout [UInt8]) throws {
    defer { bytes.removeAll(keepingCapacity: true) }
    if Descriptors.write(bytes, to: descriptor) { return }
    if errno == EPIPE { throw ClosedPipe() }
    try Cancellation.check()
    throw SystemError(action: "write", path: name)
  }
}

/// A sink that keeps its text, for tests and for reports.
public final class MemorySink: TextSink {
  private let content = Mutex("")

  /// An empty sink.
  public init() {}

  /// All that was written.
  public var text: String { content.withLock { $0 } }

  /// Takes text.
  public func write(_ text: String) { content.withLock { $0 += text } }

  /// Nothing is held back.
  public func flush() {}
}
