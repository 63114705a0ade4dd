/// Continues unfinished lines, the same at the prompt and in the system's shell.
public struct Completer {
  private let context: CommandContext

  /// A completer over a session's commands and the variables in scope.
  public init(context: CommandContext) { self.context = context }

  /// The ways to continue `line` at the cursor.
  ///
  /// - Parameters:
  ///   - line: an entry of the prompt, of one line or several.
  ///   - cursor: the cursor's offset in UTF-8 bytes.
  public func complete(_ line: String, cursor: Int) -> CompletionList {
    let bytes = Array(line.utf8)
    let cursor = min(max(cursor, 0), bytes.count)
    let surroundings = LineContext(Array(bytes[..<cursor]))
    if surroundings.isComment { return CompletionList(range: cursor..<cursor, items: []) }
    let (start, items) = continuations(surroundings)
    return CompletionList(range: start..<cursor, items: unique(items))
  }

  /// The ways to continue the last of a shell's words, those of `segue` itself behind the name.
  public func complete(words: [String]) -> [Completion] {
    guard let current = words.last else { return [] }
    let words = DriverOptions.skip(words[...])
    if words.count == 2, let choices = DriverOptions.choices(of: words[words.startIndex]) {
      return choices.filter { $0.hasPrefix(current) }.map { Completion($0, kind: .choice) }
    }
    guard words.count > 1,
      let declaration = context.session.registry.declaration(of: words[words.startIndex])
    else {
      let commands = topLevelCommands(current) + DriverOptions.completions(current)
      let files = PathCompletion.complete(current, .file(extensions: ["seg"]))
      return unique(commands + files.map { Completion($0, kind: .path) })
    }
    return unique(
      lineItems(declaration, given: Array(words.dropFirst().dropLast()), current: current))
  }

  // MARK: What the cursor stands in

  private func continuations(_ line: LineContext) -> (start: Int, items: [Completion]) {
    if let bracket = line.brackets.last { return inBrackets(line, bracket) }
    var words = line.words[...]
    let start = line.wordStarts.last ?? 0
    words = command(in: words)
    let current = words.last ?? ""
    if words.count > 1, let declaration = declaration(of: words[words.startIndex]),
      !isOperator(words[words.startIndex + 1]) || words.count == 2
    {
      let given = Array(words.dropFirst().dropLast())
      if line.quote == start {
        let prefix = String(current.dropFirst())
        let items = lineItems(declaration, given: given, current: prefix).filter {
          $0.kind != .flag
        }
        return (start + 1, items)
      }
      if let equals = flagValueStart(current) {
        let items = lineItems(declaration, given: given + [equals.flag], current: equals.value)
        return (start + current.utf8.count - equals.value.utf8.count, items)
      }
      let items = lineItems(declaration, given: given, current: PathWord.text(of: current))
        .map(PathWord.spelled)
      let isFlagsValue =
        words.dropLast().last?.hasPrefix("--") == true && current.utf8.allSatisfy(isNameByte)
      if !items.isEmpty || current.hasPrefix("-") || isFlagsValue { return (start, items) }
    }
    if let quote = line.quote { return inQuotes(line, quote) }
    return expression(line, isFirst: words.count <= 1)
  }

  /// The words from the command's name on: behind `x =`, `return`, `time`, `bench` and `cmd`.
  private func command(in words: ArraySlice<String>) -> ArraySlice<String> {
    var words = words
    if let equals = words.dropLast().firstIndex(of: "=") { words = words[(equals + 1)...] }
    while words.count > 1, ["return", "time", "bench", "cmd"].contains(words[words.startIndex]) {
      words = words.dropFirst()
    }
    return words
  }

  private func declaration(of name: String) -> CommandDeclaration? {
    if let value = context.scope.variables.first(where: { $0.name == name })?.value {
      return CommandDeclaration(function: value)
    }
    return context.session.registry.declaration(of: name)
  }

  private func isOperator(_ word: String) -> Bool {
    ["=", "+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", ">", "<=", ">=", "in", "and", "or"]
      .contains(word) || (word.hasSuffix("=") && word.count <= 3)
  }

