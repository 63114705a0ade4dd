/// Where a zip archive's central directory lies, and what it lists.
struct ZipDirectory {
  private let bytes: FileBytes
  private var offset: Int
  private var count: Int
  private var size: Int
  /// Bytes before the archive's own first byte, as in a self-extracting program.
  private var shift: Int

  private static let endSignature: UInt32 = 0x0605_4B50
  private static let locatorSignature: UInt32 = 0x0706_4B50
  private static let end64Signature: UInt32 = 0x0606_4B50
  private static let entrySignature: UInt32 = 0x0201_4B50
  private static let endBytes = 22

  /// Finds the directory by the record at the archive's end.
  init(of bytes: FileBytes) throws(ArchiveError) {
    guard let end = Self.endRecord(of: bytes) else { throw .truncated }
    guard let disk = bytes.littleEndian(UInt16.self, at: end + 4),
      let count = bytes.littleEndian(UInt16.self, at: end + 10),
      let size = bytes.littleEndian(UInt32.self, at: end + 12),
      let offset = bytes.littleEndian(UInt32.self, at: end + 16)
    else { throw .truncated }
    guard disk == 0 || disk == .max else { throw .unsupported(feature: "an archive in parts") }
    self.bytes = bytes
    (self.count, self.size, self.offset) = (Int(count), Int(size), Int(offset))
    var directoryEnd = end
    if let record = try Self.record64(before: end, in: bytes) {
      (self.count, self.size, self.offset) = (record.count, record.size, record.offset)
      directoryEnd = record.start
    }
    guard self.size <= directoryEnd, self.offset <= directoryEnd - self.size else {
      throw .corrupt(detail: "the directory lies outside the archive")
    }
    shift = directoryEnd - self.size - self.offset
  }

  /// The entries; their number is bounded by the directory's size, whatever a record states.
  func entries() throws(ArchiveError) -> [ZipArchive.Entry] {
    guard count <= size / 46 else { throw .corrupt(detail: "the directory is too short") }
    var entries: [ZipArchive.Entry] = []
    entries.reserveCapacity(count)
    var place = shift + offset
    for _ in 0..<count {
      let (entry, next) = try self.entry(at: place)
      entries.append(entry)
      place = next
    }
    return entries
  }

  private func entry(
    at place: Int
  ) throws(ArchiveError) -> (entry: ZipArchive.Entry, next: Int) {
    guard bytes.littleEndian(UInt32.self, at: place) == Self.entrySignature,
      let flags = bytes.littleEndian(UInt16.self, at: place + 8),
      let method = bytes.littleEndian(UInt16.self, at: place + 10),
      let checksum = bytes.littleEndian(UInt32.self, at: place + 16),
      let packed = bytes.littleEndian(UInt32.self, at: place + 20),
      let size = bytes.littleEndian(UInt32.self, at: place + 24),
      let nameCount = bytes.littleEndian(UInt16.self, at: place + 28),
      let extraCount = bytes.littleEndian(UInt16.self, at: place + 30),
      let commentCount = bytes.littleEndian(UInt16.self, at: place + 32),
      let offset = bytes.littleEndian(UInt32.self, at: place + 42),
      let name = bytes.slice(at: place + 46, count: Int(nameCount))?.text,
      let extra = bytes.slice(at: place + 46 + Int(nameCount), count: Int(extraCount))
    else { throw .corrupt(detail: "an entry of the directory") }
    let fields = try Self.widened([size, packed, offset], by: extra)
    let entry = ZipArchive.Entry(
      name: name, size: fields[0], compressedSize: fields[1], method: Int(method),
      checksum: checksum, isEncrypted: flags & 1 == 1, headerOffset: try shifted(fields[2]))
    return (entry, place + 46 + Int(nameCount) + Int(extraCount) + Int(commentCount))
  }

  private func shifted(_ offset: Int) throws(ArchiveError) -> Int {
    guard offset <= bytes.count - shift else { throw .truncated }
    return offset + shift
  }

  /// Fields of 32 bits that are all ones have their value in the zip64 extra field, in this order.
  private static func widened(
    _ fields: [UInt32], by extra: FileBytes
  ) throws(ArchiveError) -> [Int] {
    var wide: FileBytes?
    var place = 0
    while let kind = extra.littleEndian(UInt16.self, at: place),
      let count = extra.littleEndian(UInt16.self, at: place + 2)
    {
      if kind == 1 { wide = extra.slice(at: place + 4, count: Int(count)) }
      place += 4 + Int(count)
    }
    var used = 0
    var result: [Int] = []
    for field in fields {
      guard field == .max, let wide else {
        result.append(Int(field))
        continue
      }
      guard let value = wide.littleEndian(UInt64.self, at: used), let value = Int(exactly: value)
      else { throw .corrupt(detail: "a size of 64 bits") }
      result.append(value)
      used += 8
    }
    return result
  }

  /// The end record: 22 bytes and a comment of at most 65,535, at the very end.
  private static func endRecord(of bytes: FileBytes) -> Int? {
    var place = bytes.count - endBytes
    let first = max(0, place - Int(UInt16.max))
    while place >= first {
      if bytes.littleEndian(UInt32.self, at: place) == endSignature,
        let comment = bytes.littleEndian(UInt16.self, at: place + 20),
        place + endBytes + Int(comment) <= bytes.count
      {
        return place
      }
      place -= 1
    }
    return nil
  }

  private static func record64(
    before end: Int, in bytes: FileBytes
  ) throws(ArchiveError) -> (start: Int, count: Int, size: Int, offset: Int)? {
    let locator = end - 20
    guard locator >= 0, bytes.littleEndian(UInt32.self, at: locator) == locatorSignature else {
      return nil
    }
    // The record lies right before its locator, unless it carries data of its own: then where the
    // locator says.
    var start = locator - 56
    if bytes.littleEndian(UInt32.self, at: start) != end64Signature {
      start = bytes.littleEndian(UInt64.self, at: locator + 8).flatMap { Int(exactly: $0) } ?? -1
    }
    guard start >= 0, start <= locator - 56,
      bytes.littleEndian(UInt32.self, at: start) == end64Signature,
      let count = bytes.littleEndian(UInt64.self, at: start + 32).flatMap({ Int(exactly: $0) }),
      let size = bytes.littleEndian(UInt64.self, at: start + 40).flatMap({ Int(exactly: $0) }),
      let offset = bytes.littleEndian(UInt64.self, at: start + 48).flatMap({ Int(exactly: $0) })
    else { throw .corrupt(detail: "the end record of 64 bits") }
    return (start, count, size, offset)
  }
}
