import Basics

extension Machine {
  /// The bit of a method call's argument count that tells that there are keywords.
  static let keywordMark: UInt16 = 0x8000

  @inline(never) func callSlowly(_ r: Registers, _ i: Instruction) throws {
    try dispatch(r, i.a, Int(i.b), i.d < 0 ? [] : site(i).keywords, target: i.c)
  }

  /// Calls what r[window] holds; the arguments follow it.
  ///
  /// A script's function gets a frame, which the loop goes on with; a built-in's result is stored at once.
  private func dispatch(
    _ r: Registers, _ window: UInt16, _ count: Int, _ keywords: [StringObject], target: UInt16
  ) throws {
    if let value = try invoke(
      r.base + Int(window), count, keywords: keywords, target: target, isEntry: false)
    {
      r.clear(from: Int(window), to: Int(window) + count + 1)
      r[target] = value
    }
  }

  private func site(_ i: Instruction) -> Code.CallSite {
    frames[current].header.pointee.code._withUnsafeGuaranteedRef { $0.callSites[Int(i.d)] }
  }

  /// Calls the value at `window`, whose `count` arguments follow it, those with keywords last.
  ///
  /// - Returns: the result; `nil` where a frame was pushed.
  func invoke(
    _ window: UnsafeMutablePointer<Value>, _ count: Int, keywords: [StringObject], target: UInt16,
    isEntry: Bool
  ) throws -> Value? {
    guard case .object(let object) = window.pointee.bits else { throw notCallable(window.pointee) }
    switch object.kind {
    case .function:
      let function = unsafeDowncast(object, to: FunctionObject.self)
      try beat()
      try arrange(function, window + 1, count, keywords)
      try push(
        function.header, base: window + 1, captures: function.captures, target: target,
        isEntry: isEntry)
      return nil
    case .builtin:
      let builtin = unsafeDowncast(object, to: BuiltinFunction.self)
      try beat()
      try Cancellation.check()
      return try call(builtin, receiver: builtin.receiver, window + 1, count, keywords)
    case .host:
      let host = unsafeDowncast(object, to: HostObject.self).object
      guard let callable = host as? any CallableObject else { throw notCallable(window.pointee) }
      try Cancellation.check()
      return try call(callable, window + 1, count, keywords)
    default: throw notCallable(window.pointee)
    }
  }

  private func notCallable(_ value: Value) -> Diagnostic {
    .type("\(value.typeName) is not callable")
  }

  // MARK: Built-ins

  /// Calls a built-in with arguments in registers.
  func call(
    _ builtin: BuiltinFunction, receiver: Value, _ arguments: UnsafeMutablePointer<Value>,
    _ count: Int, _ keywords: [StringObject]
  ) throws -> Value {
    if keywords.isEmpty, count >= builtin.fewestArguments, count <= builtin.mostArguments {
      let bound = min(count, builtin.positionalCount)
      return try builtin.body(
        Call(
          interpreter: interpreter, name: builtin.name, receiver: receiver, slots: arguments,
          count: bound,
          restSlots: UnsafeMutableBufferPointer(start: arguments + bound, count: count - bound),
          keywords: []))
    }
    return try callBinding(builtin, receiver, arguments, count, keywords)
  }

