/// The stack machine that a pickle is a program for (CPython, `Lib/pickletools.py`).
struct PickleMachine {
  var code: PickleCode
  var nodes = PickleNodes()
  var stack: [Int] = []
  /// The height of the stack at each mark that is still open.
  var marks: [Int] = []
  private var memo: [Int: Int] = [:]
  private var operations = 0
  let allowed: Set<PickleGlobal>
  private let limits: PickleLimits

  init(code: PickleCode, allowed: Set<PickleGlobal>, limits: PickleLimits) {
    self.code = code
    self.allowed = allowed
    self.limits = limits
  }

  /// How many bytes have been read.
  var position: Int { code.position }

  /// Runs to the end: the value that is then on top of the stack.
  mutating func run() throws(PickleError) -> PickleValue {
    while true {
      let operation = try code.byte()
      if operation == UInt8(ascii: ".") {
        return try nodes.tree(of: try pop(), limits: limits)
      }
      guard try perform(operation) else {
        throw .unknownOperation(code: operation, offset: position - 1)
      }
      operations += 1
      guard operations <= limits.operations else {
        throw .tooLarge(what: "operations", limit: limits.operations)
      }
    }
  }

  /// Performs one operation. False: there is none of this code.
  private mutating func perform(_ operation: UInt8) throws(PickleError) -> Bool {
    if try runScalar(operation) { return true }
    if try runContainer(operation) { return true }
    if try runMemo(operation) { return true }
    return try runObject(operation)
  }

  mutating func push(_ node: PickleNodes.Node) { stack.append(nodes.add(node)) }

  /// The number of the top node, taken off; a mark is not passed.
  mutating func pop() throws(PickleError) -> Int {
    guard stack.count > marks.last ?? 0, let top = stack.popLast() else {
      throw corrupt("the stack is empty")
    }
    return top
  }

  /// The number of the top node.
  func top() throws(PickleError) -> Int {
    guard stack.count > marks.last ?? 0, let top = stack.last else {
      throw corrupt("the stack is empty")
    }
    return top
  }

  /// Everything above the last mark, taken off with it.
  mutating func popToMark() throws(PickleError) -> [Int] {
    guard let mark = marks.popLast(), mark <= stack.count else { throw corrupt("no mark") }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  func corrupt(_ detail: String) -> PickleError { .corrupt(detail: detail, offset: position) }

  /// Operations on the stack itself and on the memo. False: it is none of these.
  private mutating func runMemo(_ operation: UInt8) throws(PickleError) -> Bool {
    switch operation {
    case 0x80:  // PROTO
      let version = try code.byte()
      guard version <= 5 else { throw .unsupported(feature: "protocol \(version)") }
    case 0x95: _ = try code.integer(UInt64.self)  // FRAME
    case UInt8(ascii: "("): marks.append(stack.count)
    case UInt8(ascii: "0"):
      if stack.count == marks.last { marks.removeLast() } else { _ = try pop() }
    case UInt8(ascii: "1"): _ = try popToMark()
    case UInt8(ascii: "2"): stack.append(try top())
    case UInt8(ascii: "p"): memo[try number(try code.line())] = try top()
    case UInt8(ascii: "q"): memo[Int(try code.byte())] = try top()
    case UInt8(ascii: "r"): memo[try code.integer(UInt32.self)] = try top()
    case 0x94: memo[memo.count] = try top()  // MEMOIZE
    case UInt8(ascii: "g"): try recall(try number(try code.line()))
    case UInt8(ascii: "h"): try recall(Int(try code.byte()))
    case UInt8(ascii: "j"): try recall(try code.integer(UInt32.self))
    default: return false
    }
    return true
  }

  private mutating func recall(_ index: Int) throws(PickleError) {
    guard let number = memo[index] else { throw corrupt("nothing is remembered as \(index)") }
    stack.append(number)
  }

  private func number(_ text: String) throws(PickleError) -> Int {
    guard let number = Int(text) else { throw corrupt("'\(text.prefix(20))' is no number") }
    return number
  }
}
