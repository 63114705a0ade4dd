/// The few text styles that the console uses; with no colours every style is plain.
struct Style {
  let isPlain: Bool

  init(_ colors: Terminal.Colors) { isPlain = colors == .none }

  func dim(_ text: String) -> String { wrapped(text, "2") }
  func bold(_ text: String) -> String { wrapped(text, "1") }
  func accent(_ text: String) -> String { wrapped(text, "1;36") }
  func alarm(_ text: String) -> String { wrapped(text, "1;31") }

  private func wrapped(_ text: String, _ code: String) -> String {
    isPlain || text.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}
