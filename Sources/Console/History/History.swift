import Basics
import Glibc

/// The statements typed at the prompt, in this session and in earlier ones.
///
/// The file holds an entry a row, oldest first, with `\n` and `\\` for a newline and a backslash. Every
/// session appends what is typed at once, under a lock, so parallel sessions lose nothing; when the
/// file has grown to twice the limit, the session that notices writes it anew without duplicates.
public final class History {
  private let path: String?
  private let limit: Int
  private var loaded: [String]?
  private let stride: Int
  private var lent: UnsafeMutablePointer<CChar>?

  /// The history kept in a file, which is made when the first entry is added; without a path, one for
  /// this session only. At most `limit` entries are remembered. Whether the file has grown too long is
  /// looked at once in so many bytes.
  public init(path: String?, limit: Int = 10_000, lookingEvery stride: Int = 1 << 16) {
    self.path = path
    self.limit = limit
    self.stride = max(stride, 1)
  }

  /// The history of the user: `segue/history` where the environment keeps state.
  public convenience init(_ environment: Environment) {
    self.init(path: environment.stateHome.map { "\($0)/segue/history" })
  }

  deinit { free(lent) }

  /// How many entries there are. The file is read when the first is asked for, not at the start.
  public var count: Int { entries.count }

  /// The entry of an age, 0 for the newest; nil beyond the oldest.
  public func entry(_ age: Int) -> String? {
    age >= 0 && age < count ? entries[count - 1 - age] : nil
  }

  /// Adds an entry as the newest; an equal older one is dropped.
  public func add(_ text: String) {
    guard !text.allSatisfy(\.isWhitespace), text != entry(0) else { return }
    entries.removeAll { $0 == text }
    entries.append(text)
    if entries.count > limit { entries.removeFirst(entries.count - limit) }
    if let path { HistoryFile(path: path, limit: limit, stride: stride).append(text) }
  }

  /// The entry of an age as a C string that stays valid until the next call.
  func lend(_ age: Int) -> UnsafePointer<CChar>? {
    free(lent)
    lent = entry(age).flatMap { strdup($0) }
    return UnsafePointer(lent)
  }

  private var entries: [String] {
    get {
      if let loaded { return loaded }
      let read = path.map { HistoryFile(path: $0, limit: limit, stride: stride).read() } ?? []
      loaded = read
      return read
    }
    set { loaded = newValue }
  }
}

/// The file behind a ``History``. Nothing that goes wrong with it may disturb the session: a history
/// that cannot be read is empty, and one that cannot be written is not kept.
struct HistoryFile {
  let path: String
  let limit: Int
  let stride: Int
  /// The largest file that is read, in bytes.
  private static let fileLimit = 64 << 20

  /// The entries, oldest first, each once, at most `limit`.
  func read() -> [String] {
    guard let bytes = try? Files.read(path, limit: HistoryFile.fileLimit) else { return [] }
    return HistoryFile.entries(in: bytes, limit: limit)
  }

  /// Appends an entry under the file's lock; makes the file and its folder, for the user alone.
  func append(_ entry: String) {
    guard let descriptor = openLocked() else { return }
    defer { close(descriptor) }
    let row = Array((HistoryFile.escaped(entry) + "\n").utf8)
    guard HistoryFile.write(row, to: descriptor) else { return }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    if size / stride != (size - row.count) / stride { compact() }
  }

  /// Opens and locks the file. Another session may have put a new file in place while this one waited
  /// for the lock of the old: then it is opened again.
  private func openLocked() -> Int32? {
    if let slash = path.lastIndex(of: "/") {
      guard (try? Files.makeFolder(String(path[..<slash]))) != nil else { return nil }
    }
    for _ in 0..<10 {
      let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { return nil }
      var held = stat()
      var named = stat()
      if flock(descriptor, LOCK_EX) == 0, fstat(descriptor, &held) == 0, stat(path, &named) == 0,
        held.st_ino == named.st_ino, held.st_dev == named.st_dev
      {
        return descriptor
      }
      close(descriptor)
    }
    return nil
  }

  /// Writes the file anew, without duplicates, when it is much longer than it need be. The lock on
  /// the old file is held meanwhile.
  private func compact() {
    guard let bytes = try? Files.read(path, limit: HistoryFile.fileLimit),
      bytes.count(where: { $0 == UInt8(ascii: "\n") }) > 2 * limit
    else { return }
    let rows = HistoryFile.entries(in: bytes, limit: limit).map { HistoryFile.escaped($0) + "\n" }
    let temporary = "\(path).\(getpid()).tmp"
    let new = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard new >= 0 else { return }
    let complete = HistoryFile.write(Array(rows.joined().utf8), to: new)
    if close(new) != 0 || !complete || rename(temporary, path) != 0 { unlink(temporary) }
  }

  static func entries(in bytes: [UInt8], limit: Int) -> [String] {
    var seen: Set<String> = []
    var newestFirst: [String] = []
    for row in bytes.split(separator: UInt8(ascii: "\n")).reversed() {
      let entry = unescaped(row)
      if seen.insert(entry).inserted { newestFirst.append(entry) }
      if newestFirst.count == limit { break }
    }
    return newestFirst.reversed()
  }

  static func escaped(_ entry: String) -> String {
    var row = ""
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\\": row += "\\\\"
      case "\n": row += "\\n"
      default: row.unicodeScalars.append(scalar)
      }
    }
    return row
  }

  static func unescaped(_ row: some Sequence<UInt8>) -> String {
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in row {
      if isEscaped {
        bytes.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let put = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { return false }
      done += put
    }
    return true
  }
}
