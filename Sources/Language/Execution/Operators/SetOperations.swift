/// `| & ^ -` and comparisons of sets, and `|` of dictionaries.
enum SetOperations {
  static func compute(_ operation: BinaryOperation, _ left: Value, _ right: Value) throws -> Value?
  {
    if let a = left.asDict, let b = right.asDict, operation == .bitOr {
      let union = DictObject()
      try merge(a, into: union)
      try merge(b, into: union)
      return Value(union)
    }
    guard let a = left.asSet, let b = right.asSet else { return nil }
    return Value(try combine(operation, a, b))
  }

  static func merge(_ source: DictObject, into target: DictObject) throws {
    // The source may be the target itself.
    var pulse = Pulse()
    for position in source.usedPositions {
      try pulse.beat()
      let entry = source.entries[position]
      try target.insert(entry.key, hash: entry.hash, entry.value)
    }
  }

  /// `set ∘= other`
  static func replace(_ set: SetObject, by operation: BinaryOperation, _ other: SetObject) throws {
    var pulse = Pulse()
    if operation == .bitOr {
      // The other may be the set itself.
      for key in other.keys {
        try pulse.beat()
        try set.add(key)
      }
      return
    }
    let result = try combine(operation, set, other)
    set.removeAll()
    for key in result.keys {
      try pulse.beat()
      try set.add(key)
    }
  }

  static func combine(_ operation: BinaryOperation, _ a: SetObject, _ b: SetObject) throws
    -> SetObject
  {
    let result = SetObject()
    var pulse = Pulse()
    for key in a.keys {
      try pulse.beat()
      switch operation {
      case .bitOr: try result.add(key)
      case .bitAnd: if try b.contains(key) { try result.add(key) }
      default: if !(try b.contains(key)) { try result.add(key) }
      }
    }
    guard operation == .bitOr || operation == .bitXor else { return result }
    for key in b.keys {
      try pulse.beat()
      if operation == .bitOr {
        try result.add(key)
      } else if try !a.contains(key) {
        try result.add(key)
      }
    }
    return result
  }

  static func isSubset(_ a: SetObject, of b: SetObject) throws -> Bool {
    guard a.count <= b.count else { return false }
    return try Iteration.first(of: Value(a)) { try !b.contains($0) } == nil
  }

  static func compare(_ operation: BinaryOperation, _ a: SetObject, _ b: SetObject) throws -> Bool {
    switch operation {
    case .less: try a.count < b.count && isSubset(a, of: b)
    case .lessOrEqual: try isSubset(a, of: b)
    case .greater: try b.count < a.count && isSubset(b, of: a)
    default: try isSubset(b, of: a)
    }
  }
}
