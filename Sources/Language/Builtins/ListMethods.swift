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
    .list(call.receiver.asList?.buffer ?? UnsafeBufferPointer(start: nil, count: 0))
  },
  BuiltinFunction("count", "x, /", "how many values equal x") { call in
    var (count, pulse) = (0, Pulse())
    try Iteration.withItems(call.receiver) { items in
      for item in items {
        try pulse.beat()
        if try item.equals(call[0]) { count += 1 }
      }
    }
    return .int(count)
  },
  BuiltinFunction("extend", "iterable, /", "adds all values of the iterable at the end") { call in
    let list = try receivedList(call)
    try call.requireIterable(0, "iterable")
    if call[0].asList === list {
      try list.add(contentsOf: list.buffer)
    } else {
      try Iteration.withItems(call[0]) { try list.add(contentsOf: $0) }
    }
    return .none
  },
  BuiltinFunction("index", "x, start=None, end=None, /", "the first position of x") { call in
    let found = try Iteration.withItems(call.receiver) { items in
      let span = try Subscripts.span(
        call.optional(1) ?? .none, call.optional(2) ?? .none, .none, count: items.count)
      var pulse = Pulse()
      return try (span.start..<span.start + span.count).first { position in
        try pulse.beat()
        return try items[position].equals(call[0])
      }
    }
    if let found { return .int(found) }
    throw Diagnostic.value("index: \(call[0].brief) is not in the list")
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
    var (position, pulse) = (-1, Pulse())
    while position + 1 < list.count {
      position += 1
      try pulse.beat()
      guard try list[position].equals(call[0]) else { continue }
      // Comparing may have run a script's or a host's code.
      try list.requireMutable()
      _ = list.remove(at: position)
      return .none
    }
    throw Diagnostic.value("remove: \(call[0].brief) is not in the list")
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
    // A key's function must find the list as it was, and not change it.
    let sorted = ListObject(list.buffer)
    list.iterators += 1
    defer { list.iterators -= 1 }
    try Sorting.sort(sorted, key: call.optional(0), reverse: call.optional(1), call)
    list.exchangeStorage(with: sorted)
    return .none
  },
]

private func receivedList(_ call: borrowing Call) throws -> ListObject {
  guard let list = call.receiver.asList else { throw Diagnostic.type("not a list") }
  try list.requireMutable()
  return list
}
