import Basics

/// Takes the elements of a MATLAB file one after the other.
struct MATReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private let isBigEndian: Bool
  private let depth: Int
  private let members: Members

  /// How many members of cells and structures a file has had so far.
  final class Members {
    private var count = 0

    /// Throws where so many more are too many.
    func add(_ more: Int) throws {
      guard more <= MATFile.memberLimit - count else {
        throw MATFile.Fault.malformed(detail: "more than \(MATFile.memberLimit) members")
      }
      count += more
    }
  }

  init(bytes: ArraySlice<UInt8>, isBigEndian: Bool, depth: Int, members: Members) {
    self.bytes = bytes
    self.isBigEndian = isBigEndian
    self.depth = depth
    self.members = members
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position >= bytes.endIndex }

  /// The data types of elements.
  private enum DataType: Int {
    case int8 = 1
    case uint8, int16, uint16, int32, uint32, single
    case double = 9
    case int64 = 12
    case uint64, matrix, compressed, utf8, utf16, utf32

    /// How many bytes a number takes.
    var width: Int {
      switch self {
      case .int8, .uint8, .utf8, .matrix, .compressed: 1
      case .int16, .uint16, .utf16: 2
      case .int32, .uint32, .utf32, .single: 4
      case .double, .int64, .uint64: 8
      }
    }
  }

  private struct Element {
    var type: DataType
    var content: ArraySlice<UInt8>
  }

  /// The next variable; `nil` for an element that is none.
  mutating func variable() throws -> (String, MATValue)? {
    let element = try element()
    switch element.type {
    case .matrix: return try inner(element.content).matrix()
    case .compressed:
      // Only variables are compressed, and what they unpack to is not.
      guard depth == 0 else { throw MATFile.Fault.tooDeep }
      let inflated = try Inflate.decompress(
        FileBytes(Array(element.content)), wrapper: .zlib, limit: MATFile.inflatedLimit)
      var reader = MATReader(
        bytes: inflated[...], isBigEndian: isBigEndian, depth: depth + 1, members: members)
      return try reader.variable()
    default: return nil
    }
  }

  private func inner(_ content: ArraySlice<UInt8>) throws -> MATReader {
    guard depth < MATFile.depthLimit else { throw MATFile.Fault.tooDeep }
    return MATReader(
      bytes: content, isBigEndian: isBigEndian, depth: depth + 1, members: members)
  }

  private mutating func element() throws -> Element {
    guard bytes.endIndex - position >= 8 else { throw MATFile.Fault.endsEarly }
    let first = Int(integer(UInt32.self, at: position))
    // A small element has its length in the upper half of the first word and its data behind it.
    let smallCount = first >> 16
    let number = smallCount > 0 ? first & 0xFFFF : first
    guard let type = DataType(rawValue: number) else {
      throw MATFile.Fault.malformed(detail: "an element of the type \(number)")
    }
    if smallCount > 0 {
      guard smallCount <= 4 else {
        throw MATFile.Fault.malformed(detail: "a small element of \(smallCount) bytes")
      }
      defer { position += 8 }
      return Element(type: type, content: bytes[position + 4..<position + 4 + smallCount])
    }
    let count = Int(integer(UInt32.self, at: position + 4))
    let start = position + 8
    guard count <= bytes.endIndex - start else { throw MATFile.Fault.endsEarly }
    // Compressed elements are not padded; the last element's padding may be missing.
    let padded = type == .compressed ? count : (count + 7) / 8 * 8
    position = min(start + padded, bytes.endIndex)
    return Element(type: type, content: bytes[start..<start + count])
  }

  /// An array with its name.
  private func matrix() throws -> (String, MATValue) {
    var reader = self
    guard !isAtEnd else { return ("", .numbers(dimensions: [0, 0], values: [])) }
    let flags = try reader.element()
    guard flags.type == .uint32, flags.content.count == 8 else {
      throw MATFile.Fault.malformed(detail: "an array without flags")
    }
    let classNumber = Int(integer(UInt32.self, at: flags.content.startIndex) & 0xFF)
    guard classNumber <= 15, ![3, 5].contains(classNumber) else {
      // Objects, functions and the like have parts of their own.
      return ("", .other(classNumber: classNumber))
    }
    let dimensions = try reader.numbers(of: reader.element()).map { Int(exactly: $0) ?? -1 }
    let name = String(decoding: try reader.element().content, as: UTF8.self)
    let count = try elementCount(dimensions)
    switch classNumber {
    case 1: return (name, .cells(dimensions: dimensions, try reader.cells(count)))
    case 2: return (name, .structures(dimensions: dimensions, try reader.structures(count)))
    case 4: return (name, .text(try reader.text()))
    case 6...15:
      let values = try reader.numbers(of: reader.element())
      guard values.count == count else {
        throw MATFile.Fault.malformed(
          detail: "an array of \(count) numbers with \(values.count) of them")
      }
      return (name, .numbers(dimensions: dimensions, values: values))
    default: return (name, .other(classNumber: classNumber))
    }
  }

  private func elementCount(_ dimensions: [Int]) throws -> Int {
    guard dimensions.count >= 2, dimensions.count <= 32 else {
      throw MATFile.Fault.malformed(detail: "an array of \(dimensions.count) dimensions")
    }
    return try dimensions.reduce(1) { product, side in
      let (next, overflows) = product.multipliedReportingOverflow(by: side)
      guard side >= 0, !overflows else {
        throw MATFile.Fault.malformed(detail: "an array of a side of \(side)")
      }
      return next
    }
  }

  private mutating func cells(_ count: Int) throws -> [MATValue] {
    // Each needs at least its tag, so that a false count cannot ask for memory.
    guard count <= (bytes.endIndex - position) / 8 else { throw MATFile.Fault.endsEarly }
    try members.add(count)
    return try (0..<count).map { _ in try member() }
  }

  private mutating func structures(_ count: Int) throws -> [[String: MATValue]] {
    let lengths = try numbers(of: element())
    let names = try element().content
    guard let length = lengths.first.flatMap({ Int(exactly: $0) }), (1...4096).contains(length)
    else { throw MATFile.Fault.malformed(detail: "a structure without lengths of names") }
    try members.add(names.count / length)
    let fields = stride(from: names.startIndex, to: names.endIndex, by: length).map { start in
      String(
        decoding: names[start..<min(start + length, names.endIndex)].prefix { $0 != 0 },
        as: UTF8.self)
    }
    guard fields.isEmpty || count <= (bytes.endIndex - position) / 8 / fields.count else {
      throw MATFile.Fault.endsEarly
    }
    if fields.isEmpty { return [] }
    try members.add(count * fields.count)
    return try (0..<count).map { _ in
      var values: [String: MATValue] = [:]
      for field in fields { values[field] = try member() }
      return values
    }
  }

  private mutating func member() throws -> MATValue {
    let element = try element()
    guard element.type == .matrix else {
      throw MATFile.Fault.malformed(detail: "a member that is no array")
    }
    return try inner(element.content).matrix().1
  }

  private mutating func text() throws -> String {
    if isAtEnd { return "" }
    let element = try element()
    switch element.type {
    case .utf8, .int8, .uint8: return String(decoding: element.content, as: UTF8.self)
    default:
      return String(
        decoding: try numbers(of: element).map { UInt16(exactly: $0) ?? 0xFFFD }, as: UTF16.self)
    }
  }

  // MARK: - Numbers

  private func numbers(of element: Element) throws -> [Double] {
    // Each becomes eight bytes, whatever it takes in the file.
    guard element.content.count / element.type.width <= MATFile.inflatedLimit / 8 else {
      throw MATFile.Fault.malformed(detail: "an array of more than 2²⁴ numbers")
    }
    return switch element.type {
    case .int8: list(Int8.self, element) { Double($0) }
    case .uint8: list(UInt8.self, element) { Double($0) }
    case .int16: list(Int16.self, element) { Double($0) }
    case .uint16, .utf16: list(UInt16.self, element) { Double($0) }
    case .int32: list(Int32.self, element) { Double($0) }
    case .uint32, .utf32: list(UInt32.self, element) { Double($0) }
    case .int64: list(Int64.self, element) { Double($0) }
    case .uint64: list(UInt64.self, element) { Double($0) }
    case .single: list(UInt32.self, element) { Double(Float(bitPattern: $0)) }
    case .double: list(UInt64.self, element) { Double(bitPattern: $0) }
    case .utf8: list(UInt8.self, element) { Double($0) }
    case .matrix, .compressed:
      throw MATFile.Fault.malformed(detail: "an array where numbers should be")
    }
  }

  private func list<Number: FixedWidthInteger>(
    _ type: Number.Type, _ element: Element, _ value: (Number) -> Double
  ) -> [Double] {
    let width = MemoryLayout<Number>.size
    return element.content.withUnsafeBytes { raw in
      (0..<raw.count / width).map { index in
        let number = raw.loadUnaligned(fromByteOffset: index * width, as: Number.self)
        return value(isBigEndian ? Number(bigEndian: number) : Number(littleEndian: number))
      }
    }
  }

  /// An integer inside the bytes; the caller has checked that it is there.
  private func integer<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number {
    bytes[offset..<offset + MemoryLayout<Number>.size].withUnsafeBytes { raw in
      let number = raw.loadUnaligned(as: Number.self)
      return isBigEndian ? Number(bigEndian: number) : Number(littleEndian: number)
    }
  }
}
