extension Machine {
  func buildList(_ r: Registers, _ i: Instruction) -> Value {
    let list = ListObject(capacity: Int(i.b))
    list.take(r.base + Int(i.c), count: Int(i.b))
    return Value(list)
  }

  @inline(never) func buildSet(_ r: Registers, _ i: Instruction) throws {
    let set = SetObject()
    for offset in 0..<Int(i.b) { try set.add(r.base[Int(i.c) + offset]) }
    r[i.a] = Value(set)
  }

  @inline(never) func extendList(_ r: Registers, _ i: Instruction) throws {
    guard let list = r[i.a].asList else { return }
    guard Iteration.isIterable(r[i.b]) else {
      if i.e == 1 {
        throw Diagnostic.type("the argument after * must be iterable, not \(r[i.b].typeName)")
      }
      throw Iteration.notIterable(r[i.b])
    }
    try extend(list, with: r[i.b])
  }

  @inline(never) func addToSet(_ r: Registers, _ i: Instruction) throws {
    try r[i.a].asSet?.add(r[i.b])
  }

  @inline(never) func extendSet(_ r: Registers, _ i: Instruction) throws {
    guard let set = r[i.a].asSet else { return }
    try Iteration.forEach(r[i.b]) { try set.add($0) }
  }

  /// `e` tells a display (1) and a keyword argument (2), where no key may come twice, from a comprehension.
  @inline(never) func insertIntoDict(_ r: Registers, _ i: Instruction) throws {
    let key = r.base + Int(i.b)
    let hash = try Value.hash(at: key)
    try r.object(i.a)._withUnsafeGuaranteedRef { object in
      let dict = unsafeDowncast(object, to: DictObject.self)
      if i.e > 0, try dict.find(at: key, hash: hash) != nil {
        throw i.e == 1
          ? Diagnostic.value("the key \(key.pointee.brief) stands twice in the dictionary")
          : Diagnostic.type("the argument '\(key.pointee.description)' is given twice")
      }
      try dict.insert(at: key, hash: hash, r.base + Int(i.c))
    }
  }

  @inline(never) func extendDict(_ r: Registers, _ i: Instruction) throws {
    guard let dict = r[i.a].asDict else { return }
    guard let other = r[i.b].asDict else {
      throw Diagnostic.type("the value after ** must be a dict, not \(r[i.b].typeName)")
    }
    for (key, value) in other.items {
      if i.e == 1 {
        guard key.kind == .string else {
          throw Diagnostic.type("the keys of a dict after ** must be strings, not \(key.typeName)")
        }
        if try dict.value(of: key) != nil {
          throw Diagnostic.type("the argument '\(key.description)' is given twice")
        }
      }
      try dict.insert(key, hash: key.hash(), value)
    }
  }

  @inline(never) func unpack(_ r: Registers, _ i: Instruction) throws {
    let wanted = Int(i.c)
    if let tuple = r[i.b].asTuple, tuple.count == wanted {
      for offset in 0..<wanted { r.copy(from: tuple.storage + offset, to: i.a + UInt16(offset)) }
      return
    }
    // What tells its length is not made into an array in vain.
    if Iteration.isIterable(r[i.b]), let count = try r[i.b].length(), count != wanted {
      throw wrongCount(count, wanted)
    }
    let items = try unpackable(r[i.b])
    guard items.count == wanted else { throw wrongCount(items.count, wanted) }
    for (offset, item) in items.enumerated() { r[i.a + UInt16(offset)] = item }
  }

  @inline(never) func unpackStarred(_ r: Registers, _ i: Instruction) throws {
    let (count, starred) = (Int(i.c), Int(i.d))
    let items = try unpackable(r[i.b])
    guard items.count >= count - 1 else {
      throw Diagnostic.value(
        "too few values to unpack (got \(items.count), want at least \(count - 1))")
    }
    let extra = items.count - (count - 1)
    for offset in 0..<count {
      let value: Value =
        offset < starred
        ? items[offset]
        : offset == starred
          ? .list(items[starred..<starred + extra]) : items[offset + extra - 1]
      r[i.a + UInt16(offset)] = value
    }
  }

  private func wrongCount(_ count: Int, _ wanted: Int) -> Diagnostic {
    .value(
      "too \(count < wanted ? "few" : "many") values to unpack (got \(count), want \(wanted))")
  }

  private func unpackable(_ value: Value) throws -> [Value] {
    guard Iteration.isIterable(value) else {
      throw Diagnostic.type("got \(value.typeName) in sequence assignment, want something iterable")
    }
    return try Iteration.array(value)
  }

  // MARK: Parts

