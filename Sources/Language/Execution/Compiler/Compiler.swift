/// Compiles one function, or the top level of a program, from its resolved tree.
///
/// Locals are registers: parameters first, then the other locals, then temporaries, which are taken
/// and given back like a stack. An expression is compiled *into* a register that the caller names, or
/// is an *operand*, which for a local is the local's own register and costs nothing.
final class Compiler {
  var draft: CodeDraft
  let context: CompilationContext
  let layout: FrameLayout
  /// The first register that is free for temporaries.
  var nextRegister: Int
  /// Which locals are known to be set here.
  var flow = Flow()
  /// Locals that `del` or the end of an `except` may unset, so nothing is known of them.
  var volatileLocals: Set<Int> = []
  /// Locals whose reading is checked somewhere.
  var checkedLocals: Set<Int> = []
  /// The loops and `finally` clauses around the statement being compiled, outermost first.
  var blocks: [Block] = []
  /// The registers of the errors being handled, for a bare `raise`.
  var handledErrors: [Int] = []
  private var constantNumbers: [ConstantKey: Int] = [:]

  private static let greatestRegister = 65_000

  init(_ context: CompilationContext, name: String, layout: FrameLayout, documentation: String?) {
    self.context = context
    self.layout = layout
    draft = CodeDraft(
      name: name, source: context.source, module: context.module, documentation: documentation)
    nextRegister = layout.locals.count
    draft.registerCount = nextRegister
  }

  /// Compiles a program's top level.
  static func compile(_ program: Program, _ context: CompilationContext) throws -> Code {
    let compiler = Compiler(
      context, name: "<module>", layout: program.layout, documentation: program.documentation)
    compiler.findVolatileLocals(program.statements)
    try compiler.makeCells(parameterCount: 0)
    for (index, statement) in program.statements.enumerated() {
      let isLast = index == program.statements.count - 1
      if isLast, case .expression(let expression) = statement {
        let register = try compiler.lastOperand(expression)
        compiler.emit(Instruction(operation: .setResult, b: UInt16(register)), expression.span)
      } else {
        try compiler.compile(statement)
      }
    }
    compiler.emit(Instruction(.returnNone), Span(0, 0))
    return compiler.finish()
  }

  /// The last expression of a program, whose value is the program's; a command line has shown it.
  private func lastOperand(_ expression: Expression) throws -> Int {
    guard case .command(let line) = expression else { return try operand(expression) }
    let register = try temporary()
    try compile(line, into: register, showsResult: true)
    return register
  }

  /// Compiles the body of a `def` or `lambda`.
  static func compile(_ function: Function, _ context: CompilationContext) throws -> Code {
    let compiler = Compiler(
      context, name: function.name, layout: function.layout, documentation: function.documentation)
    compiler.draft.parameters = Code.Parameters(function)
    let parameters = compiler.draft.parameters
    compiler.draft.keywordNames = parameters.names.enumerated().map { slot, name in
      parameters.isNamed(slot) ? context.intern(name) : nil
    }
    compiler.draft.captures = function.layout.captures
    compiler.findVolatileLocals(function.body)
    compiler.flow.set.formUnion(0..<compiler.draft.parameters.count)
    try compiler.makeCells(parameterCount: compiler.draft.parameters.count)
    try compiler.compile(function.body)
    compiler.emit(Instruction(.returnNone), function.span)
    return compiler.finish()
  }

  /// Adds the prologue: registers hold what an earlier call left there, so the locals that are
  /// asked whether they are set must be unset first.
  private func finish() -> Code {
    if !checkedLocals.isEmpty {
      draft.entry = here
      for slot in checkedLocals.sorted() { emitUnset(slot, Span(0, 0)) }
      emit(Instruction(operation: .jump, d: 0), Span(0, 0))
    }
    return Code(draft)
  }

  func emitUnset(_ register: Int, _ span: Span) {
    emit(
      Instruction(operation: .loadSpecial, a: UInt16(register), d: Int32(Special.unset)), span)
  }

