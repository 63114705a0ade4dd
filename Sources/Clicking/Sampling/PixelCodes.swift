/// Codes of pixels treated in bulk: the loops take nothing but pointers and a count, so that they become
/// vectors, which `map` and `reduce` do not.
extension [UInt8] {
  /// The codes that a rule makes of these.
  @inline(__always)
  func recoded(_ rule: (UInt8) -> UInt8) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      withUnsafeBufferPointer { codes in
        for index in 0..<codes.count { output[index] = rule(codes[index]) }
      }
      initialized = count
    }
  }

  /// The codes that a rule makes of these and as many others.
  @inline(__always)
  func recoded(with others: [UInt8], _ rule: (UInt8, UInt8) -> UInt8) -> [UInt8] {
    precondition(others.count == count, "masks of one size have equally many codes")
    return [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      withUnsafeBufferPointer { codes in
        others.withUnsafeBufferPointer { others in
          for index in 0..<codes.count { output[index] = rule(codes[index], others[index]) }
        }
      }
      initialized = count
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// How many of the codes in a range are equal to one.
  func count(of code: UInt8, in range: Range<Int>) -> Int {
    var total = 0
    // Up to 255 ones fit a byte, so that a vector holds as many counts as pixels.
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 255) {
      var sum: UInt8 = 0
      for index in start..<Swift.min(start + 255, range.upperBound) {
        sum &+= self[index] == code ? 1 : 0
      }
      total += Int(sum)
    }
    return total
  }
}
