import Basics

/// The inline images of iTerm2, which WezTerm and mintty show as well: a picture file as Base64 in
/// OSC 1337.
enum InlineImage {
  /// The sequence that draws a picture file at the cursor, over so many cells, and ends its line.
  static func encode(_ file: [UInt8], columns: Int, rows: Int) -> [UInt8] {
    let keys =
      "inline=1;size=\(file.count);width=\(columns);height=\(rows);preserveAspectRatio=1"
    return Array("\u{1B}]1337;File=\(keys):".utf8) + Base64.encode(file) + "\u{7}\n".utf8
  }
}
