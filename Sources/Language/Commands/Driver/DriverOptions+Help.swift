extension DriverOptions {
  /// One option of `segue`, as help and completion list it.
  struct Description {
    var name: String
    var value: String?
    var meaning: String
    /// What the value may be, where it is one of a few words.
    var choices: [String] = []

    var spelling: String { value.map { "\(name) \($0)" } ?? name }
  }

  /// The words from the command or file on: what stands before are options with their values. An
  /// option whose value is the last word stays.
  static func skip(_ words: ArraySlice<String>) -> ArraySlice<String> {
    var rest = words
    while rest.count > 1, let word = rest.first,
      let option = help.first(where: { $0.name == word && word.hasPrefix("--") })
    {
      if option.value == nil {
        rest.removeFirst()
      } else if rest.count > 2 {
        rest.removeFirst(2)
      } else {
        break
      }
    }
    return rest
  }

  /// What the value of an option may be: nothing that is known for a number; `nil` for other words.
  static func choices(of word: String) -> [String]? {
    help.first { $0.name == word && $0.value != nil && word.hasPrefix("--") }?.choices
  }

  /// How `segue` is called.
  static let usage = [
    "[OPTION…]", "[OPTION…] FILE [ARGUMENT…]", "[OPTION…] -c CODE [ARGUMENT…]",
    "[OPTION…] COMMAND [WORD…]",
  ]

  /// The options with their meaning.
  static let help = [
    Description(name: "-c", value: "CODE", meaning: "run the text CODE as a script"),
    Description(name: "-", meaning: "read the script from standard input"),
    Description(
      name: "--error-format", value: "FORMAT",
      meaning: "how errors are written: text, json or github",
      choices: ErrorFormat.allCases.map(\.rawValue)),
    Description(
      name: "--color", value: "WHEN", meaning: "when output has colour: auto, always or never",
      choices: ColorChoice.allCases.map(\.rawValue)),
    Description(name: "--quiet", meaning: "leave out progress and messages that are no errors"),
    Description(
      name: "--seed", value: "N",
      meaning: "the seed from which every random draw derives; 0 unless told"),
    Description(
      name: "--jobs", value: "N",
      meaning: "how many threads a command uses; one for each processor unless told"),
    Description(
      name: "--max-memory", value: "SIZE",
      meaning: "the most memory, as 8G or 500M; three quarters of the machine's unless told"),
    Description(name: "--help", meaning: "show this help"),
    Description(name: "--version", meaning: "show the version"),
  ]

  /// What `segue --help` prints.
  static let helpText: String = {
    var text = "Interactive image segmentation: a command language, a prompt and a batch tool.\n\n"
    for (index, form) in usage.enumerated() {
      text += (index == 0 ? "usage: segue " : "       segue ") + form + "\n"
    }
    text += "\nOptions\n"
    for option in help {
      let padding = String(repeating: " ", count: max(24 - option.spelling.count, 2))
      text += "  \(option.spelling)\(padding)\(option.meaning)\n"
    }
    return text + "\n`segue help` lists the commands, `segue help COMMAND` explains one.\n"
  }()

  /// The options that begin with `prefix`.
  static func completions(_ prefix: String) -> [Completion] {
    guard prefix.hasPrefix("-") else { return [] }
    return help.filter { $0.name.hasPrefix(prefix) }
      .map { Completion($0.name, $0.meaning, kind: .flag) }
  }
}
