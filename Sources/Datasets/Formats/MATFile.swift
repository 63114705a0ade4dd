import Basics

/// A MATLAB file of level 5, the one that `save -v6` and `save -v7` write (MAT-File Format, MathWorks).
///
/// Read are numeric, logical and character arrays, cells and structures, plain or compressed. Other
/// classes (sparse arrays, objects, functions) are kept as what they are called. Nothing in a file can
/// ask for more memory than its own data needs.
enum MATFile {
  /// What is wrong with a file.
  enum Fault: Error, Equatable {
    /// It ends inside an element, or an element claims more than the file has.
    case endsEarly
    /// It does not begin as a file of level 5.
    case notLevel5
    /// It is HDF5 inside, as `save -v7.3` writes.
    case level73
    /// Something that the format does not have.
    case malformed(detail: String)
    /// Elements lie deeper in each other than any annotation's.
    case tooDeep
  }

  /// How deep structures and cells may lie in each other.
  static let depthLimit = 32
  /// The most bytes that a compressed element may unpack to, and that an array's numbers may take.
  static let inflatedLimit = 1 << 27
  /// The most members of all cells and structures.
  static let memberLimit = 1 << 20

  /// The variables of a file by their names.
  static func variables(of bytes: [UInt8]) throws -> [String: MATValue] {
    guard bytes.count >= 128 else {
      throw bytes.starts(with: "MATLAB".utf8) ? Fault.endsEarly : Fault.notLevel5
    }
    if bytes.starts(with: "MATLAB 7.3".utf8) { throw Fault.level73 }
    let isSwapped: Bool
    switch (bytes[126], bytes[127]) {
    case (UInt8(ascii: "I"), UInt8(ascii: "M")): isSwapped = false
    case (UInt8(ascii: "M"), UInt8(ascii: "I")): isSwapped = true
    default: throw Fault.notLevel5
    }
    var reader = MATReader(
      bytes: bytes[128...], isBigEndian: isSwapped, depth: 0, members: MATReader.Members())
    var variables: [String: MATValue] = [:]
    while !reader.isAtEnd {
      try Cancellation.check()
      if let (name, value) = try reader.variable() { variables[name] = value }
    }
    return variables
  }
}

/// A value of a MATLAB file. Arrays are stored down their columns.
indirect enum MATValue: Equatable {
  /// Numbers or truth values, with the array's dimensions.
  case numbers(dimensions: [Int], values: [Double])
  /// Text.
  case text(String)
  /// A cell array's elements.
  case cells(dimensions: [Int], [MATValue])
  /// A structure array: each element's fields.
  case structures(dimensions: [Int], [[String: MATValue]])
  /// A class that is not read, by its number.
  case other(classNumber: Int)

  /// The field of the first structure.
  subscript(field: String) -> MATValue? {
    guard case .structures(_, let elements) = self else { return nil }
    return elements.first?[field]
  }

  /// The elements of a cell array; a structure array's elements one by one, else the value itself.
  var elements: [MATValue] {
    switch self {
    case .cells(_, let cells): cells
    case .structures(_, let elements) where elements.count > 1:
      elements.map { .structures(dimensions: [1, 1], [$0]) }
    default: [self]
    }
  }
}
