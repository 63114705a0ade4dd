/// Pictures out of characters `▀`, whose two halves take the colours of two pixels.
enum HalfBlocks {
  /// The rows that draw a picture without alpha, two pixels a cell, each ended.
  static func encode(_ picture: PixelBuffer, colors: Terminal.Colors) -> String {
    var output = ""
    for row in stride(from: 0, to: picture.height, by: 2) {
      var last: (upper: String, lower: String) = ("", "")
      for column in 0..<picture.width {
        let upper = code(picture.color(row: row, column: column), colors, "38")
        let lower =
          row + 1 < picture.height
          ? code(picture.color(row: row + 1, column: column), colors, "48") : "49"
        let changed = [upper == last.upper ? nil : upper, lower == last.lower ? nil : lower]
        let codes = changed.compactMap { $0 }
        if !codes.isEmpty { output += "\u{1B}[\(codes.joined(separator: ";"))m" }
        output += "▀"
        last = (upper, lower)
      }
      output += "\u{1B}[0m\n"
    }
    return output
  }

  private static func code(_ color: RGB, _ colors: Terminal.Colors, _ ground: String) -> String {
    colors == .trueColor
      ? "\(ground);2;\(color.red);\(color.green);\(color.blue)"
      : "\(ground);5;\(paletteIndex(of: color))"
  }

  /// The nearest of the 216 colours of the cube and the 24 greys of a 256-colour terminal.
  static func paletteIndex(of color: RGB) -> Int {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    func nearestLevel(_ value: UInt8) -> Int {
      levels.indices.min { distance(levels[$0], value) < distance(levels[$1], value) } ?? 0
    }
    let cube = [color.red, color.green, color.blue].map(nearestLevel)
    let inCube = RGB(red: levels[cube[0]], green: levels[cube[1]], blue: levels[cube[2]])
    let mean = (Int(color.red) + Int(color.green) + Int(color.blue)) / 3
    let step = min(max((mean - 3) / 10, 0), 23)
    let value = UInt8(8 + 10 * step)
    let gray = RGB(red: value, green: value, blue: value)
    return gray.distance(to: color) < inCube.distance(to: color)
      ? 232 + step : 16 + 36 * cube[0] + 6 * cube[1] + cube[2]
  }

  private static func distance(_ left: UInt8, _ right: UInt8) -> Int {
    abs(Int(left) - Int(right))
  }
}
