import Basics

/// Runs code: a stack of registers, a stack of frames, and the loop over instructions.
///
/// A machine belongs to one thread. A call from a script to a script pushes a frame and stays in the
/// same loop, so a script's recursion takes none of the native stack; only what passes through the
/// host (the `key` of `sorted`) enters the loop anew, and is bounded by ``greatestNesting`` and by what
/// the native stack has left. A machine within another, for a region that the host opens while a
/// script waits, goes on where that one stands: one bound holds for all frames of a thread.
final class Machine {
  /// A running function.
  struct Frame {
    var header: UnsafePointer<Code.Header>
    /// The next instruction, up to date while the frame waits for a call to return.
    var next: UnsafePointer<Instruction>
    var base: UnsafeMutablePointer<Value>
    /// The running function's captured cells.
    var captures: UnsafeMutablePointer<Cell>
    /// The caller's register for the result.
    var target: UInt16
    /// Whether the loop was entered for this frame, so that it ends with it.
    var isEntry: Bool
  }

  /// Outlives the machine, which it owns, or which a call of its own makes.
  unowned(unsafe) let interpreter: Interpreter
  let region: UInt32
  /// What changes at every call; behind a pointer, so that no access needs a check of exclusivity.
  private let state: UnsafeMutablePointer<State>
  private let registers: UnsafeMutablePointer<Value>
  private let registerEnd: UnsafeMutablePointer<Value>
  let frames: UnsafeMutablePointer<Frame>
  /// How many frames there is room for.
  private let depth: Int
  /// The machine that waits for this one and lends it the rest of its registers and frames.
  private let outer: Machine?
  let methods = MethodTable.shared
  /// How many loops are entered inside each other.
  private var nesting = 0

  private struct State {
    var top: UnsafeMutablePointer<Value>
    var current = -1
    var patience = greatestPatience
    var breaths = 0
    var result = Value.none
  }

  /// The first register that no frame uses.
  @inline(__always) var top: UnsafeMutablePointer<Value> {
    get { state.pointee.top }
    set { state.pointee.top = newValue }
  }

  /// The number of the running frame; −1 where none runs.
  @inline(__always) var current: Int {
    get { state.pointee.current }
    set { state.pointee.current = newValue }
  }

  /// Jumps backwards and calls until ``breathe()``.
  @inline(__always) var patience: Int32 {
    get { state.pointee.patience }
    set { state.pointee.patience = newValue }
  }

  /// What `setResult` has set.
  var result: Value {
    get { state.pointee.result }
    set { state.pointee.result = newValue }
  }

  /// Calls that can be inside each other; a script that needs more has lost its end.
  static let greatestDepth = 20_000
  /// Loops that can be entered inside each other, through callbacks of built-ins.
  static let greatestNesting = 120
  /// What must be left of the native stack for a loop to be entered; a call through the host takes a few
  /// thousand bytes, in unoptimised builds ten times as many.
  private static let spareStack = 192 << 10
  static let greatestPatience: Int32 = 200
  private static let registerCount = 1 << 22
  /// Registers behind the last that a frame may use, for the arguments of a call that finds no room.
  private static let spareRegisters = 1 << 16
  private static let allRegisters = registerCount + spareRegisters

  /// A machine of the current region.
  ///
  /// - Parameter outer: the machine on whose behalf the current thread works, if any.
  /// - Throws: a `MemoryError` where there is no address space for its registers.
  init(_ interpreter: Interpreter, within outer: Machine? = nil) throws {
    self.interpreter = interpreter
    self.outer = outer
    region = Region.current
    if let outer {
      registers = outer.top
      registerEnd = outer.registerEnd
      frames = outer.frames + outer.current + 1
      depth = outer.depth - outer.current - 1
      nesting = outer.nesting
    } else {
      registers = try ZeroedMemory.allocate(Value.self, count: Self.allRegisters)
      registerEnd = registers + Self.registerCount
      do {
        frames = try ZeroedMemory.allocate(Frame.self, count: Self.greatestDepth)
      } catch {
        ZeroedMemory.free(registers, count: Self.allRegisters)
        throw error
      }
      depth = Self.greatestDepth
    }
    state = .allocate(capacity: 1)
    state.initialize(to: State(top: registers))
  }

