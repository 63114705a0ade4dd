/// Errors that rise in a word of a command line because it was read as a variable.
///
/// `--out worst.png` is the member `png` of a variable `worst` where there is one. The error of that
/// member then names the variable, and the spelling that means the word itself.
extension Diagnostic {
  /// The diagnostic with that way out, where it rose so; otherwise as it is.
  ///
  /// - Parameter session: at the prompt, the variables of earlier entries.
  func explained(names: any KnownNames, session: GlobalScope? = nil) -> Diagnostic {
    let kinds: [ErrorKind] = [.attribute, .key, .index, .type]
    guard kinds.contains(kind), let place else { return self }
    let program = Parser.parse(place.source, names: names, session: session).program
    guard let word = CommandWordSearch(place.span).word(in: program.statements),
      let variable = word.path.flatMap(Parser.root)
    else { return self }
    var explained = self
    explained.help =
      "'\(variable.text)' is a variable here, so '\(word.raw)' is a part of it; "
      + "write \"\(word.raw)\" in quotes to mean the word itself"
    return explained
  }
}

extension Word {
  /// The expression of a word that is a part of a variable: it has a member or an index.
  fileprivate var path: Expression? {
    switch content {
    case .variable(let expression), .candidate(let expression):
      if case .name = expression { return nil }
      return expression
    case .flag(_, let value): return value?.path
    default: return nil
    }
  }
}

/// Looks for the word of a command line that holds a place.
private struct CommandWordSearch {
  private let span: Span

  init(_ span: Span) { self.span = span }

  func word(in statements: [Statement]) -> Word? {
    for statement in statements {
      if let word = word(in: statement) { return word }
    }
    return nil
  }

  private func word(in statement: Statement) -> Word? {
    switch statement {
    case .expression(let expression): return word(in: expression)
    case .assign(let node): return word(in: node.value)
    case .return(let node): return node.value.flatMap { word(in: $0) }
    case .timed(let node): return word(in: node.statement)
    case .define(let node): return word(in: node.function.body)
    case .for(let node): return word(in: node.body)
    case .while(let node): return word(in: node.body)
    case .if(let node): return word(in: node.branches.flatMap(\.body) + node.alternative)
    case .try(let node):
      return word(in: node.body + node.handlers.flatMap(\.body) + node.finally)
    default: return nil
    }
  }

  private func word(in expression: Expression) -> Word? {
    guard case .command(let line) = expression else { return nil }
    return line.words.first { word in
      guard word.span.start <= span.start, span.end <= word.span.end else { return false }
      if case .flag(_, let value?) = word.content { return value.span.start <= span.start }
      return true
    }.map { word in
      if case .flag(_, let value?) = word.content { return value }
      return word
    }
  }
}
