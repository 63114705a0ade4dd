import Basics

/// Stable sorting.
///
/// Integers, floats and strings have a word that orders them as they are ordered, strings by their first
/// eight bytes: they are sorted by it digit by digit. All other values are compared.
enum Sorting {
  /// Sorts a new list, or one that nothing else changes meanwhile.
  static func sort(
    _ list: ListObject, key: Value?, reverse: Value?, _ call: borrowing Call
  ) throws {
    let isReversed = try reversal(reverse, call.name)
    guard let key, !key.isNone else {
      return list.permute(try order(list.buffer, reversed: isReversed))
    }
    let keys = ListObject(capacity: list.count)
    for position in 0..<list.count {
      try keys.add(call.interpreter.call(key, list.storage[position]))
    }
    list.permute(try order(keys.buffer, reversed: isReversed))
  }

  private static func reversal(_ reverse: Value?, _ function: String) throws -> Bool {
    guard let reverse else { return false }
    guard let flag = reverse.asBool else {
      throw Diagnostic.type("\(function): for reverse, got \(reverse.typeName), want bool")
    }
    return flag
  }

  /// The positions of the keys in ascending order, or in descending order.
  private static func order(_ keys: UnsafeBufferPointer<Value>, reversed: Bool) throws -> [Int] {
    // Words and positions, and as many to sort them into.
    try MemoryBound.require(keys.count * 40)
    let mask: UInt64 = reversed ? .max : 0
    if let words = words(keys, mask, of: Slot.int, { Words.int($0) }) {
      return try Words.sorted(words).map(\.position)
    }
    if let words = words(keys, mask, of: Slot.float, { Words.float($0) }) {
      return try Words.sorted(words).map(\.position)
    }
    if keys.allSatisfy({ $0.kind == .string }) { return try orderStrings(keys, reversed) }
    var pulse = Pulse()
    return try keys.indices.sorted {
      try pulse.beat()
      return try reversed ? keys[$1].isLess(than: keys[$0]) : keys[$0].isLess(than: keys[$1])
    }
  }

  /// The words of keys that all have the tag; turned over, they sort in descending order.
  @inline(__always) private static func words(
    _ keys: UnsafeBufferPointer<Value>, _ mask: UInt64, of tag: UInt8, _ word: (Int) -> UInt64
  ) -> [Words.Keyed]? {
    guard let start = keys.baseAddress else { return [] }
    let registers = Registers(UnsafeMutablePointer(mutating: start))
    var words: [Words.Keyed] = []
    words.reserveCapacity(keys.count)
    for position in keys.indices {
      let slot = Registers(registers.base + position)
      guard slot.tag(0) == tag else { return nil }
      words.append(Words.Keyed(word: word(slot.payload(0)) ^ mask, position: position))
    }
    return words
  }

  private static func orderStrings(_ keys: UnsafeBufferPointer<Value>, _ reversed: Bool) throws
    -> [Int]
  {
    func text(_ position: Int) -> Unmanaged<StringObject> {
      let start = UnsafeMutablePointer(mutating: keys.baseAddress.unsafelyUnwrapped)
      return Registers(start + position).string(0)
    }
    let mask: UInt64 = reversed ? .max : 0
    var order = try Words.sorted(
      keys.indices.map { position in
        let word = text(position)._withUnsafeGuaranteedRef { Words.head(of: $0.buffer) }
        return Words.Keyed(word: word ^ mask, position: position)
      })
    // Where the first bytes are the same, the others decide.
    var pulse = Pulse()
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, order[end].word == order[start].word { end += 1 }
      if end - start > 1 {
        try order[start..<end].sort { one, other in
          try pulse.beat()
          let (left, right) = reversed ? (other, one) : (one, other)
          return text(left.position)._withUnsafeGuaranteedRef { left in
            text(right.position)._withUnsafeGuaranteedRef { left.precedes($0) }
          }
        }
      }
      start = end
    }
    return order.map(\.position)
  }
}

/// Sorting by 64-bit words.
private enum Words {
  /// A word beside the position that it came from.
  struct Keyed {
    var word: UInt64
    var position: Int
  }

  /// Below so many words comparing is faster.
  private static let fewest = 256

  static func int(_ payload: Int) -> UInt64 {
    UInt64(bitPattern: Int64(payload)) ^ 1 << 63
  }

  /// Floats are ordered as their bits are, negative ones turned over; the zeros are the same, and NaN,
  /// of whatever sign, comes last.
  static func float(_ payload: Int) -> UInt64 {
    let number = Double(bitPattern: UInt64(bitPattern: Int64(payload)))
    if number.isNaN { return .max }
    let bits = (number + 0).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  /// The first eight bytes, the first being the highest.
  static func head(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    if bytes.count >= 8, let start = bytes.baseAddress {
      return UInt64(bigEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
    }
    var word: UInt64 = 0
    for index in 0..<8 { word = word << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0) }
    return word
  }

  /// The words in ascending order, those that are equal in the order given.
  static func sorted(_ words: [Keyed]) throws -> [Keyed] {
    guard words.count >= fewest else { return words.sorted { $0.word < $1.word } }
    var words = words
    var spare = words
    let (low, high) = words.reduce((UInt64.max, UInt64.min)) {
      (min($0.0, $1.word), max($0.1, $1.word))
    }
    // Bytes that all words have in common order nothing.
    let differing = (low ^ high) == 0 ? 0 : 64 - (low ^ high).leadingZeroBitCount
    for shift in stride(from: UInt64(0), to: UInt64(differing), by: 8) {
      try Cancellation.check()
      distribute(words, by: shift, into: &spare)
      swap(&words, &spare)
    }
    return words
  }

  private static func distribute(_ words: [Keyed], by shift: UInt64, into target: inout [Keyed]) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { next in
      next.initialize(repeating: 0)
      for keyed in words { next[Int(keyed.word >> shift & 0xFF)] &+= 1 }
      var start = 0
      for digit in 0..<256 { (next[digit], start) = (start, start &+ next[digit]) }
      target.withUnsafeMutableBufferPointer { target in
        for keyed in words {
          let digit = Int(keyed.word >> shift & 0xFF)
          target[next[digit]] = keyed
          next[digit] &+= 1
        }
      }
    }
  }
}
