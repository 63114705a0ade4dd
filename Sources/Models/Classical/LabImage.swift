// CIE 15: Colorimetry. IEC 61966-2-1 (sRGB) with the D65 white point.

import Glibc
import Imaging

/// A picture in CIELAB, the space in which the models without weights compare colours.
struct LabImage: Sendable {
  /// Lightness in [0, 100] and the two opponent axes, about [−110, 110]; the fourth lane is 0.
  typealias Color = SIMD4<Float>

  /// Height and width.
  let size: Size
  /// One colour a pixel in row-major order.
  let colors: [Color]

  /// Converts an sRGB picture.
  init(_ image: Image) {
    size = image.size
    let linear = (0...255).map { Self.linear(Float($0) / 255) }
    colors = (0..<image.size.count).map { index in
      let at = 3 * index
      return Self.color(
        red: linear[Int(image.bytes[at])], green: linear[Int(image.bytes[at + 1])],
        blue: linear[Int(image.bytes[at + 2])])
    }
  }

  /// Wraps colours that are already in order.
  init(size: Size, colors: [Color]) {
    self.size = size
    self.colors = colors
  }

  /// The squared colour difference ΔE² (CIE 1976) of two pixels.
  @inline(__always)
  static func squaredDifference(_ first: Color, _ second: Color) -> Float {
    let difference = first - second
    return (difference * difference).sum()
  }

  /// A linear-light sRGB colour, its parts in [0, 1], in CIELAB.
  static func color(red: Float, green: Float, blue: Float) -> Color {
    let x = (0.412_456_4 * red + 0.357_576_1 * green + 0.180_437_5 * blue) / 0.950_47
    let y = 0.212_672_9 * red + 0.715_152_2 * green + 0.072_175_0 * blue
    let z = (0.019_333_9 * red + 0.119_192_0 * green + 0.950_304_1 * blue) / 1.088_83
    let (fx, fy, fz) = (compressed(x), compressed(y), compressed(z))
    return Color(116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz), 0)
  }

  private static func linear(_ value: Float) -> Float {
    value <= 0.040_45 ? value / 12.92 : powf((value + 0.055) / 1.055, 2.4)
  }

  private static func compressed(_ value: Float) -> Float {
    value > 216 / 24389 ? cbrtf(value) : (value * 24389 / 27 + 16) / 116
  }
}

/// eˣ in single precision.
@inline(__always)
func exponential(_ x: Float) -> Float { expf(x) }

/// xʸ in single precision, for x of at least 0.
@inline(__always)
func power(_ x: Float, _ y: Float) -> Float { powf(x, y) }
