/// A command line of the system's shell, put together again so that errors can point into it.
struct ShellLine {
  /// The words behind the command's name.
  private(set) var words: [CommandWord] = []
  private let source: SourceFile
  private let spans: [Span]

  /// The line of a command and its words.
  ///
  /// - Parameter value: what a word means that is an expression; `nil` for one that is text.
  init(_ name: String, _ arguments: [String], value: (String) throws -> Value?) rethrows {
    var text = ""
    var spans: [Span] = []
    for word in [name] + arguments {
      if !text.isEmpty { text += " " }
      let start = text.utf8.count
      text += Self.quoted(word)
      spans.append(Span(start, text.utf8.count))
    }
    source = SourceFile(name: "segue", text: text)
    self.spans = spans
    var isBehindFlags = false
    for (index, word) in arguments.enumerated() {
      let place = Place(source, spans[index + 1])
      words.append(
        isBehindFlags
          ? .word(ParameterInput(.word(word), at: place))
          : try .fromShell(word, at: place, value: value))
      isBehindFlags = isBehindFlags || word == "--"
    }
  }

  /// The place of a word, the command's name being word 0.
  func place(ofWord index: Int) -> Place { Place(source, spans[index]) }

  /// The word as it could be typed again.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || "0123456789-_=+,.:/%@~".unicodeScalars.contains(scalar)
    }
    if isPlain, !word.isEmpty { return word }
    let escaped = word.unicodeScalars.map { scalar in
      switch scalar {
      case "'": return "'\\''"
      case "\n": return "\\n"
      default: return String(scalar)
      }
    }
    return "'" + escaped.joined() + "'"
  }
}
