import Basics

extension [UInt8] {
  /// Throws where there is no memory for a text that is being written to grow by so many bytes: it is
  /// moved to a place of twice the size where its own is full.
  @inline(__always) func requireRoom(for added: Int) throws {
    if count + added > capacity { try MemoryBound.require(Swift.max(2 * capacity, count + added)) }
  }
}

/// `+` and `*` of sequences.
enum Sequences {
  static func add(_ left: Value, _ right: Value) throws -> Value? {
    switch (left.object, right.object) {
    case (let a as StringObject, let b as StringObject):
      try checkBytes("string", a.count + b.count)
      return Value(StringObject(a, b))
    case (let a as BytesObject, let b as BytesObject):
      try checkBytes("bytes", a.content.count + b.content.count)
      return .bytes(joined(a.content, b.content))
    case (let a as ListObject, let b as ListObject):
      try checkCount("list", a.count + b.count)
      let list = ListObject(capacity: a.count + b.count)
      try list.add(contentsOf: a.buffer)
      try list.add(contentsOf: b.buffer)
      return Value(list)
    case (let a as TupleObject, let b as TupleObject):
      try checkCount("tuple", a.count + b.count)
      return Value(TupleObject(a.buffer, b.buffer))
    default: return nil
    }
  }

  static func multiply(_ left: Value, _ right: Value) throws -> Value? {
    if right.kind == .int { return try repeated(left, right) }
    return left.kind == .int ? try repeated(right, left) : nil
  }

  private static func repeated(_ value: Value, _ times: Value) throws -> Value? {
    guard let object = value.object, let length = try value.length() else { return nil }
    switch object.kind {
    case .string, .bytes, .list, .tuple: break
    default: return nil
    }
    guard let times = times.asInt else {
      throw Diagnostic(.memory, "cannot repeat a \(value.typeName) \(times.brief) times")
    }
    let count = max(times, 0)
    let (total, over) = length.multipliedReportingOverflow(by: count)
    let size = over ? Int.max : total
    switch object {
    case let string as StringObject:
      try checkBytes("string", size)
      return Value(try repeatBytes(string, count))
    case let bytes as BytesObject:
      try checkBytes("bytes", size)
      return .bytes(try repeatBytes(bytes.content, count))
    case let list as ListObject:
      try checkCount("list", size)
      let result = ListObject(capacity: size)
      if list.holdsNoObjects {
        try result.add(wordsOf: list.buffer, times: count)
        return Value(result)
      }
      var pulse = Pulse()
      for _ in 0..<(size > 0 ? count : 0) {
        try pulse.beat()
        try result.add(contentsOf: list.buffer)
      }
      return Value(result)
    case let tuple as TupleObject:
      try checkCount("tuple", size)
      if size == 0 { return .tuple([]) }
      return Value(try TupleObject(tuple.buffer, times: count))
    default: return nil
    }
  }

  private static func repeatBytes(_ string: StringObject, _ count: Int) throws -> StringObject {
    let result = StringObject(uninitializedCount: string.count * count)
    try fill(
      UnsafeMutableBufferPointer(start: result.bytes, count: result.count), with: string.buffer)
    return result
  }

  private static func repeatBytes(_ bytes: [UInt8], _ count: Int) throws -> [UInt8] {
    try Array(unsafeUninitializedCapacity: bytes.count * count) { buffer, total in
      try bytes.withUnsafeBufferPointer {
        try fill(UnsafeMutableBufferPointer(rebasing: buffer[..<(bytes.count * count)]), with: $0)
      }
      total = bytes.count * count
    }
  }

  private static func joined(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(left.count + right.count)
    bytes.append(contentsOf: left)
    bytes.append(contentsOf: right)
    return bytes
  }

  /// Writes the source over and over; what has been written is copied on, twice as much each time.
  private static func fill(
    _ target: UnsafeMutableBufferPointer<UInt8>, with source: UnsafeBufferPointer<UInt8>
  ) throws {
    guard let start = target.baseAddress, let first = source.baseAddress, !target.isEmpty else {
      return
    }
    start.initialize(from: first, count: source.count)
    var done = source.count
    while done < target.count {
      try Cancellation.check()
      let more = min(done, target.count - done, max(source.count, 1 << 24))
      (start + done).initialize(from: start, count: more)
      done += more
    }
  }

  /// Throws where a text cannot have so many bytes, or where there is no memory for those `added`: for
  /// all of them, unless the others are there.
  static func checkBytes(_ what: String, _ count: Int, added: Int? = nil) throws {
    guard count <= StringObject.greatestCount else { throw Diagnostic.tooLong(what, bytes: count) }
    try MemoryBound.require(added ?? count)
  }

  static func checkCount(_ what: String, _ count: Int) throws {
    guard count <= ListObject.greatestCount else { throw Diagnostic.tooLarge(what, count: count) }
    try MemoryBound.require(count * MemoryLayout<Value>.stride)
  }
}
