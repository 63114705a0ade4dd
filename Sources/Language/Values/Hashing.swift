import Basics

extension Value {
  /// The hash that dictionaries and sets use: equal values have equal hashes.
  ///
  /// Throws for what can change: lists, dictionaries and sets; and for tuples nested too deeply.
  public func hash() throws -> Int { try hash(depth: 0) }

  /// The hash of a value in memory; that of integers and strings counts no reference.
  @inline(__always) static func hash(at value: UnsafePointer<Value>) throws -> Int {
    let slot = Registers(UnsafeMutablePointer(mutating: value))
    if slot.tag(0) == Slot.int { return slot.payload(0) }
    if slot.objectKind(0) == .string {
      return slot.string(0)._withUnsafeGuaranteedRef { $0.hash }
    }
    return try value.pointee.hash()
  }

  func hash(depth: Int) throws -> Int {
    switch bits {
    case .int(let number): return number
    case .special(let payload): return payload &* 0x3C6E_F372
    case .float(let number): return hashFloat(number)
    case .object(let object):
      if object.kind == .string { return unsafeDowncast(object, to: StringObject.self).hash }
      return try object.hash(depth: depth + 1)
    }
  }
}

private func hashFloat(_ number: Double) -> Int {
  if let integer = Int(exactly: number) { return integer }
  if let integer = BigInteger(exactly: number) { return integer.hash }
  if number.isNaN { return 0x7FF8 }
  return mix(Int(truncatingIfNeeded: number.bitPattern), 0x5851)
}

private func mix(_ state: Int, _ word: Int) -> Int {
  let product = (state ^ word &* 0x2127_599B_F432_5C37) &* 0x2545_F491_4F6C_DD1D
  return product ^ Int(truncatingIfNeeded: UInt(bitPattern: product) >> 29)
}

extension Object {
  fileprivate final func hash(depth: Int) throws -> Int {
    guard depth <= greatestValueDepth else { throw Diagnostic.nestedTooDeeply("hash") }
    try Cancellation.check()
    switch kind {
    case .int: return unsafeDowncast(self, to: BigIntegerObject.self).value.hash
    case .bytes:
      return unsafeDowncast(self, to: BytesObject.self).content
        .withUnsafeBufferPointer { Int(ByteHash.hash($0)) ^ 0x6279 }
    case .tuple:
      var (state, pulse) = (0x7475, Pulse())
      for item in unsafeDowncast(self, to: TupleObject.self).buffer {
        try pulse.beat()
        state = mix(state, try item.hash(depth: depth))
      }
      return state
    case .range:
      let range = unsafeDowncast(self, to: RangeObject.self)
      return mix(
        mix(range.count, range.count > 0 ? range.start : 0), range.count > 1 ? range.step : 0)
    case .record:
      // Fields may stand in any order in equal records.
      var state = 0
      for field in unsafeDowncast(self, to: StructObject.self).fields {
        state &+= mix(StringObject(field.name).hash, try field.value.hash(depth: depth))
      }
      return state
    case .list, .dict, .set, .slice, .iterator: throw Diagnostic.unhashable(Value(self))
    case .builtin:
      let builtin = unsafeDowncast(self, to: BuiltinFunction.self)
      if builtin.receiver.isUnset { return identityHash }
      return mix(StringObject(builtin.name).hash, (try? builtin.receiver.hash(depth: depth)) ?? 0)
    case .host:
      let object = unsafeDowncast(self, to: HostObject.self).object
      if let hashable = object as? any HashableObject { return try hashable.hash() }
      if object is any EquatableObject { throw Diagnostic.unhashable(Value(self)) }
      return ObjectIdentifier(object).hashValue
    default: return identityHash
    }
  }

  // Never decides an order: dictionaries keep the order of insertion.
  private final var identityHash: Int { Int(bitPattern: Unmanaged.passUnretained(self).toOpaque()) }
}
