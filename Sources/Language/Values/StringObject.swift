import Basics
import Glibc

/// A string: bytes that are UTF-8 by intent, indexed and sliced as bytes.
///
/// Up to 16 bytes lie in the object itself; more lie in memory of their own, which may have room to
/// spare, so that `s += t` in a loop takes linear time where nothing else refers to `s`.
public final class StringObject: Object, @unchecked Sendable {
  /// The hash of the bytes; 0 until it is first asked for.
  private var cachedHash: UInt32 = 0
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  // Half words: a program holds many short strings.
  private var storedCount: UInt32
  private var storedCapacity: UInt32
  // Reached by its address alone, which no access overlaps.
  @exclusivity(unchecked) private var inlineBytes: (UInt64, UInt64) = (0, 0)

  private static let inlineCapacity = 16

  private(set) var count: Int {
    @inline(__always) get { Int(storedCount) }
    set { storedCount = UInt32(newValue) }
  }

  private var capacity: Int {
    @inline(__always) get { Int(storedCapacity) }
    set { storedCapacity = UInt32(newValue) }
  }

  /// The most bytes that a string may have.
  static let greatestCount = 1 << 30

  /// A string of `count` bytes, which the caller writes at once.
  init(uninitializedCount count: Int) {
    storedCount = UInt32(count)
    storedCapacity = UInt32(max(count, Self.inlineCapacity))
    bytes = .reserve(count > Self.inlineCapacity ? count : 0)
    super.init(kind: .string)
    if count <= Self.inlineCapacity {
      bytes = inlineAddress
    } else if count >= MemoryBound.smallestRequest {
      MemoryBound.note(count)
    }
  }

  /// A string of these bytes.
  convenience init(_ source: UnsafeBufferPointer<UInt8>) {
    self.init(uninitializedCount: source.count)
    if let start = source.baseAddress { bytes.update(from: start, count: source.count) }
  }

  /// A string of these bytes, valid UTF-8 or not.
  public convenience init(utf8 source: some Collection<UInt8>) {
    self.init(uninitializedCount: source.count)
    _ = UnsafeMutableBufferPointer(start: bytes, count: count).initialize(from: source)
  }

  /// A string of a part of this one's bytes.
  convenience init(_ source: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) {
    self.init(uninitializedCount: end - start)
    if let address = source.baseAddress { bytes.update(from: address + start, count: end - start) }
  }

  /// A string of this text.
  public convenience init(_ text: String) { self.init(utf8: text.utf8) }

  /// The decimal digits of an integer.
  convenience init(decimal number: Int) {
    self.init(uninitializedCount: Self.decimalCount(number))
    let digits = Self.digitPairs.utf8Start
    var rest = number.magnitude
    var position = count
    while rest >= 10 {
      let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
      position -= 2
      bytes[position] = digits[Int(truncatingIfNeeded: 2 &* pair)]
      bytes[position + 1] = digits[Int(truncatingIfNeeded: 2 &* pair &+ 1)]
      rest = quotient
    }
    if rest > 0 || position == count {
      position -= 1
      bytes[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest)
    }
    if number < 0 { bytes[0] = UInt8(ascii: "-") }
  }

  /// How many characters an integer takes.
  private static func decimalCount(_ number: Int) -> Int {
    var (rest, count) = (number.magnitude, number < 0 ? 2 : 1)
    while rest >= 10 {
      if rest < 100 { return count + 1 }
      if rest < 1000 { return count + 2 }
      if rest < 10_000 { return count + 3 }
      rest /= 10_000
      count += 4
    }
    return count
  }

  private static let digitPairs: StaticString = """
    0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
    5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
    """

  /// The two strings joined.
  convenience init(_ left: StringObject, _ right: StringObject) {
    self.init(uninitializedCount: left.count + right.count)
    bytes.update(from: left.bytes, count: left.count)
    (bytes + left.count).update(from: right.bytes, count: right.count)
  }

