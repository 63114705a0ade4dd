import Glibc
import Synchronization

/// A new file beside the one that it is to replace, under a name of its own; it is gone when the process is
/// ended by a signal whose handler calls ``TemporaryNames/removeAll()``.
struct TemporaryFile: ~Copyable {
  /// Open for writing.
  let descriptor: Int32
  private let path: String
  private let names: TemporaryNames
  private let slot: Int?

  private static let count = Atomic<Int>(0)
  /// How many names are tried: others may stem from a process of the same number that was killed.
  private static let tries = 1000

  /// Makes the file; `nil` where that fails, as `errno` tells.
  init?(beside target: String, names: TemporaryNames = .shared) {
    let folder = target.lastIndex(of: "/").map { target[...$0] } ?? ""
    for _ in 0..<Self.tries {
      let number = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
      let path = "\(folder).segue-\(getpid())-\(number).tmp"
      let slot = names.add(path)
      let descriptor = open(path.systemPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        (self.descriptor, self.path) = (descriptor, path)
        (self.names, self.slot) = (names, slot)
        return
      }
      let code = errno
      names.remove(slot)
      guard code == EEXIST else {
        errno = code
        return nil
      }
    }
    return nil
  }

  /// Gives the file its name; false where that fails, as `errno` tells.
  func rename(to target: String) -> Bool { Glibc.rename(path.systemPath, target.systemPath) == 0 }

  /// Closes the file, and removes it unless it was renamed.
  func remove() {
    let code = errno
    close(descriptor)
    unlink(path.systemPath)
    names.remove(slot)
    errno = code
  }
}

/// The temporary files that are there, so that the end of the process by a signal removes them.
public final class TemporaryNames: Sendable {
  /// Those of the process.
  public static let shared = TemporaryNames()

  private static let slotCount = 64
  private static let slotSize = Int(PATH_MAX)
  /// One name in each slot, ended by a zero; a slot that begins with one is free. A signal handler may
  /// read them at any time, so they are never moved or freed. `nil` where there is no memory.
  private nonisolated(unsafe) let names: UnsafeMutablePointer<CChar>?
  private let lock = Mutex(())

  init() {
    // Memory that reads as zero and takes none before it is written.
    let size = Self.slotCount * Self.slotSize
    let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    names = memory == MAP_FAILED ? nil : memory?.bindMemory(to: CChar.self, capacity: size)
  }

  /// Removes all temporary files; safe in a signal handler once ``shared`` has been used.
  public func removeAll() {
    guard let names else { return }
    for slot in 0..<Self.slotCount where names[slot * Self.slotSize] != 0 {
      unlink(names + slot * Self.slotSize)
    }
  }

  /// Notes a name: its slot, or `nil` where it is too long or all are taken.
  func add(_ path: String) -> Int? {
    let bytes = path.systemPath
    guard let names, bytes.count <= Self.slotSize, bytes.count > 1 else { return nil }
    return lock.withLock { _ in
      let slots = 0..<Self.slotCount
      guard let slot = slots.first(where: { names[$0 * Self.slotSize] == 0 }) else { return nil }
      let name = names + slot * Self.slotSize
      // The first byte comes last: before it the slot counts as free.
      for place in bytes.indices.reversed() { name[place] = bytes[place] }
      return slot
    }
  }

  func remove(_ slot: Int?) {
    guard let names, let slot else { return }
    lock.withLock { _ in names[slot * Self.slotSize] = 0 }
  }
}
