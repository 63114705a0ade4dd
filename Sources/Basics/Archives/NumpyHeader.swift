/// What the head of a `.npy` file of NumPy's (format versions 1 to 3) says of the array behind it.
///
/// It is a dictionary of Python's: `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
/// Source: NumPy Enhancement Proposal 1.
public struct NumpyHeader: Equatable, Sendable {
  /// The bytes that such a file begins with.
  public static let signature: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// The most bytes that ``init(_:)`` looks at.
  public static let longest = 12 + headerLimit
  /// The longest dictionary: fields of structured types could fill more, and are not read anyway.
  private static let headerLimit = 1 << 20

  /// The type of an element as it is stated: `<f4`, `|u1`, `>i2`.
  public let typeName: String
  /// Whether the most significant byte of an element comes first.
  public let isBigEndian: Bool
  /// The extent of each axis; not checked against the file's length.
  public let shape: [Int]
  /// Whether the first index moves fastest.
  public let isColumnMajor: Bool
  /// Where the elements begin.
  public let contentStart: Int

  /// Reads the head; `bytes` may be the file's first ``longest`` bytes alone.
  public init(_ bytes: FileBytes) throws(ArchiveError) {
    guard bytes.starts(with: Self.signature), let version = bytes.byte(at: 6) else {
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
    guard let length, length <= Self.headerLimit,
      let text = bytes.slice(at: start, count: length)?.text
    else { throw .truncated }
    contentStart = start + length
    let description = try Self.value(of: "descr", in: text)
    guard let quote = description.first, quote == "'" || quote == "\"" else {
      throw .unsupported(feature: "a structured type")
    }
    typeName = String(description.dropFirst().prefix { $0 != quote })
    isBigEndian = Self.type(typeName).isBigEndian
    shape = try Self.shape(in: text)
    isColumnMajor = try Self.value(of: "fortran_order", in: text).hasPrefix("True")
  }

  /// The parts of a type's name such as `>f4`: the bare name, and whether the most significant byte
  /// comes first.
  public static func type(_ name: String) -> (bare: String, isBigEndian: Bool) {
    let order = name.first.flatMap { "<>|=".contains($0) ? $0 : nil }
    return (order == nil ? name : String(name.dropFirst()), order == ">")
  }

  /// What stands behind a key.
  private static func value(of key: String, in text: String) throws(ArchiveError) -> Substring {
    for quote in ["'", "\""] {
      if let place = text.firstRange(of: "\(quote)\(key)\(quote):") {
        return text[place.upperBound...].drop { $0 == " " }
      }
    }
    throw .corrupt(detail: "the header has no '\(key)'")
  }

  private static func shape(in text: String) throws(ArchiveError) -> [Int] {
    let value = try value(of: "shape", in: text)
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
}
