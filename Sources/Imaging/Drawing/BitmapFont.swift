/// A small font of Segue's own: glyphs of 5 × 9 pixels for ASCII and some signs, enlarged by whole numbers.
public enum BitmapFont {
  /// From the left of one glyph to the left of the next, in pixels at scale 1.
  public static let advance = 6
  /// From the top of one line to the top of the next, in pixels at scale 1.
  public static let lineHeight = 11
  /// The height of a glyph with its descender, in pixels at scale 1.
  public static let glyphHeight = 9
  /// The width of a glyph, in pixels at scale 1.
  public static let glyphWidth = 5

  /// The size of a text's picture; lines end at line breaks.
  public static func size(of text: String, scale: Int = 1) -> Size {
    let lines = lines(of: text)
    let scale = max(scale, 1)
    let longest = lines.map(\.count).max() ?? 0
    guard longest > 0 else { return Size(height: 0, width: 0) }
    return Size(
      height: ((lines.count - 1) * lineHeight + glyphHeight) * scale,
      width: (longest * advance - 1) * scale)
  }

  /// The beginning of a line of text that is no wider than `width` pixels; `…` stands for what is left out.
  public static func shortened(_ text: String, toWidth width: Int, scale: Int = 1) -> String {
    guard size(of: text, scale: scale).width > width else { return text }
    let fitting = max(0, (width / max(scale, 1) + 1) / advance - 1)
    return text.prefix(fitting) + "…"
  }

  /// The nine rows of a character's glyph, from the top; the leftmost pixel is bit 4.
  static func rows(of character: Character) -> [UInt8] {
    glyphs[character] ?? glyphs["\u{FFFD}"] ?? []
  }

  static func lines(of text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static let glyphs: [Character: [UInt8]] = {
    var glyphs: [Character: [UInt8]] = [:]
    for (index, character) in GlyphPicture.characters.enumerated() {
      let rows = GlyphPicture.bands[index / 16].split(separator: "\n")
      glyphs[character] = rows.map { row in
        row.dropFirst(index % 16 * advance).prefix(glyphWidth).reduce(0) { bits, pixel in
          bits << 1 | (pixel == "#" ? 1 : 0)
        }
      }
    }
    return glyphs
  }()
}

extension Image {
  /// Writes text with its top left corner at a pixel; what lies outside the picture is left out.
  ///
  /// - Parameters:
  ///   - scale: how many pixels wide and high each pixel of a glyph is.
  ///   - shadow: a colour for a copy one glyph pixel down and to the right, which keeps text
  ///     readable on any ground.
  public mutating func drawText(
    _ text: String, at origin: Pixel, color: Color = .white, scale: Int = 1, shadow: Color? = nil
  ) {
    let scale = max(scale, 1)
    if let shadow {
      let below = Pixel(row: origin.row + scale, column: origin.column + scale)
      drawText(text, at: below, color: shadow, scale: scale)
    }
    for (line, characters) in BitmapFont.lines(of: text).enumerated() {
      for (place, character) in characters.enumerated() {
        let corner = Pixel(
          row: origin.row + line * BitmapFont.lineHeight * scale,
          column: origin.column + place * BitmapFont.advance * scale)
        drawGlyph(BitmapFont.rows(of: character), at: corner, color, scale)
      }
    }
  }

  private mutating func drawGlyph(_ rows: [UInt8], at corner: Pixel, _ color: Color, _ scale: Int) {
    for (row, bits) in rows.enumerated() where bits != 0 {
      for column in 0..<BitmapFont.glyphWidth
      where bits >> (BitmapFont.glyphWidth - 1 - column) & 1 == 1 {
        let (top, left) = (corner.row + row * scale, corner.column + column * scale)
        fill(PixelBox(rows: top..<top + scale, columns: left..<left + scale), with: color)
      }
    }
  }
}
