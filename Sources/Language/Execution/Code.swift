/// A compiled function, or the top level of a program.
final class Code: @unchecked Sendable {
  /// What a call needs, in one place and without reference counting.
  struct Header {
    var instructions: UnsafePointer<Instruction>
    /// Where a call begins: what must be unset at first is unset there.
    var entry: UnsafePointer<Instruction>
    var constants: UnsafePointer<Value>
    var globals: UnsafeMutablePointer<Value>
    var code: Unmanaged<Code>
    var registerCount: Int
    /// How many arguments a plain call must have; −1 where the binding is more than copying.
    var plainArity: Int
  }

  /// What is protected over a range of instructions.
  struct Handler {
    enum Action {
      /// Jumps to an instruction with the error in a register.
      case handle(target: Int, register: Int)
      /// Ends the iteration whose registers begin here.
      case endIteration(register: Int)
    }

    var range: Range<Int>
    var action: Action
  }

  /// The names at a call: a method's, and those of keyword arguments.
  struct CallSite {
    var method: StringObject?
    var methodName = ""
    /// The keywords; their values are the last arguments.
    var keywords: [StringObject] = []
  }

  /// A command line and the words whose values the machine computes.
  struct CommandSite {
    var line: CommandLine
    var hasCallee: Bool
    var valueCount: Int
  }

  let name: String
  let source: SourceFile
  let module: ModuleState
  let documentation: String?
  let spans: [Span]
  let handlers: [Handler]
  let functions: [Code]
  let callSites: [CallSite]
  let commandSites: [CommandSite]
  let loads: [Load]
  let caughtKinds: [[ErrorKind]]
  let parameters: Parameters
  /// The names of the parameters that can be given by name; `nil` for the others.
  private let keywordNames: [StringObject?]
  let captures: [FrameLayout.Capture]
  let header: UnsafeMutablePointer<Header>
  private let constantCount: Int

  /// The parameters of a script's function.
  struct Parameters {
    /// The names, one a slot, in the order of the slots.
    var names: [String] = []
    var positional = 0
    var hasRest = false
    var keywordOnly = 0
    var hasRestKeywords = false
    /// The slots of the parameters that have a default, in order.
    var defaulted: [Int] = []

    var count: Int { names.count }
    var restSlot: Int { positional }
    var restKeywordsSlot: Int { count - 1 }

    /// Whether the arguments by position are all that a call needs.
    var isPlain: Bool { !hasRest && keywordOnly == 0 && !hasRestKeywords }
  }

  init(_ draft: CodeDraft) {
    name = draft.name
    source = draft.source
    module = draft.module
    documentation = draft.documentation
    spans = draft.spans
    handlers = draft.handlers
    functions = draft.functions
    callSites = draft.callSites
    commandSites = draft.commandSites
    loads = draft.loads
    caughtKinds = draft.caughtKinds
    parameters = draft.parameters
    keywordNames = draft.keywordNames
    captures = draft.captures
    constantCount = draft.constants.count
    header = .allocate(capacity: 1)
    let instructions = UnsafeMutablePointer<Instruction>.allocate(
      capacity: draft.instructions.count)
    instructions.initialize(from: draft.instructions, count: draft.instructions.count)
    let constants = UnsafeMutablePointer<Value>.allocate(capacity: constantCount)
    constants.initialize(from: draft.constants, count: constantCount)
    header.initialize(
      to: Header(
        instructions: instructions, entry: instructions + draft.entry, constants: constants,
        globals: draft.module.globals,
        code: Unmanaged.passUnretained(self), registerCount: draft.registerCount,
        plainArity: draft.parameters.isPlain ? draft.parameters.positional : -1))
  }

  deinit {
    header.pointee.instructions.deallocate()
    let constants = UnsafeMutablePointer(mutating: header.pointee.constants)
    constants.deinitialize(count: constantCount)
    constants.deallocate()
    header.deallocate()
  }

  /// Whether the keywords name the parameters from a slot on, in order.
  func areNames(_ keywords: [StringObject], ofSlotsFrom first: Int) -> Bool {
    guard first + keywords.count <= keywordNames.count else { return false }
    for offset in keywords.indices where keywordNames[first + offset] !== keywords[offset] {
      return false
    }
    return true
  }

  /// The slot of the parameter that a keyword names.
  func slot(of keyword: StringObject) -> Int? {
    // The same name in a program is the same object, nearly always.
    for slot in keywordNames.indices where keywordNames[slot] === keyword { return slot }
    return keywordNames.firstIndex { $0?.equals(keyword) ?? false }
  }

  /// Where the instruction stands in the source.
  func place(of instruction: Int) -> Place? {
    spans.indices.contains(instruction) ? Place(source, spans[instruction]) : nil
  }
}

/// The parts of a ``Code`` while the compiler collects them.
struct CodeDraft {
  var name: String
  var source: SourceFile
  var module: ModuleState
  var documentation: String?
  var instructions: [Instruction] = []
  var spans: [Span] = []
  var handlers: [Code.Handler] = []
  var constants: [Value] = []
  var functions: [Code] = []
  var callSites: [Code.CallSite] = []
  var commandSites: [Code.CommandSite] = []
  var loads: [Load] = []
  var caughtKinds: [[ErrorKind]] = []
  var parameters = Code.Parameters()
  var keywordNames: [StringObject?] = []
  var captures: [FrameLayout.Capture] = []
  var registerCount = 0
  /// The number of the first instruction to run.
  var entry = 0
}

/// The global variables of a file, or of the prompt's session.
final class ModuleState: @unchecked Sendable {
  /// The names and their slots.
  let scope: GlobalScope
  /// The values by slot; memory that is never touched costs nothing.
  let globals: UnsafeMutablePointer<Value>
  /// Set when `load` has brought the module: its globals are fixed then.
  var isFrozen = false

  /// How many globals there is room for: ``greatestCount``, or fewer where address space is short.
  let capacity: Int

  /// The most global names of one module.
  static let greatestCount = 1 << 20

  init(scope: GlobalScope) {
    self.scope = scope
    var capacity = Self.greatestCount
    var memory = try? ZeroedMemory.allocate(Value.self, count: capacity)
    while memory == nil, capacity > 1 {
      capacity /= 2
      memory = try? ZeroedMemory.allocate(Value.self, count: capacity)
    }
    globals = memory ?? .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit {
    Graveyard.bury(globals, count: min(scope.count, capacity))
    ZeroedMemory.free(globals, count: capacity)
  }

  /// Whether nothing is bound to a slot; what lies beyond the most names never is.
  func isUnset(_ slot: Int) -> Bool { slot >= capacity || globals[slot].isUnset }

  /// The value of a global; `nil` where there is none.
  func value(of name: String) -> Value? {
    guard let slot = scope.slot(of: name), !isUnset(slot) else { return nil }
    return globals[slot]
  }
}
