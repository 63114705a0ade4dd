import Basics

/// Running over values in built-ins.
enum Iteration {
  static func isIterable(_ value: Value) -> Bool {
    switch value.kind {
    case .list, .tuple, .dict, .set, .range, .iterator: true
    case .host: value.asObject is any IterableObject
    default: false
    }
  }

  static func notIterable(_ value: Value) -> Diagnostic {
    let help: String? =
      switch value.kind {
      case .string: "run over s.elems() for one-byte strings or s.codepoints() for characters"
      case .bytes: "run over b.elems()"
      case .int: "run over range(n)"
      default: nil
      }
    return .type("\(value.typeName) is not iterable", help: help)
  }

  /// The first value for which `test` holds; what is run over must not change meanwhile.
  ///
  /// No list is made of what is none, so that a range of any length can be run over.
  @inline(__always)
  static func first(of value: Value, where test: (Value) throws -> Bool) throws -> Value? {
    guard case .object(let object) = value.bits else { throw notIterable(value) }
    let isOwn = object.isGuarded && object.region == Region.current
    if isOwn { object.iterators += 1 }
    defer { if isOwn { object.iterators -= 1 } }
    var pulse = Pulse()
    if let items = value.asList?.buffer ?? value.asTuple?.buffer {
      for item in items {
        try pulse.beat()
        if try test(item) { return item }
      }
      return nil
    }
    let next = try makeIterator(value)
    while let item = try next() {
      try pulse.beat()
      if try test(item) { return item }
    }
    return nil
  }

  /// Calls `body` with each value; what is run over must not change meanwhile.
  @inline(__always)
  static func forEach(_ value: Value, _ body: (Value) throws -> Void) throws {
    _ = try first(of: value) { item in
      try body(item)
      return false
    }
  }

  /// Calls `body` with the first value of each, with the second ones and so on, until one has no more.
  static func forEachRow(_ columns: [Value], _ body: (UnsafeBufferPointer<Value>) throws -> Void)
    throws
  {
    guard !columns.isEmpty else { return }
    let guarded = columns.compactMap(\.object).filter {
      $0.isGuarded && $0.region == Region.current
    }
    for object in guarded { object.iterators += 1 }
    defer { for object in guarded { object.iterators -= 1 } }
    let iterators = try columns.map { try makeIterator($0) }
    var row = Array(repeating: Value.none, count: columns.count)
    var pulse = Pulse()
    while true {
      try pulse.beat()
      for (column, next) in iterators.enumerated() {
        guard let item = try next() else { return }
        row[column] = item
      }
      try row.withUnsafeBufferPointer(body)
    }
  }

  /// How many values there are at most in a row-by-row run; `nil` where none of them tells its length.
  static func shortestLength(_ columns: [Value]) throws -> Int? {
    try columns.compactMap { try $0.length() }.min()
  }

  /// The values as an array.
  static func array(_ value: Value) throws -> [Value] {
    try withItems(value) { Array($0) }
  }

  /// The values in a new list.
  static func list(_ value: Value) throws -> ListObject {
    let list = ListObject(capacity: 0)
    if let items = value.asList?.buffer ?? value.asTuple?.buffer {
      try list.add(contentsOf: items)
    } else {
      if Self.isIterable(value), let count = try value.length() { try list.reserve(count) }
      try forEach(value) { try list.add($0) }
    }
    return list
  }

  /// Hands the values over where they lie; those of a list or tuple are not copied, and a list must not
  /// change meanwhile.
  static func withItems<Result>(
    _ value: Value, _ body: (UnsafeBufferPointer<Value>) throws -> Result
  ) throws -> Result {
    if let tuple = value.asTuple { return try body(tuple.buffer) }
    let list = try value.asList ?? list(value)
    let isOwn = list.region == Region.current
    if isOwn { list.iterators += 1 }
    defer { if isOwn { list.iterators -= 1 } }
    return try body(list.buffer)
  }

  static func makeIterator(_ value: Value) throws -> () throws -> Value? {
    var position = 0
    switch value.object {
    case let list as ListObject:
      return {
        guard position < list.storedCount else { return nil }
        position += 1
        return list.storage[position - 1]
      }
    case let tuple as TupleObject:
      return {
        guard position < tuple.count else { return nil }
        position += 1
        return tuple.storage[position - 1]
      }
    case let range as RangeObject:
      return {
        guard position < range.count else { return nil }
        position += 1
        return .int(range[position - 1])
      }
    case let table as TableObject:
      return {
        guard let used = table.nextUsed(from: position) else { return nil }
        position = used + 1
        return table.entries[used].key
      }
    case let sequence as SequenceObject:
      return {
        guard position < sequence.count else { return nil }
        position += 1
        return sequence.element(position - 1)
      }
    case let host as HostObject:
      guard let iterable = host.object as? any IterableObject else { throw notIterable(value) }
      return try iterable.makeIterator()
    default: throw notIterable(value)
    }
  }
}

extension Object {
  /// Whether this must not change while something runs over it.
  fileprivate var isGuarded: Bool { kind == .list || kind == .dict || kind == .set }
}
