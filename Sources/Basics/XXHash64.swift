/// The 64-bit xxHash of a stream of bytes (Collet, XXH64, specification 0.1.1).
///
/// It names data, it does not protect it: data sets get their fingerprint and random streams their
/// key from it. The same bytes give the same hash on every machine.
public struct XXHash64: Sendable {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  private let seed: UInt64
  private var lanes: (UInt64, UInt64, UInt64, UInt64)
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  /// Starts a hash with `seed`, zero unless told.
  public init(seed: UInt64 = 0) {
    self.seed = seed
    lanes = (
      seed &+ Self.prime1 &+ Self.prime2, seed &+ Self.prime2, seed, seed &- Self.prime1
    )
  }

  /// The hash of `bytes` alone.
  public static func hash(_ bytes: some Sequence<UInt8>, seed: UInt64 = 0) -> UInt64 {
    var hash = XXHash64(seed: seed)
    hash.update(Array(bytes))
    return hash.value
  }

  /// Adds bytes at the end of the stream.
  public mutating func update(_ bytes: [UInt8]) {
    length &+= UInt64(bytes.count)
    var start = 0
    if !pending.isEmpty {
      start = Swift.min(32 - pending.count, bytes.count)
      pending += bytes[..<start]
      guard pending.count == 32 else { return }
      pending.withUnsafeBytes { mix($0, at: 0) }
      pending.removeAll(keepingCapacity: true)
    }
    bytes.withUnsafeBytes { raw in
      while start + 32 <= raw.count {
        mix(raw, at: start)
        start += 32
      }
    }
    pending += bytes[start...]
  }

  /// Adds an integer as its eight bytes, the lowest first.
  public mutating func update(_ number: UInt64) {
    update(withUnsafeBytes(of: number.littleEndian) { Array($0) })
  }

  /// The hash of all bytes so far.
  public var value: UInt64 {
    var hash = length >= 32 ? mergedLanes : seed &+ Self.prime5
    hash = hash &+ length
    var rest = pending[...]
    while rest.count >= 8 {
      hash ^= Self.round(0, Self.littleEndian(rest.prefix(8)))
      hash = hash.rotatedLeft(27) &* Self.prime1 &+ Self.prime4
      rest = rest.dropFirst(8)
    }
    if rest.count >= 4 {
      hash ^= Self.littleEndian(rest.prefix(4)) &* Self.prime1
      hash = hash.rotatedLeft(23) &* Self.prime2 &+ Self.prime3
      rest = rest.dropFirst(4)
    }
    for byte in rest {
      hash ^= UInt64(byte) &* Self.prime5
      hash = hash.rotatedLeft(11) &* Self.prime1
    }
    return Self.avalanche(hash)
  }

  private var mergedLanes: UInt64 {
    var hash =
      lanes.0.rotatedLeft(1) &+ lanes.1.rotatedLeft(7)
      &+ lanes.2.rotatedLeft(12) &+ lanes.3.rotatedLeft(18)
    for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
      hash ^= Self.round(0, lane)
      hash = hash &* Self.prime1 &+ Self.prime4
    }
    return hash
  }

  private mutating func mix(_ raw: UnsafeRawBufferPointer, at offset: Int) {
    func word(_ index: Int) -> UInt64 {
      UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset + 8 * index, as: UInt64.self))
    }
    lanes.0 = Self.round(lanes.0, word(0))
    lanes.1 = Self.round(lanes.1, word(1))
    lanes.2 = Self.round(lanes.2, word(2))
    lanes.3 = Self.round(lanes.3, word(3))
  }

  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    (lane &+ word &* prime2).rotatedLeft(31) &* prime1
  }

  private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func avalanche(_ hash: UInt64) -> UInt64 {
    var mixed = (hash ^ hash >> 33) &* prime2
    mixed = (mixed ^ mixed >> 29) &* prime3
    return mixed ^ mixed >> 32
  }
}

extension UInt64 {
  func rotatedLeft(_ bits: UInt64) -> UInt64 { self << bits | self >> (64 - bits) }
}
