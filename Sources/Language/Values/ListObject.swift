import Basics
import Glibc

/// A list: values in order, which may be changed where ``Object/requireMutable()`` allows.
public final class ListObject: Object, @unchecked Sendable {
  private(set) var storage: UnsafeMutablePointer<Value>
  private(set) var storedCount: Int
  private var capacity: Int

  /// The most items that a list or tuple may have.
  static let greatestCount = 1 << 27

  /// A list of these values.
  public init(_ items: some Collection<Value>) {
    storedCount = items.count
    capacity = items.count
    storage = .reserve(items.count)
    _ = UnsafeMutableBufferPointer(start: storage, count: items.count).initialize(from: items)
    super.init(kind: .list)
    note(items.count)
  }

  /// An empty list with room for `capacity` values.
  init(capacity: Int) {
    storedCount = 0
    self.capacity = capacity
    storage = .reserve(capacity)
    super.init(kind: .list)
    note(capacity)
  }

  deinit {
    Graveyard.bury(storage, count: storedCount)
    storage.giveBack(capacity)
  }

  /// How many values there are.
  public var count: Int { storedCount }

  /// The values.
  public var items: [Value] { Array(buffer) }

  /// The value at a position in 0 ..< ``count``.
  public subscript(index: Int) -> Value {
    precondition(index >= 0 && index < storedCount, "list position outside the list")
    return storage[index]
  }

  /// Adds a value at the end; throws where the list may not be changed.
  public func append(_ value: Value) throws {
    try requireMutable()
    try add(value)
  }

  var buffer: UnsafeBufferPointer<Value> { UnsafeBufferPointer(start: storage, count: storedCount) }

  override func forEachChild(_ visit: (Value) -> Void) { buffer.forEach(visit) }

  // The rest changes the list without asking whether it may be changed: the callers have asked.

  @inline(__always) func add(_ value: Value) throws {
    if storedCount == capacity { try grow(by: 1) }
    (storage + storedCount).initialize(to: value)
    storedCount &+= 1
  }

  func add(contentsOf values: UnsafeBufferPointer<Value>) throws {
    guard let start = values.baseAddress, !values.isEmpty else { return }
    // The source may be this list itself, whose storage moves.
    let isSelf = start == UnsafePointer(storage)
    if storedCount + values.count > capacity { try grow(by: values.count) }
    (storage + storedCount).initialize(
      from: isSelf ? UnsafePointer(storage) : start, count: values.count)
    storedCount += values.count
  }

  /// Whether all items are numbers, truths or `None`, which are copied without counting references.
  var holdsNoObjects: Bool {
    buffer.allSatisfy { if case .object = $0.bits { false } else { true } }
  }

  /// Adds values without references over and over: what has been written is copied on, twice as much
  /// each time.
  func add(wordsOf values: UnsafeBufferPointer<Value>, times: Int) throws {
    guard let start = values.baseAddress, !values.isEmpty, times > 0 else { return }
    let total = values.count * times
    try reserve(total)
    let first = storage + storedCount
    memcpy(first, start, values.count * MemoryLayout<Value>.stride)
    // Whole repetitions, and few enough to be interrupted between them.
    let most = max(1, (1 << 16) / values.count) * values.count
    var done = values.count
    while done < total {
      try Cancellation.check()
      let more = min(done, total - done, most)
      memcpy(first + done, first, more * MemoryLayout<Value>.stride)
      done += more
    }
    storedCount += total
  }

  /// Fills a new list with values taken out of registers, which become unset.
  func take(_ source: UnsafeMutablePointer<Value>, count: Int) {
    storage.moveInitialize(from: source, count: count)
    source.initialize(repeating: .unset, count: count)
    storedCount = count
  }

  func set(_ index: Int, _ value: Value) { storage[index] = value }

  func insert(_ value: Value, at index: Int) throws {
    if storedCount == capacity { try grow(by: 1) }
    (storage + index + 1).moveInitialize(from: storage + index, count: storedCount - index)
    (storage + index).initialize(to: value)
    storedCount += 1
  }

  func remove(at index: Int) -> Value {
    let value = (storage + index).move()
    (storage + index).moveInitialize(from: storage + index + 1, count: storedCount - index - 1)
    storedCount -= 1
    return value
  }

