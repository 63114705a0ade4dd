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
    case .array, .object: try skipBrackets()
    }
  }

  private mutating func skipBrackets() throws(JSONError) {
    let start = position
    var open = 0
    repeat {
      guard position < bytes.count else { throw error(.endsEarly) }
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        try skipString()
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        open += 1
        guard open <= depthLimit else { throw error(.tooDeep(limit: depthLimit), at: start) }
      case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
      default: break
      }
      position += 1
    } while open > 0
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
