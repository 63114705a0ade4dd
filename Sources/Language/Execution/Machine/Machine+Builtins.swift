import Basics

// Calls of what the language and the host define.
extension Machine {
  /// Calls a built-in with arguments in registers.
  func call(
    _ builtin: BuiltinFunction, _ arguments: UnsafeMutablePointer<Value>, _ count: Int,
    _ keywords: [StringObject]
  ) throws -> Value {
    let receiver = builtin.receiver
    return try withUnsafePointer(to: receiver) {
      try call(builtin, receiver: $0, arguments, count, keywords)
    }
  }

  /// Calls the built-in in r[i.a] where the arguments behind it need no binding; `false` where they do.
  @inline(never) func callPlainly(_ r: Registers, _ i: Instruction) throws -> Bool {
    let (window, count) = (Int(i.a), Int(i.b))
    let value = try r.builtin(i.a)._withUnsafeGuaranteedRef { builtin -> Value in
      guard !builtin.isBound, count >= builtin.fewestArguments, count <= builtin.mostArguments
      else {
        return .unset
      }
      // No function asks for a receiver: the address stands for none.
      let place = r.base + window
      return try call(builtin, receiver: place, place + 1, count, [])
    }
    if value.isUnset { return false }
    r.clear(from: window, to: window + count + 1)
    r[i.c] = value
    return true
  }

  /// Calls a built-in as a method of the value at `receiver`.
  @inline(__always) func call(
    _ builtin: BuiltinFunction, receiver: UnsafePointer<Value>,
    _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ keywords: [StringObject]
  ) throws -> Value {
    try beat()
    try Cancellation.check()
    try MemoryBound.checkIfDue()
    if keywords.isEmpty, count >= builtin.fewestArguments, count <= builtin.mostArguments {
      let bound = min(count, builtin.positionalCount)
      return try builtin.body(
        Call(
          interpreter, builtin.name, receiver: receiver, slots: arguments, count: bound,
          rest: UnsafeMutableBufferPointer(start: arguments + bound, count: count - bound)))
    }
    return try callBinding(builtin, receiver, arguments, count, keywords)
  }

  @inline(never) private func callBinding(
    _ builtin: BuiltinFunction, _ receiver: UnsafePointer<Value>,
    _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ keywords: [StringObject]
  ) throws -> Value {
    let positional = count - keywords.count
    let named = keywords.enumerated().map { ($1.text, arguments[positional + $0]) }
    var (slots, extra) = try builtin.parameters.bind(
      builtin.name, Array(UnsafeBufferPointer(start: arguments, count: positional)), named)
    var rest = Array(
      UnsafeBufferPointer(start: arguments, count: positional).dropFirst(
        builtin.parameters.positional))
    return try slots.withUnsafeMutableBufferPointer { slots in
      try rest.withUnsafeMutableBufferPointer { rest in
        // A buffer without elements may have no address; nothing is read through it then.
        let start = slots.baseAddress ?? arguments
        return try builtin.body(
          Call(
            interpreter, builtin.name, receiver: receiver, slots: start, count: slots.count,
            rest: rest, keywords: extra))
      }
    }
  }

  /// Calls an object of the host.
  func call(
    _ callable: any CallableObject, _ arguments: UnsafeMutablePointer<Value>, _ count: Int,
    _ keywords: [StringObject]
  ) throws -> Value {
    try beat()
    try Cancellation.check()
    try MemoryBound.checkIfDue()
    let positional = count - keywords.count
    let named = keywords.enumerated().map {
      (name: $1.text, value: arguments[positional + $0])
    }
    let receiver = Value.unset
    return try withUnsafePointer(to: receiver) { receiver in
      try callable.call(
        Call(
          interpreter, callable.typeName, receiver: receiver, slots: arguments, count: positional,
          rest: UnsafeMutableBufferPointer(start: arguments, count: positional), keywords: named))
    }
  }
}
