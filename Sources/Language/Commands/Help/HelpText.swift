/// Help for a terminal, made from the declarations.
struct HelpText {
  let context: CommandContext

  /// Every command with its summary, by topic.
  func overview() -> String {
    let registry = context.session.registry
    let widest = registry.names.map(\.count).max() ?? 0
    var text = "Commands by topic; `help NAME` tells more.\n"
    for (topic, commands) in registry.topics {
      text += "\n\(topic.title)\n"
      for command in commands {
        text += entry(command.name, command.summary, indent: 2, column: min(widest, 24) + 4)
      }
    }
    return text
  }

  /// The commands whose names begin with `namespace` and a dot.
  func namespace(_ namespace: String) -> String {
    let commands = context.session.registry.members(of: namespace)
    let widest = commands.map { $0.name.count }.max() ?? 0
    return commands.reduce(into: "") { text, command in
      text += entry(command.name, command.summary, indent: 0, column: widest + 2)
    }
  }

  /// All about one command.
  func page(for declaration: CommandDeclaration) -> String {
    let summary = declaration.summary.isEmpty ? "" : ": \(declaration.summary)"
    var text = declaration.name + summary + "\n\n"
    text += wrap("usage: " + declaration.synopsis, indent: 0, continuation: 9)
    text += wrap("call:  " + declaration.signature, indent: 0, continuation: 9)
    text += section("Arguments", declaration.positional)
    text += section("Options", declaration.named)
    for paragraph in declaration.discussion.paragraphs {
      text += "\n" + wrap(paragraph, indent: 0, continuation: 0)
    }
    if !declaration.examples.isEmpty { text += "\nExamples\n" }
    for example in declaration.examples {
      text += example.source.indented(by: "  ")
      text += (example.output ?? "").indented(by: "    ")
    }
    return text
  }

  /// A function with its parameters; of any other value what it shows and what may follow the dot.
  func value(_ value: Value) -> String {
    if let function: BuiltinFunction = value.object(of: .builtin) {
      let summary = function.summary.isEmpty ? "" : ": \(function.summary)"
      return wrap("\(function.name)(\(function.signature))\(summary)", indent: 0, continuation: 2)
    }
    let shown = ValuePreview(value, columns: context.width).text + "\n"
    let members = value.members
    guard !members.isEmpty else { return shown }
    let widest = members.map { $0.name.count }.max() ?? 0
    return members.reduce(into: shown + "\nMembers\n") { text, member in
      text += entry(member.name, member.summary, indent: 2, column: min(widest, 24) + 4)
    }
  }

  /// A member with what it is, and its value unless it is called.
  func member(_ member: Member, of owner: String, _ value: Value) -> String {
    let isCalled = value.object(of: .builtin) as BuiltinFunction? != nil
    let isNamed = member.summary.hasPrefix(member.name + "(")
    let text = isNamed ? "\(owner).\(member.summary)" : "\(owner).\(member.name): \(member.summary)"
    let shown = isCalled ? "" : ValuePreview(value, columns: context.width).text + "\n"
    return wrap(text, indent: 0, continuation: 2) + shown
  }

  private func section(_ title: String, _ parameters: [ParameterDeclaration]) -> String {
    guard !parameters.isEmpty else { return "" }
    let widest = parameters.map { $0.heading.count }.max() ?? 0
    return parameters.reduce(into: "\n\(title)\n") { text, parameter in
      let facts = parameter.facts.isEmpty ? nil : "(\(parameter.facts))"
      let choices = parameter.choiceList(in: context).map { "; one of \($0)" } ?? ""
      let meaning = [parameter.doc, facts ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
      text += entry(parameter.heading, meaning + choices, indent: 2, column: min(widest, 24) + 4)
    }
  }

  /// A word and its meaning, which begins in `column`, on the next line where the word is too long.
  private func entry(_ word: String, _ meaning: String, indent: Int, column: Int) -> String {
    let start = String(repeating: " ", count: indent) + word
    if start.count + 2 > column {
      return start + "\n" + wrap(meaning, indent: column, continuation: column)
    }
    let padding = String(repeating: " ", count: column - start.count)
    return wrap(start + padding + meaning, indent: 0, continuation: column)
  }

  /// The text in lines that fit the terminal, broken at blanks, with a newline behind each.
  private func wrap(_ text: String, indent: Int, continuation: Int) -> String {
    let limit = max(min(context.width, 100), 40)
    var lines: [String] = []
    var line = String(repeating: " ", count: indent)
    var isFresh = true
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !isFresh, line.count + 1 + word.count > limit, !word.isEmpty {
        lines.append(line.trimmedAtEnd)
        line = String(repeating: " ", count: continuation) + word
      } else {
        line += (isFresh ? "" : " ") + word
      }
      isFresh = false
    }
    return (lines + [line.trimmedAtEnd]).map { $0 + "\n" }.joined()
  }
}

extension ParameterDeclaration {
  /// The parameter as help lists it: `DATA`, `--clicks CLICKS`, `--flip, --no-flip`.
  var heading: String {
    switch role {
    case .argument: metavariable + (takesSeveral ? "…" : "")
    case .option:
      "\(spellings.joined(separator: ", ")) \(metavariable)" + (takesSeveral ? "…" : "")
    case .flag: initial == "true" ? "\(flag), --no-\(dashed)" : flag
    }
  }

  /// The words to choose from, where they are few and do not depend on files.
  func choiceList(in context: CommandContext) -> String? {
    guard role != .flag, type.paths == nil else { return nil }
    let words = type.candidates(in: context).map(\.text)
    return words.isEmpty || words.count > 16 ? nil : words.joined(separator: ", ")
  }
}

extension String {
  /// The paragraphs, which empty lines separate, each on one line and without its indentation.
  var paragraphs: [String] {
    var paragraphs: [[Substring]] = [[]]
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        paragraphs.append([])
      } else {
        paragraphs[paragraphs.count - 1].append(line.drop(while: \.isWhitespace))
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
  }

  /// Every line behind `margin`, each with a newline; nothing for an empty text.
  func indented(by margin: String) -> String {
    guard !isEmpty else { return "" }
    return split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "\n" : margin + $0 + "\n" }.joined()
  }

  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
