/// `evaluate net data --robot center --clicks 20`
///
/// The parser divides the line into words; which word is which parameter, and how a bare word is read,
/// is decided by the command's declaration.
final class CommandLine {
  enum Callee {
    /// A command of the host, by its whole name, dots included.
    case command(String)
    /// A user's `def`: the variable that holds it, or a member of one.
    case function(Expression)
  }

  let callee: Callee
  /// The verb as written; `NAME?` is the command `help` with the word `NAME`.
  let calleeSpan: Span
  let words: [Word]
  let span: Span

  init(_ callee: Callee, calleeSpan: Span, _ words: [Word], _ span: Span) {
    self.callee = callee
    self.calleeSpan = calleeSpan
    self.words = words
    self.span = span
  }
}

/// One word of a command line.
final class Word {
  enum Content {
    /// A bare word, which the parameter's type reads from ``Word/raw``.
    case bare
    /// `20`, `-1`, `0.5`, `True`, `None`: read from ``Word/raw`` by the parameter's type as well; the
    /// expression is its value where the type leaves that open.
    case literal(Expression)
    /// A user's variable in scope, with any members and indices: its value, whatever the parameter.
    case variable(Expression)
    /// A quoted string or f-string: the text itself.
    case quoted(Expression)
    /// `( … )`, `[ … ]` or a tight call, `robots.random_false(n=2)`: its value.
    case expression(Expression)
    /// `--name` or `--name=value`. `name` has underscores for hyphens: `--no-flip` is `no_flip`, and the
    /// declaration says whether that negates `flip`.
    case flag(name: String, value: Word?)
    /// `--`: no flags behind it.
    case endOfFlags
    /// A bare word that looks like a variable. The resolver turns it into `.variable` or `.bare`, so
    /// nothing behind the resolver meets it.
    case candidate(Expression)
  }

  /// The source text, quotes and brackets included.
  let raw: String
  let span: Span
  var content: Content

  init(_ raw: String, _ span: Span, _ content: Content) {
    self.raw = raw
    self.span = span
    self.content = content
  }
}
