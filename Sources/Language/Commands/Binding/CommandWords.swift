/// What stands behind a command's name, in either of its two forms.
public enum CommandWords: Sendable {
  /// The words of a command line.
  case line([CommandWord])
  /// The arguments of a call, by position and by name.
  case call(positional: [ParameterInput], named: [(name: String, input: ParameterInput)])
}

/// One word of a command line.
public enum CommandWord: Sendable {
  /// `--name` or `--name=value`; the name without the leading dashes, with hyphens or underscores.
  case flag(String, value: ParameterInput?, place: Place?)
  /// A word that is no flag.
  case word(ParameterInput)
  /// `--`: no flag follows.
  case endOfFlags
}

extension CommandWord {
  /// A word of the system's shell: what begins with `--` is a flag.
  ///
  /// - Parameter value: what a word means that is an expression; `nil` for one that is text.
  static func fromShell(
    _ word: String, at place: Place?, value: (String) throws -> Value?
  ) rethrows -> CommandWord {
    func input(_ word: String) throws -> ParameterInput {
      ParameterInput(try value(word).map { .value($0) } ?? .word(word), at: place)
    }
    guard word.hasPrefix("--") else { return .word(try input(word)) }
    if word == "--" { return .endOfFlags }
    let parts = word.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return .flag(
      String(parts[0]), value: parts.count == 2 ? try input(String(parts[1])) : nil, place: place)
  }
}
