import Glibc

/// Interpolation kernels: how much a sample counts, by its distance in pixels.
enum Kernel {
  /// Keys' cubic with a = −0.75 for the four samples around a position that lies `fraction` past
  /// the second.
  ///
  /// R. Keys, "Cubic convolution interpolation for digital image processing", 1981.
  static func cubic(_ fraction: Float, into weights: inout ArraySlice<Float>) {
    weights[0] = keys(1 + fraction, a: -0.75)
    weights[1] = keys(fraction, a: -0.75)
    weights[2] = keys(1 - fraction, a: -0.75)
    weights[3] = keys(2 - fraction, a: -0.75)
  }

  /// The Lanczos window of four lobes for the eight samples around a position that lies `fraction`
  /// past the fourth, normalised to a sum of 1.
  static func lanczos4(_ fraction: Float, into weights: inout ArraySlice<Float>) {
    var sum: Float = 0
    for tap in 0..<8 {
      weights[tap] = Float(sincProduct(Double(fraction) - Double(tap - 3), lobes: 4))
      sum += weights[tap]
    }
    for tap in 0..<8 { weights[tap] /= sum }
  }

  /// The piecewise cubic that is 1 at 0 and 0 at ±1 and beyond ±2.
  static func keys<Value: BinaryFloatingPoint>(_ distance: Value, a: Value) -> Value {
    let x = abs(distance)
    if x <= 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
    if x < 2 { return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a }
    return 0
  }

  /// sinc(x) · sinc(x / lobes), 0 beyond `lobes`.
  private static func sincProduct(_ x: Double, lobes: Double) -> Double {
    if abs(x) < 1e-6 { return 1 }
    if abs(x) >= lobes { return 0 }
    let angle = Double.pi * x
    return lobes * sin(angle) * sin(angle / lobes) / (angle * angle)
  }

  /// A kernel that may be widened.
  struct Windowed {
    private let interpolation: Interpolation

    init(_ interpolation: Interpolation) { self.interpolation = interpolation }

    /// The distance beyond which nothing counts.
    var support: Double {
      switch interpolation {
      case .cubic: 2
      case .lanczos: 3
      default: 1
      }
    }

    /// Triangle, Keys' cubic with a = −0.5, or Lanczos with three lobes: Pillow's three.
    func callAsFunction(at distance: Double) -> Double {
      switch interpolation {
      case .cubic: keys(distance, a: -0.5)
      case .lanczos: sincProduct(distance, lobes: 3)
      default: max(0, 1 - abs(distance))
      }
    }
  }
}
