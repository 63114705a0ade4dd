import Basics

/// The bytes of stored arrays: a part of the file, or of a compressed entry of an archive, which is
/// decompressed when an array is asked for and never to list what there is.
struct StoredBytes: Sendable {
  private enum Source: Sendable {
    case file(FileBytes)
    case entry(ZipArchive, ZipArchive.Entry)
  }

  private let source: Source
  private let start: Int
  /// How many bytes there are.
  let count: Int

  private init(_ source: Source, start: Int, count: Int) {
    (self.source, self.start, self.count) = (source, start, count)
  }

  /// Bytes that lie in a file, or in memory.
  init(_ bytes: FileBytes) { self.init(.file(bytes), start: 0, count: bytes.count) }

  /// The content of an entry: the archive's own bytes where it is stored, else as many as the directory
  /// states.
  init(_ entry: ZipArchive.Entry, of archive: ZipArchive) throws(ArchiveError) {
    if entry.isStored {
      // Comparing check sums would read all of it.
      self.init(try archive.content(of: entry, limit: 0, verifying: false))
    } else {
      self.init(.entry(archive, entry), start: 0, count: entry.size)
    }
  }

  /// The `length` bytes from `offset`, or `nil` where they are not all there.
  func slice(at offset: Int, count length: Int) -> StoredBytes? {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
    return StoredBytes(source, start: start + offset, count: length)
  }

  /// Everything from `offset` on, or `nil` past the end.
  func suffix(from offset: Int) -> StoredBytes? { slice(at: offset, count: count - offset) }

  /// The bytes themselves.
  ///
  /// - Parameter limit: the most bytes that are decompressed.
  func bytes(limit: Int) throws -> FileBytes {
    let whole: FileBytes
    switch source {
    case .file(let bytes): whole = bytes
    case .entry(let archive, let entry):
      whole = try asCheckpointError { try archive.content(of: entry, limit: limit) }
    }
    guard let part = whole.slice(at: start, count: count) else { throw CheckpointError.truncated }
    return part
  }
}