  private func makeCells(parameterCount: Int) throws {
    guard layout.locals.count < Self.greatestRegister else {
      throw Diagnostic(.syntax, "the function has more than \(Self.greatestRegister) variables")
    }
    for (slot, local) in layout.locals.enumerated() where local.isCaptured {
      if slot >= parameterCount { emitUnset(slot, Span(0, 0)) }
      emit(Instruction(operation: .makeCell, a: UInt16(slot)), Span(0, 0))
    }
  }
}

/// What the functions of one program share while they are compiled.
struct CompilationContext {
  var source: SourceFile
  var module: ModuleState
  /// The built-in value of a name.
  var builtin: (String) -> Value?
  /// The one string object for a text that stands in programs.
  var intern: (String) -> StringObject
}

/// What is known at a point of a function without running it.
struct Flow {
  /// Whether control can come here.
  var isReachable = true
  /// The locals that are set.
  var set: Set<Int> = []

  /// What is known where two paths meet.
  func merged(with other: Flow) -> Flow {
    guard isReachable else { return other }
    guard other.isReachable else { return self }
    return Flow(isReachable: true, set: set.intersection(other.set))
  }
}

// MARK: - Emitting

extension Compiler {
  var here: Int { draft.instructions.count }

  @discardableResult
  func emit(_ instruction: Instruction, _ span: Span) -> Int {
    draft.instructions.append(instruction)
    draft.spans.append(span)
    return draft.instructions.count - 1
  }

  /// Lets jumps lead to the next instruction.
  func patch(_ jumps: [Int]) {
    for jump in jumps { draft.instructions[jump].d = Int32(here) }
  }

  func emitJump(_ span: Span) -> Int { emit(Instruction(.jump), span) }

  /// A new temporary.
  func temporary() throws -> Int { try temporaries(1) }

  /// `count` consecutive new temporaries.
  func temporaries(_ count: Int) throws -> Int {
    let first = nextRegister
    guard first + count < Self.greatestRegister else {
      throw Diagnostic(.syntax, "the expression needs more than \(Self.greatestRegister) registers")
    }
    nextRegister += count
    draft.registerCount = max(draft.registerCount, nextRegister)
    return first
  }

  /// Runs `body` and gives back the temporaries that it took.
  func scoped<Result>(_ body: () throws -> Result) rethrows -> Result {
    let mark = nextRegister
    defer { nextRegister = mark }
    return try body()
  }
}

// MARK: - Constants

private enum ConstantKey: Hashable {
  case int(Int)
  case float(UInt64)
  case text(ExactText)
}

extension Compiler {
  /// The number of a string constant.
  func constant(_ text: String) -> Int32 {
    constant(.text(ExactText(text: text))) { Value(context.intern(text)) }
  }

  func constant(_ number: Int) -> Int32 { constant(.int(number)) { .int(number) } }

  func constant(_ number: Double) -> Int32 {
    constant(.float(number.bitPattern)) { .float(number) }
  }

  /// The number of a constant that is not looked for among the others.
  func constant(fresh value: Value) -> Int32 {
    draft.constants.append(value)
    return Int32(draft.constants.count - 1)
  }

  private func constant(_ key: ConstantKey, _ make: () -> Value) -> Int32 {
    if let known = constantNumbers[key] { return Int32(known) }
    let number = constant(fresh: make())
    constantNumbers[key] = Int(number)
    return number
  }
}

extension Code.Parameters {
  init(_ function: Function) {
    for parameter in function.parameters {
      switch parameter.kind {
      case .positional: positional += 1
      case .keywordOnly: keywordOnly += 1
      case .rest: hasRest = true
      case .restKeywords: hasRestKeywords = true
      case .divider: continue
      }
      if parameter.defaultValue != nil { defaulted.append(names.count) }
      names.append(parameter.name.text)
    }
  }
}
