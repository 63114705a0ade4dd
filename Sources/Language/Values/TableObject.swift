import Basics

/// The hash table under dictionaries and sets: entries in the order of insertion, and an index of them.
///
/// Up to eight entries are found by looking through them; beyond, an open-addressed index of entry
/// numbers is kept at most two thirds full. A removed entry leaves a gap until the next rebuilding.
public class TableObject: Object, @unchecked Sendable {
  struct Entry {
    var hash: Int
    /// `unset` in a gap.
    var key: Value
    var value: Value
  }

  final private(set) var entries: UnsafeMutablePointer<Entry>
  /// Entries in use, gaps included.
  final private(set) var usedCount = 0
  /// No entry before this one is in use.
  final private(set) var firstUsed = 0
  /// How many keys there are.
  public final private(set) var count = 0
  private final var capacity: Int
  private final var index: UnsafeMutablePointer<Int32>?
  /// 64 − log₂ of the size of the index.
  private final var shift: UInt64 = 64

  private static let unindexedCapacity = 8
  private static let free: Int32 = -1
  private static let gap: Int32 = -2

  override init(kind: Value.Kind) {
    capacity = 0
    entries = .reserve(0)
    super.init(kind: kind)
  }

  /// Where an entry's key lies.
  @inline(__always) final class func key(of entry: UnsafeMutablePointer<Entry>)
    -> UnsafeMutablePointer<Value>
  {
    let offset = MemoryLayout<Entry>.offset(of: \.key) ?? 0
    return (UnsafeMutableRawPointer(entry) + offset).assumingMemoryBound(to: Value.self)
  }

  /// Where an entry's value lies.
  @inline(__always) final class func value(of entry: UnsafeMutablePointer<Entry>)
    -> UnsafeMutablePointer<Value>
  {
    let offset = MemoryLayout<Entry>.offset(of: \.value) ?? 0
    return (UnsafeMutableRawPointer(entry) + offset).assumingMemoryBound(to: Value.self)
  }

  deinit {
    Graveyard.bury(entries, count: usedCount)
    entries.giveBack(capacity)
    index?.deallocate()
  }

  override func forEachChild(_ visit: (Value) -> Void) {
    for position in 0..<usedCount where !entries[position].key.isUnset {
      visit(entries[position].key)
      visit(entries[position].value)
    }
  }

  /// The keys in order.
  public final var keys: [Value] {
    var keys: [Value] = []
    keys.reserveCapacity(count)
    for position in firstUsed..<usedCount where !entries[position].key.isUnset {
      keys.append(entries[position].key)
    }
    return keys
  }

  /// The numbers of the entries in use, in order.
  final var usedPositions: [Int] {
    (firstUsed..<usedCount).filter { !entries[$0].key.isUnset }
  }

  /// The first entry in use at or after `position`; `nil` at the end.
  @inline(__always) final func nextUsed(from position: Int) -> Int? {
    var position = max(position, firstUsed)
    while position < usedCount {
      if !entries[position].key.isUnset { return position }
      position &+= 1
    }
    return nil
  }

  /// The number of the entry with this key; `nil` when there is none.
  final func find(_ key: Value, hash: Int) throws -> Int? {
    try withUnsafePointer(to: key) { try find(at: $0, hash: hash) }
  }

  /// The number of the entry with the key that lies in memory, whose reference is not counted.
  @inline(__always) final func find(at key: UnsafePointer<Value>, hash: Int) throws -> Int? {
    guard let index else {
      var position = firstUsed
      while position < usedCount {
        if entries[position].hash == hash, try matches(entries + position, key) { return position }
        position &+= 1
      }
      return nil
    }
    let mask = (1 &<< (64 &- shift)) &- 1
    var slot = start(of: hash)
    while true {
      let position = index[Int(slot)]
      if position == Self.free { return nil }
      if position >= 0, entries[Int(position)].hash == hash,
        try matches(entries + Int(position), key)
      {
        return Int(position)
      }
      slot = (slot &+ 1) & mask
    }
  }

  /// Binds a key, whose hash the caller knows; a key already there keeps its place.
  final func insert(_ key: Value, hash: Int, _ value: Value) throws {
    try withUnsafePointer(to: key) { key in
      try withUnsafePointer(to: value) { try insert(at: key, hash: hash, $0) }
    }
  }

  /// Binds a key in memory to a value in memory.
  @inline(__always) final func insert(
    at key: UnsafePointer<Value>, hash: Int, _ value: UnsafePointer<Value>
  ) throws {
    if let position = try find(at: key, hash: hash) {
      entries[position].value = value.pointee
    } else {
      try append(key.pointee, hash: hash, value.pointee)
    }
  }

  /// Adds an entry for a key that is not there.
  final func append(_ key: Value, hash: Int, _ value: Value) throws {
    if usedCount == capacity { try rebuild() }
    (entries + usedCount).initialize(to: Entry(hash: hash, key: key, value: value))
    if let index { enter(usedCount, hash, in: index) }
    usedCount &+= 1
    count &+= 1
  }

  /// Removes the entry of this number.
  final func remove(at position: Int) {
    if let index {
      let mask = (1 &<< (64 &- shift)) &- 1
      var slot = start(of: entries[position].hash)
      while index[Int(slot)] != Int32(truncatingIfNeeded: position) { slot = (slot &+ 1) & mask }
      index[Int(slot)] = Self.gap
    }
    let removed = entries[position]
    entries[position].key = .unset
    entries[position].value = .unset
    count -= 1
    while firstUsed < usedCount, entries[firstUsed].key.isUnset { firstUsed += 1 }
    _ = consume removed
  }

