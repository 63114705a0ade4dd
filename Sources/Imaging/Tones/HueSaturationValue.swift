/// 8-bit HSV as OpenCV has it: hue in half degrees (0…179), saturation and value in 0…255.
///
/// From RGB in OpenCV's fixed point, equal in every pixel; back to RGB in 32-bit arithmetic, rounded.
struct HSV {
  var hue: Int
  var saturation: Int
  var value: Int

  private static let fraction = 12
  /// (255 << 12) / i and (180 << 12) / (6 · i), rounded; 0 for i = 0.
  private static let saturations = reciprocals(255)
  private static let hues = reciprocals(30)

  private static func reciprocals(_ scale: Int) -> [Int] {
    [0] + (1...255).map { Int((Double(scale << fraction) / Double($0)).rounded(.toNearestOrEven)) }
  }

  @inline(__always)
  init(_ red: Int, _ green: Int, _ blue: Int, _ tables: Tables) {
    value = max(red, green, blue)
    let spread = value - min(red, green, blue)
    saturation = (spread &* tables.saturations[value] &+ 1 << 11) >> Self.fraction
    let sector =
      value == red
      ? green - blue : value == green ? blue - red + 2 * spread : red - green + 4 * spread
    hue = (sector &* tables.hues[spread] &+ 1 << 11) >> Self.fraction
    if hue < 0 { hue += 180 }
  }

  /// The two tables of reciprocals, at hand for a loop.
  struct Tables {
    let saturations: UnsafePointer<Int>
    let hues: UnsafePointer<Int>
  }

  static func withTables<Result>(_ body: (Tables) -> Result) -> Result? {
    saturations.withUnsafeBufferPointer { saturations in
      hues.withUnsafeBufferPointer { hues in
        guard let first = saturations.baseAddress, let second = hues.baseAddress else {
          return nil
        }
        return body(Tables(saturations: first, hues: second))
      }
    }
  }

  /// Red, green and blue.
  @inline(__always)
  var rgb: (UInt8, UInt8, UInt8) {
    let v = Float(value)
    let s = Float(saturation) * (1 / 255)
    let h = Float(hue) * (1 / 30)
    let sector = Int(h)
    let f = h - Float(sector)
    let (p, q, t) = (v * (1 - s), v * (1 - s * f), v * (1 - s * (1 - f)))
    return switch sector {
    case 0: (Self.byte(v), Self.byte(t), Self.byte(p))
    case 1: (Self.byte(q), Self.byte(v), Self.byte(p))
    case 2: (Self.byte(p), Self.byte(v), Self.byte(t))
    case 3: (Self.byte(p), Self.byte(q), Self.byte(v))
    case 4: (Self.byte(t), Self.byte(p), Self.byte(v))
    default: (Self.byte(v), Self.byte(p), Self.byte(q))
    }
  }

  @inline(__always)
  private static func byte(_ value: Float) -> UInt8 {
    UInt8(truncatingIfNeeded: Int32(min(max(value, 0), 255) + 0.5))
  }
}

extension Image {
  /// Shifts hue (half degrees, around the circle), saturation and value (both cut to 0…255):
  /// albumentations' `HueSaturationValue`. Grey pixels have no hue and stay grey.
  public mutating func shiftHSV(hue: Int, saturation: Int, value: Int) {
    if hue == 0, saturation == 0, value == 0 { return }
    let turn = ((hue % 180) + 180) % 180
    // No shift beyond ±255 differs from one of ±255.
    let (saturation, value) = (min(max(saturation, -255), 255), min(max(value, -255), 255))
    bytes.withUnsafeMutableBufferPointer { bytes in
      _ = HSV.withTables { tables in
        guard var pixel = bytes.baseAddress else { return }
        for _ in 0..<bytes.count / 3 {
          var color = HSV(Int(pixel[0]), Int(pixel[1]), Int(pixel[2]), tables)
          color.hue += turn
          if color.hue >= 180 { color.hue -= 180 }
          if color.saturation > 0 {
            color.saturation = min(max(color.saturation + saturation, 0), 255)
          }
          color.value = min(max(color.value + value, 0), 255)
          (pixel[0], pixel[1], pixel[2]) = color.rgb
          pixel += 3
        }
      }
    }
  }
}
