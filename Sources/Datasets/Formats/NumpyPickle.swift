import Basics

/// NumPy's arrays and numbers inside a pickle, as `pickle.dump` writes them in any of its protocols.
enum NumpyPickle {
  /// What a pickle of NumPy data names; none of it is called.
  static let globals: Set<PickleGlobal> = {
    var globals: Set<PickleGlobal> = [
      PickleGlobal("numpy", "ndarray"), PickleGlobal("numpy", "dtype"),
    ]
    for package in ["numpy.core", "numpy._core"] {
      globals.insert(PickleGlobal("\(package).multiarray", "_reconstruct"))
      globals.insert(PickleGlobal("\(package).multiarray", "scalar"))
      globals.insert(PickleGlobal("\(package).numeric", "_frombuffer"))
    }
    return globals
  }()

  /// The content of an array of bytes (`uint8` of any shape); `nil` for anything else.
  static func bytes(of value: PickleValue) -> [UInt8]? {
    guard case .object(let object) = value else { return value.asBytes }
    switch object.function.name {
    case "_frombuffer":
      guard object.arguments.count >= 2, isUInt8(object.arguments[1]) else { return nil }
      return object.arguments[0].asBytes
    case "_reconstruct":
      // (version, shape, dtype, is Fortran's order, content)
      guard let state = object.state?.asSequence, state.count == 5, isUInt8(state[2]) else {
        return nil
      }
      return state[4].asBytes
    default: return nil
    }
  }

  /// A whole number, plain or NumPy's.
  static func integer(_ value: PickleValue) -> Int? {
    if let plain = value.asInt { return plain }
    guard case .object(let object) = value, object.function.name == "scalar",
      object.arguments.count == 2, let bytes = object.arguments[1].asBytes, bytes.count <= 8,
      let type = typeName(object.arguments[0]), let first = type.first, "iu".contains(first)
    else { return nil }
    let isNegative = first == "i" && bytes.last ?? 0 >= 0x80
    let start: UInt64 = isNegative ? .max : 0
    let word = bytes.reversed().reduce(start) { $0 << 8 | UInt64($1) }
    return Int(exactly: Int64(bitPattern: word))
  }

  private static func isUInt8(_ value: PickleValue) -> Bool { typeName(value) == "u1" }

  /// The name of a dtype: `u1`, `i8`.
  private static func typeName(_ value: PickleValue) -> String? {
    guard case .object(let object) = value, object.function.name == "dtype" else { return nil }
    return object.arguments.first?.asString
  }
}
