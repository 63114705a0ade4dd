/// The man page `segue(1)` in roff, made from the declarations.
public struct ManualPage {
  private let context: CommandContext

  /// The page of a session's registry.
  public init(context: CommandContext) { self.context = context }

  /// The whole page.
  public var roff: String {
    var lines = [
      ".TH SEGUE 1 \"\" \"segue \(context.session.version)\" \"User Commands\"",
      ".SH NAME", "segue \\- interactive image segmentation",
      ".SH SYNOPSIS",
    ]
    for usage in DriverOptions.usage { lines += [".B segue", escape(usage), ".br"] }
    lines += [".SH OPTIONS"]
    for option in DriverOptions.help {
      lines += [".TP", ".B " + escape(option.spelling), escape(option.meaning)]
    }
    for (topic, commands) in context.session.registry.topics {
      lines.append(".SH \(escape(topic.title.uppercased())) COMMANDS")
      for command in commands { lines += entry(CommandDeclaration(command)) }
    }
    lines += [".SH EXIT STATUS"]
    for (code, meaning) in ExitCode.meanings {
      lines += [".TP", ".B \(code.rawValue)", escape(meaning)]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func entry(_ declaration: CommandDeclaration) -> [String] {
    var lines = [".SS " + escape(declaration.synopsis), escape(declaration.summary)]
    for parameter in declaration.positional + declaration.named {
      let facts = parameter.facts.isEmpty ? "" : " (\(parameter.facts))"
      lines += [".TP", ".B " + escape(parameter.heading), escape(parameter.doc + facts)]
    }
    for paragraph in declaration.discussion.paragraphs { lines += [".PP", escape(paragraph)] }
    for example in declaration.examples {
      lines += [".PP", ".nf", ".RS"] + escapedLines(example.source)
      lines += example.output.map(escapedLines) ?? []
      lines += [".RE", ".fi"]
    }
    return lines
  }

  private func escapedLines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { escape(String($0)) }
  }

  /// The text with what roff would take for a command made harmless.
  private func escape(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      default: escaped.append(character)
      }
    }
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }
}

extension ExitCode {
  /// Every status with its meaning, as the manual lists them.
  static let meanings: [(code: ExitCode, meaning: String)] = [
    (.success, "everything went well"),
    (.requirement, "a failed assert or requirement"),
    (.usage, "a wrong command line"),
    (.doesNotParse, "the script does not parse, or a name in it is unknown"),
    (.noInput, "an input is missing or cannot be read"),
    (.runtime, "an error while running"),
    (.cannotWrite, "an output cannot be written"),
    (.inputOutput, "another input or output error"),
    (.resumable, "the work stopped early and can be resumed"),
    (.interrupted, "interrupted by Ctrl-C"),
  ]
}
