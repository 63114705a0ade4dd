extension Compiler {
  /// Whether a local is a plain register, not a cell.
  func isPlain(_ slot: Int) -> Bool { !layout.locals[slot].isCaptured }

  /// Reads a variable into a register.
  func load(_ name: Name, into target: Int) {
    let a = UInt16(target)
    let text = constant(name.text)
    switch name.binding {
    case .local(let slot) where isPlain(slot):
      requireSet(name, slot)
      if slot != target { emit(Instruction(operation: .move, a: a, b: UInt16(slot)), name.span) }
    case .local(let slot):
      emit(Instruction(operation: .loadCell, a: a, b: UInt16(slot), e: text), name.span)
    case .captured(let index):
      emit(Instruction(operation: .loadCaptured, a: a, d: Int32(index), e: text), name.span)
    case .global(let slot):
      emit(Instruction(operation: .loadGlobal, a: a, d: Int32(slot), e: text), name.span)
    case .late(let slot):
      emit(Instruction(operation: .loadLate, a: a, d: Int32(slot), e: text), name.span)
    case .builtin, .unresolved:
      loadBuiltin(name, into: target)
    }
  }

  /// Binds a variable to what a register holds.
  func store(_ register: Int, to name: Name) {
    let b = UInt16(register)
    let text = constant(name.text)
    switch name.binding {
    case .local(let slot) where isPlain(slot):
      if slot != register {
        // A temporary gives its value away, so that nothing keeps it alive.
        let operation: Opcode = register >= layout.locals.count ? .take : .move
        emit(Instruction(operation: operation, a: UInt16(slot), b: b), name.span)
      }
      markSet(slot)
    case .local(let slot):
      emit(Instruction(operation: .storeCell, a: UInt16(slot), b: b, e: text), name.span)
    case .captured(let index):
      emit(Instruction(operation: .storeCaptured, b: b, d: Int32(index), e: text), name.span)
    case .global(let slot), .late(let slot):
      emit(Instruction(operation: .storeGlobal, b: b, d: Int32(slot), e: text), name.span)
    case .builtin, .unresolved: break
    }
  }

  /// Removes a variable's binding.
  func unbind(_ name: Name) {
    let text = constant(name.text)
    switch name.binding {
    case .local(let slot) where isPlain(slot):
      requireSet(name, slot)
      emitUnset(slot, name.span)
      flow.set.remove(slot)
    case .global(let slot), .late(let slot):
      emit(Instruction(operation: .deleteGlobal, d: Int32(slot), e: text), name.span)
    default:
      scoped {
        guard let register = try? temporary() else { return }
        load(name, into: register)
        emitUnset(register, name.span)
        store(register, to: name)
      }
    }
  }

  /// The register of a plain local that is set; `nil` for other names.
  func register(of name: Name) -> Int? {
    guard case .local(let slot) = name.binding, isPlain(slot) else { return nil }
    return slot
  }

  /// Makes sure that a local is set before it is read.
  func requireSet(_ name: Name, _ slot: Int) {
    guard flow.isReachable, !flow.set.contains(slot) else { return }
    emit(
      Instruction(operation: .checkSet, a: UInt16(slot), d: constant(name.text)), name.span)
    checkedLocals.insert(slot)
    markSet(slot)
  }

  func markSet(_ slot: Int) {
    if !volatileLocals.contains(slot) { flow.set.insert(slot) }
  }

  private func loadBuiltin(_ name: Name, into target: Int) {
    // The resolver has found the name among the built-ins, which the interpreter answers for.
    let value = context.builtin(name.text) ?? .none
    emit(
      Instruction(
        operation: .loadConstant, a: UInt16(target), d: constant(builtin: name.text, value)),
      name.span)
  }

  private func constant(builtin name: String, _ value: Value) -> Int32 {
    if let known = draft.constants.firstIndex(where: { $0.isSame(as: value) }) {
      return Int32(known)
    }
    return constant(fresh: value)
  }

  /// Notes the locals that some statement may unset.
  func findVolatileLocals(_ statements: [Statement]) {
    for statement in statements {
      switch statement {
      case .delete(let node): for target in node.targets { noteVolatile(target) }
      case .if(let node):
        for branch in node.branches { findVolatileLocals(branch.body) }
        findVolatileLocals(node.alternative)
      case .for(let node): findVolatileLocals(node.body)
      case .while(let node): findVolatileLocals(node.body)
      case .timed(let node): findVolatileLocals([node.statement])
      case .try(let node):
        findVolatileLocals(node.body)
        for handler in node.handlers {
          if let name = handler.name { noteVolatile(.name(name)) }
          findVolatileLocals(handler.body)
        }
        findVolatileLocals(node.finally)
      default: break
      }
    }
  }

  private func noteVolatile(_ target: Target) {
    if case .name(let name) = target, case .local(let slot) = name.binding {
      volatileLocals.insert(slot)
    }
  }
}
