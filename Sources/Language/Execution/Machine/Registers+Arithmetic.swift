// The common cases of arithmetic on registers: integers that fit a word, and floats. Each method does
// what an instruction asks for, or nothing, with the answer `false`, where the general way is needed.
extension Registers {
  @inline(__always) func add(_ i: Instruction) -> Bool {
    if areInts(i.b, i.c) {
      return setInt(i.a, payload(i.b).addingReportingOverflow(payload(i.c)))
    }
    return setFloat(i) { $0 + $1 }
  }

  @inline(__always) func subtract(_ i: Instruction) -> Bool {
    if areInts(i.b, i.c) {
      return setInt(i.a, payload(i.b).subtractingReportingOverflow(payload(i.c)))
    }
    return setFloat(i) { $0 - $1 }
  }

  @inline(__always) func multiply(_ i: Instruction) -> Bool {
    if areInts(i.b, i.c) {
      return setInt(i.a, payload(i.b).multipliedReportingOverflow(by: payload(i.c)))
    }
    return setFloat(i) { $0 * $1 }
  }

  @inline(__always) func divide(_ i: Instruction) -> Bool {
    guard areFloats(i.b, i.c), float(i.c) != 0 else { return false }
    setFloat(i.a, float(i.b) / float(i.c))
    return true
  }

  @inline(__always) func floorDivide(_ i: Instruction) -> Bool {
    guard areInts(i.b, i.c), payload(i.c) > 0 else { return false }
    setInt(i.a, floorDivided(payload(i.b), payload(i.c)))
    return true
  }

  @inline(__always) func takeRemainder(_ i: Instruction) -> Bool {
    guard areInts(i.b, i.c), payload(i.c) > 0 else { return false }
    setInt(i.a, floorRemainder(payload(i.b), payload(i.c)))
    return true
  }

  // With the number d on the right.

  @inline(__always) func addNumber(_ i: Instruction) -> Bool {
    guard tag(i.b) == Slot.int else { return false }
    return setInt(i.a, payload(i.b).addingReportingOverflow(Int(i.d)))
  }

  @inline(__always) func subtractNumber(_ i: Instruction) -> Bool {
    guard tag(i.b) == Slot.int else { return false }
    return setInt(i.a, payload(i.b).subtractingReportingOverflow(Int(i.d)))
  }

  @inline(__always) func multiplyByNumber(_ i: Instruction) -> Bool {
    guard tag(i.b) == Slot.int else { return false }
    return setInt(i.a, payload(i.b).multipliedReportingOverflow(by: Int(i.d)))
  }

  @inline(__always) func floorDivideByNumber(_ i: Instruction) -> Bool {
    guard tag(i.b) == Slot.int, i.d > 0 else { return false }
    setInt(i.a, floorDivided(payload(i.b), Int(i.d)))
    return true
  }

  @inline(__always) func takeRemainderByNumber(_ i: Instruction) -> Bool {
    guard tag(i.b) == Slot.int, i.d > 0 else { return false }
    setInt(i.a, floorRemainder(payload(i.b), Int(i.d)))
    return true
  }

  /// The register at `target`, however far, gains the number in a register of `other`.
  @inline(__always) func addTo(_ target: Int32, _ other: Registers, _ right: UInt16) -> Bool {
    let sum = Registers(base + Int(target))
    let tag = sum.tag(0)
    guard tag == other.tag(right) else { return false }
    if tag == Slot.int {
      return sum.setInt(0, sum.payload(0).addingReportingOverflow(other.payload(right)))
    }
    guard tag == Slot.float else { return false }
    sum.setFloat(0, sum.float(0) + other.float(right))
    return true
  }

  @inline(__always) private func setInt(
    _ register: UInt16, _ result: (partialValue: Int, overflow: Bool)
  ) -> Bool {
    if result.overflow { return false }
    setInt(register, result.partialValue)
    return true
  }

  @inline(__always) private func setFloat(
    _ i: Instruction, _ compute: (Double, Double) -> Double
  ) -> Bool {
    guard areFloats(i.b, i.c) else { return false }
    setFloat(i.a, compute(float(i.b), float(i.c)))
    return true
  }
}

/// ⌊a ÷ b⌋ for b > 0.
@inline(__always) func floorDivided(_ a: Int, _ b: Int) -> Int {
  let quotient = a / b
  return a < 0 && quotient &* b != a ? quotient &- 1 : quotient
}

/// a − b ⌊a ÷ b⌋ for b > 0.
@inline(__always) func floorRemainder(_ a: Int, _ b: Int) -> Int {
  let remainder = a % b
  return remainder < 0 ? remainder &+ b : remainder
}
