// A session with a toy language, so that the console is tested without the real one:
// `say WORDS`, `fail`, `spin` (until Ctrl-C), `begin:` (a block of indented rows), `partial` (a row that
// is not ended), `picture` (four pixels: red, green over blue, white).
import Basics
import Console
import Glibc

final class ToyLanguage: PromptHost {
  private let pictures = TerminalPicture()

  func completeness(of text: String) -> Completeness {
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    let open = text.count(where: { $0 == "(" }) - text.count(where: { $0 == ")" })
    if open > 0 || text.hasSuffix(":") { return .incomplete }
    guard let last = rows.last(where: { !$0.allSatisfy { $0 == " " } }) else { return .complete }
    if last.hasSuffix(":") { return .incomplete }
    return last.hasPrefix(" ") && !text.contains(")") ? .openBlock : .complete
  }

  func ending(of text: String) -> TextEnding {
    let row =
      text.split(separator: "\n", omittingEmptySubsequences: false)
      .last { !$0.allSatisfy { $0 == " " } } ?? ""
    let blanks = String(row.prefix { $0 == " " })
    let open = text.count(where: { $0 == "(" }) - text.count(where: { $0 == ")" })
    if open > 0 { return TextEnding(.continuation, indentation: blanks) }
    return TextEnding(row.hasSuffix(":") ? .head : .statement, indentation: blanks)
  }

  func alignment(of text: String) -> String? { nil }

  func completions(in text: String, at cursor: Int) -> Completions {
    let before = String(decoding: text.utf8.prefix(cursor), as: UTF8.self)
    let word = before.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
    var names = [
      ("say", "print words"), ("spin", "compute until interrupted"), ("show_größe", "wide names"),
      ("show_mask", "draw a mask"), ("show_image", "draw an image"),
    ]
    if word.hasPrefix("n") { names = (0..<200).map { ("n\($0)", "number \($0)") } }
    let found = names.filter { $0.0.hasPrefix(word) }
    return Completions(
      start: cursor - word.utf8.count,
      candidates: found.map { .init($0.0, summary: $0.1, ending: " ") })
  }

  func isBound(_ name: String) -> Bool { false }

  func run(_ text: String, from source: StatementSource) -> StatementOutcome {
    for row in text.split(separator: "\n") {
      let words = row.drop { $0 == " " }
      if words == "fail" {
        print("error: it failed")
        return .failed(code: 70)
      }
      if words == "spin" {
        print("spinning")
        fflush(nil)
        while !Cancellation.isRequested {}
        print("interrupted")
        return .interrupted
      }
      if words == "picture" {
        showPicture()
      } else if words.hasPrefix("partial") {
        print("no newline", terminator: "")
      } else {
        print("<\(words)>")
      }
    }
    return .succeeded
  }

  private func showPicture() {
    let pixels: [UInt8] = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]
    guard let picture = PixelBuffer(width: 2, height: 2, bytes: pixels) else { return }
    do {
      if case .file(let path) = try pictures.show(picture) { print("written to \(path)") }
    } catch {
      print("error: \(error)")
    }
  }
}

exit(Prompt(host: ToyLanguage(), banner: "toy").run())
