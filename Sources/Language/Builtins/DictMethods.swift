/// The methods of dictionaries.
let dictMethods: [BuiltinFunction] = [
  BuiltinFunction("clear", "", "removes all keys") { call in
    try receivedDict(call, toChange: true).removeAll()
    return .none
  },
  BuiltinFunction("copy", "", "a new dict of the same entries") { call in
    let copy = DictObject()
    try SetOperations.merge(receivedDict(call), into: copy)
    return Value(copy)
  },
  BuiltinFunction("get", "key, default=None, /", "the value of key, or default") { call in
    try receivedDict(call).value(of: call[0]) ?? call.optional(1) ?? .none
  },
  BuiltinFunction("items", "", "a list of the (key, value) pairs") { call in
    let dict = try receivedDict(call)
    return try list(of: dict) {
      Value(TupleObject(dict.entries[$0].key, dict.entries[$0].value))
    }
  },
  BuiltinFunction("keys", "", "a list of the keys") { call in
    let dict = try receivedDict(call)
    return try list(of: dict) { dict.entries[$0].key }
  },
  BuiltinFunction("pop", "key, default=None, /", "removes key and returns its value, or default") {
    call in
    let dict = try receivedDict(call, toChange: true)
    if let position = try dict.find(call[0], hash: call[0].hash()) {
      let value = dict.entries[position].value
      dict.remove(at: position)
      return value
    }
    guard let missing = call.optional(1) else { throw Subscripts.missingKey(call[0], in: dict) }
    return missing
  },
  BuiltinFunction("popitem", "", "removes and returns the first (key, value) pair") { call in
    let dict = try receivedDict(call, toChange: true)
    guard let position = dict.nextUsed(from: 0) else {
      throw Diagnostic(.key, "popitem: the dict is empty")
    }
    let entry = dict.entries[position]
    dict.remove(at: position)
    return .tuple([entry.key, entry.value])
  },
  BuiltinFunction("setdefault", "key, default=None, /", "the value of key, bound to default if new")
  {
    call in
    let dict = try receivedDict(call)
    if let value = try dict.value(of: call[0]) { return value }
    try dict.requireMutable()
    let value = call.optional(1) ?? .none
    try dict.insert(call[0], hash: call[0].hash(), value)
    return value
  },
  BuiltinFunction("update", "pairs=None, /, **entries", "binds the keys of a dict or of pairs") {
    call in
    let dict = try receivedDict(call, toChange: true)
    if let pairs = call.optional(0) { try addPairs(pairs, to: dict, call.name) }
    for (name, value) in call.keywords { dict.set(StringObject(name), value) }
    return .none
  },
  BuiltinFunction("values", "", "a list of the values") { call in
    let dict = try receivedDict(call)
    return try list(of: dict) { dict.entries[$0].value }
  },
]

/// A list with a value for each of the entries, in order.
private func list(of dict: DictObject, _ value: (Int) -> Value) throws -> Value {
  let list = ListObject(capacity: dict.count)
  var position = 0
  var pulse = Pulse()
  while let used = dict.nextUsed(from: position) {
    try pulse.beat()
    try list.add(value(used))
    position = used + 1
  }
  return Value(list)
}

private func receivedDict(_ call: borrowing Call, toChange: Bool = false) throws -> DictObject {
  guard let dict = call.receiver.asDict else { throw Diagnostic.type("not a dict") }
  if toChange { try dict.requireMutable() }
  return dict
}

/// Binds the entries of a dictionary, or the pairs of an iterable.
func addPairs(_ pairs: Value, to dict: DictObject, _ function: String) throws {
  if let other = pairs.asDict { return try SetOperations.merge(other, into: dict) }
  guard Iteration.isIterable(pairs) else {
    throw Diagnostic.type("\(function): got \(pairs.typeName), want a dict or an iterable of pairs")
  }
  var number = 0
  try Iteration.forEach(pairs) { pair in
    guard Iteration.isIterable(pair) else {
      throw Diagnostic.type("\(function): element #\(number) is not iterable (\(pair.typeName))")
    }
    let items = try Iteration.array(pair)
    guard items.count == 2 else {
      throw Diagnostic.value("\(function): element #\(number) has length \(items.count), want 2")
    }
    try dict.insert(items[0], hash: items[0].hash(), items[1])
    number += 1
  }
}

extension TupleObject {
  /// A pair.
  convenience init(_ first: Value, _ second: Value) { self.init(CollectionOfTwo(first, second)) }
}

/// Two values, without an array's memory.
private struct CollectionOfTwo: RandomAccessCollection {
  let first: Value
  let second: Value

  init(_ first: Value, _ second: Value) {
    self.first = first
    self.second = second
  }

  var startIndex: Int { 0 }
  var endIndex: Int { 2 }
  subscript(position: Int) -> Value { position == 0 ? first : second }
}
