extension Compiler {
  /// Compiles an expression for a register that may be read but not written: a local's own, or a new
  /// temporary.
  func operand(_ expression: Expression) throws -> Int {
    if case .name(let name) = expression, let slot = register(of: name) {
      requireSet(name, slot)
      return slot
    }
    let register = try temporary()
    try compile(expression, into: register)
    return register
  }

  /// Compiles an expression whose value goes to a local or a temporary.
  ///
  /// The target is written by the last instruction, so the expression may read it; where it would be written
  /// before, a temporary stands in.
  func compile(_ expression: Expression, into target: Int) throws {
    guard target < layout.locals.count, writesEarly(expression) else {
      return try compileDirectly(expression, into: target)
    }
    try scoped {
      let register = try temporary()
      try compileDirectly(expression, into: register)
      emit(
        Instruction(operation: .take, a: UInt16(target), b: UInt16(register)), expression.span)
    }
  }

  private func writesEarly(_ expression: Expression) -> Bool {
    switch expression {
    case .logical, .conditional, .comparison, .comprehension, .dictionary, .list, .set, .tuple:
      true
    default: false
    }
  }

  private func compileDirectly(_ expression: Expression, into target: Int) throws {
    switch expression {
    case .literal(let node): try compile(node.value, node.span, into: target)
    case .formatted(let node): try compile(node.parts, node.span, into: target)
    case .name(let name): load(name, into: target)
    case .attribute(let node): try compile(node, into: target)
    case .subscript(let node): try compile(node, into: target)
    case .call(let node): try compile(node, into: target)
    case .unary(let node): try compile(node, into: target)
    case .binary(let node): try compile(node, into: target)
    case .logical(let node): try compile(node, into: target)
    case .comparison(let node): try compile(node, into: target)
    case .conditional(let node): try compile(node, into: target)
    case .lambda(let function): try compile(function, into: target)
    case .tuple(let node): try compile(node, .buildTuple, into: target)
    case .list(let node): try compile(node, .buildList, into: target)
    case .set(let node): try compile(node, .buildSet, into: target)
    case .dictionary(let node): try compile(node, into: target)
    case .range(let node): try compile(node, into: target)
    case .comprehension(let node): try compile(node, into: target)
    case .command(let line): try compile(line, into: target)
    case .missing(let span): throw Diagnostic(.syntax, "an expression is missing", at: place(span))
    }
  }

  func place(_ span: Span) -> Place { Place(context.source, span) }

  private func compile(_ literal: Literal, _ span: Span, into target: Int) throws {
    let a = UInt16(target)
    func special(_ payload: Int) {
      emit(Instruction(operation: .loadSpecial, a: a, d: Int32(payload)), span)
    }
    func constantLoad(_ number: Int32) {
      emit(Instruction(operation: .loadConstant, a: a, d: number), span)
    }
    switch literal {
    case .none: special(Special.none)
    case .boolean(let value): special(value ? Special.true : Special.false)
    case .integer(let number):
      if let small = Int32(exactly: number) {
        emit(Instruction(operation: .loadInt, a: a, d: small), span)
      } else {
        constantLoad(constant(number))
      }
    case .bigInteger(let digits, let radix):
      let value = try BigInteger(digits: digits.utf8, radix: radix) ?? BigInteger(0)
      constantLoad(constant(fresh: .integer(value)))
    case .float(let number): constantLoad(constant(number))
    case .string(let text): constantLoad(constant(text))
    case .bytes(let bytes): constantLoad(constant(fresh: .bytes(bytes)))
    }
  }

  /// The integer that an expression is literally, where it fits an operand.
  func smallInt(_ expression: Expression) -> Int32? {
    switch expression {
    case .literal(let node):
      if case .integer(let number) = node.value { return Int32(exactly: number) }
      return nil
    case .unary(let node) where node.operation == .minus:
      // −2³¹ itself would not survive the negation.
      return smallInt(node.operand).flatMap { $0 > 0 ? -$0 : nil }
    default: return nil
    }
  }
}

// MARK: - Operators

