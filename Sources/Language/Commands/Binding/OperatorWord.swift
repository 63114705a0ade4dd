/// A word of a command line that is an operator: an expression without brackets, or what the system's
/// shell would make of it.
struct OperatorWord {
  /// What to write instead.
  let hint: String

  private static let operators: Set<String> = [
    "^", "|", "&", "<", ">", "<=", ">=", "==", "!=", "+", "-", "*", "/", "//", "%", "**", "@", ">>",
    "<<", "and", "or", "in", "is", "not", "if",
  ]

  /// The word at a place, nil where it is no operator.
  init?(_ word: String, at place: Place?, in context: CommandContext) {
    guard Self.operators.contains(word) else { return nil }
    let next = place.map(Self.word(behind:)) ?? ""
    if word == "|", ShellWords.filters.contains(next) {
      hint = "there are no pipes here; the system's shell has them: segue … | \(next)"
    } else if word == ">" || word == ">>", Self.isPath(next, in: context) {
      hint = "there is no '> file': save x FILE, --out FILE, or write_text(path, text)"
    } else {
      hint = "put the expression in ( )"
    }
  }

  private static func word(behind place: Place) -> String {
    let rest = place.source.bytes[place.span.range.upperBound...].drop(while: \.isBlank)
    return String(decoding: rest.prefix { !$0.isBlank && $0 != .newline }, as: UTF8.self)
  }

  /// Whether a word looks like a file's name, and is no part of a variable.
  private static func isPath(_ word: String, in context: CommandContext) -> Bool {
    guard let first = word.first, first.isLetter || "/.~\"'".contains(first) else { return false }
    guard word.contains(where: { "/.~\"'".contains($0) }) else { return false }
    let root = String(word.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    return !context.variableNames.contains(root)
  }
}
