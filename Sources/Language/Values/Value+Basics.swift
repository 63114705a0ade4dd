extension Value {
  /// What `type(x)` returns.
  public var typeName: String {
    switch kind {
    case .none: "NoneType"
    case .ellipsis: "ellipsis"
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "string"
    case .bytes: "bytes"
    case .range: "range"
    case .iterator: (object as? SequenceObject)?.typeName ?? "iterator"
    case .list: "list"
    case .tuple: "tuple"
    case .dict: "dict"
    case .set: "set"
    case .function: "function"
    case .builtin: "builtin_function_or_method"
    case .record: (object as? StructObject)?.type ?? "struct"
    case .module: "module"
    case .error: "error"
    case .host: asObject?.typeName ?? "object"
    case .cell, .slice: "slice"
    case .unset: "unset"
    }
  }

  /// Whether the value counts as true: not `None`, not zero, not empty.
  ///
  /// Throws where an object of the host refuses to decide, as a mask does.
  public func truth() throws -> Bool {
    switch bits {
    case .special(let payload): return payload == Special.true || payload == Special.ellipsis
    case .int(let number): return number != 0
    case .float(let number): return number != 0
    case .object(let object): return try object.truth()
    }
  }

  /// What `len(x)` returns; `nil` for values without a length.
  public func length() throws -> Int? {
    guard case .object(let object) = bits else { return nil }
    switch object.kind {
    case .string: return unsafeDowncast(object, to: StringObject.self).count
    case .bytes: return unsafeDowncast(object, to: BytesObject.self).content.count
    case .list: return unsafeDowncast(object, to: ListObject.self).storedCount
    case .tuple: return unsafeDowncast(object, to: TupleObject.self).count
    case .dict, .set: return unsafeDowncast(object, to: TableObject.self).count
    case .range: return unsafeDowncast(object, to: RangeObject.self).count
    case .iterator: return unsafeDowncast(object, to: SequenceObject.self).count
    case .host: return try (asObject as? any SizedObject)?.count
    default: return nil
    }
  }
}

extension Object {
  fileprivate final func truth() throws -> Bool {
    switch kind {
    case .host:
      let object = unsafeDowncast(self, to: HostObject.self).object
      if let decided = object as? any TruthObject { return try decided.truth() }
      return true
    case .iterator: return true
    default: return try Value(self).length() != 0
    }
  }
}
