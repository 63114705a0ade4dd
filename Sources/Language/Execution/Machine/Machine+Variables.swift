extension Machine {
  func unset(_ name: Value) -> Diagnostic {
    let name = name.asString ?? ""
    return Diagnostic(
      .name, "'\(name)' is used before anything is assigned to it",
      help: "assign to '\(name)' on every way that leads here")
  }

  func loadCell(_ r: Registers, _ i: Instruction, _ constants: UnsafePointer<Value>) throws {
    let value = cell(r, i.b).value
    if value.isUnset { throw unset(constants[Int(i.e)]) }
    r[i.a] = value
  }

  func storeCell(_ r: Registers, _ i: Instruction) throws {
    try store(r[i.b], in: cell(r, i.a))
  }

  func loadCaptured(
    _ r: Registers, _ i: Instruction, _ captures: UnsafeMutablePointer<Cell>,
    _ constants: UnsafePointer<Value>
  ) throws {
    let value = captures[Int(i.d)].value
    if value.isUnset { throw unset(constants[Int(i.e)]) }
    r[i.a] = value
  }

  func storeCaptured(_ r: Registers, _ i: Instruction, _ captures: UnsafeMutablePointer<Cell>)
    throws
  {
    try store(r[i.b], in: captures[Int(i.d)])
  }

  private func cell(_ r: Registers, _ register: UInt16) -> Cell {
    r.object(register)._withUnsafeGuaranteedRef { unsafeDowncast($0, to: Cell.self) }
  }

  private func store(_ value: Value, in cell: Cell) throws {
    if cell.isFrozen { throw Diagnostic.frozen("variable of a loaded function") }
    if cell.region != region { throw Diagnostic.foreignRegion("variable") }
    cell.value = value
  }

  @inline(__always)
  func storeGlobal(_ r: Registers, _ i: Instruction, _ header: UnsafePointer<Code.Header>) throws {
    if region != Region.session
      || header.pointee.code._withUnsafeGuaranteedRef({ $0.module.isFrozen })
    {
      try refuseGlobal(header)
    }
    Registers(header.pointee.globals + Int(i.d)).copy(from: r.base + Int(i.b), to: 0)
  }

  @inline(never) func addToGlobal(
    _ r: Registers, _ i: Instruction, _ header: UnsafePointer<Code.Header>,
    _ constants: UnsafePointer<Value>
  ) throws {
    let global = Registers(header.pointee.globals + Int(i.d))
    if global[0].isUnset { throw unset(constants[Int(i.e)]) }
    try refuseGlobal(header)
    if global.objectKind(0) == .string, r.objectKind(i.b) == .string {
      return try joinStrings(global, 0, r.string(i.b))
    }
    if try augmentInPlace(.add, global[0], r[i.b]) { return }
    global[0] = try Operators.compute(.add, global[0], r[i.b])
  }

  func deleteGlobal(
    _ i: Instruction, _ header: UnsafePointer<Code.Header>, _ constants: UnsafePointer<Value>
  ) throws {
    try refuseGlobal(header)
    let slot = header.pointee.globals + Int(i.d)
    if slot.pointee.isUnset { throw unset(constants[Int(i.e)]) }
    slot.pointee = .unset
  }

  @inline(never) private func refuseGlobal(_ header: UnsafePointer<Code.Header>) throws {
    if region != Region.session { throw Diagnostic.foreignRegion("global variable") }
    if header.pointee.code.takeUnretainedValue().module.isFrozen {
      throw Diagnostic.frozen("variable of a loaded file")
    }
  }

  /// A name that was free when the prompt's `def` was read: a global by now, or a built-in.
  func loadLate(
    _ r: Registers, _ i: Instruction, _ globals: UnsafeMutablePointer<Value>,
    _ constants: UnsafePointer<Value>
  ) throws {
    let value = globals[Int(i.d)]
    if !value.isUnset {
      r[i.a] = value
      return
    }
    let name = constants[Int(i.e)].asString ?? ""
    guard let builtin = interpreter.builtin(name) else {
      throw Diagnostic(.name, "nothing is named '\(name)'", hint: interpreter.suggestion(for: name))
    }
    r[i.a] = builtin
  }

  func makeFunction(_ r: Registers, _ i: Instruction, _ frame: Frame) {
    let code = frame.header.pointee.code.takeUnretainedValue().functions[Int(i.d)]
    var defaults: [Value] = []
    for offset in 0..<Int(i.b) {
      let value = r.base[Int(i.c) + offset]
      value.freezeData()
      defaults.append(value)
    }
    let cells = code.captures.map { capture in
      switch capture {
      case .local(let slot): cell(r, UInt16(slot))
      case .captured(let index): frame.captures[index]
      }
    }
    r[i.a] = Value(FunctionObject(code, defaults: defaults, captures: cells))
  }
}

extension Value {
  /// Freezes lists, dictionaries and what they hold, but not what functions have captured: a
  /// default value that is a closure keeps its variables.
  func freezeData() {
    var pending = [self]
    while let value = pending.popLast() {
      guard case .object(let object) = value.bits, object.isContainer, !object.isFrozen else {
        continue
      }
      switch object.kind {
      case .function, .builtin, .cell, .module: continue
      default: break
      }
      object.isFrozen = true
      object.forEachChild { pending.append($0) }
    }
  }
}
