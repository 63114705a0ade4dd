import CEdit
import Glibc

/// How many columns text takes on a terminal.
enum DisplayWidth {
  /// Makes the C library classify characters as Unicode, which `wcwidth` and libedit rely on, even
  /// where no locale is configured. Numbers keep their C form.
  static func prepareLocale() { _ = locale }

  private static let locale: Void = {
    setlocale(LC_CTYPE, "")
    let encoding = nl_langinfo(nl_item(CODESET)).map { String(cString: $0) }
    if encoding != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
  }()

  /// The columns of one scalar: 0 for combining marks, 2 for wide characters and for control
  /// characters, which are drawn as `^X`.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value >= 0x20, scalar.value < 0x7F { return 1 }
    if isControl(scalar) { return 2 }
    prepareLocale()
    let width = wcwidth(wchar_t(bitPattern: scalar.value))
    return width < 0 ? 1 : Int(width)
  }

  /// The columns of a text on one row.
  static func of(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + of($1) }
  }

  /// Whether a scalar is drawn as `^X`.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || scalar.value == 0x7F
  }

  /// What is drawn for a scalar; nothing that a buffer holds may reach the terminal as a command.
  static func drawn(_ scalar: Unicode.Scalar) -> String {
    if scalar.value == 0x7F { return "^?" }
    if scalar.value < 0x20, let name = Unicode.Scalar(scalar.value + 0x40) { return "^\(name)" }
    if (0x80..<0xA0).contains(scalar.value) { return "\u{FFFD}" }
    return String(Character(scalar))
  }

  /// The longest beginning of `text` that fits into `columns`, with `…` where something is cut.
  static func clipped(_ text: String, to columns: Int) -> String {
    guard of(text) > columns else { return text }
    guard columns > 0 else { return "" }
    var result = ""
    var width = 0
    for scalar in text.unicodeScalars {
      width += of(scalar)
      if width > columns - 1 { break }
      result.unicodeScalars.append(scalar)
    }
    return result + "…"
  }
}
