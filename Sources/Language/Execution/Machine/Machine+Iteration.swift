import Basics

// An iteration lives in three registers: the object and a position, or, for a range, the next
// integer, how many are left and the step.
extension Machine {
  @inline(never) func prepareIteration(_ r: Registers, _ i: Instruction) throws {
    let iterated = r[i.b]
    guard case .object(let object) = iterated.bits else { throw Iteration.notIterable(iterated) }
    switch object.kind {
    case .range:
      let range = unsafeDowncast(object, to: RangeObject.self)
      r.setInt(i.a, range.start)
      r.setInt(i.a + 1, range.count)
      r.setInt(i.a + 2, range.step)
      return
    case .list, .dict, .set:
      // What another region made cannot change while this one runs, and its count is not ours.
      if object.region == region { object.iterators += 1 }
      r[i.a] = iterated
    case .tuple, .iterator: r[i.a] = iterated
    default: r[i.a] = Value(HostIterator(try Iteration.makeIterator(iterated)))
    }
    r.setInt(i.a + 1, 0)
  }

  /// Takes the next value of an iteration over an object; `false` at the end.
  @inline(__always) func nextItem(_ r: Registers, _ i: Instruction) throws -> Bool {
    let position = r.payload(i.a + 1)
    switch r.objectKind(i.a) {
    case .list:
      let item = r.object(i.a)._withUnsafeGuaranteedRef {
        let list = unsafeDowncast($0, to: ListObject.self)
        return position < list.storedCount ? UnsafePointer(list.storage + position) : nil
      }
      if let item {
        r.slot(i.a + 1).pointee.payload = position &+ 1
        r.copy(from: item, to: i.c)
        return true
      }
    case .tuple:
      let item = r.object(i.a)._withUnsafeGuaranteedRef {
        let tuple = unsafeDowncast($0, to: TupleObject.self)
        return position < tuple.count ? UnsafePointer(tuple.storage + position) : nil
      }
      if let item {
        r.slot(i.a + 1).pointee.payload = position &+ 1
        r.copy(from: item, to: i.c)
        return true
      }
    default:
      if try nextItemSlowly(r, i, position) { return true }
    }
    endIteration(r.base + Int(i.a))
    return false
  }

  @inline(never)
  private func nextItemSlowly(_ r: Registers, _ i: Instruction, _ position: Int) throws -> Bool {
    switch r[i.a].object {
    case let table as TableObject:
      guard let used = table.nextUsed(from: position) else { return false }
      r.setInt(i.a + 1, used + 1)
      r[i.c] = table.entries[used].key
    case let sequence as SequenceObject:
      guard position < sequence.count else { return false }
      r.setInt(i.a + 1, position + 1)
      r[i.c] = sequence.element(position)
    case let iterator as HostIterator:
      try Cancellation.check()
      guard let value = try iterator.next() else { return false }
      r[i.c] = value
    default: return false
    }
    return true
  }

  /// Ends the iteration in three registers; one that has ended already is left alone.
  func endIteration(_ registers: UnsafeMutablePointer<Value>) {
    if case .object(let object) = registers.pointee.bits {
      switch object.kind {
      case .list, .dict, .set: if object.region == region { object.iterators -= 1 }
      default: break
      }
    }
    registers.pointee = .unset
  }
}

/// An iteration over an object of the host.
final class HostIterator: Object, @unchecked Sendable {
  let next: () throws -> Value?

  init(_ next: @escaping () throws -> Value?) {
    self.next = next
    super.init(kind: .cell)
  }
}

/// Running over values in built-ins.
enum Iteration {
  static func isIterable(_ value: Value) -> Bool {
    switch value.kind {
    case .list, .tuple, .dict, .set, .range, .iterator: true
    case .host: value.asObject is any IterableObject
    default: false
    }
  }

  static func notIterable(_ value: Value) -> Diagnostic {
    let help: String? =
      switch value.kind {
      case .string: "run over s.elems() for one-byte strings or s.codepoints() for characters"
      case .bytes: "run over b.elems()"
      case .int: "run over range(n)"
      default: nil
      }
    return .type("\(value.typeName) is not iterable", help: help)
  }

  /// Calls `body` with each value; what is run over must not change meanwhile.
  static func forEach(_ value: Value, _ body: (Value) throws -> Void) throws {
    guard case .object(let object) = value.bits else { throw notIterable(value) }
    let counts = object.kind == .list || object.kind == .dict || object.kind == .set
    let isOwn = counts && object.region == Region.current
    if isOwn { object.iterators += 1 }
    defer { if isOwn { object.iterators -= 1 } }
    let next = try makeIterator(value)
    var pulse = Pulse()
    while let item = try next() {
      try pulse.beat()
      try body(item)
    }
  }

  /// The values as an array.
  static func array(_ value: Value) throws -> [Value] {
    try withItems(value) { Array($0) }
  }

  /// The values in a new list.
  static func list(_ value: Value) throws -> ListObject {
    let list = ListObject(capacity: 0)
    if let items = value.asList?.buffer ?? value.asTuple?.buffer {
      try list.add(contentsOf: items)
    } else if let range = value.object as? RangeObject {
      try list.reserve(range.count)
      for position in 0..<range.count { try list.add(.int(range[position])) }
    } else {
      try forEach(value) { try list.add($0) }
    }
    return list
  }

  /// Hands the values over where they lie; those of a list or tuple are not copied, and a list must not
  /// change meanwhile.
  static func withItems<Result>(
    _ value: Value, _ body: (UnsafeBufferPointer<Value>) throws -> Result
  ) throws -> Result {
    if let tuple = value.asTuple { return try body(tuple.buffer) }
    let list = try value.asList ?? list(value)
    let isOwn = list.region == Region.current
    if isOwn { list.iterators += 1 }
    defer { if isOwn { list.iterators -= 1 } }
    return try body(list.buffer)
  }

  static func makeIterator(_ value: Value) throws -> () throws -> Value? {
    var position = 0
    switch value.object {
    case let list as ListObject:
      return {
        guard position < list.storedCount else { return nil }
        position += 1
        return list.storage[position - 1]
      }
    case let tuple as TupleObject:
      return {
        guard position < tuple.count else { return nil }
        position += 1
        return tuple.storage[position - 1]
      }
    case let range as RangeObject:
      return {
        guard position < range.count else { return nil }
        position += 1
        return .int(range[position - 1])
      }
    case let table as TableObject:
      return {
        guard let used = table.nextUsed(from: position) else { return nil }
        position = used + 1
        return table.entries[used].key
      }
    case let sequence as SequenceObject:
      return {
        guard position < sequence.count else { return nil }
        position += 1
        return sequence.element(position - 1)
      }
    case let host as HostObject:
      guard let iterable = host.object as? any IterableObject else { throw notIterable(value) }
      return try iterable.makeIterator()
    default: throw notIterable(value)
    }
  }
}
