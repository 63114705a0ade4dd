/// A zip archive (PKWARE APPNOTE 6.3.10), read by its central directory.
///
/// Entries are stored or deflated; zip64 sizes and data descriptors are understood. Of several
/// entries with one name the last counts, as in Python's `zipfile`.
public struct ZipArchive: Sendable {
  /// A file within the archive.
  public struct Entry: Sendable {
    /// Its path, with `/` between the parts.
    public let name: String
    /// The size of its content, as the directory states.
    public let size: Int
    /// How many bytes it takes in the archive.
    public let compressedSize: Int
    /// Whether the content lies in the archive as it is.
    public var isStored: Bool { method == 0 }

    let method: Int
    let checksum: UInt32
    let isEncrypted: Bool
    let headerOffset: Int
  }

  /// The entries in the order of the directory.
  public let entries: [Entry]
  private let bytes: FileBytes
  private let indices: [String: Int]

  /// Reads the directory; contents are read by ``content(of:limit:)``.
  ///
  /// - Throws: ``ArchiveError`` where the bytes are no archive, or its directory is damaged.
  public init(_ bytes: FileBytes) throws(ArchiveError) {
    self.bytes = bytes
    entries = try ZipDirectory(of: bytes).entries()
    var indices: [String: Int] = [:]
    for (index, entry) in entries.enumerated() { indices[entry.name] = index }
    self.indices = indices
  }

  /// Whether the bytes begin as an archive does.
  public static func begins(_ bytes: FileBytes) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
  }

  /// The entry of this name.
  public subscript(name: String) -> Entry? { indices[name].map { entries[$0] } }

  /// An entry's content: a part of the archive's own bytes where it is stored, else decompressed.
  ///
  /// - Parameters:
  ///   - limit: the most bytes that are decompressed.
  ///   - verifying: whether the check sum of a stored entry is compared, which reads all of it; that
  ///     of a deflated one always is.
  public func content(
    of entry: Entry, limit: Int, verifying: Bool = true
  ) throws(ArchiveError) -> FileBytes {
    let data = try packed(entry)
    var content = data
    if !entry.isStored {
      guard entry.size <= limit else { throw .tooLarge(limit: limit) }
      content = FileBytes(
        try Inflate.decompress(data, wrapper: .raw, limit: entry.size, sizeHint: entry.size))
    }
    guard content.count == entry.size else {
      throw .corrupt(detail: "'\(entry.name)' has another size than the directory states")
    }
    if verifying || !entry.isStored, content.crc32 != entry.checksum {
      throw .wrongChecksum(entry: entry.name)
    }
    return content
  }

  /// The first bytes of an entry's content, as many as are wanted or there are.
  public func prefix(of entry: Entry, count: Int) throws(ArchiveError) -> FileBytes {
    let data = try packed(entry)
    guard !entry.isStored else {
      return data.slice(at: 0, count: min(count, data.count)) ?? data
    }
    return FileBytes(
      try Inflate.prefix(of: data, wrapper: .raw, count: min(count, max(entry.size, 0))))
  }

  /// An entry's bytes as they lie in the archive.
  private func packed(_ entry: Entry) throws(ArchiveError) -> FileBytes {
    guard !entry.isEncrypted else {
      throw .unsupported(feature: "the encrypted entry '\(entry.name)'")
    }
    guard entry.method == 0 || entry.method == 8 else {
      throw .unsupported(feature: "compression method \(entry.method) of '\(entry.name)'")
    }
    let header = entry.headerOffset
    guard bytes.littleEndian(UInt32.self, at: header) == 0x0403_4B50,
      let nameCount = bytes.littleEndian(UInt16.self, at: header + 26),
      let extraCount = bytes.littleEndian(UInt16.self, at: header + 28)
    else { throw .corrupt(detail: "'\(entry.name)' is not where the directory says") }
    let start = header + 30 + Int(nameCount) + Int(extraCount)
    guard let data = bytes.slice(at: start, count: entry.compressedSize) else { throw .truncated }
    return data
  }
}
