import Basics

extension Value {
  /// `self == other` as a script's collections see it.
  ///
  /// Numbers compare by value, exactly, whatever their types; NaN equals itself. Values of different
  /// types are otherwise unequal. Throws where the values are nested too deeply.
  public func equals(_ other: Value) throws -> Bool { try equals(other, depth: 0) }

  func equals(_ other: Value, depth: Int) throws -> Bool {
    switch (bits, other.bits) {
    case (.int(let a), .int(let b)): return a == b
    case (.special(let a), .special(let b)): return a == b
    case (.float(let a), .float(let b)): return a == b || (a.isNaN && b.isNaN)
    case (.int(let a), .float(let b)), (.float(let b), .int(let a)): return b.equalsExactly(a)
    case (.object(let a), .object(let b)): return try a.equals(b, depth: depth)
    case (.float(let a), .object(let b as BigIntegerObject)),
      (.object(let b as BigIntegerObject), .float(let a)):
      return BigInteger(exactly: a) == b.value
    case (.object(let a), _) where a.kind == .host: return try a.hostEquals(other)
    case (_, .object(let b)) where b.kind == .host: return try b.hostEquals(self)
    default: return false
    }
  }
}

extension Double {
  /// Whether this is the integer, without rounding either.
  func equalsExactly(_ integer: Int) -> Bool { Int(exactly: self) == integer }
}

/// How deeply values may be nested where they are compared, hashed or converted by recursion.
let greatestValueDepth = 2000

extension Object {
  fileprivate final func equals(_ other: Object, depth: Int) throws -> Bool {
    if self === other { return kind == .host ? try hostEquals(Value(other)) : true }
    guard kind == other.kind else {
      if kind == .host { return try hostEquals(Value(other)) }
      return other.kind == .host ? try other.hostEquals(Value(self)) : false
    }
    switch kind {
    case .string:
      return unsafeDowncast(self, to: StringObject.self)
        .equals(unsafeDowncast(other, to: StringObject.self))
    case .bytes:
      return unsafeDowncast(self, to: BytesObject.self).content
        == unsafeDowncast(other, to: BytesObject.self).content
    case .int:
      return unsafeDowncast(self, to: BigIntegerObject.self).value
        == unsafeDowncast(other, to: BigIntegerObject.self).value
    case .range:
      return unsafeDowncast(self, to: RangeObject.self)
        .equals(unsafeDowncast(other, to: RangeObject.self))
    case .host: return try hostEquals(Value(other))
    default: return try containerEquals(other, depth: depth + 1)
    }
  }

  private final func containerEquals(_ other: Object, depth: Int) throws -> Bool {
    guard depth <= greatestValueDepth else { throw Diagnostic.nestedTooDeeply("compare") }
    // Values that share their parts may take exponential time.
    try Cancellation.check()
    switch kind {
    case .list:
      return try allEqual(
        unsafeDowncast(self, to: ListObject.self).buffer,
        unsafeDowncast(other, to: ListObject.self).buffer, depth)
    case .tuple:
      return try allEqual(
        unsafeDowncast(self, to: TupleObject.self).buffer,
        unsafeDowncast(other, to: TupleObject.self).buffer, depth)
    case .dict, .set:
      return try unsafeDowncast(self, to: TableObject.self)
        .equals(unsafeDowncast(other, to: TableObject.self), depth: depth)
    case .record:
      return try unsafeDowncast(self, to: StructObject.self)
        .equals(unsafeDowncast(other, to: StructObject.self), depth: depth)
    case .builtin:
      let one = unsafeDowncast(self, to: BuiltinFunction.self)
      let two = unsafeDowncast(other, to: BuiltinFunction.self)
      // Bound methods are made anew at each use.
      return one.name == two.name && !one.receiver.isUnset && one.receiver.isSame(as: two.receiver)
    default: return false
    }
  }

  fileprivate final func hostEquals(_ other: Value) throws -> Bool {
    let object = unsafeDowncast(self, to: HostObject.self).object
    if let equatable = object as? any EquatableObject { return try equatable.isEqual(to: other) }
    return object === other.asObject
  }
}

private func allEqual(
  _ left: UnsafeBufferPointer<Value>, _ right: UnsafeBufferPointer<Value>, _ depth: Int
) throws -> Bool {
  guard left.count == right.count else { return false }
  var pulse = Pulse()
  for index in left.indices {
    try pulse.beat()
    if !(try left[index].equals(right[index], depth: depth)) { return false }
  }
  return true
}

extension RangeObject {
  fileprivate func equals(_ other: RangeObject) -> Bool {
    count == other.count
      && (count == 0 || (start == other.start && (count == 1 || step == other.step)))
  }
}

extension TableObject {
  fileprivate final func equals(_ other: TableObject, depth: Int) throws -> Bool {
    guard count == other.count else { return false }
    var position = 0
    while let used = nextUsed(from: position) {
      let entry = entries[used]
      guard let match = try other.find(entry.key, hash: entry.hash),
        try entry.value.equals(other.entries[match].value, depth: depth)
      else { return false }
      position = used + 1
    }
    return true
  }
}

extension StructObject {
  fileprivate func equals(_ other: StructObject, depth: Int) throws -> Bool {
    guard type == other.type, fields.count == other.fields.count else { return false }
    for field in fields {
      guard let value = other.value(of: field.name),
        try field.value.equals(value, depth: depth)
      else { return false }
    }
    return true
  }
}

extension Value {
  /// Whether the two are one object, or the same number or special value.
  func isSame(as other: Value) -> Bool {
    switch (bits, other.bits) {
    case (.special(let a), .special(let b)): return a == b
    case (.int(let a), .int(let b)): return a == b
    case (.float(let a), .float(let b)): return a.bitPattern == b.bitPattern
    case (.object(let a), .object(let b)):
      if a.kind == .host, b.kind == .host { return asObject === other.asObject }
      return a === b
    default: return false
    }
  }
}
