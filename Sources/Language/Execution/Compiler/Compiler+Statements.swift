extension Compiler {
  func compile(_ statements: [Statement]) throws {
    for statement in statements { try compile(statement) }
  }

  func compile(_ statement: Statement) throws {
    try scoped { try compileInScope(statement) }
  }

  private func compileInScope(_ statement: Statement) throws {
    switch statement {
    case .expression(let expression): try compileForEffect(expression)
    case .assign(let node): try compile(node)
    case .augment(let node): try compile(node)
    case .if(let node): try compile(node)
    case .for(let node): try compile(node)
    case .while(let node): try compile(node)
    case .define(let node): try compile(node)
    case .return(let node): try compile(node)
    case .break(let span): leave(.break, span)
    case .continue(let span): leave(.continue, span)
    case .pass, .declare: break
    case .delete(let node): for target in node.targets { try compileDelete(target) }
    case .try(let node): try compile(node)
    case .raise(let node): try compile(node)
    case .assert(let node): try compile(node)
    case .load(let node): try compile(node)
    case .timed(let node): try compile(node)
    }
  }

  private func compileForEffect(_ expression: Expression) throws {
    // A docstring does nothing.
    if case .literal = expression { return }
    if case .command(let line) = expression {
      return try compile(line, into: temporary(), showsResult: true)
    }
    try compile(expression, into: temporary())
  }

  private func compile(_ node: Assignment) throws {
    if case .name(let name) = node.target, let slot = register(of: name) {
      try compile(node.value, into: slot)
      markSet(slot)
      return
    }
    // `a, b = b, a` without making a tuple.
    if case .sequence(let targets, nil, _) = node.target, case .tuple(let values) = node.value,
      targets.count == values.elements.count, !values.elements.contains(where: \.isSpread)
    {
      let first = try consecutive(values.elements.map(\.expression))
      for (offset, target) in targets.enumerated() { try assign(first + offset, to: target) }
      return
    }
    try assign(operand(node.value), to: node.target)
  }

  /// Binds a target to what a register holds.
  func assign(_ register: Int, to target: Target) throws {
    switch target {
    case .name(let name): store(register, to: name)
    case .attribute(let node):
      let base = UInt16(try operand(node.base))
      emit(
        Instruction(
          operation: .setMember, a: base, b: UInt16(register), d: constant(node.member)), node.span)
    case .subscript(let node):
      let place = try compilePlace(node)
      emitSet(place, register, node.span)
    case .sequence(let targets, let starred, let span):
      let first = try temporaries(targets.count)
      emit(
        Instruction(
          operation: starred == nil ? .unpack : .unpackStarred, a: UInt16(first),
          b: UInt16(register), c: UInt16(targets.count), d: Int32(starred ?? 0)), span)
      for (offset, part) in targets.enumerated() { try assign(first + offset, to: part) }
    }
  }

  private func compile(_ node: AugmentedAssignment) throws {
    let span = node.target.span.joined(with: node.value.span)
    switch node.target {
    case .name(let name):
      if let slot = register(of: name) {
        requireSet(name, slot)
        try emitBinary(node.operation, slot, node.value, into: slot, span, isAugmented: true)
      } else if case .global(let slot) = name.binding, node.operation == .add,
        node.value.bindsNothing
      {
        // In one step, so that no register holds the global's value too and a string grows in place.
        let value = UInt16(try operand(node.value))
        let text = constant(name.text)
        emit(Instruction(operation: .addGlobal, b: value, d: Int32(slot), e: text), span)
      } else {
        let register = try temporary()
        load(name, into: register)
        try emitBinary(
          node.operation, register, node.value, into: register, span, isAugmented: true)
        store(register, to: name)
      }
    case .attribute(let member):
      let base = UInt16(try operand(member.base))
      let register = try temporary()
      let name = constant(member.member)
      emit(
        Instruction(operation: .getMember, a: UInt16(register), b: base, d: name), member.span)
      try emitBinary(node.operation, register, node.value, into: register, span, isAugmented: true)
      emit(Instruction(operation: .setMember, a: base, b: UInt16(register), d: name), member.span)
    case .subscript(let part):
      let place = try compilePlace(part)
      let register = try temporary()
      emitGet(place, into: register, part.span)
      try emitBinary(node.operation, register, node.value, into: register, span, isAugmented: true)
      emitSet(place, register, part.span)
    case .sequence: break
    }
  }

  private func compileDelete(_ target: Target) throws {
    switch target {
    case .name(let name): unbind(name)
    case .subscript(let node):
      switch try compilePlace(node) {
      case .index(let base, let index):
        emit(
          Instruction(operation: .deleteIndex, a: UInt16(base), b: UInt16(index)), node.span)
      case .terms(let base, let first, let count):
        emit(
          Instruction(
            operation: .deleteTerms, a: UInt16(base), b: UInt16(first), d: Int32(count)), node.span)
      }
    case .attribute(let node):
      throw Diagnostic(
        .type, "del cannot remove the member '\(node.member)'", at: place(node.span),
        help: "only variables, and parts x[i], can be deleted")
    case .sequence(let targets, _, _): for part in targets { try compileDelete(part) }
    }
  }

  // MARK: Places

  /// A subscript whose base and indices are computed, to be read and written.
  private enum SubscriptPlace {
    case index(base: Int, index: Int)
    case terms(base: Int, first: Int, count: Int)
  }

  private func compilePlace(_ node: SubscriptNode) throws -> SubscriptPlace {
    let base = try operand(node.base)
    if node.indices.count == 1, !node.isTuple, case .at(let index) = node.indices[0] {
      return .index(base: base, index: try operand(index))
    }
    return .terms(base: base, first: try compileTerms(node), count: node.indices.count)
  }

  private func emitGet(_ place: SubscriptPlace, into target: Int, _ span: Span) {
    switch place {
    case .index(let base, let index):
      emit(
        Instruction(
          operation: .getIndex, a: UInt16(target), b: UInt16(base), c: UInt16(index), e: 1), span)
    case .terms(let base, let first, let count):
      emit(
        Instruction(
          operation: .getTerms, a: UInt16(target), b: UInt16(base), c: UInt16(first),
          d: Int32(count), e: 1), span)
    }
  }

  private func emitSet(_ place: SubscriptPlace, _ register: Int, _ span: Span) {
    switch place {
    case .index(let base, let index):
      emit(
        Instruction(
          operation: .setIndex, a: UInt16(base), b: UInt16(index), c: UInt16(register)), span)
    case .terms(let base, let first, let count):
      emit(
        Instruction(
          operation: .setTerms, a: UInt16(base), b: UInt16(first), c: UInt16(register),
          d: Int32(count)), span)
    }
  }
}