extension Compiler {
  private func compile(_ node: UnaryNode, into target: Int) throws {
    if let number = smallInt(.unary(node)) {
      emit(Instruction(operation: .loadInt, a: UInt16(target), d: number), node.span)
      return
    }
    try scoped {
      let operand = UInt16(try operand(node.operand))
      if node.operation == .not {
        emit(Instruction(operation: .not, a: UInt16(target), b: operand), node.span)
      } else {
        let operation = UnaryOperation(node.operation)
        emit(
          Instruction(
            operation: .unary, a: UInt16(target), b: operand, e: Int32(operation.rawValue)),
          node.span)
      }
    }
  }

  private func compile(_ node: BinaryNode, into target: Int) throws {
    try scoped {
      // The target itself may hold the left operand, where it is a temporary.
      let left = try leftOperand(node.left, target)
      try emitBinary(node.operation, left, node.right, into: target, node.span, isAugmented: false)
    }
  }

  /// A left operand, in the target's register where that is a temporary.
  private func leftOperand(_ expression: Expression, _ target: Int) throws -> Int {
    if case .name(let name) = expression, let slot = register(of: name) {
      requireSet(name, slot)
      return slot
    }
    guard target >= layout.locals.count else { return try operand(expression) }
    try compile(expression, into: target)
    return target
  }

  /// Emits `target ← left ∘ right`.
  func emitBinary(
    _ operation: BinaryOperator, _ left: Int, _ right: Expression, into target: Int, _ span: Span,
    isAugmented: Bool
  ) throws {
    let flag: Int32 = isAugmented ? 1 : 0
    if let number = smallInt(right), let immediate = Opcode(immediate: operation) {
      emit(
        Instruction(
          operation: immediate, a: UInt16(target), b: UInt16(left), d: number, e: flag), span)
      return
    }
    let right = UInt16(try operand(right))
    if let fast = Opcode(arithmetic: operation) {
      emit(
        Instruction(
          operation: fast, a: UInt16(target), b: UInt16(left), c: right, e: flag), span)
    } else {
      emit(
        Instruction(
          operation: isAugmented ? .augment : .binary, a: UInt16(target), b: UInt16(left), c: right,
          e: Int32(BinaryOperation(operation).rawValue)), span)
    }
  }

  private func compile(_ node: LogicalNode, into target: Int) throws {
    try compile(node.left, into: target)
    let operation: Opcode = node.operation == .and ? .jumpIfFalse : .jumpIfTrue
    let end = emit(Instruction(operation: operation, b: UInt16(target)), node.left.span)
    let before = flow
    try compile(node.right, into: target)
    flow = before
    patch([end])
  }

  private func compile(_ node: ConditionalNode, into target: Int) throws {
    let otherwise = try compileCondition(node.condition, jumpWhen: false)
    let before = flow
    try compile(node.consequence, into: target)
    let end = emitJump(node.span)
    patch(otherwise)
    flow = before
    try compile(node.alternative, into: target)
    flow = before
    patch([end])
  }

  private func compile(_ node: ComparisonNode, into target: Int) throws {
    try scoped {
      var left = try operand(node.first)
      var ends: [Int] = []
      for (index, link) in node.links.enumerated() {
        let right = try operand(link.operand)
        let span =
          node.links.count == 1 ? node.span : link.operatorSpan.joined(with: link.operand.span)
        emit(comparison(link.operation, left, right, into: target), span)
        if index < node.links.count - 1 {
          ends.append(emit(Instruction(operation: .jumpIfFalse, b: UInt16(target)), span))
        }
        left = right
      }
      patch(ends)
    }
  }

  func comparison(
    _ operation: ComparisonOperator, _ left: Int, _ right: Int, into target: Int
  )
    -> Instruction
  {
    let (a, b, c) = (UInt16(target), UInt16(left), UInt16(right))
    switch operation {
    case .in: return Instruction(operation: .contains, a: a, b: b, c: c)
    case .notIn: return Instruction(operation: .contains, a: a, b: b, c: c, e: 1)
    case .is: return Instruction(operation: .same, a: a, b: b, c: c)
    case .isNot: return Instruction(operation: .same, a: a, b: b, c: c, e: 1)
    default:
      let code = BinaryOperation(operation).rawValue
      return Instruction(operation: .compare, a: a, b: b, c: c, e: Int32(code))
    }
  }
}

// MARK: - Conditions

