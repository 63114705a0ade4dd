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
      for item in items { keys.append(try call.interpreter.call(key, item)) }
    }
    return try order(keys, reversed: isReversed)
  }

  private static func order(_ keys: [Value], reversed: Bool) throws -> [Int] {
    if let numbers = ints(keys) {
      return sorted(numbers, reversed) { $0.key < $1.key }
    }
    if let numbers = floats(keys) {
      return sorted(numbers, reversed) { $0.key < $1.key }
    }
    if let strings = strings(keys) {
      // The strings live as long as `keys`.
      return withExtendedLifetime(keys) { sorted(strings, reversed) { $0.key.precedes($1.key) } }
    }
    return try keys.withUnsafeBufferPointer { keys in
      try keys.indices.sorted {
        try reversed ? keys[$1].isLess(than: keys[$0]) : keys[$0].isLess(than: keys[$1])
      }
    }
  }

  /// A key beside the position that it came from, so that comparing touches neighbours in memory.
  private struct Keyed<Key> {
    var key: Key
    var position: Int
  }

  @inline(__always) private static func sorted<Key>(
    _ pairs: [Keyed<Key>], _ reversed: Bool, _ isLess: (Keyed<Key>, Keyed<Key>) -> Bool
  ) -> [Int] {
    // The standard library's sort is stable, and stays so with the operands exchanged.
    let sorted = reversed ? pairs.sorted { isLess($1, $0) } : pairs.sorted(by: isLess)
    return sorted.map(\.position)
  }

  private static func ints(_ keys: [Value]) -> [Keyed<Int>]? {
    collect(keys) {
      if case .int(let number) = $0.bits { return number }
      return nil
    }
  }

  private static func floats(_ keys: [Value]) -> [Keyed<Double>]? {
    collect(keys) {
      if case .float(let number) = $0.bits, !number.isNaN { return number }
      return nil
    }
  }

  private static func strings(_ keys: [Value]) -> [Keyed<TextKey>]? {
    collect(keys) {
      guard case .object(let object) = $0.bits, object.kind == .string else { return nil }
      return TextKey(unsafeDowncast(object, to: StringObject.self))
    }
  }

  @inline(__always) private static func collect<Key>(_ keys: [Value], _ read: (Value) -> Key?)
    -> [Keyed<Key>]?
  {
    var pairs: [Keyed<Key>] = []
    guard let first = keys.first, read(first) != nil else { return keys.isEmpty ? [] : nil }
    pairs.reserveCapacity(keys.count)
    for (position, value) in keys.enumerated() {
      guard let key = read(value) else { return nil }
      pairs.append(Keyed(key: key, position: position))
    }
    return pairs
  }

  /// A string as its first eight bytes, which mostly decide, and where the others are.
  private struct TextKey {
    let head: UInt64
    let text: Unmanaged<StringObject>

    init(_ string: StringObject) {
      text = .passUnretained(string)
      var head: UInt64 = 0
      for index in 0..<8 {
        head = head << 8 | (index < string.count ? UInt64(string.bytes[index]) : 0)
      }
      self.head = head
    }

    func precedes(_ other: TextKey) -> Bool {
      if head != other.head { return head < other.head }
      return text._withUnsafeGuaranteedRef { one in
        other.text._withUnsafeGuaranteedRef { one.precedes($0) }
      }
    }
  }
}
