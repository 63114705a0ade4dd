/// A value of the language: 16 bytes, of which integers, floats, booleans and `None` need no memory besides.
///
/// Everything else is an ``Object`` on the heap. Other modules read a value by its ``kind`` and the
/// `as…` properties, which are `nil` where the value is of another type, and make one by the
/// functions named after its type: `.int(3)`, `.string("a")`, `.list([…])`, `.object(mask)`.
///
/// ## Sending values between threads
/// Values refer to shared, mutable objects and are nevertheless `Sendable`, by this argument. Each
/// mutable object carries the ``Region`` that made it, and only code of that region may change it; a
/// change from any other region throws. A region belongs to one thread at a time, and while worker
/// regions run the region that started them waits. So no object is changed by two threads, nor
/// read by one while another changes it. The two fields written outside this rule are a string's cached
/// hash, a word that every thread would fill with the same number, and reference counts, which are atomic.
public struct Value: @unchecked Sendable {
  var bits: Bits

  /// The representation. The machine reads it as a ``Slot``, so the order of the cases is fixed.
  enum Bits {
    case special(Int)
    case int(Int)
    case float(Double)
    case object(Object)
  }

  @inline(__always) init(_ bits: Bits) { self.bits = bits }

  @inline(__always) init(_ object: Object) { bits = .object(object) }
}

/// The words of a ``Value`` without its ownership: a payload and a tag.
///
/// The hot loop tests and writes integers and floats through this view, which never counts references.
struct Slot {
  var payload: Int
  var tag: UInt8

  static let special: UInt8 = 0
  static let int: UInt8 = 1
  static let float: UInt8 = 2
  static let object: UInt8 = 3
}

/// The payloads of `Bits.special`. A zero word is `unset`, so zeroed memory holds unset registers.
enum Special {
  static let unset = 0
  static let none = 1
  static let `false` = 2
  static let `true` = 3
  static let ellipsis = 4
}

// MARK: - Making values

extension Value {
  /// The value `None`.
  public static var none: Value { Value(.special(Special.none)) }
  /// The value `True`.
  public static var `true`: Value { Value(.special(Special.true)) }
  /// The value `False`.
  public static var `false`: Value { Value(.special(Special.false)) }
  /// The ellipsis `...` of a subscript.
  public static var ellipsis: Value { Value(.special(Special.ellipsis)) }
  /// What a register or global holds before anything is bound to its name.
  static var unset: Value { Value(.special(Special.unset)) }

  /// `True` or `False`.
  @inline(__always) public static func bool(_ value: Bool) -> Value {
    Value(.special(value ? Special.true : Special.false))
  }

  /// An integer.
  @inline(__always) public static func int(_ value: Int) -> Value { Value(.int(value)) }

  /// An integer of any size; one that fits a machine word is held as a word.
  public static func integer(_ value: BigInteger) -> Value {
    if let word = value.asInt { return .int(word) }
    return Value(BigIntegerObject(value))
  }

  /// A floating-point number.
  @inline(__always) public static func float(_ value: Double) -> Value { Value(.float(value)) }

  /// A string.
  public static func string(_ text: String) -> Value { Value(StringObject(text)) }

  /// A string of UTF-8 bytes, which need not be valid.
  public static func string(utf8 bytes: some Collection<UInt8>) -> Value {
    Value(StringObject(utf8: bytes))
  }

  /// A `bytes` value.
  public static func bytes(_ bytes: some Collection<UInt8>) -> Value {
    Value(BytesObject(bytes))
  }

  /// A new list.
  public static func list(_ items: some Collection<Value>) -> Value { Value(ListObject(items)) }

  /// A tuple.
  public static func tuple(_ items: some Collection<Value>) -> Value { Value(TupleObject(items)) }

  /// A new dictionary of string keys, in the order given; the last of equal keys wins.
  public static func dict(_ entries: some Collection<(String, Value)>) -> Value {
    let dict = DictObject()
    for (key, value) in entries { dict.set(StringObject(key), value) }
    return Value(dict)
  }

  /// A record whose fields are read as attributes, printed in the order given.
  public static func record(_ fields: some Collection<(String, Value)>, type: String = "struct")
    -> Value
  {
    Value(StructObject(fields: fields, type: type))
  }

