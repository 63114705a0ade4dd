/// Makes a diagnostic text: the only place that does.
///
/// ```
/// evaluate.seg:7:27: error: no robot named 'centre'
///   7 | evaluate net data --robot centre
///     |                           ^^^^^^ did you mean 'center'?
/// ```
public struct DiagnosticRenderer: Sendable {
  /// Whether terminal colours are used.
  public var usesColor: Bool
  /// The columns after which a source line is shown in part.
  public var width: Int

  /// A renderer for people.
  public init(usesColor: Bool = false, width: Int = 100) {
    self.usesColor = usesColor
    self.width = max(width, 40)
  }

  /// The whole text, with a line break at its end.
  public func text(_ diagnostic: Diagnostic) -> String {
    let mark = Self.color(of: diagnostic.severity)
    let severity = paint(diagnostic.severity.rawValue + ":", mark)
    let heading = severity + " " + paint(visible(DiagnosticText.clipped(diagnostic.message)), .bold)
    var text = ""
    if let place = diagnostic.place {
      text += position(of: place) + ": " + heading + "\n"
      text += snippet(place, hint: diagnostic.hint, mark)
    } else {
      text += heading + "\n"
      if let hint = diagnostic.hint { text += "  " + visible(DiagnosticText.clipped(hint)) + "\n" }
    }
    for label in diagnostic.labels {
      let note = paint("note:", .blue)
      text +=
        "\(position(of: label.place)): \(note) \(visible(DiagnosticText.clipped(label.text)))\n"
      text += snippet(label.place, hint: nil, .blue)
    }
    if let help = diagnostic.help {
      text += paint("  help:", .blue) + " " + visible(DiagnosticText.clipped(help)) + "\n"
    }
    return text + callStack(diagnostic)
  }

  private func position(of place: Place) -> String {
    "\(visible(place.source.name)):\(place.line):\(place.column)"
  }

  /// The calls, innermost first; of a deep recursion only both ends, equal calls in one line.
  private func callStack(_ diagnostic: Diagnostic) -> String {
    let stack = diagnostic.stack
    guard stack.count > 1 else { return "" }
    guard stack.count > Self.shownFrames else { return lines(of: stack[...]) }
    let ends = Self.shownFrames / 2
    let omitted = stack.count - 2 * ends + diagnostic.omittedCalls
    return lines(of: stack.prefix(ends)) + "  … \(omitted) more calls\n"
      + lines(of: stack.suffix(ends))
  }

  private func lines(of frames: ArraySlice<Diagnostic.Frame>) -> String {
    var lines: [(text: String, count: Int)] = []
    for frame in frames {
      let place = frame.place.map { " at " + position(of: $0) } ?? ""
      let text = "  in \(visible(DiagnosticText.clipped(frame.function, to: 100)))" + place
      if lines.last?.text == text {
        lines[lines.count - 1].count += 1
      } else {
        lines.append((text, 1))
      }
    }
    return lines.map { $0.text + ($0.count > 1 ? ", \($0.count) times" : "") + "\n" }.joined()
  }

  private static let shownFrames = 16
}

/// The source line and the carets under it.
extension DiagnosticRenderer {
  private func snippet(_ place: Place, hint: String?, _ mark: Style) -> String {
    let number = String(place.line)
    let line = SnippetLine(place, width: width)
    let gutter = paint("  \(number) | ", .blue)
    let margin = paint("  \(String(repeating: " ", count: number.count)) | ", .blue)
    let indentation = String(repeating: " ", count: line.caretColumn)
    var carets = paint(String(repeating: "^", count: line.caretCount), mark)
    if let hint { carets += " " + paint(visible(DiagnosticText.clipped(hint)), mark) }
    return gutter + line.text + "\n" + margin + indentation + carets + "\n"
  }

  /// Text as it may be written to a terminal: nothing in it moves the cursor or hides what follows.
  private func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: SnippetLine.isUnsafe) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map(SnippetLine.safe)))
  }

  private enum Style: String {
    case red = "31"
    case yellow = "33"
    case blue = "34"
    case bold = "1"
  }

  private static func color(of severity: Diagnostic.Severity) -> Style {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .note: .blue
    }
  }

  private func paint(_ text: String, _ style: Style) -> String {
    usesColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
