import Glibc

/// Colours for numbers, in an order that the eye sees: from nearly black to nearly white, each lighter
/// than the one before.
///
/// The path is drawn in Oklab (Ottosson 2020): lightness rises evenly while the hue turns from indigo
/// through magenta and orange to yellow.
public enum HeatMap {
  /// The colour of a share from 0 to 1; beyond it the nearest end, and grey for what is no number.
  public static func color(_ share: Float) -> Color {
    guard !share.isNaN else { return Color(128, 128, 128) }
    return colors[Int((min(max(share, 0), 1) * 255).rounded())]
  }

  private static let colors: [Color] = (0...255).map { index in
    let share = Double(index) / 255
    let chroma = 0.19 * sin(.pi * (0.12 + 0.80 * share))
    let hue = (285 + 180 * share) * .pi / 180
    return color(lightness: 0.14 + 0.83 * share, a: chroma * cos(hue), b: chroma * sin(hue))
  }

  /// An Oklab colour in sRGB, clipped to what sRGB can show.
  private static func color(lightness: Double, a: Double, b: Double) -> Color {
    let long = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
    let medium = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
    let short = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
    return Color(
      encoded(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
      encoded(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
      encoded(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short))
  }

  private static func cube(_ value: Double) -> Double { value * value * value }

  /// sRGB's transfer function, to a byte.
  private static func encoded(_ linear: Double) -> UInt8 {
    let light = min(max(linear, 0), 1)
    let value = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
    return UInt8((value * 255).rounded())
  }
}

extension Plane {
  /// The plane in the colours of ``HeatMap``.
  ///
  /// - Parameter range: the values that get the first and the last colour; [0, 1] for probabilities.
  ///   `nil` takes the smallest and largest finite value.
  public func heatMap(_ range: ClosedRange<Float>? = 0...1) -> Image {
    let range = range ?? finiteRange
    let span = range.upperBound - range.lowerBound
    var image = Image(size: size)
    for index in values.indices {
      let share = span > 0 ? (values[index] - range.lowerBound) / span : 0
      let color = HeatMap.color(share)
      image.bytes[3 * index] = color.red
      image.bytes[3 * index + 1] = color.green
      image.bytes[3 * index + 2] = color.blue
    }
    return image
  }

  private var finiteRange: ClosedRange<Float> {
    let finite = values.lazy.filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else { return 0...1 }
    return least...most
  }
}
