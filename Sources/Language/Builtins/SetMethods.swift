/// The methods of sets.
let setMethods: [BuiltinFunction] = [
  BuiltinFunction("add", "x, /", "adds x") { call in
    let set = try receivedSet(call)
    try set.requireMutable()
    try set.add(call[0])
    return .none
  },
  BuiltinFunction("clear", "", "removes all elements") { call in
    let set = try receivedSet(call)
    try set.requireMutable()
    set.removeAll()
    return .none
  },
  BuiltinFunction("copy", "", "a new set of the same elements") { call in
    Value(try set(of: call.receiver, call.name, isNew: true))
  },
  BuiltinFunction("difference", "*others", "the elements that are in none of the others") { call in
    try fold(call, .subtract)
  },
  BuiltinFunction("difference_update", "*others", "removes the elements of the others") { call in
    try update(call, .subtract)
  },
  BuiltinFunction("discard", "x, /", "removes x, if it is there") { call in
    _ = try remove(call)
    return .none
  },
  BuiltinFunction("intersection", "*others", "the elements that are in all of the others") { call in
    try fold(call, .bitAnd)
  },
  BuiltinFunction(
    "intersection_update", "*others", "keeps the elements that are in all of the others"
  ) {
    call in
    try update(call, .bitAnd)
  },
  BuiltinFunction("isdisjoint", "other, /", "whether no element is in other") { call in
    let other = try operand(call, 0)
    return .bool(
      try Iteration.first(of: call.receiver) { try other.contains($0) } == nil)
  },
  BuiltinFunction("issubset", "other, /", "whether every element is in other") { call in
    .bool(try SetOperations.isSubset(receivedSet(call), of: operand(call, 0)))
  },
  BuiltinFunction("issuperset", "other, /", "whether every element of other is in the set") {
    call in
    .bool(try SetOperations.isSubset(operand(call, 0), of: receivedSet(call)))
  },
  BuiltinFunction("pop", "", "removes and returns the first element") { call in
    let set = try receivedSet(call)
    try set.requireMutable()
    guard let position = set.nextUsed(from: 0) else {
      throw Diagnostic(.key, "pop: the set is empty")
    }
    let key = set.entries[position].key
    set.remove(at: position)
    return key
  },
  BuiltinFunction("remove", "x, /", "removes x") { call in
    guard try remove(call) else {
      throw Diagnostic(.key, "remove: \(call[0].brief) is not in the set")
    }
    return .none
  },
  BuiltinFunction(
    "symmetric_difference", "other, /", "the elements that are in exactly one of both"
  ) {
    call in
    Value(try SetOperations.combine(.bitXor, receivedSet(call), operand(call, 0)))
  },
  BuiltinFunction(
    "symmetric_difference_update", "other, /", "keeps the elements that are in exactly one of both"
  ) { call in
    let set = try receivedSet(call)
    try set.requireMutable()
    try SetOperations.replace(set, by: .bitXor, operand(call, 0))
    return .none
  },
  BuiltinFunction("union", "*others", "the elements of all") { call in
    try fold(call, .bitOr)
  },
  BuiltinFunction("update", "*others", "adds the elements of the others") { call in
    try update(call, .bitOr)
  },
]

private func receivedSet(_ call: borrowing Call) throws -> SetObject {
  guard let set = call.receiver.asSet else { throw Diagnostic.type("not a set") }
  return set
}

/// The values as a set; a set is taken as it is unless it must be a new one.
private func set(of value: Value, _ function: String, isNew: Bool = false) throws -> SetObject {
  if let set = value.asSet, !isNew { return set }
  guard Iteration.isIterable(value) else {
    throw Diagnostic.type("\(function): got \(value.typeName), want an iterable")
  }
  let set = SetObject()
  try Iteration.forEach(value) { try set.add($0) }
  return set
}

private func operand(_ call: borrowing Call, _ position: Int) throws -> SetObject {
  try set(of: call[position], call.name)
}

private func fold(_ call: borrowing Call, _ operation: BinaryOperation) throws -> Value {
  var result = try set(of: call.receiver, call.name, isNew: true)
  for other in call.rest {
    result = try SetOperations.combine(operation, result, set(of: other, call.name))
  }
  return Value(result)
}

private func update(_ call: borrowing Call, _ operation: BinaryOperation) throws -> Value {
  let received = try receivedSet(call)
  try received.requireMutable()
  let name = call.name
  let others = try call.rest.map { try set(of: $0, name) }
  for other in others { try SetOperations.replace(received, by: operation, other) }
  return .none
}

private func remove(_ call: borrowing Call) throws -> Bool {
  let set = try receivedSet(call)
  try set.requireMutable()
  guard let position = try set.find(call[0], hash: call[0].hash()) else { return false }
  set.remove(at: position)
  return true
}
