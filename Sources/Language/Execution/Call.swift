/// A call of a built-in: its arguments, bound to the parameters of the signature.
///
/// It lives only while the call runs, so it cannot be kept.
public struct Call: ~Copyable {
  /// The session that the call runs in; it outlives the call.
  private unowned(unsafe) let session: Interpreter
  /// The name of the function, for messages.
  public let name: String
  /// Where the value lies that a method was called on.
  private let receiverSlot: UnsafePointer<Value>
  /// One slot a parameter; `unset`, or behind `count`, where it was not given.
  let slots: UnsafeMutablePointer<Value>
  let count: Int
  /// What `*rest` takes.
  let restSlots: UnsafeMutableBufferPointer<Value>
  // No array where there are none, so that a plain call counts no references.
  private let named: [(name: String, value: Value)]?

  init(
    _ interpreter: Interpreter, _ name: String, receiver: UnsafePointer<Value>,
    slots: UnsafeMutablePointer<Value>, count: Int, rest: UnsafeMutableBufferPointer<Value>,
    keywords: [(name: String, value: Value)]? = nil
  ) {
    session = interpreter
    self.name = name
    receiverSlot = receiver
    self.slots = slots
    self.count = count
    restSlots = rest
    named = keywords
  }

  /// What `**rest` takes.
  public var keywords: [(name: String, value: Value)] { named ?? [] }

  /// The session that the call runs in.
  public var interpreter: Interpreter { session }

  /// The value that a method was called on.
  var receiver: Value { receiverSlot.pointee }

  /// The argument of a parameter that must be given, by the parameter's position in the signature.
  @inline(__always) public subscript(position: Int) -> Value {
    position < count ? slots[position] : .unset
  }

  /// The argument of a parameter that may be left out.
  public func optional(_ position: Int) -> Value? {
    guard position < count, !slots[position].isUnset else { return nil }
    return slots[position]
  }

  /// What `*rest` takes.
  public var rest: [Value] { Array(restSlots) }

  /// Calls a function value.
  public func call(
    _ function: Value, _ arguments: [Value], keywords: [(name: String, value: Value)] = []
  ) throws -> Value {
    try interpreter.call(function, arguments, keywords: keywords)
  }
}
