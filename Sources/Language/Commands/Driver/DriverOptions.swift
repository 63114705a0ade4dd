/// What the words behind `segue` ask for.
struct DriverOptions: Equatable {
  /// What to do.
  enum Action: Equatable {
    /// The prompt at a terminal; otherwise standard input is the script.
    case converse
    /// Standard input is the script.
    case standardInput
    /// A script.
    case file(String)
    /// The text of a script.
    case code(String)
    /// A command, with the words behind it.
    case command(String, [String])
    /// The completions of the last word.
    case complete([String])
    /// The usage and the options.
    case help
    /// The version.
    case version
  }

  /// When output has colour.
  enum ColorChoice: String, CaseIterable { case auto, always, never }

  var action = Action.converse
  /// What a script sees as `args`.
  var arguments: [String] = []
  var errorFormat = ErrorFormat.text
  var color = ColorChoice.auto
  var isQuiet = false
  var seed: UInt64 = 0
  var jobs: Int?
  /// The most memory of the process, in bytes.
  var maxMemory: Int?

  /// Reads the words behind `segue`.
  ///
  /// Options stand before the file, `-c` or the command; what follows belongs to those. A registered
  /// command wins over a file of that name.
  ///
  /// - Throws: a ``Diagnostic`` of the kind `usage`, without a place.
  init(_ words: [String], registry: CommandRegistry) throws {
    var rest = words[...]
    while let word = rest.first, word.hasPrefix("-"), word != "-" {
      rest.removeFirst()
      if word == "--" { break }
      if try readAction(word, &rest) { return }
    }
    guard let word = rest.popFirst() else { return }
    switch word {
    case "__complete": action = .complete(Array(rest))
    case "-":
      action = .standardInput
      arguments = Array(rest)
    case _ where registry[word] != nil:
      action = .command(word, try takeSettings(from: Array(rest), of: word, registry))
    default:
      action = .file(word)
      arguments = Array(rest)
    }
  }

  /// Reads an option; whether it settles what to do.
  private mutating func readAction(_ word: String, _ rest: inout ArraySlice<String>) throws -> Bool
  {
    switch word {
    case "--help", "-h": action = .help
    case "--version", "-V": action = .version
    case "-c":
      guard let code = rest.popFirst() else { throw Self.needsValue("-c", "the text to run") }
      action = .code(code)
      arguments = Array(rest)
    default:
      guard try readSetting(word, &rest) else { throw Self.unknown(word) }
      return false
    }
    return true
  }

  /// Reads an option that changes how the work is done; whether the word is one.
  private mutating func readSetting(
    _ word: String, _ rest: inout ArraySlice<String>
  ) throws -> Bool {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    func value(_ what: String) throws -> String {
      guard let text = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
        throw Self.needsValue(name, what)
      }
      return text
    }
    switch name {
    case "--quiet" where parts.count == 1: isQuiet = true
    case "--seed":
      let text = try value("a whole number")
      guard let number = UInt64(text) else {
        throw Diagnostic(.usage, "'--seed' takes a whole number of at least 0, not '\(text)'")
      }
      seed = number
    case "--jobs":
      let text = try value("a whole number")
      guard let number = Int(text), number >= 1 else {
        throw Diagnostic(.usage, "'--jobs' takes a whole number of at least 1, not '\(text)'")
      }
      jobs = number
    case "--max-memory": maxMemory = try Self.memory(try value("a size, as 8G or 500M"))
    case "--color": color = try Self.choice(name, try value("auto, always or never"))
    case "--error-format": errorFormat = try Self.choice(name, try value("text, json or github"))
    default: return false
    }
    return true
  }

  /// The words of a command without those that are settings of `segue` and no flags of the command.
  private mutating func takeSettings(
    from words: [String], of command: String, _ registry: CommandRegistry
  ) throws -> [String] {
    let settings: Set = ["quiet", "seed", "jobs", "max_memory", "color", "error_format"]
    guard words.contains(where: { $0.hasPrefix("--") }) else { return words }
    let own = Set(registry.declaration(of: command)?.parameters.map(\.name) ?? [])
    var kept: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" { return kept + [word] + rest }
      let spelling = word.dropFirst(2).prefix { $0 != "=" }
      let name = String(spelling.map { $0 == "-" ? "_" : $0 })
      let isSetting = word.hasPrefix("--") && settings.contains(name) && !own.contains(name)
      if isSetting, try readSetting(word, &rest) { continue }
      kept.append(word)
    }
    return kept
  }

  /// The bytes of a size: a whole number and K, M, G or T, each 1024 times the one before.
  private static func memory(_ text: String) throws -> Int {
    let units: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
    let shift = text.last.flatMap { units[Character($0.uppercased())] }
    if let number = Int(shift == nil ? text[...] : text.dropLast()), number > 0 {
      let (bytes, over) = number.multipliedReportingOverflow(by: 1 << (shift ?? 0))
      if !over { return bytes }
    }
    throw Diagnostic(
      .usage, "'--max-memory' takes a size, as 8G or 500M, not '\(text)'")
  }

  private static func choice<T: RawRepresentable & CaseIterable>(
    _ name: String, _ text: String
  ) throws -> T where T.RawValue == String {
    if let value = T(rawValue: text) { return value }
    let words = T.allCases.map(\.rawValue)
    throw Diagnostic(
      .usage, "'\(name)' takes \(words.joined(separator: ", ")), not '\(text)'",
      hint: Suggestions.nearest(to: text, among: words).first.map { "did you mean '\($0)'?" })
  }

  private static func needsValue(_ option: String, _ what: String) -> Diagnostic {
    Diagnostic(.usage, "'\(option)' needs a value: \(what)")
  }

  private static func unknown(_ word: String) -> Diagnostic {
    let name = String(word.prefix { $0 != "=" })
    let nearest = Suggestions.nearest(to: name, among: help.map(\.name)).first
    return Diagnostic(
      .usage, "segue has no option '\(name)'", hint: nearest.map { "did you mean '\($0)'?" },
      help: nearest == nil ? "segue --help lists the options" : nil)
  }
}
