extension Compiler {
  /// A call with more arguments than this passes them as a list.
  private static let greatestDirectCount = 200

  func compile(_ node: CallNode, into target: Int) throws {
    let isSpread = node.arguments.contains {
      switch $0 {
      case .spread, .spreadKeywords: true
      case .positional, .keyword: false
      }
    }
    try scoped {
      if isSpread || node.arguments.count > Self.greatestDirectCount {
        try compileSpreadCall(node, into: target)
      } else if case .attribute(let member) = node.function {
        try compileMethodCall(node, member, into: target)
      } else {
        try compilePlainCall(node, into: target)
      }
    }
  }

  private func compilePlainCall(_ node: CallNode, into target: Int) throws {
    let base = try temporary()
    try compile(node.function, into: base)
    let keywords = try compileArguments(node)
    let site = keywords.isEmpty ? -1 : addSite(Code.CallSite(keywords: keywords))
    emit(
      Instruction(
        operation: .call, a: UInt16(base), b: UInt16(node.arguments.count), c: UInt16(target),
        d: site), node.span)
  }

  private func compileMethodCall(_ node: CallNode, _ member: AttributeNode, into target: Int) throws
  {
    if try compileQuickCall(node, member, into: target) { return }
    let base = try temporary()
    try compile(member.base, into: base)
    let keywords = try compileArguments(node)
    let site = Code.CallSite(
      method: context.intern(member.member), methodName: member.member, keywords: keywords)
    emit(
      Instruction(
        operation: .callMethod, a: UInt16(base),
        b: UInt16(node.arguments.count) | (keywords.isEmpty ? 0 : Machine.keywordMark),
        c: UInt16(target), d: addSite(site), e: Int32(MethodTable.shared.number(of: member.member))),
      node.span)
  }

  /// Compiles `x.append(y)`, `x.get(y)` and `x.get(y, z)` to instructions of their own, which move nothing
  /// where x is a list or a dictionary; whether this is one of these calls.
  private func compileQuickCall(
    _ node: CallNode, _ member: AttributeNode, into target: Int
  ) throws -> Bool {
    let operation: Opcode
    switch (member.member, node.arguments.count) {
    case ("append", 1): operation = .append
    case ("get", 1), ("get", 2): operation = .getOr
    default: return false
    }
    var arguments: [Expression] = []
    for argument in node.arguments {
      guard case .positional(let value) = argument else { return false }
      arguments.append(value)
    }
    let window = try temporaries(1 + arguments.count)
    let receiver = try operand(member.base)
    let first = try operand(arguments[0])
    let second = try arguments.dropFirst().first.map { UInt16(try operand($0)) }
    var call = Instruction(
      operation: operation, a: UInt16(window), b: UInt16(receiver), c: UInt16(target),
      d: addSite(
        Code.CallSite(method: context.intern(member.member), methodName: member.member)))
    call.methodOperands = (UInt16(first), second ?? Instruction.noOperand)
    emit(call, node.span)
    return true
  }

  /// Compiles the arguments into the next registers; the names of the keywords, whose values are last.
  private func compileArguments(_ node: CallNode) throws -> [StringObject] {
    let first = try temporaries(node.arguments.count)
    var keywords: [StringObject] = []
    for (offset, argument) in node.arguments.enumerated() {
      try compile(argument.value, into: first + offset)
      if case .keyword(let name, _, _) = argument { keywords.append(context.intern(name)) }
    }
    return keywords
  }

  private func compileSpreadCall(_ node: CallNode, into target: Int) throws {
    let base = try temporaries(3)
    try compile(node.function, into: base)
    let (list, dict) = (UInt16(base + 1), UInt16(base + 2))
    emit(Instruction(operation: .buildList, a: list), node.span)
    emit(Instruction(operation: .buildDict, a: dict), node.span)
    for argument in node.arguments {
      try scoped {
        let b: UInt16
        let span = argument.value.span
        switch argument {
        case .keyword(let name, let nameSpan, let value):
          b = UInt16(try temporary())
          emit(Instruction(operation: .loadConstant, a: b, d: constant(name)), nameSpan)
          let c = UInt16(try operand(value))
          emit(Instruction(operation: .dictInsert, a: dict, b: b, c: c, e: 2), nameSpan)
        case .positional(let value):
          b = UInt16(try operand(value))
          emit(Instruction(operation: .listAppend, a: list, b: b), span)
        case .spread(let value):
          b = UInt16(try operand(value))
          emit(Instruction(operation: .listExtend, a: list, b: b, e: 1), span)
        case .spreadKeywords(let value):
          b = UInt16(try operand(value))
          emit(Instruction(operation: .dictExtend, a: dict, b: b, e: 1), span)
        }
      }
    }
    emit(
      Instruction(operation: .callSpread, a: UInt16(base), c: UInt16(target)), node.span)
  }

  private func addSite(_ site: Code.CallSite) -> Int32 {
    draft.callSites.append(site)
    return Int32(draft.callSites.count - 1)
  }

  /// A `def` or `lambda`: the defaults are evaluated now, in order.
  func compile(_ function: Function, into target: Int) throws {
    try scoped {
      let defaults = function.parameters.compactMap(\.defaultValue)
      let first = try consecutive(defaults)
      draft.functions.append(try Compiler.compile(function, context))
      emit(
        Instruction(
          operation: .makeFunction, a: UInt16(target), b: UInt16(defaults.count),
          c: UInt16(first), d: Int32(draft.functions.count - 1)), function.span)
    }
  }

