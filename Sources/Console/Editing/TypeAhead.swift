import Synchronization

/// Keys that were read while the terminal's answers to a question were awaited: the next wait for a key
/// finds them first.
enum TypeAhead {
  private static let keys = Mutex<[UInt8]>([])

  /// Keeps keys, behind those that are kept already.
  static func keep(_ bytes: [UInt8]) {
    if !bytes.isEmpty { keys.withLock { $0 += bytes } }
  }

  /// Takes what is kept.
  static func take() -> [UInt8] {
    keys.withLock { kept in
      defer { kept = [] }
      return kept
    }
  }
}
