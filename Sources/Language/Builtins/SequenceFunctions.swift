/// The functions of sequences.
let sequenceFunctions: [BuiltinFunction] = [
  BuiltinFunction("all", "iterable, /", "whether every value counts as true") { call in
    if let result = try reduced(call[0], by: .all) { return result }
    try call.requireIterable(0, "iterable")
    return .bool(try Iteration.withItems(call[0]) { try $0.allSatisfy { try $0.truth() } })
  },
  BuiltinFunction("any", "iterable, /", "whether some value counts as true") { call in
    if let result = try reduced(call[0], by: .any) { return result }
    try call.requireIterable(0, "iterable")
    return .bool(try Iteration.withItems(call[0]) { try $0.contains { try $0.truth() } })
  },
  BuiltinFunction("enumerate", "iterable, start=0", "a list of the pairs (position, value)") {
    call in
    try call.requireIterable(0, "iterable")
    var number = call.optional(1) == nil ? 0 : try call.int(1, "start")
    let list = ListObject(capacity: 0)
    try Iteration.forEach(call[0]) {
      try list.add(Value(TupleObject(.int(number), $0)))
      number &+= 1
    }
    return Value(list)
  },
  BuiltinFunction(
    "filter", "function, iterable, /", "a list of the values for which function(value) is true"
  ) {
    call in
    let values = try call.items(1, "iterable")
    let list = ListObject(capacity: 0)
    for value in values {
      let isKept =
        call[0].isNone ? try value.truth() : try call.interpreter.call(call[0], value).truth()
      if isKept { try list.add(value) }
    }
    return Value(list)
  },
  BuiltinFunction("len", "x, /", "how many values x holds; bytes of a string") { call in
    guard let length = try call[0].length() else {
      throw Diagnostic.type("len: value of type \(call[0].typeName) has no len")
    }
    return .int(length)
  },
  BuiltinFunction("map", "function, iterable, /, *others", "a list of function(value)") { call in
    let columns = try [call.items(1, "iterable")] + call.rest.map { try Iteration.array($0) }
    let count = columns.map(\.count).min() ?? 0
    let list = ListObject(capacity: count)
    if columns.count == 1 {
      for value in columns[0] { try list.add(try call.interpreter.call(call[0], value)) }
      return Value(list)
    }
    for row in 0..<count { try list.add(try call.call(call[0], columns.map { $0[row] })) }
    return Value(list)
  },
  BuiltinFunction("max", "*values, key=None, default=None", "the greatest value") { call in
    try extreme(call, .max) { try $1.isLess(than: $0) }
  },
  BuiltinFunction("min", "*values, key=None, default=None", "the least value") { call in
    try extreme(call, .min) { try $0.isLess(than: $1) }
  },
  BuiltinFunction(
    "range", "start_or_stop, stop=None, step=1, /", "the integers from start to before stop"
  ) {
    call in
    try makeRange(call)
  },
  BuiltinFunction("reversed", "iterable, /", "a list of the values in reverse order") { call in
    try call.requireIterable(0, "iterable")
    return try Iteration.withItems(call[0]) { items in
      let list = ListObject(capacity: 0)
      try list.reserve(items.count)
      for item in items.reversed() { try list.add(item) }
      return Value(list)
    }
  },
  BuiltinFunction(
    "sorted", "iterable, /, *, key=None, reverse=False",
    "a sorted list; equal values keep their order"
  ) {
    call in
    try call.requireIterable(0, "iterable")
    let list = try Iteration.list(call[0])
    try Sorting.sort(list, key: call.optional(1), reverse: call.optional(2), call)
    return Value(list)
  },
  BuiltinFunction("sum", "iterable, /, start=0", "the sum of the values") { call in
    if call.optional(1) == nil, let result = try reduced(call[0], by: .sum) { return result }
    try call.requireIterable(0, "iterable")
    return try Iteration.withItems(call[0]) { try total($0, from: call.optional(1) ?? .int(0)) }
  },
  BuiltinFunction("zip", "*iterables", "a list of tuples with one value of each iterable") { call in
    let columns = try call.rest.enumerated().map { position, value in
      guard Iteration.isIterable(value) else {
        throw Diagnostic.type("zip: argument #\(position + 1) is not iterable: \(value.typeName)")
      }
      return try Iteration.array(value)
    }
    let count = columns.map(\.count).min() ?? 0
    let list = ListObject(capacity: count)
    var pulse = Pulse()
    for row in 0..<count {
      try pulse.beat()
      if columns.count == 2 {
        try list.add(Value(TupleObject(columns[0][row], columns[1][row])))
      } else {
        try list.add(.tuple(columns.map { $0[row] }))
      }
    }
    return Value(list)
  },
]

