/// A parsed source text: a whole file, or one entry at the prompt.
final class Program {
  let source: SourceFile
  let statements: [Statement]
  /// Every comment, from its `#` to the end of its line, in order; `# %%` starts a cell.
  let comments: [Span]
  /// The names that `global` statements declare anywhere in it.
  let declaredGlobals: [String]
  /// The docstring: the first statement when that is a string.
  let documentation: String?
  /// The top level's frame: the variables of its comprehensions. Filled in by the resolver.
  let layout = FrameLayout()

  init(
    source: SourceFile, statements: [Statement], comments: [Span], declaredGlobals: [String],
    documentation: String?
  ) {
    self.source = source
    self.statements = statements
    self.comments = comments
    self.declaredGlobals = declaredGlobals
    self.documentation = documentation
  }
}
