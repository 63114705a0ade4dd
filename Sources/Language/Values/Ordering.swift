/// How two values compare.
enum Order {
  case less, equal, greater

  init<T: Comparable>(_ left: T, _ right: T) {
    self = left < right ? .less : left == right ? .equal : .greater
  }

  var reversed: Order {
    switch self {
    case .less: .greater
    case .equal: .equal
    case .greater: .less
    }
  }
}

extension Value {
  /// Whether this comes before `other`.
  ///
  /// Numbers compare by value, NaN being equal to itself and greater than every other; strings and bytes by
  /// their bytes; booleans as `False < True`; lists and tuples by their first difference. Throws for other types.
  public func isLess(than other: Value) throws -> Bool { try order(against: other) == .less }

  func order(against other: Value, symbol: String = "<", depth: Int = 0) throws -> Order {
    switch (bits, other.bits) {
    case (.int(let a), .int(let b)): return Order(a, b)
    case (.float(let a), .float(let b)): return orderFloats(a, b)
    case (.special(let a), .special(let b)) where kind == .bool && other.kind == .bool:
      return Order(a, b)
    case (.object(let a), .object(let b)) where a.kind == b.kind:
      if let order = try a.order(against: b, symbol: symbol, depth: depth + 1) { return order }
    default:
      if let order = orderNumbers(self, other) { return order }
    }
    if let order = try orderHosts(self, other) { return order }
    throw Diagnostic.type(
      "cannot order \(typeName) and \(other.typeName): \(symbol) is not defined for them")
  }
}

private func orderFloats(_ a: Double, _ b: Double) -> Order {
  if a.isNaN { return b.isNaN ? .equal : .greater }
  return b.isNaN ? .less : Order(a, b)
}

/// Numbers of different types, compared exactly.
private func orderNumbers(_ left: Value, _ right: Value) -> Order? {
  if let a = left.asFloat, let b = right.asInteger { return orderFloat(a, b) }
  if let a = left.asInteger, let b = right.asFloat { return orderFloat(b, a).reversed }
  if let a = left.asInteger, let b = right.asInteger { return Order(a, b) }
  return nil
}

private func orderFloat(_ a: Double, _ b: BigInteger) -> Order {
  if a.isNaN || a == .infinity { return .greater }
  guard let floor = BigInteger(exactly: a.rounded(.down)) else { return .less }
  let order = Order(floor, b)
  return order == .equal && a != a.rounded(.down) ? .greater : order
}

private func orderHosts(_ left: Value, _ right: Value) throws -> Order? {
  if let host = left.asObject as? any ComparableObject {
    if try host.isEqual(to: right) { return .equal }
    return try host.isLess(than: right).map { $0 ? .less : .greater }
  }
  if let host = right.asObject as? any ComparableObject {
    if try host.isEqual(to: left) { return .equal }
    return try host.isLess(than: left).map { $0 ? .greater : .less }
  }
  return nil
}

extension Object {
  fileprivate final func order(against other: Object, symbol: String, depth: Int) throws -> Order? {
    switch kind {
    case .string:
      let (a, b) = (
        unsafeDowncast(self, to: StringObject.self), unsafeDowncast(other, to: StringObject.self)
      )
      return a.equals(b) ? .equal : a.precedes(b) ? .less : .greater
    case .int:
      return Order(
        unsafeDowncast(self, to: BigIntegerObject.self).value,
        unsafeDowncast(other, to: BigIntegerObject.self).value)
    case .bytes:
      let (a, b) = (
        unsafeDowncast(self, to: BytesObject.self).content,
        unsafeDowncast(other, to: BytesObject.self).content
      )
      return a == b ? .equal : a.lexicographicallyPrecedes(b) ? .less : .greater
    case .list:
      return try orderItems(
        unsafeDowncast(self, to: ListObject.self).buffer,
        unsafeDowncast(other, to: ListObject.self).buffer, symbol, depth)
    case .tuple:
      return try orderItems(
        unsafeDowncast(self, to: TupleObject.self).buffer,
        unsafeDowncast(other, to: TupleObject.self).buffer, symbol, depth)
    default: return nil
    }
  }
}

private func orderItems(
  _ left: UnsafeBufferPointer<Value>, _ right: UnsafeBufferPointer<Value>, _ symbol: String,
  _ depth: Int
) throws -> Order {
  guard depth <= greatestValueDepth else { throw Diagnostic.nestedTooDeeply("compare") }
  var pulse = Pulse()
  for index in 0..<min(left.count, right.count) {
    try pulse.beat()
    if try left[index].equals(right[index], depth: depth) { continue }
    return try left[index].order(against: right[index], symbol: symbol, depth: depth)
  }
  return Order(left.count, right.count)
}