  @inline(never) private func callBinding(
    _ builtin: BuiltinFunction, _ receiver: Value, _ arguments: UnsafeMutablePointer<Value>,
    _ count: Int, _ keywords: [StringObject]
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
            interpreter: interpreter, name: builtin.name, receiver: receiver, slots: start,
            count: slots.count, restSlots: rest, keywords: extra))
      }
    }
  }

  private func call(
    _ callable: any CallableObject, _ arguments: UnsafeMutablePointer<Value>, _ count: Int,
    _ keywords: [StringObject]
  ) throws -> Value {
    let positional = count - keywords.count
    let named = keywords.enumerated().map {
      (name: $1.text, value: arguments[positional + $0])
    }
    return try callable.call(
      Call(
        interpreter: interpreter, name: callable.typeName, receiver: .unset, slots: arguments,
        count: positional,
        restSlots: UnsafeMutableBufferPointer(start: arguments, count: positional),
        keywords: named))
  }

  // MARK: Methods

  @inline(never) func callMethod(_ r: Registers, _ i: Instruction) throws {
    let count = Int(i.b & ~Self.keywordMark)
    let keywords = i.b & Self.keywordMark == 0 ? [] : site(i).keywords
    if i.e >= 0, let method = MethodTable.shared.method(Int(i.e), of: r.objectKind(i.a)) {
      try beat()
      try Cancellation.check()
      let value = try call(method, receiver: r[i.a], r.base + Int(i.a) + 1, count, keywords)
      r.clear(from: Int(i.a), to: Int(i.a) + count + 1)
      r[i.c] = value
      return
    }
    guard let name = site(i).method else { return }
    r[i.a] = try Members.get(r[i.a], Value(name))
    try dispatch(r, i.a, count, keywords, target: i.c)
  }

  @inline(never) func callSpread(_ r: Registers, _ i: Instruction) throws {
    let arguments = r[i.a + 1].asList?.items ?? []
    let named = r[i.a + 2].asDict?.items ?? []
    let count = arguments.count + named.count
    // The arguments may need more registers than the frame has: they go above it.
    let window = top
    try reserve(count + 2)
    window.pointee = r[i.a]
    for (offset, value) in arguments.enumerated() { window[1 + offset] = value }
    for (offset, entry) in named.enumerated() { window[1 + arguments.count + offset] = entry.value }
    top = window + count + 1
    r.clear(from: Int(i.a), to: Int(i.a) + 3)
    let keywords = named.compactMap { $0.key.object as? StringObject }
    do {
      if let value = try invoke(
        window, count, keywords: keywords, target: i.c, isEntry: false)
      {
        Registers(window).clear(from: 0, to: count + 1)
        top = window
        r[i.c] = value
      }
    } catch {
      Registers(window).clear(from: 0, to: count + 1)
      top = window
      throw error
    }
  }

  func reserve(_ count: Int) throws {
    guard hasRoom(count) else { throw Self.tooDeep }
  }

  // MARK: Scripts' functions

  /// Arranges arguments as a function's parameters ask; they begin at `base`.
  private func arrange(
    _ function: FunctionObject, _ base: UnsafeMutablePointer<Value>, _ count: Int,
    _ keywords: [StringObject]
  ) throws {
    let arity = function.header.pointee.plainArity
    guard arity >= count else { return try bind(function, base, count, keywords) }
    if keywords.isEmpty {
      if arity == count { return }
      // Only defaults are missing: those of the last parameters.
      let first = arity - function.defaultCount
      guard count >= first else { return try bind(function, base, count, keywords) }
      for slot in count..<arity { base[slot] = function.defaults[slot - first] }
    } else if !arrangeKeywords(function, base, count, keywords, arity) {
      try bind(function, base, count, keywords)
    }
  }

  /// Puts each keyword's value into its parameter's register; `false`, with nothing done, where the
  /// keywords do not fit so simply.
  private func arrangeKeywords(
    _ function: FunctionObject, _ base: UnsafeMutablePointer<Value>, _ count: Int,
    _ keywords: [StringObject], _ arity: Int
  ) -> Bool {
    let positional = count - keywords.count
    let first = arity - function.defaultCount
    return withUnsafeTemporaryAllocation(of: Value.self, capacity: arity) { slots in
      slots.initialize(repeating: .unset)
      defer { slots.deinitialize() }
      for (offset, keyword) in keywords.enumerated() {
        guard let slot = function.code.slot(of: keyword), slot >= positional, slots[slot].isUnset
        else { return false }
        slots[slot] = base[positional + offset]
      }
      for slot in positional..<arity where slots[slot].isUnset {
        guard slot >= first else { return false }
        slots[slot] = function.defaults[slot - first]
      }
      for slot in positional..<arity { base[slot] = slots[slot] }
      return true
    }
  }

  /// The general binding: `*rest`, `**rest`, parameters by name only, and all errors.
  @inline(never) private func bind(
    _ function: FunctionObject, _ base: UnsafeMutablePointer<Value>, _ count: Int,
    _ keywords: [StringObject]
  ) throws {
    let parameters = function.code.parameters
    try reserve(max(count, parameters.count) + 1)
    let positional = count - keywords.count
    var slots = [Value](repeating: .unset, count: parameters.count)
    let taken = min(positional, parameters.positional)
    for offset in 0..<taken { slots[offset] = base[offset] }
    if parameters.hasRest {
      slots[parameters.restSlot] = .tuple(
        UnsafeBufferPointer(start: base + taken, count: positional - taken))
    } else if positional > taken {
      throw Arguments.tooMany(function.name, most: parameters.positional, given: positional)
    }
    try bindKeywords(function, keywords, base + positional, &slots)
    try fillDefaults(function, &slots)
    Registers(base).clear(from: 0, to: count)
    for (offset, value) in slots.enumerated() { base[offset] = value }
  }

  private func bindKeywords(
    _ function: FunctionObject, _ keywords: [StringObject], _ values: UnsafeMutablePointer<Value>,
    _ slots: inout [Value]
  ) throws {
    let parameters = function.code.parameters
    let rest = parameters.hasRestKeywords ? DictObject() : nil
    for (offset, keyword) in keywords.enumerated() {
      if let slot = function.code.slot(of: keyword) {
        guard slots[slot].isUnset else { throw Arguments.givenTwice(function.name, keyword.text) }
        slots[slot] = values[offset]
      } else if let rest {
        rest.set(keyword, values[offset])
      } else {
        let names = parameters.names.indices.filter(parameters.isNamed).map { parameters.names[$0] }
        throw Arguments.unexpected(function.name, keyword.text, names)
      }
    }
    if let rest { slots[parameters.restKeywordsSlot] = Value(rest) }
  }

  private func fillDefaults(_ function: FunctionObject, _ slots: inout [Value]) throws {
    let parameters = function.code.parameters
    for (number, slot) in parameters.defaulted.enumerated() where slots[slot].isUnset {
      slots[slot] = function.defaults[number]
    }
    let missing = slots.indices.filter { slots[$0].isUnset }.map { parameters.names[$0] }
    guard missing.isEmpty else { throw Arguments.missing(function.name, missing) }
  }

  // MARK: Command lines and modules

  @inline(never) func runCommandLine(_ r: Registers, _ i: Instruction, _ frame: Frame) throws {
    let code = frame.header.pointee.code.takeUnretainedValue()
    let site = code.commandSites[Int(i.d)]
    guard let handler = interpreter.commandLineHandler else {
      throw Diagnostic(.usage, "this session has no commands")
    }
    var next = Int(i.a)
    let callee = site.hasCallee ? r.base[next] : nil
    if site.hasCallee { next += 1 }
    let values = (next..<Int(i.a) + site.valueCount).map { r.base[$0] }
    try Cancellation.check()
    let result = try handler.run(
      site.line, in: code.source, callee: callee, values: values, by: interpreter)
    r.clear(from: Int(i.a), to: Int(i.a) + site.valueCount)
    r[i.c] = result
    if i.e == 1 { try handler.show(result) }
  }

  @inline(never) func load(_ r: Registers, _ i: Instruction, _ frame: Frame) throws {
    let code = frame.header.pointee.code.takeUnretainedValue()
    let node = code.loads[Int(i.d)]
    let module = try interpreter.load(node.path, from: code.source)
    for (offset, item) in node.items.enumerated() {
      guard let value = module.value(of: item.exported), !item.exported.hasPrefix("_") else {
        throw Diagnostic(
          .name, "'\(node.path)' defines no '\(item.exported)' that can be loaded",
          at: Place(code.source, item.exportedSpan))
      }
      r.base[Int(i.a) + offset] = value
    }
  }
}

extension Code.Parameters {
  /// Whether the parameter in a slot can be given by name.
  func isNamed(_ slot: Int) -> Bool {
    !(hasRest && slot == restSlot) && !(hasRestKeywords && slot == restKeywordsSlot)
  }
}

/// Runs the command lines of a program; what declares commands implements it.
protocol CommandLineHandler: AnyObject {
  /// Runs a line.
  ///
  /// - Parameters:
  ///   - source: the file that the line stands in.
  ///   - callee: the function that a user's `def` made, where the line begins with one.
  ///   - values: one for each word that has a ``Word/expression``, in order.
  func run(
    _ line: CommandLine, in source: SourceFile, callee: Value?, values: [Value],
    by interpreter: Interpreter
  ) throws -> Value

  /// Shows the value of a line that is a whole statement; nothing for `None`.
  func show(_ value: Value) throws
}