/// What an object of the host makes of itself; `nil` for everything else.
private func reduced(_ value: Value, by reduction: Reduction) throws -> Value? {
  try (value.asObject as? any ReducibleObject)?.reduced(by: reduction)
}

private func total(_ items: UnsafeBufferPointer<Value>, from start: Value) throws -> Value {
  if start.kind == .string {
    throw Diagnostic.type("sum: strings are joined with \"\".join(…)")
  }
  var total = start
  var pulse = Pulse()
  for item in items {
    try pulse.beat()
    total = try sum(total, item)
  }
  return total
}

/// The sum of two values; that of integers and floats without looking further.
@inline(__always) private func sum(_ left: Value, _ right: Value) throws -> Value {
  switch (left.bits, right.bits) {
  case (.int(let a), .int(let b)):
    let (sum, over) = a.addingReportingOverflow(b)
    if !over { return .int(sum) }
  case (.float(let a), .float(let b)): return .float(a + b)
  default: break
  }
  return try Operators.compute(.add, left, right)
}

/// The first of the values that `precedes` puts before all others.
private func extreme(
  _ call: borrowing Call, _ reduction: Reduction, _ precedes: (Value, Value) throws -> Bool
) throws -> Value {
  guard call.restSlots.count == 1 else {
    guard !call.restSlots.isEmpty else { throw Diagnostic.type("\(call.name): missing arguments") }
    return try extreme(of: UnsafeBufferPointer(call.restSlots), call, precedes)
  }
  let values = call.restSlots[0]
  if let result = try reduced(values, by: reduction) { return result }
  guard Iteration.isIterable(values) else {
    throw Diagnostic.type("\(call.name): got \(values.typeName), want an iterable")
  }
  return try Iteration.withItems(values) { try extreme(of: $0, call, precedes) }
}

private func extreme(
  of values: UnsafeBufferPointer<Value>, _ call: borrowing Call,
  _ precedes: (Value, Value) throws -> Bool
) throws -> Value {
  guard var best = values.first else {
    if let value = call.optional(1) { return value }
    throw Diagnostic.value("\(call.name): the sequence is empty")
  }
  let key = call.optional(0).flatMap { $0.isNone ? nil : $0 }
  var bestKey = try key.map { try call.interpreter.call($0, best) } ?? best
  var pulse = Pulse()
  for value in values.dropFirst() {
    try pulse.beat()
    let valueKey = try key.map { try call.interpreter.call($0, value) } ?? value
    if try precedes(valueKey, bestKey) { (best, bestKey) = (value, valueKey) }
  }
  return best
}

private func makeRange(_ call: borrowing Call) throws -> Value {
  let first = try call.int(0, "start")
  let hasStop = call.optional(1) != nil
  let step = call.optional(2) == nil ? 1 : try call.int(2, "step")
  guard step != 0 else { throw Diagnostic.value("range: the step is zero") }
  return Value(
    try RangeObject(
      start: hasStop ? first : 0, stop: hasStop ? call.int(1, "stop") : first, step: step))
}
