/// What a `def` or a `lambda` makes a closure from.
final class Function {
  /// `lambda` for a lambda.
  let name: String
  let nameSpan: Span
  let parameters: [Parameter]
  /// A lambda's body is one `return`.
  let body: [Statement]
  /// The docstring: the body's first statement when that is a string (it stays in the body).
  let documentation: String?
  let span: Span
  /// Filled in by the resolver.
  let layout = FrameLayout()

  init(
    name: String, nameSpan: Span, parameters: [Parameter], body: [Statement],
    documentation: String?, _ span: Span
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.parameters = parameters
    self.body = body
    self.documentation = documentation
    self.span = span
  }
}

/// A declared parameter. In order: positional ones, those with a default last; then `*rest` or a bare
/// `*`; then keyword-only ones; then `**rest`.
final class Parameter {
  enum Kind {
    /// `x`, `x=1`: by position or by name
    case positional
    /// `x`, `x=1` behind `*`: by name only
    case keywordOnly
    /// `*rest`
    case rest
    /// `**rest`
    case restKeywords
    /// `*` alone: it only divides; its name is `*` and has no slot
    case divider
  }

  let kind: Kind
  let name: Name
  /// Evaluated when the `def` is executed, in the scope around it.
  let defaultValue: Expression?

  init(_ kind: Kind, _ name: Name, default defaultValue: Expression? = nil) {
    self.kind = kind
    self.name = name
    self.defaultValue = defaultValue
  }
}