  deinit {
    state.deinitialize(count: 1)
    state.deallocate()
    guard outer == nil else { return }
    ZeroedMemory.free(registers, count: Self.allRegisters)
    ZeroedMemory.free(frames, count: Self.greatestDepth)
  }

  /// Runs a program's top level and returns the value of its last expression.
  func run(_ code: Code) throws -> Value {
    result = .none
    let base = top
    try push(code.header, base: base, captures: noCaptures, target: 0, isEntry: true)
    _ = try enter()
    defer { result = .none }
    return result
  }

  /// Calls a function value from the host.
  func call(
    _ function: Value, _ arguments: [Value], _ keywords: [(name: StringObject, value: Value)]
  )
    throws -> Value
  {
    let window = top
    let count = arguments.count + keywords.count
    guard window + count + 2 < registerEnd else { throw Self.tooDeep }
    (window + 0).pointee = function
    for (offset, argument) in arguments.enumerated() { window[1 + offset] = argument }
    for (offset, keyword) in keywords.enumerated() {
      window[1 + arguments.count + offset] = keyword.value
    }
    top = window + count + 1
    defer {
      Registers(window).clear(from: 0, to: count + 1)
      top = window
    }
    let names = keywords.isEmpty ? [] : keywords.map(\.name)
    if let value = try invoke(
      window, count, keywords: names, target: 0, isEntry: true)
    {
      return value
    }
    return try enter()
  }

  /// Calls a function with one argument, as `sorted` does with its key.
  func call(_ function: Value, _ argument: Value) throws -> Value {
    guard case .object(let object) = function.bits, object.kind == .function else {
      return try call(function, [argument], [])
    }
    let script = unsafeDowncast(object, to: FunctionObject.self)
    guard script.header.pointee.plainArity == 1, hasRoom(2) else {
      return try call(function, [argument], [])
    }
    let window = top
    window[1] = argument
    defer { top = window }
    try push(
      script.header, base: window + 1, captures: script.captures, target: 0, isEntry: true)
    return try enter()
  }

  static let tooDeep = Diagnostic(
    .recursion, "calls are nested more than \(greatestDepth) deep",
    help: "a function that calls itself needs a case that ends")

  /// Pushes a frame; the caller has put the arguments at `base`.
  @inline(__always) func push(
    _ header: UnsafePointer<Code.Header>, base: UnsafeMutablePointer<Value>,
    captures: UnsafeMutablePointer<Cell>, target: UInt16, isEntry: Bool
  ) throws {
    let end = base + header.pointee.registerCount
    guard current &+ 1 < depth, end < registerEnd else { throw Self.tooDeep }
    current &+= 1
    (frames + current).initialize(
      to: Frame(
        header: header, next: header.pointee.entry, base: base, captures: captures,
        target: target, isEntry: isEntry))
    top = end
  }

  /// Counts a jump backwards or a call; every so often looks whether the program may go on.
  @inline(__always) func beat() throws {
    patience &-= 1
    if patience < 0 { try breathe() }
  }

  /// Throws where Ctrl-C asks the program to stop, or where it has used up its steps.
  @inline(never) private func breathe() throws {
    patience = Self.greatestPatience
    try Cancellation.check()
    state.pointee.breaths += 1
    try state.pointee.breaths & 0x3F == 0 ? MemoryBound.check() : MemoryBound.checkIfDue()
    if let limit = interpreter.stepLimit,
      state.pointee.breaths > limit / Int(Self.greatestPatience)
    {
      throw Diagnostic(.interrupted, "the program takes more than \(limit) steps")
    }
  }

