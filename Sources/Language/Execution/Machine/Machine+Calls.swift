import Basics

extension Machine {
  /// The bit of a method call's argument count that tells that there are keywords.
  static let keywordMark: UInt16 = 0x8000

  @inline(never) func callSlowly(_ r: Registers, _ i: Instruction) throws {
    try dispatch(r, i.a, Int(i.b), i.d < 0 ? [] : keywords(i), target: i.c)
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

  private func keywords(_ i: Instruction) -> [StringObject] {
    frames[current].header.pointee.code._withUnsafeGuaranteedRef { $0.callSites[Int(i.d)].keywords }
  }

  private func method(_ i: Instruction) -> StringObject? {
    frames[current].header.pointee.code._withUnsafeGuaranteedRef { $0.callSites[Int(i.d)].method }
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
      return try call(
        unsafeDowncast(object, to: BuiltinFunction.self), window + 1, count, keywords)
    case .host:
      let host = unsafeDowncast(object, to: HostObject.self).object
      guard let callable = host as? any CallableObject else { throw notCallable(window.pointee) }
      return try call(callable, window + 1, count, keywords)
    default: throw notCallable(window.pointee)
    }
  }

  private func notCallable(_ value: Value) -> Diagnostic {
    .type("\(value.typeName) is not callable")
  }

  // MARK: Methods

  @inline(never) func callMethod(_ r: Registers, _ i: Instruction) throws {
    let hasKeywords = i.b & Self.keywordMark != 0
    try callMethod(
      r, i, number: i.e, count: Int(i.b & ~Self.keywordMark), hasKeywords ? keywords(i) : [])
  }

  private func callMethod(
    _ r: Registers, _ i: Instruction, number: Int32, count: Int, _ keywords: [StringObject]
  ) throws {
    let window = Int(i.a)
    if number >= 0, let method = methods[number, r.objectKind(i.a)] {
      let value = try method._withUnsafeGuaranteedRef {
        try call($0, receiver: r.base + window, r.base + window + 1, count, keywords)
      }
      r.clear(from: window, to: window + count + 1)
      r[i.c] = value
      return
    }
    guard let name = method(i) else { return }
    r[i.a] = try Members.get(r[i.a], Value(name))
    try dispatch(r, i.a, count, keywords, target: i.c)
  }

  /// The call of a method whose receiver and arguments are still where they come from: they are put
  /// in their places first.
  @inline(never) func callWithOperands(_ r: Registers, _ i: Instruction) throws {
    let operands = i.methodOperands
    let count = operands.second == Instruction.noOperand ? 1 : 2
    r.copy(i.b, to: i.a)
    r.copy(operands.first, to: i.a + 1)
    if count == 2 { r.copy(operands.second, to: i.a + 2) }
    let number = i.operation == .append ? MethodTable.appendNumber : MethodTable.getNumber
    try callMethod(r, i, number: number, count: count, [])
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
