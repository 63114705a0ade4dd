/// The words of a diagnostic, which may quote what a script or a file holds.
enum DiagnosticText {
  /// The most bytes of one text that are shown.
  static let limit = 2000

  /// The text, or its beginning and end where it is longer than `limit` bytes.
  static func clipped(_ text: String, to limit: Int = DiagnosticText.limit) -> String {
    let count = text.utf8.count
    guard count > limit else { return text }
    let head = String(decoding: text.utf8.prefix(limit * 3 / 4), as: UTF8.self)
    let tail = String(decoding: text.utf8.suffix(limit / 8), as: UTF8.self)
    let omitted = count - limit * 3 / 4 - limit / 8
    // What a cut character leaves behind is no text.
    return "\(head.trimmed(behind: true)) … \(omitted) bytes more … \(tail.trimmed(behind: false))"
  }

  /// The text clipped, for use as a function.
  static func clipped(_ text: String) -> String { clipped(text, to: limit) }
}

extension String {
  /// The text without replacement characters at its end or beginning.
  fileprivate func trimmed(behind: Bool) -> String {
    var scalars = unicodeScalars[...]
    if behind {
      while scalars.last == "\u{FFFD}" { scalars.removeLast() }
    } else {
      while scalars.first == "\u{FFFD}" { scalars.removeFirst() }
    }
    return String(scalars)
  }
}
