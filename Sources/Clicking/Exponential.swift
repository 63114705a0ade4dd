/// The exponential of numbers from -708 to 0, to 12 digits.
///
/// x = n·ln 2 + r with |r| ≤ ln 2 / 2; e^r is its Taylor polynomial, and n is added to the exponent.
/// The sum with 1.5·2⁵² rounds to a whole number and leaves it in the lowest bits.
@inline(__always)
func exponential(_ x: SIMD4<Double>) -> SIMD4<Double> {
  let bounded = x.replacing(with: -700, where: x .< -700)
  let shifted = bounded * 1.442_695_040_888_963_4 + 0x1.8p52
  let r = bounded - (shifted - 0x1.8p52) * 0.693_147_180_559_945_3
  var sum = r * (1 / 3_628_800) + 1 / 362_880
  sum = sum * r + 1 / 40_320
  sum = sum * r + 1 / 5040
  sum = sum * r + 1 / 720
  sum = sum * r + 1 / 120
  sum = sum * r + 1 / 24
  sum = sum * r + 1 / 6
  sum = sum * r + 0.5
  sum = sum * r + 1
  sum = sum * r + 1
  let exponent = unsafeBitCast(shifted, to: SIMD4<Int64>.self) &<< 52
  return unsafeBitCast(
    unsafeBitCast(sum, to: SIMD4<Int64>.self) &+ exponent, to: SIMD4<Double>.self)
}
