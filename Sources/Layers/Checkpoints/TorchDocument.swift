import Basics

/// Turns the pickle of a PyTorch file into named arrays, without building anything else.
///
/// Tensors are calls of `torch._utils._rebuild_tensor_v2` and its relatives on storages, which the
/// pickle names by a persistent id; NumPy's arrays and scalars carry their bytes themselves.
struct TorchDocument {
  /// A storage of the file: the type of its numbers and its bytes.
  struct Storage {
    var type: StoredType
    var bytes: StoredBytes
  }

  /// Finds the storage of a persistent id, which begins with `storage`.
  let storage: (_ id: [PickleValue]) throws -> Storage
  let isBigEndian: Bool

  /// All arrays in a document, in its order.
  func entries(of document: PickleValue) throws -> [Checkpoint.Entry] {
    var entries: [Checkpoint.Entry] = []
    try collect(document, [], into: &entries)
    return entries
  }

  /// The most arrays: a pickle that shares lists can name one array any number of times.
  private static let arrayLimit = 1 << 17

  private func collect(
    _ value: PickleValue, _ path: [String], into entries: inout [Checkpoint.Entry]
  ) throws {
    if let array = try array(of: value) {
      guard entries.count < Self.arrayLimit else {
        throw CheckpointError.unsupported(feature: "more than \(Self.arrayLimit) arrays")
      }
      let name = path.isEmpty ? "tensor" : path.joined(separator: ".")
      return entries.append(Checkpoint.Entry(name: name, array: array))
    }
    switch value {
    case .dict(let pairs): try collect(pairs, path, into: &entries)
    case .list(let items), .tuple(let items):
      for (index, item) in items.enumerated() {
        try collect(item, path + ["\(index)"], into: &entries)
      }
    case .object(let object):
      try collect(object.pairs, path, into: &entries)
      // An OrderedDict's own attributes, such as `_metadata`, hold no arrays; a namespace's are it.
      if object.function == TorchGlobals.namespace, case .dict(let members)? = object.state {
        try collect(members, path, into: &entries)
      }
    default: break
    }
  }

  private func collect(
    _ pairs: PickleDictionary, _ path: [String], into entries: inout [Checkpoint.Entry]
  ) throws {
    for (key, value) in zip(pairs.keys, pairs.values) {
      guard let name = key.asString ?? key.asInt.map({ "\($0)" }) else { continue }
      try collect(value, path + [name], into: &entries)
    }
  }

  /// The array that a value stands for; `nil` where it is none.
  private func array(of value: PickleValue) throws -> StoredArray? {
    guard case .object(let object) = value else { return nil }
    switch object.function.name {
    case "_rebuild_tensor", "_rebuild_tensor_v2": return try tensor(object.arguments)
    case "_rebuild_tensor_v3": return try tensor(object.arguments, typed: true)
    case "_rebuild_parameter", "_rebuild_parameter_with_state":
      return try object.arguments.first.flatMap { try array(of: $0) }
    case "_reconstruct", "scalar", "_frombuffer": return try NumpyPickle.array(of: object)
    default: return nil
    }
  }

  /// (storage, offset, size, stride, …); version 3 has the type of its numbers at place 6.
  private func tensor(_ arguments: [PickleValue], typed: Bool = false) throws -> StoredArray {
    guard arguments.count >= 4, case .persistent(let id) = arguments[0],
      let id = id.asSequence, id.first?.asString == "storage",
      let offset = arguments[1].asInt, let shape = TorchGlobals.integers(arguments[2]),
      let strides = TorchGlobals.integers(arguments[3])
    else { throw CheckpointError.corrupt(detail: "a tensor of the pickle") }
    let storage = try storage(id)
    var type = storage.type
    if typed {
      guard arguments.count > 6, let stated = TorchGlobals.type(arguments[6]) else {
        throw CheckpointError.unsupported(feature: "a tensor of an unknown type")
      }
      type = stated
    }
    return try StoredArray(
      type, shape: shape, strides: strides, offset: offset, in: storage.bytes,
      isBigEndian: isBigEndian)
  }
}

/// The names that a PyTorch file may mention.
enum TorchGlobals {
  static let namespace = PickleGlobal("argparse", "Namespace")

  /// Everything else is an error that names it.
  static let allowed: Set<PickleGlobal> = {
    var allowed: Set<PickleGlobal> = [
      namespace, PickleGlobal("collections", "OrderedDict"),
      PickleGlobal("collections", "defaultdict"), PickleGlobal("torch", "Size"),
      PickleGlobal("torch", "device"), PickleGlobal("torch.storage", "UntypedStorage"),
      PickleGlobal("torch", "UntypedStorage"),
    ]
    for name in [
      "_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_tensor_v3", "_rebuild_parameter",
      "_rebuild_parameter_with_state",
    ] {
      allowed.insert(PickleGlobal("torch._utils", name))
    }
    for type in StoredType.allCases {
      allowed.insert(PickleGlobal("torch", type.storageName))
      allowed.insert(PickleGlobal("torch", type.rawValue))
    }
    return allowed.union(NumpyPickle.globals)
  }()

  /// The type of a storage class or of a `torch.dtype`.
  static func type(_ value: PickleValue) -> StoredType? {
    guard case .global(let global) = value else { return nil }
    if global.name == "UntypedStorage" { return .uint8 }
    return StoredType.allCases.first {
      $0.storageName == global.name || $0.rawValue == global.name
    }
  }

  /// The numbers of a tuple or of a `torch.Size`.
  static func integers(_ value: PickleValue) -> [Int]? {
    if case .object(let object) = value { return object.arguments.first.flatMap(integers) }
    guard let items = value.asSequence else { return nil }
    let numbers = items.compactMap(\.asInt)
    return numbers.count == items.count ? numbers : nil
  }
}

/// NumPy's arrays, scalars and types within a pickle.
enum NumpyPickle {
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

  /// The array that a call makes.
  static func array(of object: PickleObject) throws -> StoredArray {
    switch object.function.name {
    case "scalar":
      guard object.arguments.count == 2, let bytes = object.arguments[1].asBytes else { break }
      return try array(object.arguments[0], [], bytes, isFortran: false)
    case "_frombuffer":
      guard object.arguments.count == 4, let bytes = object.arguments[0].asBytes,
        let shape = TorchGlobals.integers(object.arguments[2])
      else { break }
      let isFortran = object.arguments[3].asString == "F"
      return try array(object.arguments[1], shape, bytes, isFortran: isFortran)
    default:
      // (version, shape, type, whether the first axis varies fastest, bytes)
      guard let state = object.state?.asSequence, state.count == 5,
        let shape = TorchGlobals.integers(state[1]), let bytes = state[4].asBytes
      else { break }
      return try array(state[2], shape, bytes, isFortran: state[3] == .bool(true))
    }
    throw CheckpointError.unsupported(feature: "an array of NumPy's objects")
  }

  private static func array(
    _ type: PickleValue, _ shape: [Int], _ bytes: [UInt8], isFortran: Bool
  ) throws -> StoredArray {
    guard case .object(let object) = type, object.function == PickleGlobal("numpy", "dtype"),
      let name = object.arguments.first?.asString
    else { throw CheckpointError.corrupt(detail: "the type of an array") }
    // (version, order of bytes, …)
    let order = object.state?.asSequence?.dropFirst().first?.asString ?? "="
    let (type, isBigEndian) = try NumpyArray.type(named: order + name)
    return try StoredArray(
      type, shape: shape, strides: isFortran ? try StoredArray.columnMajor(shape) : nil,
      in: StoredBytes(FileBytes(bytes)), isBigEndian: isBigEndian)
  }
}