  /// The two parts of `--flag=value`.
  private func flagValueStart(_ word: String) -> (flag: String, value: String)? {
    guard word.hasPrefix("--"), let equals = word.firstIndex(of: "=") else { return nil }
    return (String(word[..<equals]), String(word[word.index(after: equals)...]))
  }

  // MARK: Words of a command line

  private func lineItems(
    _ declaration: CommandDeclaration, given: [String], current: String
  ) -> [Completion] {
    let state = WordState(given, of: declaration)
    if current.hasPrefix("-"), !state.isBehindFlags {
      return flags(of: declaration, without: state.flags, current)
    }
    guard let parameter = state.expected else {
      return flags(of: declaration, without: state.flags, current)
    }
    return values(of: parameter, current) + variables(current, for: parameter)
  }

  private func flags(
    of declaration: CommandDeclaration, without used: Set<String>, _ prefix: String
  ) -> [Completion] {
    var items: [Completion] = []
    for parameter in declaration.named
    where !used.contains(parameter.name) || parameter.takesSeveral {
      let isOn = parameter.role == .flag && parameter.initial == "true"
      let flag = isOn ? "--no-\(parameter.dashed)" : parameter.flag
      let summary = isOn ? "turns off: \(parameter.doc)" : parameter.doc
      items.append(Completion(flag, summary, kind: .flag))
    }
    items.append(Completion("--help", "show the command's help", kind: .flag))
    return items.filter { $0.text.hasPrefix(prefix) }
  }

  private func values(of parameter: ParameterDeclaration, _ prefix: String) -> [Completion] {
    var items = parameter.type.candidates(in: context).filter { $0.text.hasPrefix(prefix) }
      .map { Completion($0.text, $0.summary, kind: .choice) }
    if let kind = parameter.type.paths {
      items += PathCompletion.complete(prefix, kind).map { Completion($0, kind: .path) }
    }
    return items
  }

  // MARK: Expressions

  private func inBrackets(
    _ line: LineContext, _ bracket: LineContext.Bracket
  ) -> (start: Int, items: [Completion]) {
    let nameStart = line.nameStart(endingAt: bracket.offset)
    let name = line.string(nameStart..<bracket.offset)
    if bracket.opener == UInt8(ascii: "["),
      let value = MemberLookup.value(of: name, in: context.scope)
    {
      let start = line.quote.map { $0 + 1 } ?? bracket.elementStart
      let prefix = line.string(start..<line.text.count)
      let items = MemberLookup.keys(of: value).filter { $0.hasPrefix(prefix) }
      let quotes = line.quote == nil ? "\"" : ""
      if !items.isEmpty {
        return (start, items.map { Completion(quotes + $0 + quotes, kind: .key) })
      }
    }
    guard bracket.opener == UInt8(ascii: "("), let declaration = declaration(of: name) else {
      if let quote = line.quote { return inQuotes(line, quote) }
      let (start, items) = expression(line, isFirst: false)
      return (start, keywords(ofFunction: name, line.string(start..<line.text.count)) + items)
    }
    return inCall(of: declaration, line, bracket)
  }

  private func inCall(
    of declaration: CommandDeclaration, _ line: LineContext, _ bracket: LineContext.Bracket
  ) -> (start: Int, items: [Completion]) {
    let element = line.string(bracket.elementStart..<line.text.count)
    let name = element.prefix { $0 != "=" }
    let isNamed = name.endIndex != element.endIndex
    let trimmed = String(name.drop { $0 == " " })
    let parameter =
      isNamed
      ? declaration.parameter(named: trimmed)
      : declaration.positional.dropFirst(bracket.commas).first
    if let quote = line.quote {
      guard let parameter else { return inQuotes(line, quote) }
      let prefix = line.string(quote + 1..<line.text.count)
      return (quote + 1, values(of: parameter, prefix))
    }
    let (start, items) = expression(line, isFirst: false)
    if isNamed { return (start, items) }
    let keywords = declaration.parameters.filter { $0.name.hasPrefix(trimmed) }
      .map { Completion($0.name + "=", $0.doc, kind: .keyword) }
    return (start, line.text.last == UInt8(ascii: ".") ? items : keywords + items)
  }

