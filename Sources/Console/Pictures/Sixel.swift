/// DEC's sixel graphics: bands of six rows, drawn colour by colour.
enum Sixel {
  /// The sequence that draws a picture without alpha with at most so many colours, and ends its line.
  static func encode(_ picture: PixelBuffer, registers: Int) -> [UInt8] {
    let palette = Palette(picture, count: registers)
    let indices = palette.indices(of: picture)
    var output = Array("\u{1B}P0;1;0q\"1;1;\(picture.width);\(picture.height)".utf8)
    for (index, color) in palette.colors.enumerated() {
      let levels = [color.red, color.green, color.blue].map { String(Palette.percent($0)) }
      output += "#\(index);2;\(levels.joined(separator: ";"))".utf8
    }
    for top in stride(from: 0, to: picture.height, by: 6) {
      let rows = min(6, picture.height - top)
      if top > 0 { output.append(UInt8(ascii: "-")) }
      appendBand(
        indices[top * picture.width..<(top + rows) * picture.width], width: picture.width,
        colors: palette.colors.count, to: &output)
    }
    return output + "\u{1B}\\\n".utf8
  }

  /// Appends one band: for each colour in it a run over its columns, where a bit of a character says
  /// which of the six rows have the colour.
  private static func appendBand(
    _ band: ArraySlice<UInt8>, width: Int, colors: Int, to output: inout [UInt8]
  ) {
    var used = [Bool](repeating: false, count: colors)
    for index in band { used[Int(index)] = true }
    var isFirst = true
    for color in 0..<colors where used[color] {
      if !isFirst { output.append(UInt8(ascii: "$")) }
      isFirst = false
      output += "#\(color)".utf8
      var bits = [UInt8](repeating: 0, count: width)
      for (offset, index) in band.enumerated() where index == color {
        bits[offset % width] |= 1 << UInt8(offset / width)
      }
      appendRuns(bits, to: &output)
    }
  }

  /// Appends columns, repeated ones as a count; empty columns at the end are left out.
  private static func appendRuns(_ bits: [UInt8], to output: inout [UInt8]) {
    let end = (bits.lastIndex { $0 != 0 } ?? -1) + 1
    var start = 0
    while start < end {
      var next = start + 1
      while next < end, bits[next] == bits[start] { next += 1 }
      let character = bits[start] + 0x3F
      let count = next - start
      if count > 3 {
        output += "!\(count)".utf8
        output.append(character)
      } else {
        output += repeatElement(character, count: count)
      }
      start = next
    }
  }
}
