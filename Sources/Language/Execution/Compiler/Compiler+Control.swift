extension Compiler {
  /// What surrounds a statement and must be left in order.
  enum Block {
    case loop(LoopBlock)
    case finally(FinallyBlock)
  }

  /// A loop being compiled.
  final class LoopBlock {
    /// The registers of the iteration; `nil` for `while`.
    let iteration: Int?
    var breaks: [Int] = []
    var continues: [Int] = []

    init(iteration: Int?) { self.iteration = iteration }
  }

  /// A `try` whose `finally` is still to come.
  final class FinallyBlock {
    /// Holds why the clause runs: 0 after a normal end, −1 after an error, n for the n-th exit.
    let reason: Int
    /// Holds the error, or the value being returned.
    let payload: Int
    var exits: [Exit] = []
    var jumps: [Int] = []

    init(reason: Int, payload: Int) {
      self.reason = reason
      self.payload = payload
    }
  }

  /// A way out of blocks.
  enum Exit: Equatable {
    case `break`, `continue`
    /// With the value in a register; `nil` for None.
    case `return`(Int?)
  }

  /// Emits the way out of all blocks that an exit leaves, from the innermost one outwards.
  func leave(_ exit: Exit, _ span: Span) {
    for block in blocks.reversed() {
      switch block {
      case .loop(let loop):
        if exit == .continue {
          loop.continues.append(emitJump(span))
          flow.isReachable = false
          return
        }
        if let iteration = loop.iteration {
          emit(Instruction(operation: .forEnd, a: UInt16(iteration)), span)
        }
        if exit == .break {
          loop.breaks.append(emitJump(span))
          flow.isReachable = false
          return
        }
      case .finally(let clause):
        leave(exit, through: clause, span)
        flow.isReachable = false
        return
      }
    }
    if case .return(let register) = exit {
      if let register {
        emit(Instruction(operation: .returnValue, b: UInt16(register)), span)
      } else {
        emit(Instruction(.returnNone), span)
      }
    }
    flow.isReachable = false
  }

  /// Lets the `finally` clause run first; it goes on with the exit at its end.
  private func leave(_ exit: Exit, through clause: FinallyBlock, _ span: Span) {
    var remembered = exit
    if case .return(let register?) = exit {
      emit(
        Instruction(operation: .move, a: UInt16(clause.payload), b: UInt16(register)), span)
      remembered = .return(clause.payload)
    }
    let number = clause.exits.firstIndex(of: remembered) ?? clause.exits.count
    if number == clause.exits.count { clause.exits.append(remembered) }
    emit(
      Instruction(operation: .loadInt, a: UInt16(clause.reason), d: Int32(number + 1)), span)
    clause.jumps.append(emitJump(span))
  }

  func compile(_ node: Return) throws {
    guard let value = node.value else { return leave(.return(nil), node.span) }
    if case .literal(let literal) = value, literal.value == .none {
      return leave(.return(nil), node.span)
    }
    leave(.return(try operand(value)), node.span)
  }

  func compile(_ node: If) throws {
    var ends: [Int] = []
    var after = Flow(isReachable: false)
    for branch in node.branches {
      let skips = try compileCondition(branch.condition, jumpWhen: false)
      let before = flow
      try compile(branch.body)
      if flow.isReachable { ends.append(emitJump(node.span)) }
      after = after.merged(with: flow)
      flow = before
      patch(skips)
    }
    try compile(node.alternative)
    flow = after.merged(with: flow)
    patch(ends)
  }

  func compile(_ node: For) throws {
    let iterated = try operand(node.values)
    try compileEach(node.target, iterated: iterated, node.values.span) { try compile(node.body) }
  }

  /// A loop over the values of a register.
  func compileEach(
    _ target: Target, iterated: Int, _ span: Span, body: () throws -> Void
  ) throws {
    let iteration = try temporaries(3)
    emit(
      Instruction(operation: .forPrepare, a: UInt16(iteration), b: UInt16(iterated)), span)
    let entry = emitJump(span)
    let before = flow
    let start = here
    let loop = LoopBlock(iteration: iteration)
    blocks.append(.loop(loop))
    let item = try itemRegister(target)
    if case .name(let name) = target, register(of: name) != nil {
      // The loop itself writes the variable.
      if let slot = register(of: name) { markSet(slot) }
    } else {
      try scoped { try assign(item, to: target) }
    }
    try scoped(body)
    blocks.removeLast()
    patch(loop.continues + [entry])
    flow = before
    emit(
      Instruction(
        operation: .forNext, a: UInt16(iteration), c: UInt16(item), d: Int32(start)), span)
    draft.handlers.append(
      Code.Handler(range: start..<here, action: .endIteration(register: iteration)))
    patch(loop.breaks)
  }

  private func itemRegister(_ target: Target) throws -> Int {
    if case .name(let name) = target, let slot = register(of: name) { return slot }
    return try temporary()
  }

  func compile(_ node: While) throws {
    let start = here
    let before = flow
    let exits = try compileCondition(node.condition, jumpWhen: false)
    let afterCondition = flow
    let loop = LoopBlock(iteration: nil)
    blocks.append(.loop(loop))
    try compile(node.body)
    blocks.removeLast()
    patch(loop.continues)
    emit(Instruction(operation: .loop, d: Int32(start)), node.condition.span)
    flow = exits.isEmpty ? before : afterCondition
    patch(exits + loop.breaks)
  }
}

