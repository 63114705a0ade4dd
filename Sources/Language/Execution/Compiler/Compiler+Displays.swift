extension Compiler {
  /// Displays up to this length are built from registers at once, longer ones item by item.
  private static let greatestDirectCount = 32

  /// A list, tuple or set display.
  func compile(_ node: SequenceNode, _ build: Opcode, into target: Int) throws {
    let hasSpread = node.elements.contains { if case .spread = $0 { true } else { false } }
    if !hasSpread, node.elements.count <= Self.greatestDirectCount {
      return try scoped {
        let first = try consecutive(node.elements.map(\.expression))
        emit(
          Instruction(
            operation: build, a: UInt16(target), b: UInt16(node.elements.count), c: UInt16(first)),
          node.span)
      }
    }
    let isSet = build == .buildSet
    emit(Instruction(operation: isSet ? .buildSet : .buildList, a: UInt16(target)), node.span)
    for element in node.elements {
      try scoped {
        let register = UInt16(try operand(element.expression))
        let operation: Opcode
        switch element {
        case .value: operation = isSet ? .setAdd : .listAppend
        case .spread: operation = isSet ? .setExtend : .listExtend
        }
        emit(
          Instruction(operation: operation, a: UInt16(target), b: register), element.expression.span
        )
      }
    }
    if build == .buildTuple {
      emit(
        Instruction(operation: .listToTuple, a: UInt16(target), b: UInt16(target)), node.span)
    }
  }

  /// Compiles expressions into consecutive temporaries.
  func consecutive(_ expressions: [Expression]) throws -> Int {
    let first = try temporaries(expressions.count)
    for (offset, expression) in expressions.enumerated() {
      try compile(expression, into: first + offset)
    }
    return first
  }

  func compile(_ node: DictionaryNode, into target: Int) throws {
    emit(Instruction(operation: .buildDict, a: UInt16(target)), node.span)
    for entry in node.entries {
      try scoped {
        switch entry {
        case .pair(let key, let value):
          let (b, c) = (UInt16(try operand(key)), UInt16(try operand(value)))
          emit(
            Instruction(operation: .dictInsert, a: UInt16(target), b: b, c: c, e: 1),
            key.span)
        case .spread(let mapping):
          let b = UInt16(try operand(mapping))
          emit(Instruction(operation: .dictExtend, a: UInt16(target), b: b), mapping.span)
        }
      }
    }
  }

  func compile(_ node: EllipsisRange, into target: Int) throws {
    try scoped {
      let bounds = [node.first] + (node.second.map { [$0] } ?? []) + [node.last]
      let first = try consecutive(bounds)
      emit(
        Instruction(
          operation: .ellipsisRange, a: UInt16(target), b: UInt16(first),
          e: node.second == nil ? 0 : 1), node.span)
    }
  }

  func compile(_ node: Comprehension, into target: Int) throws {
    let before = flow
    let build: Opcode
    switch node.result {
    case .list: build = .buildList
    case .set: build = .buildSet
    case .dictionary: build = .buildDict
    }
    try scoped {
      // The first clause's values are evaluated before the result exists and outside its scope.
      guard case .each(let target0, let values) = node.clauses[0] else { return }
      let iterated = try operand(values)
      emit(Instruction(operation: build, a: UInt16(target)), node.span)
      for clause in node.clauses {
        if case .each(let names, _) = clause { renewCells(names) }
      }
      try compileEach(target0, iterated: iterated, values.span) {
        try compileClauses(node, from: 1, into: target)
      }
    }
    flow = before
  }

  private func compileClauses(_ node: Comprehension, from index: Int, into target: Int) throws {
    guard index < node.clauses.count else { return try compileResult(node.result, into: target) }
    switch node.clauses[index] {
    case .when(let condition):
      let skips = try compileCondition(condition, jumpWhen: false)
      try compileClauses(node, from: index + 1, into: target)
      patch(skips)
    case .each(let names, let values):
      try scoped {
        let iterated = try operand(values)
        try compileEach(names, iterated: iterated, values.span) {
          try compileClauses(node, from: index + 1, into: target)
        }
      }
    }
  }

  private func compileResult(_ result: Comprehension.Result, into target: Int) throws {
    try scoped {
      let a = UInt16(target)
      switch result {
      case .list(let value):
        emit(
          Instruction(operation: .listAppend, a: a, b: UInt16(try operand(value))), value.span)
      case .set(let value):
        emit(Instruction(operation: .setAdd, a: a, b: UInt16(try operand(value))), value.span)
      case .dictionary(let key, let value):
        let (b, c) = (UInt16(try operand(key)), UInt16(try operand(value)))
        emit(Instruction(operation: .dictInsert, a: a, b: b, c: c), key.span)
      }
    }
  }

  /// Each run of a comprehension has variables of its own for the closures that it makes.
  private func renewCells(_ target: Target) {
    switch target {
    case .name(let name):
      guard case .local(let slot) = name.binding, !isPlain(slot) else { return }
      emitUnset(slot, name.span)
      emit(Instruction(operation: .makeCell, a: UInt16(slot)), name.span)
    case .sequence(let targets, _, _): targets.forEach(renewCells)
    case .attribute, .subscript: break
    }
  }
}

// MARK: - Formatted strings

extension Compiler {
  func compile(_ parts: [FormattedString.Part], _ span: Span, into target: Int) throws {
    if parts.isEmpty {
      emit(Instruction(operation: .loadConstant, a: UInt16(target), d: constant("")), span)
      return
    }
    try scoped {
      var first = try temporaries(min(parts.count, Self.greatestDirectCount))
      let start = first
      var count = 0
      for part in parts {
        if count == Self.greatestDirectCount {
          // A long text is joined piece by piece.
          emitConcatenate(start, count, into: start, span)
          (first, count) = (start, 1)
        }
        try compile(part, span, into: first + count)
        count += 1
      }
      emitConcatenate(start, count, into: target, span)
    }
  }

  private func emitConcatenate(_ start: Int, _ count: Int, into target: Int, _ span: Span) {
    emit(
      Instruction(operation: .concatenate, a: UInt16(target), b: UInt16(count), c: UInt16(start)),
      span)
  }

  private func compile(_ part: FormattedString.Part, _ span: Span, into target: Int) throws {
    switch part {
    case .text(let text):
      emit(Instruction(operation: .loadConstant, a: UInt16(target), d: constant(text)), span)
    case .field(let value, let conversion, let format):
      try scoped {
        let b = UInt16(try operand(value))
        let e: Int32 = conversion == .representation ? 1 : conversion == .text ? 2 : 0
        if format.isEmpty {
          emit(
            Instruction(operation: .formatPlain, a: UInt16(target), b: b, e: e), value.span)
        } else {
          let specification = try temporary()
          try compile(format, span, into: specification)
          emit(
            Instruction(
              operation: .formatValue, a: UInt16(target), b: b, c: UInt16(specification), e: e),
            value.span)
        }
      }
    }
  }
}
