import Basics
import Testing

@testable import Language

@Suite("Exact integers")
struct BigIntegerTests {
  static func integer(_ text: Substring) -> BigInteger {
    let isNegative = text.hasPrefix("-")
    let magnitude =
      (try? BigInteger(digits: text.drop { $0 == "-" }.utf8, radix: 16)) ?? BigInteger(0)
    return isNegative ? -magnitude : magnitude
  }

  /// The float of C's hexadecimal notation.
  static func float(_ text: Substring) -> Double? { Double(String(text)) }

  @Test("agree with CPython on every recorded operation")
  func agreeWithCPython() throws {
    let bytes = try Files.read("Tests/LanguageTests/Fixtures/integers.txt")
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count > 400)
    for line in lines {
      let parts = line.split(separator: " ")
      let (a, b) = (Self.integer(parts[1]), Self.integer(parts[2]))
      switch parts[0] {
      case "true": #expect(try a.quotient(by: b) == Self.float(parts[3]), "\(line)")
      case "float": #expect(a.doubleValue == Self.float(parts[3]), "\(line)")
      case "dec":
        #expect(try a.text(radix: 10) == parts[3])
        let magnitude = try BigInteger(digits: parts[3].drop { $0 == "-" }.utf8, radix: 10)
        #expect(magnitude == BigInteger(magnitude: a.magnitude, isNegative: false))
      default: #expect(try Self.compute(parts[0], a, b) == Self.integer(parts[3]), "\(line)")
      }
    }
  }

  private static func compute(_ operation: Substring, _ a: BigInteger, _ b: BigInteger) throws
    -> BigInteger
  {
    switch operation {
    case "add": a + b
    case "sub": a - b
    case "mul": try a * b
    case "and": a & b
    case "or": a | b
    case "xor": a ^ b
    case "div": try a.floorDivided(by: b).quotient
    case "mod": try a.floorDivided(by: b).remainder
    case "shl": a.shiftedLeft(by: b.asInt ?? 0)
    default: a.shiftedRight(by: b.asInt ?? 0)
    }
  }

  @Test("a = (a // b) b + a % b, with the remainder on the divisor's side", arguments: 0..<40)
  func divisionIdentity(_ seed: Int) throws {
    var random = Random(seed: UInt64(seed + 1))
    let (a, b) = (random.integer(limbs: 30), random.integer(limbs: 12))
    guard !b.isZero else { return }
    let (quotient, remainder) = try a.floorDivided(by: b)
    #expect(try quotient * b + remainder == a)
    #expect(remainder.isZero || remainder.isNegative == b.isNegative)
  }

  @Test("Karatsuba's products equal those of the distributive law", arguments: 0..<6)
  func longProducts(_ seed: Int) throws {
    var random = Random(seed: UInt64(seed + 77))
    let (a, b, c) = (
      random.integer(limbs: 120), random.integer(limbs: 95), random.integer(limbs: 130)
    )
    #expect(try a * (b + c) == a * b + a * c)
    #expect(try (a + b) * (a - b) == a * a - b * b)
  }

  @Test("digits read back in every radix", arguments: 2...36)
  func radixRoundTrip(_ radix: Int) throws {
    var random = Random(seed: UInt64(radix))
    let value = random.integer(limbs: 60)
    let text = try value.text(radix: radix)
    let magnitude = try BigInteger(digits: text.drop { $0 == "-" }.utf8, radix: radix)
    #expect(magnitude.map { value.isNegative ? -$0 : $0 } == value)
  }

  @Test("an integer compares exactly with a float that is its neighbour")
  func floatNeighbours() {
    let exact = BigInteger(exactly: 9007199254740992.0)
    #expect(exact == BigInteger(9_007_199_254_740_992))
    #expect(BigInteger(exactly: 1e300)?.doubleValue == 1e300)
    #expect(BigInteger(exactly: 0.5) == nil)
    #expect(BigInteger(exactly: .infinity) == nil)
  }

  private struct Random {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }

    mutating func integer(limbs: Int) -> BigInteger {
      let count = Int(next() % UInt64(limbs)) + 1
      let magnitude = (0..<count).map { _ in UInt(next()) }
      return BigInteger(magnitude: magnitude, isNegative: next() & 1 == 1)
    }
  }
}
