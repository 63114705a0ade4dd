/// One error, warning or note, complete: what was found, what was expected, the fix, and the place.
///
/// Everything that goes wrong, from the lexer to a corrupt checkpoint, ends as one of these. Code that
/// does not know a source position throws it without a place; what called it adds the place with
/// ``located(at:)`` as the error rises. ``DiagnosticRenderer`` is the only thing that makes it text.
public struct Diagnostic: Error, Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable { case error, warning, note }

  /// A further place that explains the first, for example where a bracket was opened.
  public struct Label: Equatable, Sendable {
    /// Where.
    public var place: Place
    /// What is there, in a few words.
    public var text: String

    /// A note `text` at `place`.
    public init(_ text: String, at place: Place) {
      self.place = place
      self.text = text
    }
  }

  /// A call that was running when the error rose.
  public struct Frame: Equatable, Sendable {
    /// The function's name, `<module>` for the file itself.
    public var function: String
    /// The place of the call in that function.
    public var place: Place?

    /// The call at `place` within `function`.
    public init(function: String, place: Place?) {
      self.function = function
      self.place = place
    }
  }

  /// How bad it is.
  public var severity: Severity
  /// What kind of error; a script catches it by this name.
  public var kind: ErrorKind
  /// What was found and what was expected: one sentence, no capital, no full stop.
  public var message: String
  /// Where; absent until a caller that knows adds it.
  public var place: Place?
  /// A few words right behind the carets, mostly the fix: `did you mean 'center'?`.
  public var hint: String?
  /// A longer way out, on a line of its own.
  public var help: String?
  /// Further places that explain.
  public var labels: [Label]
  /// The calls that were running, innermost first; the first is where `place` is.
  public var stack: [Frame]
  /// How many calls in the middle of a deep ``stack`` were left out.
  var omittedCalls = 0

  /// A diagnostic of `kind` that says `message`.
  public init(
    _ kind: ErrorKind, _ message: String, at place: Place? = nil, hint: String? = nil,
    help: String? = nil, labels: [Label] = [], severity: Severity = .error
  ) {
    self.severity = severity
    self.kind = kind
    self.message = message
    self.place = place
    self.hint = hint
    self.help = help
    self.labels = labels
    self.stack = []
  }

  /// The same with `place`, unless it has one already: the innermost place is the most exact.
  public func located(at place: Place?) -> Diagnostic {
    guard self.place == nil else { return self }
    var located = self
    located.place = place
    return located
  }

  /// The same with one more running call at the outer end of its stack.
  public func rising(through frame: Frame) -> Diagnostic {
    var risen = self
    risen.stack.append(frame)
    return risen
  }

  /// The status that the process ends with when this ends it.
  public var exitCode: ExitCode { kind.exitCode }
}
