public import Imaging

/// A mask drawn as text: `#` object, `.` background, `?` ignored; one line a row, blanks dropped.
public func mask(_ picture: String) -> Mask {
  let rows = picture.split(whereSeparator: \.isNewline)
    .map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
  let codes = rows.joined().map { $0 == "#" ? Mask.object : $0 == "?" ? Mask.ignored : 0 }
  return Mask(size: Size(height: rows.count, width: rows.first?.count ?? 0), codes: codes)
}

extension Mask {
  /// Every mask of a size whose pixels are background or object, and ignored too where asked for.
  public static func all(height: Int, width: Int, withIgnored: Bool = false) -> [Mask] {
    let choices = withIgnored ? [background, object, ignored] : [background, object]
    let size = Size(height: height, width: width)
    let total = (0..<size.count).reduce(1) { total, _ in total * choices.count }
    return (0..<total).map { number in
      var rest = number
      let codes = (0..<size.count).map { _ in
        defer { rest /= choices.count }
        return choices[rest % choices.count]
      }
      return Mask(size: size, codes: codes)
    }
  }

  /// The mask as text, in the form that `mask(_:)` reads.
  public var picture: String {
    (0..<size.height).map { row in
      String(
        codes[row * size.width..<(row + 1) * size.width].map {
          $0 == Mask.object ? "#" : $0 == Mask.ignored ? "?" : "."
        })
    }.joined(separator: "\n")
  }
}
