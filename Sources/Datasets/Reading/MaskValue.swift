public import Imaging

/// What a pixel of a mask file holds: a sample (grey or an index), or a colour.
public enum MaskValue: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// A grey value or an index into a palette, as it is stored.
  case sample(UInt16)
  /// A colour as it is seen.
  case color(Color)

  /// Reads `128`, `white`, `#ff0000` or `255,0,0`; `nil` for anything else.
  public init?(_ text: String) {
    if let sample = UInt16(text) {
      self = .sample(sample)
    } else if let named = Self.names.first(where: { $0.name == text.lowercased() }) {
      self = .color(named.color)
    } else if text.hasPrefix("#"), text.utf8.count == 7,
      let number = UInt32(text.dropFirst(), radix: 16)
    {
      self = .color(
        Color(UInt8(number >> 16), UInt8(number >> 8 & 255), UInt8(number & 255)))
    } else {
      let parts = text.split(separator: ",").map { UInt8($0.filter { $0 != " " }) }
      guard parts.count == 3, let red = parts[0], let green = parts[1], let blue = parts[2] else {
        return nil
      }
      self = .color(Color(red, green, blue))
    }
  }

  /// Samples come before colours; each in the order of their numbers.
  public static func < (left: MaskValue, right: MaskValue) -> Bool {
    switch (left, right) {
    case (.sample(let first), .sample(let second)): first < second
    case (.color(let first), .color(let second)): first.number < second.number
    case (.sample, .color): true
    case (.color, .sample): false
    }
  }

  /// The spelling that ``init(_:)`` reads.
  public var description: String {
    switch self {
    case .sample(let sample): return "\(sample)"
    case .color(let color):
      if let named = Self.names.first(where: { $0.color == color }) { return named.name }
      return "\(color.red),\(color.green),\(color.blue)"
    }
  }

  private static let names: [(name: String, color: Color)] = [
    ("black", Color(0, 0, 0)), ("white", Color(255, 255, 255)), ("red", Color(255, 0, 0)),
    ("green", Color(0, 255, 0)), ("blue", Color(0, 0, 255)), ("yellow", Color(255, 255, 0)),
    ("magenta", Color(255, 0, 255)), ("cyan", Color(0, 255, 255)),
  ]

  /// Marks the pixels of a file that hold the value with 1: a sample as it is stored, a colour as it is seen.
  ///
  /// In a file of three colours a sample stands for its grey.
  func pixels(of raster: Raster) -> [UInt8] {
    switch self {
    case .sample(let wanted) where raster.channels >= 3 && wanted < 256:
      return raster.region(of: Color(grey: wanted)).codes
    case .sample(let wanted):
      let found = raster.channel(0) { $0 == wanted ? 1 : 0 }
      return found.map { UInt8(truncatingIfNeeded: $0) }
    case .color(let color): return raster.region(of: color).codes
    }
  }
}

extension Color {
  /// R + 256·G + 65536·B.
  var number: Int { Int(red) | Int(green) << 8 | Int(blue) << 16 }

  /// The colour of a number.
  init(number: Int) {
    self.init(
      UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8),
      UInt8(truncatingIfNeeded: number >> 16))
  }

  /// The grey of an 8-bit sample.
  init(grey sample: UInt16) {
    let part = UInt8(truncatingIfNeeded: sample)
    self.init(part, part, part)
  }

  var isGrey: Bool { red == green && green == blue }
}