  deinit { if storedCapacity > Self.inlineCapacity { free(bytes) } }

  // A stored property of a class does not move.
  private var inlineAddress: UnsafeMutablePointer<UInt8> {
    withUnsafeMutableBytes(of: &inlineBytes) { raw in
      // A tuple of two words has a base address.
      raw.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
    }
  }

  /// The bytes.
  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: count) }

  /// The text, with U+FFFD for what is not valid UTF-8.
  public var text: String { String(decoding: buffer, as: UTF8.self) }

  /// The hash of the bytes; never 0.
  var hash: Int {
    if cachedHash == 0 { cachedHash = ByteHash.hash(buffer) }
    return Int(cachedHash)
  }

  /// Whether the two hold the same bytes.
  @inline(__always) func equals(_ other: StringObject) -> Bool {
    self === other || (count == other.count && memcmp(bytes, other.bytes, count) == 0)
  }

  /// Whether this comes before `other`, byte by byte.
  func precedes(_ other: StringObject) -> Bool {
    let order = memcmp(bytes, other.bytes, min(count, other.count))
    return order == 0 ? count < other.count : order < 0
  }

  /// Grows this string in place; the caller knows that nothing else refers to it.
  @inline(__always) func append(_ other: StringObject) throws {
    let sum = count + other.count
    if sum > capacity { try reserve(for: sum) }
    (bytes + count).update(from: other.bytes, count: other.count)
    count = sum
    cachedHash = 0
  }

  @inline(never) private func reserve(for sum: Int) throws {
    let wanted = max(sum, 2 * capacity)
    try Sequences.checkBytes("string", sum, added: wanted - capacity)
    if capacity == Self.inlineCapacity {
      let grown = UnsafeMutablePointer<UInt8>.reserve(wanted)
      grown.update(from: bytes, count: count)
      bytes = grown
    } else {
      bytes = bytes.resized(from: capacity, to: wanted)
    }
    capacity = wanted
  }
}

extension Value {
  /// A string of these bytes; throws where it would be too long, or take too much memory beside them.
  init(checkedUTF8 bytes: [UInt8]) throws {
    try Sequences.checkBytes("string", bytes.count)
    self.init(StringObject(utf8: bytes))
  }
}

extension String {
  /// Whether the two hold the same bytes. `==` takes texts for equal that look alike.
  func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

  /// Whether this comes before `other`, byte by byte.
  func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}

/// A text as the key of a table: equal where the bytes are.
struct ExactText: Hashable {
  let text: String

  static func == (left: ExactText, right: ExactText) -> Bool { left.text.isSame(as: right.text) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

/// A `bytes` value.
public final class BytesObject: Object, @unchecked Sendable {
  let content: [UInt8]

  init(_ content: some Collection<UInt8>) {
    self.content = Array(content)
    super.init(kind: .bytes)
    MemoryBound.note(self.content.count)
  }

  var buffer: [UInt8] { content }
}

/// The hash of byte strings: eight bytes a step, by folded 128-bit products.
///
/// It is deterministic, for the order of nothing may depend on an address or a run.
enum ByteHash {
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The hash, in 32 bits; never 0.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var state = UInt64(truncatingIfNeeded: bytes.count) &* factor
    var index = 0
    guard let start = bytes.baseAddress.map({ UnsafeRawPointer($0) }) else { return 1 }
    while index &+ 8 <= bytes.count {
      state = fold(state ^ start.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index &+= 8
    }
    var tail: UInt64 = 0
    while index < bytes.count {
      tail = tail << 8 | UInt64(bytes[index])
      index &+= 1
    }
    let hash = UInt32(truncatingIfNeeded: fold(state ^ tail))
    return hash == 0 ? 1 : hash
  }

  @inline(__always) private static func fold(_ word: UInt64) -> UInt64 {
    let product = (word ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }
}
