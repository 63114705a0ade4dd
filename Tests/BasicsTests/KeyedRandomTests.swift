import Testing

@testable import Basics

@Suite("Keyed randomness")
struct KeyedRandomTests {
  // Recorded from numpy.random.Philox(key=[1, 2], counter=[0, 7, 0, 0]), which counts up first.
  @Test("blocks equal NumPy's Philox")
  func knownAnswers() {
    let first = KeyedRandom.philox(counter: (1, 7, 0, 0), key: (1, 2))
    #expect(first.0 == 0xA59C_AB4B_800D_9443)
    #expect(first.1 == 0xDE7A_E558_7465_3E1C)
    #expect(first.2 == 0xAF61_6433_DFBA_0C74)
    #expect(first.3 == 0x151E_948A_6431_28A2)
    let second = KeyedRandom.philox(counter: (2, 7, 0, 0), key: (1, 2))
    #expect(second.3 == 0x9C3C_F33A_63D9_D762)
  }

  @Test("each part of the key makes another stream")
  func partsMatter() {
    let key = RandomKey(root: 1, purpose: "robot", dataset: "d", sample: "s", interaction: 2)
    var others = Array(repeating: key, count: 5)
    others[0].root = 2
    others[1].purpose = "robo"
    others[2].dataset = "ds"
    others[3].sample = ""
    others[4].interaction = 3
    let draws = ([key] + others).map { other in
      var generator = other.generator()
      return generator.next()
    }
    #expect(Set(draws).count == draws.count)
  }

  @Test("uniform draws stay in their range and fill it evenly")
  func uniformDraws() {
    var generator = RandomKey(root: 3, purpose: "test").generator()
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<10_000 {
      counts[Int(generator.uniform(2..<12)) - 2] += 1
    }
    // χ² with 9 degrees of freedom exceeds 27.9 once in a thousand keys.
    let chiSquare = counts.reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
    #expect(chiSquare < 27.9)
  }
}