// MARK: - Errors

extension Compiler {
  func compile(_ node: Try) throws {
    guard !node.finally.isEmpty else { return try compileHandlers(node) }
    let before = flow
    let reason = try temporary()
    let clause = FinallyBlock(reason: reason, payload: try temporary())
    blocks.append(.finally(clause))
    let start = here
    try compileHandlers(node)
    blocks.removeLast()
    let after = flow
    let end = here
    emit(Instruction(operation: .loadInt, a: UInt16(reason), d: 0), node.span)
    let skip = emitJump(node.span)
    if end > start {
      draft.handlers.append(
        Code.Handler(
          range: start..<end, action: .handle(target: here, register: clause.payload)))
    }
    emit(Instruction(operation: .loadInt, a: UInt16(reason), d: -1), node.span)
    patch(clause.jumps + [skip])
    flow = Flow(isReachable: true, set: before.set)
    try compile(node.finally)
    let added = flow.set
    try compileFinallyEnd(clause, node.span)
    flow = Flow(isReachable: after.isReachable, set: after.set.union(added))
  }

  /// Goes on with what the `finally` clause has interrupted.
  private func compileFinallyEnd(_ clause: FinallyBlock, _ span: Span) throws {
    let reason = UInt16(clause.reason)
    func unless(_ number: Int, _ action: () -> Void) {
      let skip = emit(
        Instruction(operation: .jumpNotEqualInt, a: 1, b: reason, e: Int32(number)), span)
      action()
      patch([skip])
    }
    unless(-1) { emit(Instruction(operation: .raise, b: UInt16(clause.payload), e: 1), span) }
    for (index, exit) in clause.exits.enumerated() {
      unless(index + 1) { leave(exit, span) }
    }
  }

  private func compileHandlers(_ node: Try) throws {
    guard !node.handlers.isEmpty else { return try compile(node.body) }
    let error = try temporary()
    let before = flow
    let start = here
    try compile(node.body)
    let end = here
    var after = flow
    var ends = [emitJump(node.span)]
    if end > start {
      draft.handlers.append(
        Code.Handler(range: start..<end, action: .handle(target: here, register: error)))
    }
    handledErrors.append(error)
    for handler in node.handlers {
      flow = Flow(isReachable: true, set: before.set)
      let skip = compileFilter(handler, error)
      if let name = handler.name { try bindError(error, to: name) }
      try compile(handler.body)
      if let name = handler.name, flow.isReachable { unbindSilently(name) }
      if flow.isReachable { ends.append(emitJump(handler.span)) }
      after = after.merged(with: flow)
      patch(skip)
    }
    handledErrors.removeLast()
    emit(Instruction(operation: .raise, b: UInt16(error), e: 1), node.span)
    flow = after
    patch(ends)
  }

  private func compileFilter(_ handler: Try.Handler, _ error: Int) -> [Int] {
    guard !handler.kinds.isEmpty else { return [] }
    draft.caughtKinds.append(handler.kinds)
    return [
      emit(
        Instruction(
          operation: .jumpUnlessCaught, b: UInt16(error), e: Int32(draft.caughtKinds.count - 1)),
        handler.span)
    ]
  }

  private func bindError(_ error: Int, to name: Name) throws {
    try scoped {
      let copy = try temporary()
      emit(Instruction(operation: .move, a: UInt16(copy), b: UInt16(error)), name.span)
      store(copy, to: name)
    }
  }

  private func unbindSilently(_ name: Name) {
    scoped {
      guard let register = try? temporary() else { return }
      emitUnset(register, name.span)
      store(register, to: name)
      if let slot = self.register(of: name) { flow.set.remove(slot) }
    }
  }
}
