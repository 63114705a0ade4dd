import CEdit
import Glibc

extension LineEditor {
  /// Searches the history backwards while a few letters are typed.
  ///
  /// Ctrl-R goes on to the next older match, Backspace shortens what is sought, Enter runs the match,
  /// Ctrl-G returns to what was there before, any other key goes on editing the match.
  func search() {
    let original = buffer
    fresh = nil
    var search = HistorySearch()
    var key: wchar_t = 0
    while outcome == nil {
      show(search, original: original)
      guard el_wgetc(editor, &key) == 1 else { return }
      switch key {
      case 0x12: search.goOn(in: history)
      case 0x08, 0x7F: search.shorten(in: history)
      case 0x07: return put(original)
      case 0x0A, 0x0D: return enter()
      case LineEditor.pasteKey, 0x00..<0x20:
        return el_wpush(editor, [key, 0])
      default:
        Unicode.Scalar(UInt32(bitPattern: key)).map { search.lengthen(by: $0, in: history) }
      }
    }
  }

  private func show(_ search: HistorySearch, original: EditBuffer) {
    if let match = search.match {
      isWhole = canRunAtOnce(match)
      put(match)
    } else if search.query.isEmpty {
      put(original)
    }
    let state = search.isLost ? "  nothing older holds it" : ""
    let text = DisplayWidth.clipped(
      "search: \(search.query)▏\(state)", to: terminal.size.columns - 1)
    footer = [.init(text: style.dim(text), width: DisplayWidth.of(text))]
  }
}