  /// An object of the host.
  public static func object(_ object: any ScriptObject) -> Value { Value(HostObject(object)) }
}

// MARK: - Reading values

extension Value {
  /// The type of a value, as far as the language itself tells types apart.
  public enum Kind: UInt8, Sendable {
    // Order matters to `Object.isContainer` only: kinds from `list` on may hold other values.
    case none, ellipsis, bool, int, float, string, bytes, range, iterator
    case list, tuple, dict, set, function, builtin, record, module, error, host, cell, slice
    case unset
  }

  /// The value's type.
  public var kind: Kind {
    switch bits {
    case .int: return .int
    case .float: return .float
    case .object(let object): return object.kind
    case .special(Special.none): return .none
    case .special(Special.ellipsis): return .ellipsis
    case .special(Special.unset): return .unset
    case .special: return .bool
    }
  }

  /// Whether this is `None`.
  public var isNone: Bool { special == Special.none }

  /// Whether this is the ellipsis `...`.
  public var isEllipsis: Bool { special == Special.ellipsis }

  /// The boolean; `nil` for other types.
  public var asBool: Bool? {
    switch special {
    case Special.true: return true
    case Special.false: return false
    default: return nil
    }
  }

  /// The integer, where it fits a machine word; `nil` for other types and larger integers.
  public var asInt: Int? {
    if case .int(let value) = bits { return value }
    return nil
  }

  /// The integer of whatever size; `nil` for other types.
  public var asInteger: BigInteger? {
    switch bits {
    case .int(let value): return BigInteger(value)
    case .object(let object as BigIntegerObject): return object.value
    default: return nil
    }
  }

  /// The float; `nil` for other types, integers included.
  public var asFloat: Double? {
    if case .float(let value) = bits { return value }
    return nil
  }

  /// The number as a float, integers rounded to the nearest; `nil` for other types.
  public var asNumber: Double? {
    switch bits {
    case .float(let value): return value
    case .int(let value): return Double(value)
    case .object(let object as BigIntegerObject): return object.value.doubleValue
    default: return nil
    }
  }

  /// The string, bytes that are not valid UTF-8 replaced by U+FFFD; `nil` for other types.
  public var asString: String? { (object as? StringObject)?.text }

  /// The content of a `bytes` value; `nil` for other types.
  public var asBytes: [UInt8]? { (object as? BytesObject).map { Array($0.buffer) } }

  /// The list; `nil` for other types.
  public var asList: ListObject? { object(of: .list) }

  /// The tuple; `nil` for other types.
  public var asTuple: TupleObject? { object(of: .tuple) }

  /// The dictionary; `nil` for other types.
  public var asDict: DictObject? { object(of: .dict) }

  /// The set; `nil` for other types.
  public var asSet: SetObject? { object(of: .set) }

  /// The record; `nil` for other types.
  public var asRecord: StructObject? { object(of: .record) }

  /// The items of a list or tuple; `nil` for other types.
  public var asSequence: [Value]? {
    if let list = asList { return list.items }
    return asTuple?.items
  }

  /// The host's object; `nil` for other types.
  public var asObject: (any ScriptObject)? {
    guard case .object(let object) = bits, object.kind == .host else { return nil }
    return unsafeDowncast(object, to: HostObject.self).object
  }

  /// The host's object, where it is of the given type.
  public func asObject<T: ScriptObject>(_ type: T.Type) -> T? { asObject as? T }

  /// Whether the value can be called.
  public var isCallable: Bool {
    switch kind {
    case .function, .builtin: return true
    case .host: return asObject is any CallableObject
    default: return false
    }
  }

  var special: Int? {
    if case .special(let payload) = bits { return payload }
    return nil
  }

  var isUnset: Bool { special == Special.unset }

  var object: Object? {
    if case .object(let object) = bits { return object }
    return nil
  }

  @inline(__always) func object<T: Object>(of kind: Kind) -> T? {
    guard case .object(let object) = bits, object.kind == kind else { return nil }
    return unsafeDowncast(object, to: T.self)
  }
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
  ExpressibleByBooleanLiteral
{
  /// An integer.
  public init(integerLiteral value: Int) { self = .int(value) }
  /// A float.
  public init(floatLiteral value: Double) { self = .float(value) }
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}