  /// The parameters of a built-in function or method that may be given by name.
  private func keywords(ofFunction name: String, _ prefix: String) -> [Completion] {
    guard
      let function: BuiltinFunction = MemberLookup.value(of: name, in: context.scope)?
        .object(of: .builtin)
    else { return [] }
    let parameters = function.parameters
    return parameters.names.dropFirst(parameters.positionalOnly).filter { $0.hasPrefix(prefix) }
      .map { Completion($0 + "=", kind: .keyword) }
  }

  private func inQuotes(_ line: LineContext, _ quote: Int) -> (start: Int, items: [Completion]) {
    let prefix = line.string(quote + 1..<line.text.count)
    return (quote + 1, PathCompletion.complete(prefix, .any).map { Completion($0, kind: .path) })
  }

  private func expression(_ line: LineContext, isFirst: Bool) -> (start: Int, items: [Completion]) {
    let start = line.nameStart(endingAt: line.text.count)
    let path = line.string(start..<line.text.count)
    guard let dot = path.lastIndex(of: ".") else {
      return (start, topLevelCommands(path) + variables(path) + builtins(path))
    }
    let base = String(path[..<dot])
    let prefix = String(path[path.index(after: dot)...])
    let memberStart = line.text.count - prefix.utf8.count
    if let value = MemberLookup.value(of: base, in: context.scope) {
      let members = MemberLookup.list(of: value).filter { $0.name.hasPrefix(prefix) }
      return (memberStart, members.map { Completion($0.name, $0.summary, kind: .member) })
    }
    let commands = context.session.registry.members(of: base).map { command in
      Completion(String(command.name.dropFirst(base.count + 1)), command.summary, kind: .command)
    }
    return (memberStart, commands.filter { $0.text.hasPrefix(prefix) })
  }

  private func variables(
    _ prefix: String, for parameter: ParameterDeclaration? = nil
  ) -> [Completion] {
    context.scope.variables.filter { $0.name.hasPrefix(prefix) }
      .filter { variable in parameter.map { takes(variable.value, $0) } ?? true }
      .sorted { $0.name < $1.name }
      .map { Completion($0.name, $0.value.typeName, kind: .variable) }
  }

  /// Whether a parameter takes a value, as far as that can be known without opening a file.
  private func takes(_ value: Value, _ parameter: ParameterDeclaration) -> Bool {
    let type = parameter.type
    guard type.paths != nil || value.asString != nil else {
      return (try? type.convert(value, in: context)) != nil
    }
    guard let text = value.asString else {
      return value.asSequence != nil || (try? type.convert(value, in: context)) != nil
    }
    let choices = type.candidates(in: context)
    return type.paths != nil || choices.isEmpty || choices.contains { $0.text == text }
  }

  private func builtins(_ prefix: String) -> [Completion] {
    context.scope.builtinSummaries
      .filter { $0.name.hasPrefix(prefix) && !context.session.isGlobal($0.name) }
      .sorted { $0.name < $1.name }
      .map { Completion($0.name, $0.summary, kind: .function) }
  }

  /// The commands without a dot and the namespaces of the others; whole names where a dot is typed.
  private func topLevelCommands(_ prefix: String) -> [Completion] {
    let registry = context.session.registry
    if prefix.contains(".") {
      return registry.commands.filter { $0.name.hasPrefix(prefix) }
        .map { Completion($0.name, $0.summary, kind: .command) }
    }
    let commands = registry.commands.filter { !$0.name.contains(".") && $0.name.hasPrefix(prefix) }
    let namespaces = registry.namespaces.filter { $0.hasPrefix(prefix) }
    return commands.map { Completion($0.name, $0.summary, kind: .command) }
      + namespaces.map { Completion($0 + ".", "commands of \($0)", kind: .namespace) }
  }

  private func unique(_ items: [Completion]) -> [Completion] {
    var seen: Set<String> = []
    return items.filter { seen.insert($0.text).inserted }
  }
}

extension LineContext {
  fileprivate func string(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }
}
