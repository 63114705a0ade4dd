import Basics

// The cases of the operators that the loop does not decide itself.
extension Machine {
  @inline(never) func addSlowly(_ r: Registers, _ i: Instruction) throws {
    guard r.objectKind(i.b) == .string, r.objectKind(i.c) == .string else {
      return try computeSlowly(.add, r, i)
    }
    if i.a == i.b, i.a != i.c { return try joinStrings(r, i.a, r.string(i.c)) }
    r[i.a] = try Sequences.add(r[i.b], r[i.c]) ?? .none
  }

  /// `target += right` of strings; where nothing else refers to the target it grows in place.
  func joinStrings(
    _ r: Registers, _ target: UInt16, _ right: Unmanaged<StringObject>
  ) throws {
    let canGrow = r.isUniqueObject(target)
    let joined = try r.string(target)._withUnsafeGuaranteedRef { left in
      try right._withUnsafeGuaranteedRef { right -> StringObject? in
        if canGrow {
          try left.append(right)
          return nil
        }
        try Sequences.checkBytes("string", left.count + right.count)
        return StringObject(left, right)
      }
    }
    if let joined { r[target] = Value(joined) }
  }

  @inline(never) func computeSlowly(_ operation: BinaryOperation, _ r: Registers, _ i: Instruction)
    throws
  {
    if i.e == 1, try augmentInPlace(operation, r[i.b], r[i.c]) {
      if i.a != i.b { r.copy(i.b, to: i.a) }
      return
    }
    r[i.a] = try Operators.compute(operation, r[i.b], r[i.c])
  }

  @inline(never) func computeSlowly(
    _ operation: BinaryOperation, _ r: Registers, _ i: Instruction, immediate: Int32
  ) throws {
    r[i.a] = try Operators.compute(operation, r[i.b], .int(Int(immediate)))
  }

  @inline(never) func computeBinary(_ r: Registers, _ i: Instruction) throws {
    let operation = BinaryOperation(rawValue: UInt8(truncatingIfNeeded: i.e)) ?? .add
    if r.areInts(i.b, i.c) {
      let (a, b) = (r.payload(i.b), r.payload(i.c))
      switch operation {
      case .bitAnd: return r.setInt(i.a, a & b)
      case .bitOr: return r.setInt(i.a, a | b)
      case .bitXor: return r.setInt(i.a, a ^ b)
      case .shiftRight where b >= 0: return r.setInt(i.a, a >> b)
      case .shiftLeft where b >= 0 && b < 62 && a.magnitude < 1 << (62 - b):
        return r.setInt(i.a, a << b)
      default: break
      }
    }
    r[i.a] = try Operators.compute(operation, r[i.b], r[i.c])
  }

  @inline(never) func augment(_ r: Registers, _ i: Instruction) throws {
    let operation = BinaryOperation(rawValue: UInt8(truncatingIfNeeded: i.e)) ?? .add
    if try augmentInPlace(operation, r[i.b], r[i.c]) {
      if i.a != i.b { r.copy(i.b, to: i.a) }
      return
    }
    try computeBinary(r, i)
  }

  /// `left ∘= right` for the types that change in place; whether `left` is of one.
  func augmentInPlace(_ operation: BinaryOperation, _ left: Value, _ right: Value) throws
    -> Bool
  {
    switch (left.kind, operation) {
    case (.list, .add):
      guard let list = left.asList, Iteration.isIterable(right) else { return false }
      try list.requireMutable()
      try extend(list, with: right)
    case (.dict, .bitOr):
      guard let dict = left.asDict, let other = right.asDict else { return false }
      try dict.requireMutable()
      try SetOperations.merge(other, into: dict)
    case (.set, .bitOr), (.set, .bitAnd), (.set, .bitXor), (.set, .subtract):
      guard let set = left.asSet, let other = right.asSet else { return false }
      try set.requireMutable()
      try SetOperations.replace(set, by: operation, other)
    default: return false
    }
    return true
  }

  func extend(_ list: ListObject, with values: Value) throws {
    if let other = values.asList {
      try list.add(contentsOf: other.buffer)
    } else if let other = values.asTuple {
      try list.add(contentsOf: other.buffer)
    } else {
      try Iteration.forEach(values) { try list.add($0) }
    }
  }

  @inline(never) func computeUnary(_ r: Registers, _ i: Instruction) throws {
    let operation = UnaryOperation(rawValue: UInt8(truncatingIfNeeded: i.e)) ?? .negate
    r[i.a] = try Operators.compute(operation, r[i.b])
  }

  @inline(never) func compare(_ r: Registers, _ i: Instruction) throws {
    let operation = BinaryOperation(rawValue: UInt8(truncatingIfNeeded: i.e)) ?? .equal
    if r.areInts(i.b, i.c) {
      r.setBool(i.a, Self.holds(operation, Order(r.payload(i.b), r.payload(i.c))))
    } else {
      r[i.a] = try Operators.compare(operation, r[i.b], r[i.c])
    }
  }

  /// Whether r[b] ∘ r[c] is what the instruction jumps at.
  @inline(__always) func holds(
    _ operation: BinaryOperation, _ r: Registers, _ i: Instruction,
    _ compare: (Int, Int) -> Bool
  ) throws -> Bool {
    let holds =
      r.areInts(i.b, i.c)
      ? compare(r.payload(i.b), r.payload(i.c)) : try test(operation, r[i.b], r[i.c])
    return holds == (i.a != 0)
  }

  /// Whether r[b] ∘ e is what the instruction jumps at.
  @inline(__always) func holdsForNumber(
    _ operation: BinaryOperation, _ r: Registers, _ i: Instruction,
    _ compare: (Int, Int) -> Bool
  ) throws -> Bool {
    let holds =
      r.tag(i.b) == Slot.int
      ? compare(r.payload(i.b), Int(i.e)) : try test(operation, r[i.b], .int(Int(i.e)))
    return holds == (i.a != 0)
  }

  /// The truth of a comparison that decides a jump.
  @inline(never) func test(_ operation: BinaryOperation, _ left: Value, _ right: Value) throws
    -> Bool
  {
    if case .float(let a) = left.bits, case .float(let b) = right.bits, !a.isNaN, !b.isNaN {
      return Self.holds(operation, Order(a, b))
    }
    return try Operators.compare(operation, left, right).truth()
  }

  static func holds(_ operation: BinaryOperation, _ order: Order) -> Bool {
    switch operation {
    case .equal: order == .equal
    case .notEqual: order != .equal
    case .less: order == .less
    case .lessOrEqual: order != .greater
    case .greater: order == .greater
    default: order != .less
    }
  }
}