extension Element {
  fileprivate var isSpread: Bool {
    if case .spread = self { return true }
    return false
  }
}

// MARK: - Small statements

extension Compiler {
  private func compile(_ node: Definition) throws {
    if let slot = register(of: node.name) {
      try compile(node.function, into: slot)
      markSet(slot)
      return
    }
    let register = try temporary()
    try compile(node.function, into: register)
    store(register, to: node.name)
  }

  private func compile(_ node: Raise) throws {
    let register: Int
    if let value = node.value {
      register = try operand(value)
    } else {
      register = handledErrors.last ?? 0
    }
    emit(Instruction(operation: .raise, b: UInt16(register)), node.span)
    flow.isReachable = false
  }

  private func compile(_ node: Assert) throws { try compile(node, node.condition) }

  /// Compiles the assertion of a part of the condition; each comparison keeps its sides for the error.
  private func compile(_ node: Assert, _ condition: Expression) throws {
    switch condition {
    case .logical(let parts) where parts.operation == .and:
      try compile(node, parts.left)
      try compile(node, parts.right)
    case .comparison(let comparison): try scoped { try compile(node, comparison) }
    default:
      let holds = try compileCondition(condition, jumpWhen: true)
      try emitFailure(of: node, Instruction(.assertFailed), condition.span)
      patch(holds)
    }
  }

  private func compile(_ node: Assert, _ comparison: ComparisonNode) throws {
    var left = try operand(comparison.first)
    for link in comparison.links {
      let right = try operand(link.operand)
      let isOnly = comparison.links.count == 1
      let span = isOnly ? comparison.span : link.operatorSpan.joined(with: link.operand.span)
      let result = try temporary()
      emit(self.comparison(link.operation, left, right, into: result), span)
      let holds = emit(Instruction(operation: .jumpIfTrue, b: UInt16(result)), span)
      let sides = Instruction(
        operation: .assertFailed, a: UInt16(left), c: UInt16(right),
        d: Int32(link.operation.number) + 1)
      try emitFailure(of: node, sides, comparison.span)
      patch([holds])
      left = right
    }
  }

  private func emitFailure(of node: Assert, _ failure: Instruction, _ span: Span) throws {
    let before = flow
    var failure = failure
    if let message = node.message {
      failure.b = UInt16(try operand(message))
      failure.e = 1
    }
    emit(failure, span)
    flow = before
  }

  private func compile(_ node: Load) throws {
    let first = try temporaries(node.items.count)
    draft.loads.append(node)
    emit(
      Instruction(operation: .load, a: UInt16(first), d: Int32(draft.loads.count - 1)), node.span)
    for (offset, item) in node.items.enumerated() { store(first + offset, to: item.local) }
  }

  private func compile(_ node: Timed) throws {
    let clock = UInt16(try temporary())
    emit(
      Instruction(operation: .timerStart, a: clock, e: node.prefix == .bench ? 1 : 0), node.span)
    let start = Int32(here)
    try compile(node.statement)
    emit(Instruction(operation: .timerStop, a: clock, d: start), node.span)
  }
}