  /// A command line: the callee, where a variable holds it, and the words that are expressions.
  ///
  /// - Parameter showsResult: whether the line is a whole statement, which shows its value.
  func compile(_ line: CommandLine, into target: Int, showsResult: Bool = false) throws {
    try scoped {
      var expressions: [Expression] = []
      var hasCallee = false
      if case .function(let callee) = line.callee {
        expressions.append(callee)
        hasCallee = true
      }
      expressions += line.words.compactMap(\.expression)
      let first = try consecutive(expressions)
      draft.commandSites.append(
        Code.CommandSite(line: line, hasCallee: hasCallee, valueCount: expressions.count))
      emit(
        Instruction(
          operation: .commandLine, a: UInt16(first), c: UInt16(target),
          d: Int32(draft.commandSites.count - 1), e: showsResult ? 1 : 0), line.span)
    }
  }
}

extension Word {
  /// The expression whose value the machine computes for this word, or for its flag.
  var expression: Expression? {
    switch content {
    case .literal(let value), .variable(let value), .quoted(let value), .expression(let value),
      .candidate(let value):
      value
    case .flag(_, let word): word?.expression
    case .bare, .endOfFlags: nil
    }
  }
}

// MARK: - Members and parts

extension Compiler {
  func compile(_ node: AttributeNode, into target: Int) throws {
    try scoped {
      let base = UInt16(try operand(node.base))
      emit(
        Instruction(
          operation: .getMember, a: UInt16(target), b: base, d: constant(node.member)), node.span)
    }
  }

  func compile(_ node: SubscriptNode, into target: Int) throws {
    try scoped {
      if try compileItemOfItem(node, into: target) { return }
      let base = UInt16(try operand(node.base))
      let a = UInt16(target)
      if node.indices.count == 1, !node.isTuple {
        switch node.indices[0] {
        case .at(let index):
          if let number = smallInt(index) {
            emit(Instruction(operation: .getIndexInt, a: a, b: base, d: number), node.span)
          } else {
            let c = UInt16(try operand(index))
            emit(Instruction(operation: .getIndex, a: a, b: base, c: c), node.span)
          }
          return
        case .slice(let lower, let upper, let step, let span):
          let c = UInt16(try compileSlice(lower, upper, step, span))
          emit(Instruction(operation: .getSlice, a: a, b: base, c: c), node.span)
          return
        case .ellipsis: break
        }
      }
      let first = UInt16(try compileTerms(node))
      emit(
        Instruction(
          operation: .getTerms, a: a, b: base, c: first, d: Int32(node.indices.count)), node.span)
    }
  }

  /// Compiles `x[i][j]`: an instruction that copies no row where these are lists, and behind it the
  /// two that it jumps over.
  private func compileItemOfItem(_ node: SubscriptNode, into target: Int) throws -> Bool {
    guard let second = plainIndex(of: node), case .subscript(let row) = node.base,
      let first = plainIndex(of: row)
    else { return false }
    let base = UInt16(try operand(row.base))
    let c = UInt16(try operand(first))
    let d = UInt16(try operand(second))
    let item = UInt16(try temporary())
    let quick = emit(
      Instruction(operation: .getItemOfItem, a: UInt16(target), b: base, c: c, d: Int32(d)),
      node.span)
    emit(Instruction(operation: .getIndex, a: item, b: base, c: c), row.span)
    emit(Instruction(operation: .getIndex, a: UInt16(target), b: item, c: d), node.span)
    draft.instructions[quick].e = Int32(here)
    return true
  }

  /// The index of a subscript that has one, computed when it runs; `nil` for any other.
  private func plainIndex(of node: SubscriptNode) -> Expression? {
    guard node.indices.count == 1, !node.isTuple, case .at(let index) = node.indices[0] else {
      return nil
    }
    return smallInt(index) == nil ? index : nil
  }

  private func compileSlice(
    _ lower: Expression?, _ upper: Expression?, _ step: Expression?, _ span: Span
  ) throws -> Int {
    let first = try temporaries(3)
    for (offset, part) in [lower, upper, step].enumerated() {
      if let part {
        try compile(part, into: first + offset)
      } else {
        emit(
          Instruction(operation: .loadSpecial, a: UInt16(first + offset), d: Int32(Special.none)),
          span)
      }
    }
    return first
  }

  /// Compiles the terms of a subscript into consecutive registers.
  func compileTerms(_ node: SubscriptNode) throws -> Int {
    let first = try temporaries(node.indices.count)
    for (offset, index) in node.indices.enumerated() {
      let register = UInt16(first + offset)
      switch index {
      case .at(let value): try compile(value, into: first + offset)
      case .ellipsis(let span):
        emit(
          Instruction(operation: .loadSpecial, a: register, d: Int32(Special.ellipsis)), span)
      case .slice(let lower, let upper, let step, let span):
        try scoped {
          let parts = UInt16(try compileSlice(lower, upper, step, span))
          emit(Instruction(operation: .buildSlice, a: register, b: parts), span)
        }
      }
    }
    return first
  }
}
