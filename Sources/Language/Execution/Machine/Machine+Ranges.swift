// Ellipsis ranges: `[a, ..., b]` and `[a, b, ..., c]`.
extension Machine {
  @inline(never) func ellipsisRange(_ r: Registers, _ i: Instruction) throws -> Value {
    let hasSecond = i.e == 1
    let (start, stop) = (r[i.b], r[hasSecond ? i.b + 2 : i.b + 1])
    let second = hasSecond ? r[i.b + 1] : nil
    if let first = start.asInt, let last = stop.asInt, first.magnitude < 1 << 61,
      last.magnitude < 1 << 61, (second?.asInt ?? 0).magnitude < 1 << 61,
      let next = second.map(\.asInt) ?? first + 1
    {
      return try integerRange(first, next - first, last)
    }
    if let first = start.asInteger, let last = stop.asInteger,
      let next = second.map(\.asInteger) ?? first + BigInteger(1)
    {
      return try longRange(first, next - first, last)
    }
    guard let first = start.asNumber, let last = stop.asNumber,
      let step = second.map({ $0.asNumber.map { $0 - first } }) ?? 1
    else {
      let bad = [start, stop, second ?? .int(0)].first { $0.asNumber == nil }
      throw Diagnostic.type(
        "an ellipsis range needs numbers, not \(bad?.typeName ?? "other values")")
    }
    return try floatRange(first, step, last)
  }

  /// The numbers are so far from the ends of a machine word that nothing overflows.
  private func integerRange(_ first: Int, _ step: Int, _ last: Int) throws -> Value {
    guard step != 0 else { throw Self.zeroStep }
    let range = try RangeObject(start: first, stop: last + step.signum(), step: step)
    try Self.checkCount(range.count)
    return Value(try Iteration.list(Value(range)))
  }

  /// Integers of any size.
  private func longRange(_ first: BigInteger, _ step: BigInteger, _ last: BigInteger) throws
    -> Value
  {
    guard !step.isZero else { throw Self.zeroStep }
    let steps = try (last - first).floorDivided(by: step).quotient
    guard !steps.isNegative else { return .list([]) }
    let count = (steps + BigInteger(1)).asInt ?? .max
    try Self.checkCount(count)
    let list = ListObject(capacity: 0)
    try list.reserve(count)
    var (number, pulse) = (first, Pulse())
    for _ in 0..<count {
      try pulse.beat()
      try list.add(.integer(number))
      number = number + step
    }
    return Value(list)
  }

  /// The k-th value is first + k·step, so that no error accumulates; `last` is included when a value
  /// falls on it within a billionth of a step.
  private func floatRange(_ first: Double, _ step: Double, _ last: Double) throws -> Value {
    guard step != 0, step.isFinite else { throw Self.zeroStep }
    let count = ((last - first) / step + 1e-9).rounded(.down) + 1
    guard count > 0 else { return .list([]) }
    try Self.checkCount(Int(exactly: count.rounded()) ?? .max)
    guard step.magnitude >= max(first.magnitude, last.magnitude).ulp else {
      throw Diagnostic.value(
        "the step of an ellipsis range is smaller than the distance of floats of this size",
        help: "write the numbers as ints")
    }
    let list = ListObject(capacity: 0)
    try list.reserve(Int(count))
    var pulse = Pulse()
    for position in 0..<Int(count) {
      try pulse.beat()
      try list.add(.float(first + Double(position) * step))
    }
    return Value(list)
  }

  private static func checkCount(_ count: Int) throws {
    if count > ListObject.greatestCount { throw Diagnostic.tooLarge("range", count: count) }
  }

  private static let zeroStep = Diagnostic.value(
    "the step of an ellipsis range is zero", help: "the second number must differ from the first")
}