  /// Where a list or tuple holds its item of a number; `nil` where it holds none or is something else.
  @inline(__always) func listItem(_ r: Registers, _ register: UInt16, _ index: Int)
    -> UnsafePointer<Value>?
  {
    switch r.objectKind(register) {
    case .list:
      return r.object(register)._withUnsafeGuaranteedRef {
        let list = unsafeDowncast($0, to: ListObject.self)
        let position = index < 0 ? index &+ list.storedCount : index
        guard position >= 0, position < list.storedCount else { return nil }
        return UnsafePointer(list.storage + position)
      }
    case .tuple:
      return r.object(register)._withUnsafeGuaranteedRef {
        let tuple = unsafeDowncast($0, to: TupleObject.self)
        let position = index < 0 ? index &+ tuple.count : index
        guard position >= 0, position < tuple.count else { return nil }
        return UnsafePointer(tuple.storage + position)
      }
    default: return nil
    }
  }

  @inline(never) func getIndex(_ r: Registers, _ i: Instruction) throws {
    if let value = try dictValue(r, i.b, key: i.c) { return r.copy(from: value, to: i.a) }
    r[i.a] = try Subscripts.value(of: r[i.b], at: r[i.c])
  }

  /// Where a dictionary in a register holds the value of a key in another; `nil` where it has none, or
  /// something else is in the register.
  @inline(__always) func dictValue(_ r: Registers, _ dict: UInt16, key: UInt16) throws
    -> UnsafePointer<Value>?
  {
    guard r.objectKind(dict) == .dict else { return nil }
    return try r.object(dict)._withUnsafeGuaranteedRef {
      try unsafeDowncast($0, to: DictObject.self).valuePointer(of: r.base + Int(key))
    }
  }

  @inline(__always) func setIndex(_ r: Registers, _ i: Instruction) throws {
    switch r.objectKind(i.a) {
    case .list:
      if r.tag(i.b) == Slot.int {
        let index = r.payload(i.b)
        let isDone = r.object(i.a)._withUnsafeGuaranteedRef { object in
          let list = unsafeDowncast(object, to: ListObject.self)
          let position = index < 0 ? index &+ list.storedCount : index
          guard isMutable(object), position >= 0, position < list.storedCount else { return false }
          Registers(list.storage + position).copy(from: r.base + Int(i.c), to: 0)
          return true
        }
        if isDone { return }
      }
    case .dict:
      let isDone = try r.object(i.a)._withUnsafeGuaranteedRef { object in
        guard isMutable(object) else { return false }
        let key = r.base + Int(i.b)
        try unsafeDowncast(object, to: DictObject.self).insert(
          at: key, hash: Value.hash(at: key), r.base + Int(i.c))
        return true
      }
      if isDone { return }
    default: break
    }
    try Subscripts.assign(r[i.a], at: r[i.b], r[i.c])
  }

  @inline(__always) func isMutable(_ object: Object) -> Bool {
    !object.isFrozen && object.iterators == 0 && object.region == region
  }

  @inline(never) func getSlice(_ r: Registers, _ i: Instruction) throws {
    let (start, stop, step) = (r[i.c], r[i.c + 1], r[i.c + 2])
    r[i.a] = try Subscripts.slice(of: r[i.b], start, stop, step)
  }

  func terms(_ r: Registers, _ first: UInt16, _ count: Int32) -> [IndexTerm] {
    (0..<Int(count)).map { offset in
      let value = r.base[Int(first) + offset]
      if value.isEllipsis { return .ellipsis }
      if let slice = value.object as? SliceObject { return slice.term }
      return .value(value)
    }
  }

  @inline(never)
  func getMember(_ r: Registers, _ i: Instruction, _ constants: UnsafePointer<Value>) throws {
    r[i.a] = try Members.get(r[i.b], constants[Int(i.d)])
  }

  /// r[b][r[c]][r[d]], where both are lists or tuples and hold such an item; `nil` elsewhere.
  @inline(__always) func itemOfItem(_ r: Registers, _ i: Instruction) -> UnsafePointer<Value>? {
    let second = UInt16(truncatingIfNeeded: i.d)
    guard r.areInts(i.c, second), let row = listItem(r, i.b, r.payload(i.c)) else { return nil }
    return listItem(Registers(UnsafeMutablePointer(mutating: row)), 0, r.payload(second))
  }

  /// `list.append(x)`; `false` where this is no list, or none that may be changed.
  @inline(__always) func appendQuickly(_ r: Registers, _ i: Instruction) throws -> Bool {
    guard r.objectKind(i.b) == .list else { return false }
    let isDone = try r.object(i.b)._withUnsafeGuaranteedRef { object in
      guard isMutable(object) else { return false }
      try unsafeDowncast(object, to: ListObject.self).add(r[i.methodOperands.first])
      return true
    }
    if isDone { r.setSpecial(i.c, Special.none) }
    return isDone
  }

  /// `dict.get(key)` and `dict.get(key, default)`; `false` where this is no dictionary.
  @inline(__always) func getQuickly(_ r: Registers, _ i: Instruction) throws -> Bool {
    guard r.objectKind(i.b) == .dict else { return false }
    let (key, missing) = i.methodOperands
    if let value = try dictValue(r, i.b, key: key) {
      r.copy(from: value, to: i.c)
    } else if missing == Instruction.noOperand {
      r.setSpecial(i.c, Special.none)
    } else {
      r.copy(missing, to: i.c)
    }
    return true
  }
}
