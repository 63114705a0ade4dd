import Basics

/// NumPy's `.npy` (versions 1 to 3), and `.npz`, a zip archive of such files.
enum NumpyArray {
  static let signature = NumpyHeader.signature

  /// Reads one array.
  static func read(_ bytes: FileBytes) throws(CheckpointError) -> StoredArray {
    try read(bytes, of: StoredBytes(bytes))
  }

  /// Reads one array of which the first bytes are at hand.
  private static func read(
    _ head: FileBytes, of whole: StoredBytes
  ) throws(CheckpointError) -> StoredArray {
    let header = try header(of: head)
    guard let content = whole.suffix(from: header.contentStart) else { throw .truncated }
    let strides = header.isColumnMajor ? try StoredArray.columnMajor(header.shape) : nil
    return try StoredArray(
      try type(named: header.typeName).type, shape: header.shape, strides: strides, in: content,
      isBigEndian: header.isBigEndian)
  }

  private static func header(of bytes: FileBytes) throws(CheckpointError) -> NumpyHeader {
    do { return try NumpyHeader(bytes) } catch .truncated { throw .truncated } catch .corrupt(
      let detail)
    { throw .corrupt(detail: detail) } catch .unsupported(let feature) {
      throw .unsupported(feature: feature)
    } catch { throw .archive(error) }
  }

  /// Reads the heads of an archive's arrays; what follows them is read when it is asked for.
  static func readArchive(_ bytes: FileBytes) throws -> Checkpoint {
    let archive = try ZipArchive(bytes)
    let entries = try archive.entries.map { entry in
      let whole = try StoredBytes(entry, of: archive)
      func array(_ count: Int) throws -> StoredArray {
        try read(try archive.prefix(of: entry, count: count), of: whole)
      }
      // Nearly all heads are short.
      let array = try (try? array(1 << 10)) ?? array(NumpyHeader.longest)
      return Checkpoint.Entry(name: String(entry.name.dropLast(4)), array: array)
    }
    return Checkpoint(.npz, entries: entries)
  }

  /// The type of a NumPy name such as `f4` in an order of bytes.
  static func type(
    named name: String
  ) throws(CheckpointError) -> (type: StoredType, isBigEndian: Bool) {
    let (bare, isBigEndian) = NumpyHeader.type(name)
    guard let type = StoredType.allCases.first(where: { $0.numpyName == bare }) else {
      throw .unsupported(feature: "elements of NumPy's type '\(name)'")
    }
    return (type, isBigEndian)
  }
}
