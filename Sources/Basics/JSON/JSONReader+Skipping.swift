extension JSONReader {
  /// Passes over the value in front of the reader.
  ///
  /// Of arrays and objects only brackets and strings are looked at, so that an annotation file is
  /// passed over as fast as memory is read; whoever reads the value later has its errors.
  public mutating func skip() throws(JSONError) {
    switch try kind() {
    case .null: try take("null")
    case .boolean: _ = try boolean()
    case .number: _ = try number()
    case .string: try skipString()
    case .array, .object: _ = try skipBrackets()
    }
  }

  /// Passes over the value in front of the reader as ``skip()`` does.
  ///
  /// - Returns: how many values without parts it has: the numbers of a list, those of lists in it included.
  public mutating func skipCounting() throws(JSONError) -> Int {
    switch try kind() {
    case .array, .object: return try skipBrackets()
    default:
      try skip()
      return 1
    }
  }

  /// - Returns: one more than the commas, or 0 where there is nothing between the brackets.
  private mutating func skipBrackets() throws(JSONError) -> Int {
    let start = position
    var (open, commas, isEmpty) = (0, 0, true)
    repeat {
      guard position < bytes.count else { throw error(.endsEarly) }
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        try skipString()
        isEmpty = false
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        open += 1
        guard open <= depthLimit else { throw error(.tooDeep(limit: depthLimit), at: start) }
      case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
      case UInt8(ascii: ","): commas += 1
      case 0x20, 0x0A, 0x0D, 0x09: break
      default: isEmpty = false
      }
      position += 1
    } while open > 0
    return isEmpty ? 0 : commas + 1
  }

  private mutating func skipString() throws(JSONError) {
    position += 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    position = bytes.count
    throw error(.endsEarly)
  }
}
