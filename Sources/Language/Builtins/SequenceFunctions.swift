/// The functions of sequences.
let sequenceFunctions: [BuiltinFunction] = [
  BuiltinFunction("all", "iterable, /", "whether every value counts as true") { call in
    if let result = try reduced(call[0], by: .all) { return result }
    try call.requireIterable(0, "iterable")
    return .bool(try Iteration.first(of: call[0]) { try !$0.truth() } == nil)
  },
  BuiltinFunction("any", "iterable, /", "whether some value counts as true") { call in
    if let result = try reduced(call[0], by: .any) { return result }
    try call.requireIterable(0, "iterable")
    return .bool(try Iteration.first(of: call[0]) { try $0.truth() } != nil)
  },
  BuiltinFunction("enumerate", "iterable, start=0", "a list of the pairs (position, value)") {
    call in
    try call.requireIterable(0, "iterable")
    let start = call.optional(1) ?? .int(0)
    guard start.kind == .int else { throw call.unexpected(1, "start", "int") }
    var number = start
    let list = ListObject(capacity: 0)
    try list.reserve(call[0].length() ?? 0)
    try Iteration.forEach(call[0]) {
      try list.add(Value(TupleObject(number, $0)))
      number = try sum(number, .int(1))
    }
    return Value(list)
  },
  BuiltinFunction(
    "filter", "function, iterable, /", "a list of the values for which function(value) is true"
  ) {
    call in
    try call.requireIterable(1, "iterable")
    let (function, interpreter) = (call[0], call.interpreter)
    let list = ListObject(capacity: 0)
    try Iteration.forEach(call[1]) { value in
      let isKept =
        function.isNone ? try value.truth() : try interpreter.call(function, value).truth()
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
    try call.requireIterable(1, "iterable")
    let (function, interpreter) = (call[0], call.interpreter)
    let columns = [call[1]] + call.rest
    let list = ListObject(capacity: 0)
    try list.reserve(Iteration.shortestLength(columns) ?? 0)
    if columns.count == 1 {
      try Iteration.forEach(call[1]) { try list.add(interpreter.call(function, $0)) }
    } else {
      try Iteration.forEachRow(columns) { try list.add(interpreter.call(function, Array($0))) }
    }
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
    return try total(call[0], from: call.optional(1) ?? .int(0))
  },
  BuiltinFunction("zip", "*iterables", "a list of tuples with one value of each iterable") { call in
    let columns = call.rest
    for (position, value) in columns.enumerated() where !Iteration.isIterable(value) {
      throw Diagnostic.type("zip: argument #\(position + 1) is not iterable: \(value.typeName)")
    }
    let list = ListObject(capacity: 0)
    try list.reserve(Iteration.shortestLength(columns) ?? 0)
    try Iteration.forEachRow(columns) { try list.add(.tuple($0)) }
    return Value(list)
  },
]

/// What an object of the host makes of itself; `nil` for everything else.
private func reduced(_ value: Value, by reduction: Reduction) throws -> Value? {
  try (value.asObject as? any ReducibleObject)?.reduced(by: reduction)
}

private func total(_ values: Value, from start: Value) throws -> Value {
  if start.kind == .string {
    throw Diagnostic.type("sum: strings are joined with \"\".join(…)")
  }
  if let range = values.object as? RangeObject, let start = start.asInteger {
    return .integer(start + (try range.sum()))
  }
  var total = start
  try Iteration.forEach(values) { total = try sum(total, $0) }
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
  guard !call.restSlots.isEmpty else { throw Diagnostic.type("\(call.name): missing arguments") }
  let key = call.optional(0).flatMap { $0.isNone ? nil : $0 }
  let interpreter = call.interpreter
  var best: (value: Value, key: Value)?
  func consider(_ value: Value) throws {
    let valueKey = try key.map { try interpreter.call($0, value) } ?? value
    if let known = best, try !precedes(valueKey, known.key) { return }
    best = (value, valueKey)
  }
  if call.restSlots.count > 1 {
    for value in call.restSlots { try consider(value) }
  } else {
    let values = call.restSlots[0]
    if let result = try reduced(values, by: reduction) { return result }
    if key == nil, let range = values.object as? RangeObject, range.count > 0 {
      return .int((reduction == .max) == (range.step > 0) ? range[range.count - 1] : range[0])
    }
    guard Iteration.isIterable(values) else {
      throw Diagnostic.type("\(call.name): got \(values.typeName), want an iterable")
    }
    try Iteration.forEach(values) { try consider($0) }
  }
  if let best { return best.value }
  if let value = call.optional(1) { return value }
  throw Diagnostic.value("\(call.name): the sequence is empty")
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
