/// One instruction of the register machine: an operation, three registers and two numbers.
///
/// Registers are counted from the frame's base. Jump targets are instruction numbers.
struct Instruction {
  var operation: Opcode
  var a: UInt16 = 0
  var b: UInt16 = 0
  var c: UInt16 = 0
  var d: Int32 = 0
  var e: Int32 = 0
}

/// What an instruction does. `r` are registers, `k` constants, `g` globals.
enum Opcode: UInt8 {
  // Moving values.
  /// r[a] ← r[b]
  case move
  /// r[a] ← r[b], and r[b] is unset
  case take
  /// r[a] ← k[d]
  case loadConstant
  /// r[a] ← the integer d
  case loadInt
  /// r[a] ← the special value d
  case loadSpecial
  /// an error names k[d], unless r[a] is set
  case checkSet

  // Variables outside the frame's registers; k[e] is the name, for the error.
  /// r[a] ← a new cell with r[a]
  case makeCell
  /// r[a] ← the content of the cell r[b]
  case loadCell
  /// the content of the cell r[a] ← r[b]
  case storeCell
  /// r[a] ← the content of captured cell d
  case loadCaptured
  /// the content of captured cell d ← r[b]
  case storeCaptured
  /// r[a] ← g[d]
  case loadGlobal
  /// g[d] ← r[b]
  case storeGlobal
  /// g[d] ← g[d] + r[b], a list, and a string that nothing else refers to, growing in place
  case addGlobal
  /// g[d] is unset
  case deleteGlobal
  /// r[a] ← g[d] or the built-in named k[e]
  case loadLate

  // Arithmetic.
  /// r[a] ← r[b] ∘ r[c]
  case add, subtract, multiply, divide, floorDivide, remainder
  /// r[a] ← r[b] ∘ d
  case addInt, subtractInt, multiplyInt, floorDivideInt, remainderInt
  /// r[a] ← r[b] ∘ r[c], ∘ being the `BinaryOperation` e
  case binary
  /// r[a] ← r[b] ∘= r[c]: a list, dictionary or set on the left is changed in place
  case augment
  /// r[a] ← ∘ r[b], ∘ being the `UnaryOperation` e
  case unary
  /// r[a] ← not r[b]
  case not
  /// r[a] ← r[b] ∘ r[c], ∘ being the comparison e
  case compare
  /// r[a] ← r[b] in r[c]; not in where e is 1
  case contains
  /// r[a] ← r[b] is r[c]; is not where e is 1
  case same

  // Jumps to d.
  case jump
  /// a jump backwards, which notices interrupts
  case loop
  case jumpIfTrue, jumpIfFalse
  /// where (r[b] ∘ r[c]) = a
  case jumpEqual, jumpNotEqual, jumpLess, jumpLessOrEqual, jumpGreater, jumpGreaterOrEqual
  /// where (r[b] ∘ e) = a
  case jumpEqualInt, jumpNotEqualInt, jumpLessInt, jumpLessOrEqualInt, jumpGreaterInt,
    jumpGreaterOrEqualInt

  // Loops. Three registers from a on hold the iteration.
  /// begins an iteration over r[b]
  case forPrepare
  /// r[c] ← the next value and jump to d; at the end the iteration is over and nothing jumps
  case forNext
  /// ends an iteration early
  case forEnd

  // Making and taking apart.
  /// r[a] ← a list, tuple or set of the b registers from c on, which become unset
  case buildList, buildTuple, buildSet
  /// r[a] ← an empty dictionary
  case buildDict
  /// list r[a] gains r[b]
  case listAppend
  /// list r[a] gains what r[b] holds
  case listExtend
  /// set r[a] gains r[b]
  case setAdd
  /// set r[a] gains what r[b] holds
  case setExtend
  /// dictionary r[a] binds r[b] to r[c]; a key twice is an error where e is 1
  case dictInsert
  /// dictionary r[a] gains the entries of r[b]
  case dictExtend
  /// r[a] ← r[b] as a tuple
  case listToTuple
  /// r[a] ← [r[b], ..., r[b + 1]], or [r[b], r[b + 1], ..., r[b + 2]] where e is 1
  case ellipsisRange
  /// the c registers from a on ← the values of r[b]
  case unpack
  /// the c registers from a on ← the values of r[b]; the one at d gets the list of all that are left
  case unpackStarred

  // Members and parts.
  /// r[a] ← r[b].k[d]
  case getMember
  /// r[a].k[d] ← r[b]
  case setMember
  /// r[a] ← r[b][r[c]]
  case getIndex
  /// r[a] ← r[b][r[c]][r[d]] and jump to e, where these are lists or tuples that have such items
  case getItemOfItem
  /// r[a] ← r[b][d]
  case getIndexInt
  /// r[a][r[b]] ← r[c]
  case setIndex
  /// del r[a][r[b]]
  case deleteIndex
  /// r[a] ← r[b][r[c] : r[c + 1] : r[c + 2]], `None` standing for what was left out
  case getSlice
  /// r[a] ← a slice of r[b], r[b + 1], r[b + 2]
  case buildSlice
  /// r[a] ← r[b] at the d terms from r[c] on
  case getTerms
  /// r[a] at the d terms from r[b] on ← r[c]
  case setTerms
  /// del r[a] at the d terms from r[b] on
  case deleteTerms

  // Calls. r[a] is the callee or receiver, behind it the b arguments; the result goes to r[c].
  /// a call; d is the call site with the keywords' names, or −1 without keywords
  case call
  /// r[a].name(…); d is the call site, e the number of the method's name; b has the highest bit
  /// where there are keywords
  case callMethod
  /// r[c] ← r[b].append(x) or r[b].get(x, y); e has the operands, the window from a on is free for
  /// the call, and d is the call site
  case append, getOr
  /// r[a](*r[a + 1], **r[a + 2])
  case callSpread
  /// returns r[b]
  case returnValue
  /// returns None
  case returnNone
  /// r[a] ← a closure of function d; its b default values lie from r[c] on
  case makeFunction
  /// r[c] ← the result of command line d, whose values lie from r[a] on; it is shown where e is 1
  case commandLine

  // Errors.
  /// raises r[b], a text or an error
  case raise
  /// raises the failed assertion with the message r[b], or without one where e is 0; where d is not 0
  /// the comparison d − 1 of r[a] with r[c] failed
  case assertFailed
  /// jump to d unless the error r[b] is of one of the kinds k… in the set e
  case jumpUnlessCaught

  // Text.
  /// r[a] ← r[b] as text; e is 1 for the representation
  case formatPlain
  /// r[a] ← r[b] formatted by the specification r[c]; e as above
  case formatValue
  /// r[a] ← the b strings from r[c] on, joined
  case concatenate

  // The module.
  /// binds what load number d brings to the registers from a on
  case load
  /// the value of the program: r[b]
  case setResult
  /// r[a] ← a clock for a timed statement; e is 1 for `bench`
  case timerStart
  /// reports the time, or jumps to d for another repetition
  case timerStop
}

extension Instruction {
  init(_ operation: Opcode) { self.operation = operation }

  /// Stands for a second operand that a method is called without.
  static let noOperand: UInt16 = .max

  /// The registers of a method's arguments, which share `e`.
  @inline(__always) var methodOperands: (first: UInt16, second: UInt16) {
    get { (UInt16(truncatingIfNeeded: e), UInt16(truncatingIfNeeded: e >> 16)) }
    set { e = Int32(truncatingIfNeeded: UInt32(newValue.second) << 16 | UInt32(newValue.first)) }
  }
}