extension Compiler {
  /// Compiles a condition to jumps that are taken where its truth is `sense`; control falls through
  /// otherwise. The jumps are returned, to be patched.
  func compileCondition(_ condition: Expression, jumpWhen sense: Bool) throws -> [Int] {
    switch condition {
    case .unary(let node) where node.operation == .not:
      return try compileCondition(node.operand, jumpWhen: !sense)
    case .logical(let node):
      return try compileCondition(node, jumpWhen: sense)
    case .literal(let node):
      if case .boolean(let value) = node.value {
        return value == sense ? [emitJump(node.span)] : []
      }
    case .comparison(let node) where node.links.count == 1:
      if let jump = try compileComparisonJump(node, sense) { return [jump] }
    default: break
    }
    return try scoped {
      let register = UInt16(try operand(condition))
      let operation: Opcode = sense ? .jumpIfTrue : .jumpIfFalse
      return [emit(Instruction(operation: operation, b: register), condition.span)]
    }
  }

  private func compileCondition(_ node: LogicalNode, jumpWhen sense: Bool) throws -> [Int] {
    // `and` is decided early by a false left side, `or` by a true one.
    let decisive = node.operation == .or
    let before: Flow
    if decisive == sense {
      let jumps = try compileCondition(node.left, jumpWhen: sense)
      before = flow
      let rest = try compileCondition(node.right, jumpWhen: sense)
      flow = before
      return jumps + rest
    }
    let skips = try compileCondition(node.left, jumpWhen: decisive)
    before = flow
    let jumps = try compileCondition(node.right, jumpWhen: sense)
    flow = before
    patch(skips)
    return jumps
  }

  private func compileComparisonJump(_ node: ComparisonNode, _ sense: Bool) throws -> Int? {
    let link = node.links[0]
    guard let (operation, immediate) = Opcode.jumps(for: link.operation) else { return nil }
    return try scoped {
      let a: UInt16 = sense ? 1 : 0
      let left = UInt16(try operand(node.first))
      if let number = smallInt(link.operand) {
        return emit(Instruction(operation: immediate, a: a, b: left, e: number), node.span)
      }
      let right = UInt16(try operand(link.operand))
      return emit(Instruction(operation: operation, a: a, b: left, c: right), node.span)
    }
  }
}

extension Opcode {
  fileprivate init?(arithmetic operation: BinaryOperator) {
    switch operation {
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .divide: self = .divide
    case .floorDivide: self = .floorDivide
    case .remainder: self = .remainder
    default: return nil
    }
  }

  fileprivate init?(immediate operation: BinaryOperator) {
    switch operation {
    case .add: self = .addInt
    case .subtract: self = .subtractInt
    case .multiply: self = .multiplyInt
    case .floorDivide: self = .floorDivideInt
    case .remainder: self = .remainderInt
    default: return nil
    }
  }

  fileprivate static func jumps(for operation: ComparisonOperator) -> (Opcode, Opcode)? {
    switch operation {
    case .equal: (.jumpEqual, .jumpEqualInt)
    case .notEqual: (.jumpNotEqual, .jumpNotEqualInt)
    case .less: (.jumpLess, .jumpLessInt)
    case .lessOrEqual: (.jumpLessOrEqual, .jumpLessOrEqualInt)
    case .greater: (.jumpGreater, .jumpGreaterInt)
    case .greaterOrEqual: (.jumpGreaterOrEqual, .jumpGreaterOrEqualInt)
    default: nil
    }
  }
}

extension BinaryOperation {
  init(_ operation: BinaryOperator) {
    switch operation {
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .divide: self = .divide
    case .floorDivide: self = .floorDivide
    case .remainder: self = .remainder
    case .power: self = .power
    case .matrixMultiply: self = .matrixMultiply
    case .bitAnd: self = .bitAnd
    case .bitOr: self = .bitOr
    case .bitXor: self = .bitXor
    case .shiftLeft: self = .shiftLeft
    case .shiftRight: self = .shiftRight
    }
  }

  /// Of the comparisons that have an order or equality of their own; others count as equality.
  init(_ operation: ComparisonOperator) {
    switch operation {
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    default: self = .equal
    }
  }
}

extension UnaryOperation {
  /// Of the operators that compute; `not` does not.
  init(_ operation: UnaryOperator) {
    switch operation {
    case .plus: self = .plus
    case .invert: self = .invert
    case .minus, .not: self = .negate
    }
  }
}
