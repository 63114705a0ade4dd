import Basics
import Glibc

/// A string: bytes that are UTF-8 by intent, indexed and sliced as bytes.
///
/// Up to 16 bytes lie in the object itself; more lie in memory of their own, which may have room to
/// spare, so that `s += t` in a loop takes linear time where nothing else refers to `s`.
public final class StringObject: Object, @unchecked Sendable {
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var count: Int
  private var capacity: Int
  /// The hash of the bytes; 0 until it is first asked for.
  private var cachedHash = 0
  private var inlineBytes: (UInt64, UInt64) = (0, 0)

  private static let inlineCapacity = 16

  /// The most bytes that a string may have.
  static let greatestCount = 1 << 30

  /// A string of `count` bytes, which the caller writes at once.
  init(uninitializedCount count: Int) {
    self.count = count
    capacity = max(count, Self.inlineCapacity)
    bytes = .reserve(count > Self.inlineCapacity ? count : 0)
    super.init(kind: .string)
    if count <= Self.inlineCapacity { bytes = inlineAddress }
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
    var rest = number.magnitude
    var count = number < 0 ? 2 : 1
    while rest >= 10 {
      rest /= 10
      count += 1
    }
    self.init(uninitializedCount: count)
    rest = number.magnitude
    var position = count
    repeat {
      position -= 1
      bytes[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if number < 0 { bytes[0] = UInt8(ascii: "-") }
  }

  /// The two strings joined.
  convenience init(_ left: StringObject, _ right: StringObject) {
    self.init(uninitializedCount: left.count + right.count)
    bytes.update(from: left.bytes, count: left.count)
    (bytes + left.count).update(from: right.bytes, count: right.count)
  }

  deinit { if bytes != inlineAddress { free(bytes) } }

  // A stored property of a class does not move, and this one is reached by its address alone.
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
    return cachedHash
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

  /// Grows this string; the caller knows that nothing else refers to it.
  func appendInPlace(_ other: StringObject) throws {
    let sum = count + other.count
    if sum > capacity { try reserve(max(sum, 2 * capacity)) }
    (bytes + count).update(from: other.bytes, count: other.count)
    count = sum
    cachedHash = 0
  }

  private func reserve(_ wanted: Int) throws {
    try MemoryBound.require(wanted - capacity)
    if bytes == inlineAddress {
      let grown = UnsafeMutablePointer<UInt8>.reserve(wanted)
      grown.update(from: bytes, count: count)
      bytes = grown
    } else {
      bytes = bytes.resized(from: capacity, to: wanted)
    }
    capacity = wanted
  }
}

/// A `bytes` value.
public final class BytesObject: Object, @unchecked Sendable {
  let content: [UInt8]

  init(_ content: some Collection<UInt8>) {
    self.content = Array(content)
    super.init(kind: .bytes)
  }

  var buffer: [UInt8] { content }
}

/// The hash of byte strings: eight bytes a step, by folded 128-bit products.
///
/// It is deterministic, for the order of nothing may depend on an address or a run.
enum ByteHash {
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
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
    let hash = Int(truncatingIfNeeded: fold(state ^ tail))
    return hash == 0 ? 1 : hash
  }

  @inline(__always) private static func fold(_ word: UInt64) -> UInt64 {
    let product = (word ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }
}
