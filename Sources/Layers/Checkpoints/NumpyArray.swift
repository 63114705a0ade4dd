import Basics

/// NumPy's `.npy` (versions 1 to 3), and `.npz`, a zip archive of such files.
enum NumpyArray {
  static let signature: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// The longest header: fields of structured types could fill more, and are not read anyway.
  private static let headerLimit = 1 << 20

  /// Reads one array.
  static func read(_ bytes: FileBytes) throws(CheckpointError) -> StoredArray {
    guard bytes.starts(with: signature), let version = bytes.byte(at: 6) else {
      throw .corrupt(detail: "it does not begin as an array of NumPy's")
    }
    guard (1...3).contains(version) else {
      throw .unsupported(feature: "version \(version) of the NumPy format")
    }
    let start = version == 1 ? 10 : 12
    let length =
      version == 1
      ? bytes.littleEndian(UInt16.self, at: 8).map { Int($0) }
      : bytes.littleEndian(UInt32.self, at: 8).map { Int($0) }
    guard let length, length <= headerLimit, let header = bytes.slice(at: start, count: length),
      let content = bytes.suffix(from: start + length)
    else { throw .truncated }
    return try NumpyHeader(header.text).array(in: content)
  }

  /// Reads the arrays of an archive; deflated ones are decompressed.
  static func readArchive(_ bytes: FileBytes, limit: Int) throws -> Checkpoint {
    let archive = try ZipArchive(bytes)
    var left = limit
    let entries = try archive.entries.map { entry in
      let content = try archive.content(of: entry, limit: left)
      if !entry.isStored { left -= content.count }
      return Checkpoint.Entry(name: String(entry.name.dropLast(4)), array: try read(content))
    }
    return Checkpoint(.npz, entries: entries)
  }
}

/// The Python dictionary at the head of an array: `{'descr': '<f4', 'fortran_order': False,
/// 'shape': (3, 4), }`.
private struct NumpyHeader {
  private let text: String

  init(_ text: String) { self.text = text }

  func array(in content: FileBytes) throws(CheckpointError) -> StoredArray {
    let description = try value(of: "descr")
    guard let quote = description.first, quote == "'" || quote == "\"" else {
      throw .unsupported(feature: "a structured type")
    }
    let name = description.dropFirst().prefix { $0 != quote }
    let (type, isBigEndian) = try Self.type(String(name))
    let shape = try shape()
    let isFortran = try value(of: "fortran_order").hasPrefix("True")
    return try StoredArray(
      type, shape: shape, strides: isFortran ? try StoredArray.columnMajor(shape) : nil,
      in: content, isBigEndian: isBigEndian)
  }

  /// What stands behind a key.
  private func value(of key: String) throws(CheckpointError) -> Substring {
    for quote in ["'", "\""] {
      if let place = text.firstRange(of: "\(quote)\(key)\(quote):") {
        return text[place.upperBound...].drop { $0 == " " }
      }
    }
    throw .corrupt(detail: "the header has no '\(key)'")
  }

  private func shape() throws(CheckpointError) -> [Int] {
    let value = try value(of: "shape")
    guard value.first == "(", let end = value.firstIndex(of: ")") else {
      throw .corrupt(detail: "the header's shape")
    }
    var shape: [Int] = []
    for part in value[..<end].dropFirst().split(separator: ",") {
      let digits = part.filter { $0 != " " && $0 != "L" }
      if digits.isEmpty { continue }
      guard let extent = Int(digits) else { throw .corrupt(detail: "the header's shape") }
      shape.append(extent)
    }
    return shape
  }

  /// The type of `<f4`, and whether its most significant byte comes first.
  static func type(
    _ name: String
  ) throws(CheckpointError) -> (type: StoredType, isBigEndian: Bool) {
    let order = name.first.flatMap { "<>|=".contains($0) ? $0 : nil }
    let bare = order == nil ? name : String(name.dropFirst())
    guard let type = StoredType.allCases.first(where: { $0.numpyName == bare }) else {
      throw .unsupported(feature: "elements of NumPy's type '\(name)'")
    }
    return (type, order == ">")
  }
}

extension NumpyArray {
  /// The type of a NumPy name such as `f4` in an order of bytes.
  static func type(
    named name: String
  ) throws(CheckpointError) -> (type: StoredType, isBigEndian: Bool) {
    try NumpyHeader.type(name)
  }
}
