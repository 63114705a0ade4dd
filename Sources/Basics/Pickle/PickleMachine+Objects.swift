extension PickleMachine {
  /// Operations that name or call something outside the pickle. False: it is none of these.
  mutating func runObject(_ operation: UInt8) throws(PickleError) -> Bool {
    switch operation {
    case UInt8(ascii: "c"): try pushGlobal(PickleGlobal(try code.line(), try code.line()))
    case 0x93:  // STACK_GLOBAL
      let name = try popText()
      try pushGlobal(PickleGlobal(try popText(), name))
    case UInt8(ascii: "R"), 0x81: try call(arguments: try pop())  // REDUCE, NEWOBJ
    case 0x92:  // NEWOBJ_EX
      guard case .dict(let pairs) = nodes[try pop()], pairs.isEmpty else {
        throw .unsupported(feature: "an object made with keyword arguments")
      }
      try call(arguments: try pop())
    case UInt8(ascii: "o"):  // OBJ
      var items = try popToMark()
      guard !items.isEmpty else { throw corrupt("no class to call") }
      try call(try function(items.removeFirst()), items)
    case UInt8(ascii: "i"):  // INST
      let global = PickleGlobal(try code.line(), try code.line())
      try check(global)
      try call(global, try popToMark())
    case UInt8(ascii: "b"): try build(state: try pop())
    case UInt8(ascii: "P"):
      let id = nodes.add(.plain(.string(try code.line())))
      push(.persistent(id))
    case UInt8(ascii: "Q"): push(.persistent(try pop()))
    case 0x82...0x84: throw .unsupported(feature: "registered extensions")
    default: return false
    }
    return true
  }

  private mutating func popText() throws(PickleError) -> String {
    guard case .plain(.string(let text)) = nodes[try pop()] else {
      throw corrupt("a name that is no text")
    }
    return text
  }

  private mutating func pushGlobal(_ global: PickleGlobal) throws(PickleError) {
    try check(global)
    push(.plain(.global(global)))
  }

  private func check(_ global: PickleGlobal) throws(PickleError) {
    guard allowed.contains(global) || PlainCall(global) != nil else { throw .forbidden(global) }
  }

  private func function(_ number: Int) throws(PickleError) -> PickleGlobal {
    guard case .plain(.global(let global)) = nodes[number] else {
      throw corrupt("a call of something that is no function")
    }
    return global
  }

  private mutating func call(arguments: Int) throws(PickleError) {
    guard case .tuple(let items) = nodes[arguments] else { throw corrupt("a call without a tuple") }
    try call(try function(try pop()), items)
  }

  private mutating func call(_ function: PickleGlobal, _ arguments: [Int]) throws(PickleError) {
    if !allowed.contains(function), let plain = PlainCall(function) {
      let values = arguments.map { nodes[$0] }
      guard let result = plain.result(of: values) else {
        throw .unsupported(feature: "a call of '\(function)' with such arguments")
      }
      push(result)
    } else {
      push(.object(PickleNodes.Object(function: function, arguments: arguments)))
    }
  }

  /// Hands a state to the object on top of the stack.
  private mutating func build(state: Int) throws(PickleError) {
    let target = try top()
    guard case .object(var object) = nodes[target], object.state == nil else {
      throw corrupt("a state for something that takes none")
    }
    object.state = state
    nodes[target] = .object(object)
  }
}

/// The calls by which older protocols spell plain values: safe, because only their result is built.
private enum PlainCall {
  case bytes, set, list, dict, encode

  init?(_ global: PickleGlobal) {
    switch (global.module, global.name) {
    case ("_codecs", "encode"): self = .encode
    case ("builtins", "bytes"), ("__builtin__", "bytes"): self = .bytes
    case ("builtins", "bytearray"), ("__builtin__", "bytearray"): self = .bytes
    case ("builtins", "set"), ("__builtin__", "set"): self = .set
    case ("builtins", "frozenset"), ("__builtin__", "frozenset"): self = .set
    case ("builtins", "list"), ("__builtin__", "list"): self = .list
    case ("builtins", "dict"), ("__builtin__", "dict"): self = .dict
    default: return nil
    }
  }

  func result(of arguments: [PickleNodes.Node]) -> PickleNodes.Node? {
    if case .plain(.string(let encoding)) = arguments.dropFirst().first,
      encoding != "latin1", encoding != "latin-1"
    {
      return nil
    }
    switch (self, arguments.first) {
    case (.bytes, nil): return .plain(.bytes([]))
    case (.bytes, .plain(.bytes(let bytes))): return .plain(.bytes(bytes))
    case (.bytes, .plain(.string(let text))), (.encode, .plain(.string(let text))):
      return Self.latin1(text).map { .plain(.bytes($0)) }
    case (.set, nil): return .set([])
    case (.set, .list(let items)), (.set, .tuple(let items)): return .set(items)
    case (.list, nil): return .list([])
    case (.list, .list(let items)), (.list, .tuple(let items)): return .list(items)
    case (.dict, nil): return .dict([])
    default: return nil
    }
  }

  /// How protocols 0 to 2 carry bytes: each as the character of its number.
  private static func latin1(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.unicodeScalars.count)
    for scalar in text.unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