  /// Replaces the values `range` by others.
  func replace(_ range: Range<Int>, with values: [Value]) throws {
    let tail = storedCount - range.upperBound
    let change = values.count - range.count
    if storedCount + change > capacity { try grow(by: change) }
    let removed = Array(UnsafeBufferPointer(start: storage + range.lowerBound, count: range.count))
    (storage + range.lowerBound).deinitialize(count: range.count)
    (storage + range.lowerBound + values.count).moveInitialize(
      from: storage + range.upperBound, count: tail)
    _ = UnsafeMutableBufferPointer(start: storage + range.lowerBound, count: values.count)
      .initialize(from: values)
    storedCount += change
    _ = consume removed
  }

  func removeAll() {
    let (old, oldCount, oldCapacity) = (storage, storedCount, capacity)
    storage = .reserve(0)
    storedCount = 0
    capacity = 0
    Graveyard.bury(old, count: oldCount)
    old.giveBack(oldCapacity)
  }

  /// Takes another list's values, which gets this one's.
  func exchangeStorage(with other: ListObject) {
    (storage, other.storage) = (other.storage, storage)
    (storedCount, other.storedCount) = (other.storedCount, storedCount)
    (capacity, other.capacity) = (other.capacity, capacity)
  }

  /// Puts the values in another order: the value at `order[i]` comes to `i`.
  func permute(_ order: [Int]) {
    let sorted = UnsafeMutablePointer<Value>.reserve(capacity)
    for (target, source) in order.enumerated() {
      (sorted + target).moveInitialize(from: storage + source, count: 1)
    }
    storage.giveBack(capacity)
    storage = sorted
  }

  /// Makes room for `count` more values.
  func reserve(_ count: Int) throws {
    if storedCount + count > capacity { try grow(by: count) }
  }

  @inline(never) private func grow(by added: Int) throws {
    let wanted = storedCount &+ added
    guard added <= Self.greatestCount, wanted <= Self.greatestCount else {
      throw Diagnostic.tooLarge("list", count: wanted)
    }
    let newCapacity = max(wanted, 4, capacity + capacity / 2)
    try MemoryBound.require((newCapacity - capacity) * MemoryLayout<Value>.stride)
    storage = storage.resized(from: capacity, to: newCapacity)
    capacity = newCapacity
  }
}

extension Object {
  /// Counts the memory of a collection of so many values, where it is much.
  @inline(__always) fileprivate final func note(_ count: Int) {
    if count >= 256 { MemoryBound.note(count * MemoryLayout<Value>.stride) }
  }
}

/// A tuple: values in order, fixed.
public final class TupleObject: Object, @unchecked Sendable {
  let storage: UnsafeMutablePointer<Value>
  /// How many values there are.
  public let count: Int

  /// A tuple of these values.
  public init(_ items: some Collection<Value>) {
    count = items.count
    storage = .reserve(items.count)
    _ = UnsafeMutableBufferPointer(start: storage, count: items.count).initialize(from: items)
    super.init(kind: .tuple)
    note(items.count)
  }

  /// A tuple of values over and over.
  init(_ items: UnsafeBufferPointer<Value>, times: Int) throws {
    count = items.count * times
    storage = .reserve(count)
    // Unset, so that what Ctrl-C leaves unwritten can be ended like the rest.
    storage.initialize(repeating: .none, count: count)
    super.init(kind: .tuple)
    var pulse = Pulse()
    for position in 0..<count {
      try pulse.beat()
      storage[position] = items[position % items.count]
    }
  }

  /// The values of two tuples.
  init(_ left: UnsafeBufferPointer<Value>, _ right: UnsafeBufferPointer<Value>) {
    count = left.count + right.count
    storage = .reserve(count)
    _ = UnsafeMutableBufferPointer(start: storage, count: left.count).initialize(from: left)
    _ = UnsafeMutableBufferPointer(start: storage + left.count, count: right.count)
      .initialize(from: right)
    super.init(kind: .tuple)
  }

  /// A tuple that takes the values out of `source`, which is left unset.
  init(moving source: UnsafeMutablePointer<Value>, count: Int) {
    self.count = count
    storage = .reserve(count)
    storage.moveInitialize(from: source, count: count)
    source.initialize(repeating: .unset, count: count)
    super.init(kind: .tuple)
  }

  deinit {
    Graveyard.bury(storage, count: count)
    storage.giveBack(count)
  }

  /// The values.
  public var items: [Value] { Array(buffer) }

  /// The value at a position in 0 ..< ``count``.
  public subscript(index: Int) -> Value {
    precondition(index >= 0 && index < count, "tuple position outside the tuple")
    return storage[index]
  }

  var buffer: UnsafeBufferPointer<Value> { UnsafeBufferPointer(start: storage, count: count) }

  override func forEachChild(_ visit: (Value) -> Void) { buffer.forEach(visit) }
}
