/// A value that a pickle holds: plain data, and calls that it asks for, which nobody makes.
///
/// A tree: objects that a pickle shares are shared in memory too, and a pickle whose tree would be
/// unreasonably large, or would contain itself, is an error.
public indirect enum PickleValue: Hashable, Sendable {
  /// `None`.
  case none
  /// `True` or `False`.
  case bool(Bool)
  /// A whole number of 64 bits.
  case int(Int)
  /// A larger one: two's complement, least significant byte first.
  case bigInteger([UInt8])
  /// A number in double precision.
  case float(Double)
  /// Text. A Python 2 string that is UTF-8 is text too.
  case string(String)
  /// Bytes, a `bytearray`, or a Python 2 string that is not UTF-8.
  case bytes([UInt8])
  /// A list.
  case list([PickleValue])
  /// A tuple.
  case tuple([PickleValue])
  /// A dictionary, in the order in which it was filled.
  case dict(PickleDictionary)
  /// A set or frozen set, in the order of the file.
  case set([PickleValue])
  /// A class, function or constant that the caller allows, not called.
  case global(PickleGlobal)
  /// What calling a global would make.
  case object(PickleObject)
  /// Something outside the pickle, by the id that the pickle gives it.
  case persistent(PickleValue)
}

/// The name of a Python class or function: `collections.OrderedDict`.
public struct PickleGlobal: Hashable, Sendable, CustomStringConvertible {
  /// The module, for example `collections`.
  public let module: String
  /// The name within it, for example `OrderedDict`.
  public let name: String

  /// Names a global.
  public init(_ module: String, _ name: String) {
    self.module = module
    self.name = name
  }

  /// Both, with a point between them.
  public var description: String { "\(module).\(name)" }
}

/// A call that a pickle asks for, with what it then puts into the result.
public struct PickleObject: Hashable, Sendable {
  /// The class or function.
  public var function: PickleGlobal
  /// What it would be called with.
  public var arguments: [PickleValue]
  /// What `__setstate__` would get.
  public var state: PickleValue?
  /// What would be appended to the result.
  public var items: [PickleValue] = []
  /// What would be stored in the result by key, as in an `OrderedDict`.
  public var pairs = PickleDictionary()
}

/// The pairs of a dictionary in order; a key is found by its hash.
public struct PickleDictionary: Hashable, Sendable {
  /// The keys in order, each once.
  public private(set) var keys: [PickleValue] = []
  /// The values in the order of the keys.
  public private(set) var values: [PickleValue] = []
  private var indices: [PickleValue: Int] = [:]

  /// An empty dictionary.
  public init() {}

  /// How many pairs there are.
  public var count: Int { keys.count }

  /// The value of `key`; a new key goes to the end.
  public subscript(key: PickleValue) -> PickleValue? {
    get { indices[key].map { values[$0] } }
    set {
      guard let newValue else { return }
      if let index = indices[key] {
        values[index] = newValue
      } else {
        indices[key] = keys.count
        keys.append(key)
        values.append(newValue)
      }
    }
  }

  /// The value of a string.
  public subscript(key: String) -> PickleValue? { self[.string(key)] }
}

extension PickleValue {
  /// The number, where it is a whole one.
  public var asInt: Int? { if case .int(let value) = self { value } else { nil } }

  /// The number as a double, where it is a number.
  public var asDouble: Double? {
    switch self {
    case .float(let value): value
    case .int(let value): Double(value)
    default: nil
    }
  }

  /// The text, where it is text.
  public var asString: String? { if case .string(let value) = self { value } else { nil } }

  /// The bytes of bytes, and of a Python 2 string that is text.
  public var asBytes: [UInt8]? {
    switch self {
    case .bytes(let value): value
    case .string(let value): Array(value.utf8)
    default: nil
    }
  }

  /// The elements of a list or tuple.
  public var asSequence: [PickleValue]? {
    switch self {
    case .list(let items), .tuple(let items): items
    default: nil
    }
  }

  /// The pairs of a dictionary.
  public var asDictionary: PickleDictionary? {
    if case .dict(let pairs) = self { pairs } else { nil }
  }
}
