public import Basics
import Glibc

extension Image {
  /// Adds noise as a camera's sensor does at high sensitivity: albumentations' `ISONoise`.
  ///
  /// In HLS with lightness in 0…1 and hue in degrees: lightness L grows by n · intensity · (1 − L), with n
  /// of the Poisson distribution whose mean is the deviation of L over the image times `intensity`; hue
  /// moves by a normal number of deviation `colorShift` · `intensity` degrees, times 360 so that a share of
  /// the circle is meant.
  ///
  /// - Parameters:
  ///   - colorShift: the deviation of hue, as a share of the circle.
  ///   - intensity: how strong both are.
  public mutating func addSensorNoise(
    colorShift: Double, intensity: Double, using random: inout KeyedRandom
  ) {
    let spread = lightnessDeviation * intensity
    let thresholds = Poisson.cumulative(mean: spread)
    let hueDeviation = Float(360 * colorShift * intensity)
    bytes.withUnsafeMutableBufferPointer { bytes in
      _ = NormalQuantiles.withTable { table in
        for start in stride(from: 0, to: bytes.count, by: 3) {
          var color = HLS(bytes[start], bytes[start + 1], bytes[start + 2])
          let bits = random.next()
          let count = Poisson.number(bits >> 16, thresholds)
          color.hue += hueDeviation * NormalQuantiles.number(bits, table)
          color.lightness += Float(count) * Float(intensity) * (1 - color.lightness)
          (bytes[start], bytes[start + 1], bytes[start + 2]) = color.rgb
        }
      }
    }
  }

  /// The deviation of lightness, (max + min) / 2 of each pixel as 0…1.
  private var lightnessDeviation: Double {
    guard size.count > 0 else { return 0 }
    var (sum, squares) = (0, 0)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let (red, green, blue) = (bytes[start], bytes[start + 1], bytes[start + 2])
      let doubled = Int(max(red, green, blue)) + Int(min(red, green, blue))
      sum += doubled
      squares += doubled * doubled
    }
    let mean = Double(sum) / Double(size.count)
    return max(Double(squares) / Double(size.count) - mean * mean, 0).squareRoot() / 510
  }
}

/// Whole numbers of the Poisson distribution, by its cumulative probabilities in 2⁻⁴⁸.
private enum Poisson {
  /// P(n ≤ k) for k = 0, 1, … until what is left is less than 2⁻⁴⁸.
  static func cumulative(mean: Double) -> [UInt64] {
    var (term, sum) = (exp(-mean), 0.0)
    var thresholds: [UInt64] = []
    for count in 1...200 {
      sum += term
      thresholds.append(UInt64(min(sum, 1) * 0x1p48))
      if 1 - sum < 0x1p-48 { break }
      term *= mean / Double(count)
    }
    return thresholds
  }

  @inline(__always)
  static func number(_ bits: UInt64, _ thresholds: [UInt64]) -> Int {
    var count = 0
    while count < thresholds.count, bits >= thresholds[count] { count += 1 }
    return count
  }
}

/// Hue in degrees, lightness and saturation in 0…1.
private struct HLS {
  var hue: Float
  var lightness: Float
  var saturation: Float

  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    let (r, g, b) = (Float(red) / 255, Float(green) / 255, Float(blue) / 255)
    let (high, low) = (max(r, g, b), min(r, g, b))
    let spread = high - low
    lightness = (high + low) / 2
    saturation = spread == 0 ? 0 : spread / (lightness < 0.5 ? high + low : 2 - high - low)
    hue =
      spread == 0
      ? 0
      : 60
        * (high == r
          ? (g - b) / spread : high == g ? 2 + (b - r) / spread : 4 + (r - g) / spread)
  }

  var rgb: (UInt8, UInt8, UInt8) {
    let light = min(max(lightness, 0), 1)
    let chroma = (1 - abs(2 * light - 1)) * saturation
    let low = light - chroma / 2
    // The distance from a sector's pure colour: 0 at it, 1 where the next one begins.
    func channel(_ offset: Float) -> UInt8 {
      var angle = (hue / 60 + offset).truncatingRemainder(dividingBy: 6)
      if angle < 0 { angle += 6 }
      let share = min(max(min(angle - 1, 5 - angle), 0), 1)
      return UInt8(truncatingIfNeeded: Int32(min(max(low + chroma * share, 0), 1) * 255 + 0.5))
    }
    return (channel(3), channel(1), channel(5))
  }
}