  final func removeAll() {
    let (old, oldCount, oldCapacity) = (entries, usedCount, capacity)
    entries = .reserve(0)
    capacity = 0
    (usedCount, count, firstUsed) = (0, 0, 0)
    index?.deallocate()
    index = nil
    shift = 64
    Graveyard.bury(old, count: oldCount)
    old.giveBack(oldCapacity)
  }

  final func set(_ value: Value, at position: Int) { entries[position].value = value }

  @inline(__always) private final func start(of hash: Int) -> UInt64 {
    // The golden ratio spreads consecutive integers over the whole index.
    (UInt64(bitPattern: Int64(hash)) &* 0x9E37_79B9_7F4A_7C15) &>> shift
  }

  /// Whether an entry with the hash of the key has this key.
  ///
  /// Numbers and strings, which most keys are, are compared as words, without counting references.
  @inline(__always) private final func matches(
    _ entry: UnsafeMutablePointer<Entry>, _ key: UnsafePointer<Value>
  ) throws -> Bool {
    let (one, other) = (
      Registers(Self.key(of: entry)), Registers(UnsafeMutablePointer(mutating: key))
    )
    if one.tag(0) == other.tag(0) {
      if one.payload(0) == other.payload(0) { return true }
      if one.tag(0) == Slot.int { return false }
      if one.objectKind(0) == .string, other.objectKind(0) == .string {
        return one.string(0)._withUnsafeGuaranteedRef { text in
          other.string(0)._withUnsafeGuaranteedRef { text.equals($0) }
        }
      }
    }
    return try entry.pointee.key.equals(key.pointee)
  }

  private final func enter(_ position: Int, _ hash: Int, in index: UnsafeMutablePointer<Int32>) {
    let mask = (1 &<< (64 &- shift)) &- 1
    var slot = start(of: hash)
    while index[Int(slot)] >= 0 { slot = (slot &+ 1) & mask }
    index[Int(slot)] = Int32(truncatingIfNeeded: position)
  }

  /// Closes the gaps, and makes room where gaps were few.
  @inline(never) private final func rebuild() throws {
    guard count < ListObject.greatestCount else { throw Diagnostic.tooLarge("table", count: count) }
    let wanted = count * 4 < capacity * 3 ? capacity : max(capacity * 2, Self.unindexedCapacity)
    try MemoryBound.require((wanted - capacity) * (MemoryLayout<Entry>.stride + 6))
    let grown = UnsafeMutablePointer<Entry>.allocate(capacity: wanted)
    var target = 0
    for position in 0..<usedCount {
      if entries[position].key.isUnset {
        (entries + position).deinitialize(count: 1)
      } else {
        (grown + target).moveInitialize(from: entries + position, count: 1)
        target += 1
      }
    }
    entries.giveBack(capacity)
    entries = grown
    capacity = wanted
    usedCount = target
    firstUsed = 0
    rebuildIndex()
  }

  private final func rebuildIndex() {
    index?.deallocate()
    index = nil
    guard capacity > Self.unindexedCapacity else { return }
    var bits: UInt64 = 4
    while (1 << bits) * 2 < capacity * 3 { bits += 1 }
    shift = 64 - bits
    let fresh = UnsafeMutablePointer<Int32>.allocate(capacity: 1 << bits)
    fresh.initialize(repeating: Self.free, count: 1 << bits)
    for position in 0..<usedCount { enter(position, entries[position].hash, in: fresh) }
    index = fresh
  }
}

/// A dictionary, in the order in which its keys were first bound.
public final class DictObject: TableObject, @unchecked Sendable {
  /// An empty dictionary.
  public init() { super.init(kind: .dict) }

  /// Where the value of a key in memory lies until the dictionary changes; `nil` without the key.
  @inline(__always) func valuePointer(of key: UnsafePointer<Value>) throws -> UnsafePointer<Value>?
  {
    guard let position = try find(at: key, hash: Value.hash(at: key)) else { return nil }
    return UnsafePointer(Self.value(of: entries + position))
  }

  /// The value of a string key.
  public func value(of key: String) -> Value? {
    let key = StringObject(key)
    // Strings never fail to compare.
    guard let position = (try? find(Value(key), hash: key.hash)) ?? nil else { return nil }
    return entries[position].value
  }

  /// The value of a key; throws where the key cannot be hashed.
  public func value(of key: Value) throws -> Value? {
    try find(key, hash: key.hash()).map { entries[$0].value }
  }

  /// Binds a key; throws where the dictionary may not be changed or the key cannot be hashed.
  public func set(_ key: Value, _ value: Value) throws {
    try requireMutable()
    try insert(key, hash: key.hash(), value)
  }

  /// The entries in order.
  public var items: [(key: Value, value: Value)] {
    var items: [(key: Value, value: Value)] = []
    items.reserveCapacity(count)
    for position in firstUsed..<usedCount where !entries[position].key.isUnset {
      items.append((entries[position].key, entries[position].value))
    }
    return items
  }

  /// Binds a string key of a dictionary that is being made.
  func set(_ key: StringObject, _ value: Value) {
    // Neither comparing strings nor a table of the caller's own size can fail.
    try? insert(Value(key), hash: key.hash, value)
  }
}

/// A set, in the order in which its elements were first added.
public final class SetObject: TableObject, @unchecked Sendable {
  /// An empty set.
  public init() { super.init(kind: .set) }

  /// Adds a value; the caller knows that the set may be changed.
  func add(_ value: Value) throws {
    let hash = try value.hash()
    if try find(value, hash: hash) == nil { try append(value, hash: hash, .none) }
  }

  /// Whether the value is in the set; throws where it cannot be hashed.
  public func contains(_ value: Value) throws -> Bool {
    try find(value, hash: value.hash()) != nil
  }
}
