/// Which parameter the next word of an unfinished command line belongs to.
struct WordState {
  /// The parameter, unless a flag or nothing is expected.
  private(set) var expected: ParameterDeclaration?
  /// The names of the flags that were given.
  private(set) var flags: Set<String> = []
  /// Whether `--` has ended the flags.
  private(set) var isBehindFlags = false

  /// Follows the words that stand before the cursor.
  init(_ words: [String], of declaration: CommandDeclaration) {
    var pending: ParameterDeclaration?
    var count = 0
    for word in words {
      if !isBehindFlags, word.hasPrefix("--") {
        isBehindFlags = word == "--"
        pending = flag(word, of: declaration)
      } else if !isBehindFlags, word.count == 2, word.first == "-",
        let parameter = declaration.parameters.first(where: { $0.short == word.last })
      {
        flags.insert(parameter.name)
        pending = parameter
      } else if let parameter = pending {
        if !parameter.takesSeveral { pending = nil }
      } else {
        count += 1
      }
    }
    let positional = declaration.positional
    let next = count < positional.count ? positional[count] : positional.last { $0.takesSeveral }
    expected = pending ?? next
  }

  /// The parameter that takes the words behind a flag.
  private mutating func flag(
    _ word: String, of declaration: CommandDeclaration
  ) -> ParameterDeclaration? {
    let spelling = word.dropFirst(2).prefix { $0 != "=" }
    let name = String(spelling.map { $0 == "-" ? "_" : $0 })
    flags.insert(name)
    if name.hasPrefix("no_") { flags.insert(String(name.dropFirst(3))) }
    guard let parameter = declaration.parameter(named: name), parameter.role != .flag,
      !word.contains("=")
    else { return nil }
    return parameter
  }
}
