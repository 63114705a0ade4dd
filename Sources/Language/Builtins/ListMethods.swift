/// The methods of lists.
let listMethods: [BuiltinFunction] = [
  BuiltinFunction("append", "x, /", "adds x at the end") { call in
    let list = try receivedList(call)
    try list.add(call[0])
    return .none
  },
  BuiltinFunction("clear", "", "removes all values") { call in
    try receivedList(call).removeAll()
    return .none
  },
  BuiltinFunction("copy", "", "a new list of the same values") { call in
    .list(call.receiver.asList?.items ?? [])
  },
  BuiltinFunction("count", "x, /", "how many values equal x") { call in
    let items = call.receiver.asList?.items ?? []
    return .int(try items.count { try $0.equals(call[0]) })
  },
  BuiltinFunction("extend", "iterable, /", "adds all values of the iterable at the end") { call in
    let list = try receivedList(call)
    let values = try call.items(0, "iterable")
    for value in values { try list.add(value) }
    return .none
  },
  BuiltinFunction("index", "x, start=None, end=None, /", "the first position of x") { call in
    let items = call.receiver.asList?.items ?? []
    let span = try Subscripts.span(
      call.optional(1) ?? .none, call.optional(2) ?? .none, .none, count: items.count)
    for position in span.start..<span.start + span.count {
      if try items[position].equals(call[0]) { return .int(position) }
    }
    throw Diagnostic.value("index: \(call[0].repr) is not in the list")
  },
  BuiltinFunction("insert", "index, x, /", "adds x before the position index") { call in
    let list = try receivedList(call)
    let index = try call.int(0, "index")
    let position = index < 0 ? max(index &+ list.count, 0) : min(index, list.count)
    try list.insert(call[1], at: position)
    return .none
  },
  BuiltinFunction("pop", "index=-1, /", "removes and returns the value at index") { call in
    let list = try receivedList(call)
    guard list.count > 0 else { throw Diagnostic(.index, "pop: the list is empty") }
    let index = call.optional(0) ?? .int(-1)
    return list.remove(at: try Subscripts.position(index, list.count, "list"))
  },
  BuiltinFunction("remove", "x, /", "removes the first value that equals x") { call in
    let list = try receivedList(call)
    for position in 0..<list.count where try list[position].equals(call[0]) {
      // Comparing may have run a script's or a host's code.
      try list.requireMutable()
      _ = list.remove(at: position)
      return .none
    }
    throw Diagnostic.value("remove: \(call[0].repr) is not in the list")
  },
  BuiltinFunction("reverse", "", "reverses the order in place") { call in
    let list = try receivedList(call)
    list.permute((0..<list.count).reversed())
    return .none
  },
  BuiltinFunction(
    "sort", "*, key=None, reverse=False", "sorts in place; equal values keep their order"
  ) {
    call in
    let list = try receivedList(call)
    let order = try Sorting.order(
      list.items, key: call.optional(0), reverse: call.optional(1), call)
    try list.requireMutable()
    guard order.count == list.count else { throw Diagnostic.iterating("list") }
    list.permute(order)
    return .none
  },
]

private func receivedList(_ call: borrowing Call) throws -> ListObject {
  guard let list = call.receiver.asList else { throw Diagnostic.type("not a list") }
  try list.requireMutable()
  return list
}

/// Stable sorting.
enum Sorting {
  /// The positions of the values in ascending order.
  static func order(
    _ items: [Value], key: Value?, reverse: Value?, _ call: borrowing Call
  ) throws -> [Int] {
    var isReversed = false
    if let reverse {
      guard let flag = reverse.asBool else {
        throw Diagnostic.type("\(call.name): for reverse, got \(reverse.typeName), want bool")
      }
      isReversed = flag
    }
    var keys = items
    if let key, !key.isNone {
      keys = []
      keys.reserveCapacity(items.count)
      for item in items { keys.append(try call.call(key, [item])) }
    }
    return try order(keys, reversed: isReversed)
  }

  private static func order(_ keys: [Value], reversed: Bool) throws -> [Int] {
    if let numbers = allInts(keys) {
      return sorted(numbers.indices, reversed) { numbers[$0] < numbers[$1] }
    }
    if let numbers = allFloats(keys) {
      return sorted(numbers.indices, reversed) { numbers[$0] < numbers[$1] }
    }
    if let strings = allStrings(keys) {
      return sorted(strings.indices, reversed) { strings[$0].precedes(strings[$1]) }
    }
    return try keys.withUnsafeBufferPointer { keys in
      try sortedThrowing(keys.indices, reversed) { try keys[$0].isLess(than: keys[$1]) }
    }
  }

  private static func sorted(
    _ positions: Range<Int>, _ reversed: Bool, _ isLess: (Int, Int) -> Bool
  ) -> [Int] {
    // The standard library's sort is stable, and stays so with the operands exchanged.
    positions.sorted { reversed ? isLess($1, $0) : isLess($0, $1) }
  }

  private static func sortedThrowing(
    _ positions: Range<Int>, _ reversed: Bool, _ isLess: (Int, Int) throws -> Bool
  ) throws -> [Int] {
    try positions.sorted { try reversed ? isLess($1, $0) : isLess($0, $1) }
  }

  private static func allInts(_ keys: [Value]) -> [Int]? {
    var numbers: [Int] = []
    numbers.reserveCapacity(keys.count)
    for key in keys {
      guard case .int(let number) = key.bits else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private static func allFloats(_ keys: [Value]) -> [Double]? {
    var numbers: [Double] = []
    numbers.reserveCapacity(keys.count)
    for key in keys {
      guard case .float(let number) = key.bits, !number.isNaN else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private static func allStrings(_ keys: [Value]) -> [StringObject]? {
    var strings: [StringObject] = []
    strings.reserveCapacity(keys.count)
    for key in keys {
      guard case .object(let object) = key.bits, object.kind == .string else { return nil }
      strings.append(unsafeDowncast(object, to: StringObject.self))
    }
    return strings
  }
}
