/// What a random draw is for: every stream of random numbers is a function of these five facts alone.
///
/// Order, number of threads, shards and resume never change a result, because no two draws share a
/// generator: each purpose, sample and interaction has a stream of its own.
public struct RandomKey: Hashable, Sendable {
  /// The seed of the run, which `set_seed` sets.
  public var root: UInt64
  /// What is drawn, for example `robot.random_false`.
  public var purpose: String
  /// The data set's name.
  public var dataset: String
  /// The sample's id within the data set.
  public var sample: String
  /// The index of the interaction, from 0.
  public var interaction: Int

  /// Creates a key; every part that does not apply stays empty.
  public init(
    root: UInt64, purpose: String, dataset: String = "", sample: String = "", interaction: Int = 0
  ) {
    self.root = root
    self.purpose = purpose
    self.dataset = dataset
    self.sample = sample
    self.interaction = interaction
  }

  /// The key of the same draws at another interaction.
  public func at(_ interaction: Int) -> RandomKey {
    var key = self
    key.interaction = interaction
    return key
  }

  /// The key of other draws that are part of these.
  public func child(_ name: String) -> RandomKey {
    var key = self
    key.purpose += "/\(name)"
    return key
  }

  /// The generator of this key's stream, at its start.
  public func generator() -> KeyedRandom {
    var hash = XXHash64(seed: root)
    for part in [purpose, dataset, sample] {
      hash.update(UInt64(part.utf8.count))
      hash.update(Array(part.utf8))
    }
    return KeyedRandom(key: (hash.value, root), stream: UInt64(bitPattern: Int64(interaction)))
  }
}

/// A counter-based generator: block `n` of stream `s` is a fixed function of the key, `n` and `s`.
///
/// Philox4x64 with ten rounds (Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as
/// 1, 2, 3. SC 2011). The counter's four words are (block, stream, 0, 0).
public struct KeyedRandom: RandomNumberGenerator, Sendable {
  private let key: (UInt64, UInt64)
  private let stream: UInt64
  private var block: UInt64 = 0
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var used = 4

  /// Starts a stream of the generator with a 128-bit key.
  public init(key: (UInt64, UInt64), stream: UInt64) {
    self.key = key
    self.stream = stream
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    if used == 4 {
      words = Self.philox(counter: (block, stream, 0, 0), key: key)
      block &+= 1
      used = 0
    }
    defer { used += 1 }
    switch used {
    case 0: return words.0
    case 1: return words.1
    case 2: return words.2
    default: return words.3
    }
  }

  /// A number in [0, 1), a multiple of 2⁻⁵³.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number in [lower, upper).
  public mutating func uniform(_ range: Range<Double>) -> Double {
    range.lowerBound + uniform() * (range.upperBound - range.lowerBound)
  }

  /// A whole number in 0 ..< `bound`, each equally likely; `bound` is positive.
  public mutating func index(below bound: Int) -> Int { Int(next(upperBound: UInt64(bound))) }

  /// One block of the generator: ten rounds of two 64 × 64 → 128-bit products.
  static func philox(
    counter: (UInt64, UInt64, UInt64, UInt64), key: (UInt64, UInt64)
  ) -> (UInt64, UInt64, UInt64, UInt64) {
    var (c, k) = (counter, key)
    for _ in 0..<10 {
      let low = UInt64(0xD2E7_470E_E14C_6C93).multipliedFullWidth(by: c.0)
      let high = UInt64(0xCA5A_8263_9512_1157).multipliedFullWidth(by: c.2)
      c = (high.high ^ c.1 ^ k.0, high.low, low.high ^ c.3 ^ k.1, low.low)
      k = (k.0 &+ 0x9E37_79B9_7F4A_7C15, k.1 &+ 0xBB67_AE85_84CA_A73B)
    }
    return c
  }
}
