/// The integers `start`, `start + step`, … that `range` gives.
public final class RangeObject: Object, @unchecked Sendable {
  /// The first integer.
  public let start: Int
  /// Where the range stops; not included.
  public let stop: Int
  /// The distance of neighbours; not 0.
  public let step: Int
  /// How many integers there are.
  public let count: Int

  /// A range; `step` is not 0. Throws where it would have more integers than a word can count.
  init(start: Int, stop: Int, step: Int) throws {
    self.start = start
    self.stop = stop
    self.step = step
    count = try Self.count(start, stop, step)
    super.init(kind: .range)
  }

  /// The integer at a position in 0 ..< ``count``.
  subscript(index: Int) -> Int { start &+ index &* step }

  /// Whether the integer is one of the range's.
  func contains(_ number: Int) -> Bool {
    guard step > 0 ? (start <= number && number < stop) : (stop < number && number <= start) else {
      return false
    }
    let distance =
      step > 0 ? number.distanceUnsigned(from: start) : start.distanceUnsigned(from: number)
    return distance % UInt(step.magnitude) == 0
  }

  /// The sum of the integers, exactly: their number times the mean of the first and the last.
  func sum() throws -> BigInteger {
    guard count > 0 else { return BigInteger(0) }
    let ends = BigInteger(self[0]) + BigInteger(self[count - 1])
    return try (BigInteger(count) * ends).shiftedRight(by: 1)
  }

  private static func count(_ start: Int, _ stop: Int, _ step: Int) throws -> Int {
    let isEmpty = step > 0 ? start >= stop : start <= stop
    if isEmpty { return 0 }
    let span = step > 0 ? stop.distanceUnsigned(from: start) : start.distanceUnsigned(from: stop)
    guard let count = Int(exactly: (span - 1) / UInt(step.magnitude) + 1) else {
      throw Diagnostic(.overflow, "the range has more than \(Int.max) integers")
    }
    return count
  }
}

extension Int {
  /// `self - other`, where `self` is not smaller.
  fileprivate func distanceUnsigned(from other: Int) -> UInt {
    UInt(bitPattern: self) &- UInt(bitPattern: other)
  }
}
