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
