extension Color {
  /// Black.
  public static let black = Color(0, 0, 0)
  /// White.
  public static let white = Color(255, 255, 255)
  /// Positive clicks.
  public static let positive = Color(46, 204, 98)
  /// Negative clicks.
  public static let negative = Color(238, 66, 62)
  /// A predicted mask, blended over its image.
  public static let prediction = Color(64, 148, 255)
  /// The outline of the region to segment.
  public static let target = Color(255, 208, 56)
  /// The ground of montages.
  public static let ground = Color(24, 26, 31)
  /// Captions on that ground.
  public static let caption = Color(222, 226, 234)

  /// This colour with `other` over it: `opacity` 0 leaves this one, 1 gives the other.
  public func blended(with other: Color, opacity: Double) -> Color {
    // A value that is no number counts as 0.
    let share = opacity > 0 ? min(opacity, 1) : 0
    func mix(_ own: UInt8, _ other: UInt8) -> UInt8 {
      UInt8((Double(own) + (Double(other) - Double(own)) * share).rounded())
    }
    return Color(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
  }
}
