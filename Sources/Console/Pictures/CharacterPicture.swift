/// Pictures out of ten characters of growing darkness on a light page, brightness on a dark terminal.
enum CharacterPicture {
  private static let levels = Array(" .:-=+*#%@")

  /// The rows that draw a picture without alpha, a pixel a cell, each ended.
  static func encode(_ picture: PixelBuffer) -> String {
    var output = ""
    for row in 0..<picture.height {
      var text = ""
      for column in 0..<picture.width {
        let luminance = picture.color(row: row, column: column).luminance
        text.append(levels[luminance * levels.count / 256])
      }
      while text.hasSuffix(" ") { text.removeLast() }
      output += text + "\n"
    }
    return output
  }
}