  /// Whether `count` more registers are free.
  func hasRoom(_ count: Int) -> Bool { count < registerEnd - top }

  private func enter() throws -> Value {
    guard nesting < Self.greatestNesting, NativeStack.remaining > Self.spareStack else {
      popFailed()
      throw Diagnostic(
        .recursion, "functions call each other through built-ins more than \(nesting) deep",
        help: "a function that is called again by what it calls needs a case that ends")
    }
    nesting += 1
    defer { nesting -= 1 }
    return try execute()
  }

  private func popFailed() {
    let frame = frames[current]
    Registers(frame.base).clear(from: 0, to: frame.header.pointee.registerCount)
    top = frame.base
    current -= 1
  }
}

/// Captured cells of code that has none.
/// Nothing is ever read through it.
nonisolated(unsafe) let noCaptures = UnsafeMutablePointer<Cell>.reserve(0)

extension Machine {
  /// Hands an error to the nearest handler of the frames down to the loop's entry; throws on where
  /// there is none.
  func unwind(_ error: any Error, at instruction: UnsafePointer<Instruction>) throws {
    frames[current].next = instruction
    var error = error
    while true {
      let frame = frames[current]
      let code = frame.header.pointee.code.takeUnretainedValue()
      // `next` is the instruction behind the one that failed or called.
      let number = frame.next - frame.header.pointee.instructions - 1
      error = located(error, code.place(of: number))
      if let target = handler(for: error, in: code, at: number, frame) {
        frames[current].next = frame.header.pointee.instructions + target
        return
      }
      error = risen(error, through: code, at: number)
      let wasEntry = frame.isEntry
      Registers(frame.base).clear(from: 0, to: frame.header.pointee.registerCount)
      top = frame.base
      current -= 1
      if wasEntry { throw error }
      restoreTop()
    }
  }

  /// The frame below reaches up to its own last register again.
  @inline(__always) func restoreTop() {
    guard current >= 0 else { return }
    top = frames[current].base + frames[current].header.pointee.registerCount
  }

  private func located(_ error: any Error, _ place: Place?) -> any Error {
    switch error {
    case let diagnostic as Diagnostic:
      return diagnostic.stack.isEmpty ? diagnostic.located(at: place) : diagnostic
    case is Cancellation.Interrupted, is ClosedPipe: return error
    default: return Diagnostic(error).located(at: place)
    }
  }

  private func handler(for error: any Error, in code: Code, at number: Int, _ frame: Frame) -> Int?
  {
    for handler in code.handlers where handler.range.contains(number) {
      switch handler.action {
      case .endIteration(let register): endIteration(frame.base + register)
      case .handle(let target, let register):
        guard let diagnostic = error as? Diagnostic, diagnostic.kind.isCatchable else { continue }
        frame.base[register] = Value(ErrorObject(diagnostic, caughtBy: interpreter))
        return target
      }
    }
    return nil
  }

  /// The innermost and outermost calls that an error keeps; those between are left out.
  private static let greatestStack = (inner: 24, outer: 8)

  private func risen(_ error: any Error, through code: Code, at number: Int) -> any Error {
    guard let diagnostic = error as? Diagnostic else { return error }
    var risen = diagnostic.rising(
      through: Diagnostic.Frame(function: code.name, place: code.place(of: number)))
    let limit = Self.greatestStack.inner + Self.greatestStack.outer
    if risen.stack.count > limit {
      risen.stack.remove(at: Self.greatestStack.inner)
      risen.omittedCalls += 1
    }
    return risen
  }
}

extension Diagnostic {
  /// Any error as a diagnostic.
  public init(_ error: any Error) {
    switch error {
    case let diagnostic as Diagnostic: self = diagnostic
    case let convertible as any DiagnosticConvertible: self = convertible.diagnostic
    case is Cancellation.Interrupted: self = Diagnostic(.interrupted, "interrupted")
    default: self = Diagnostic(.raised, String(describing: error))
    }
  }
}
