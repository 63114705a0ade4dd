import Basics

/// The graphics protocol of the kitty terminal: the pixels as Base64 in escape sequences of at most
/// 4096 bytes each.
enum KittyGraphics {
  private static let chunk = 4096

  /// The sequences that draw a picture at the cursor, over so many cells, and end its line. `q=2`
  /// keeps the terminal from answering.
  static func encode(_ picture: PixelBuffer, columns: Int, rows: Int) -> [UInt8] {
    let data = Base64.encode(picture.bytes)
    var output: [UInt8] = []
    for start in stride(from: 0, to: data.count, by: chunk) {
      let end = min(start + chunk, data.count)
      let more = end < data.count ? 1 : 0
      let keys =
        start == 0
        ? "a=T,f=\(picture.channels * 8),s=\(picture.width),v=\(picture.height),"
          + "c=\(columns),r=\(rows),q=2,m=\(more)"
        : "m=\(more)"
      output += "\u{1B}_G\(keys);".utf8
      output += data[start..<end]
      output += "\u{1B}\\".utf8
    }
    return output + "\n".utf8
  }
}
