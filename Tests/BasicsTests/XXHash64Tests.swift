import Testing

@testable import Basics

@Suite("XXHash64")
struct XXHash64Tests {
  // Recorded from the reference implementation (xxhash 3.5, python-xxhash).
  @Test(
    "hashes equal the reference implementation's",
    arguments: [
      ("", 0, 0xEF46_DB37_51D8_E999), ("a", 0, 0xD24E_C4F1_A98C_6E5B),
      ("abc", 0, 0x44BC_2CF5_AD77_0999),
    ] as [(String, UInt64, UInt64)])
  func knownAnswers(text: String, seed: UInt64, expected: UInt64) {
    #expect(XXHash64.hash(text.utf8, seed: seed) == expected)
  }

  @Test(
    "hashes of longer input, with seeds, equal the reference implementation's",
    arguments: [
      (200, 5, 0x312F_89FC_AB53_76EB), (200, 0, 0x1C76_0183_C44E_5E90),
      (31, 7, 0xE9E2_11C6_39C0_A0BA), (37, 1, 0xBDF0_016E_1491_9D94),
      (100, 9_223_372_036_854_775_817, 0xA84B_08FE_33EA_FFE5),
    ] as [(Int, UInt64, UInt64)])
  func longer(count: Int, seed: UInt64, expected: UInt64) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
    #expect(XXHash64.hash(bytes, seed: seed) == expected)
  }

  @Test("a stream in pieces hashes as the whole", arguments: [1, 7, 31, 32, 33, 64, 100])
  func pieces(length: Int) {
    let bytes = (0..<200).map { UInt8(truncatingIfNeeded: $0 * 37) }
    var hash = XXHash64(seed: 5)
    for start in stride(from: 0, to: bytes.count, by: length) {
      hash.update(Array(bytes[start..<min(start + length, bytes.count)]))
    }
    #expect(hash.value == XXHash64.hash(bytes, seed: 5))
  }
}
