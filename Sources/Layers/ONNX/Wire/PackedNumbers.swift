import Basics

/// Repeated numbers of a message, as they lie in the file: decoded only once it is known how many
/// there must be, so that a file cannot make us store more than it declares.
struct PackedNumbers: Sendable {
  private(set) var chunks: [FileBytes] = []

  var isEmpty: Bool { chunks.isEmpty }

  /// Appends what one field holds: many numbers or one.
  mutating func append(_ field: WireField, _ budget: inout WireBudget) throws(WireError) {
    try budget.spend()
    chunks.append(field.packed)
  }

  /// The whole numbers, at most `limit` of them.
  func integers(limit: Int) throws(WireError) -> [Int] {
    var numbers: [Int] = []
    for chunk in chunks {
      try chunk.appendVarints(to: &numbers, limit: limit)
    }
    return numbers
  }

  /// The numbers of a fixed width, at most `limit` of them.
  func fixed<Bits: FixedWidthInteger & BitwiseCopyable, Number>(
    _ bits: Bits.Type, limit: Int, _ number: (Bits) -> Number
  ) throws(WireError) -> [Number] {
    let width = MemoryLayout<Bits>.size
    var numbers: [Number] = []
    for chunk in chunks {
      guard chunk.count % width == 0 else { throw WireError(.truncated) }
      guard numbers.count + chunk.count / width <= limit else {
        throw WireError(.tooManyParts(limit: limit))
      }
      chunk.withUnsafeBytes { raw in
        for offset in stride(from: 0, to: raw.count, by: width) {
          numbers.append(
            number(Bits(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: bits))))
        }
      }
    }
    return numbers
  }
}

extension FileBytes {
  fileprivate func appendVarints(to numbers: inout [Int], limit: Int) throws(WireError) {
    let problem: WireError.Problem? = withUnsafeBytes { raw in
      var value: UInt64 = 0
      var shift: UInt64 = 0
      for byte in raw {
        guard shift <= 63 else { return .endlessNumber }
        value |= UInt64(byte & 0x7F) << shift
        shift += 7
        guard byte & 0x80 == 0 else { continue }
        guard numbers.count < limit else { return .tooManyParts(limit: limit) }
        numbers.append(Int(truncatingIfNeeded: value))
        (value, shift) = (0, 0)
      }
      return shift == 0 ? nil : .truncated
    }
    if let problem { throw WireError(problem) }
  }
}
