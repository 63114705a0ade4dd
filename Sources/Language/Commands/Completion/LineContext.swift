/// What surrounds the cursor in an unfinished line: words, brackets, an open quote.
///
/// This looks only at what stands left of the cursor, and unlike the parser never finds it wrong.
struct LineContext {
  /// A bracket that is open at the cursor.
  struct Bracket {
    /// `(`, `[` or `{`.
    var opener: UInt8
    /// Its offset.
    var offset: Int
    /// How many commas lie between it and the cursor at its own depth.
    var commas = 0
    /// Where the element at the cursor begins, behind the bracket or the last comma.
    var elementStart: Int
  }

  /// The text left of the cursor.
  let text: [UInt8]
  /// The open brackets, outermost first.
  private(set) var brackets: [Bracket] = []
  /// The offset of the quote that is open at the cursor.
  private(set) var quote: Int?
  /// Where each word of the statement begins; the last is the one at the cursor, which may be empty.
  private(set) var wordStarts: [Int] = [0]
  /// Whether the cursor is in a comment.
  private(set) var isComment = false

  init(_ text: [UInt8]) {
    self.text = text
    var index = 0
    while index < text.count {
      step(at: index)
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
  }

  /// The words of the statement, the last up to the cursor.
  var words: [String] {
    wordStarts.indices.map { index in
      let end = index + 1 < wordStarts.count ? wordStarts[index + 1] : text.count
      var word = text[wordStarts[index]..<end]
      if index + 1 < wordStarts.count { while word.last == UInt8(ascii: " ") { word.removeLast() } }
      return String(decoding: word, as: UTF8.self)
    }
  }

  private mutating func step(at index: Int) {
    let byte = text[index]
    if byte == UInt8(ascii: "\n"), brackets.isEmpty {
      (isComment, quote, wordStarts) = (false, nil, [index + 1])
      return
    }
    if isComment { return }
    if let open = quote {
      if byte == text[open] { quote = nil }
      return
    }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = index
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      brackets.append(Bracket(opener: byte, offset: index, elementStart: index + 1))
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): _ = brackets.popLast()
    case UInt8(ascii: ",") where !brackets.isEmpty:
      brackets[brackets.count - 1].commas += 1
      brackets[brackets.count - 1].elementStart = index + 1
    case UInt8(ascii: ";") where brackets.isEmpty: wordStarts = [index + 1]
    case UInt8(ascii: "#") where wordStarts.last == index: isComment = true
    case UInt8(ascii: " "), UInt8(ascii: "\t"):
      guard brackets.isEmpty else { return }
      if wordStarts.last == index {
        wordStarts[wordStarts.count - 1] = index + 1
      } else {
        wordStarts.append(index + 1)
      }
    default: return
    }
  }

  /// The offset where the dotted name that ends at `end` begins, indices such as `[0]` included.
  func nameStart(endingAt end: Int) -> Int {
    var start = end
    while start > 0 {
      let byte = text[start - 1]
      if byte == UInt8(ascii: "]"), let open = opener(ofBracketAt: start - 1) {
        start = open
      } else if isNameByte(byte) || byte == UInt8(ascii: ".") {
        start -= 1
      } else {
        break
      }
    }
    return start
  }

  /// The `[` that belongs to the `]` at `index`, where nothing but a literal stands between them.
  private func opener(ofBracketAt index: Int) -> Int? {
    var start = index
    while start > 0, text[start - 1] != UInt8(ascii: "["), text[start - 1] != UInt8(ascii: "]") {
      start -= 1
    }
    return start > 0 && text[start - 1] == UInt8(ascii: "[") ? start - 1 : nil
  }
}

/// Whether a byte can be part of an identifier.
func isNameByte(_ byte: UInt8) -> Bool {
  byte >= 0x80 || byte == UInt8(ascii: "_")
    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}
