/// One thing that the caller gave for a parameter: a word still to be read, or a value.
public struct ParameterInput: Sendable {
  /// What was given.
  public enum Content: Sendable {
    /// A bare word of the line.
    case word(String)
    /// A bare word that is a number, `True`, `False` or `None`, and its value.
    case literal(String, Value)
    /// The text of a quoted word.
    case quoted(String)
    /// The value of an expression, or of the variable that the word names.
    case value(Value)
  }

  /// What was given.
  public var content: Content
  /// Where it stands; `nil` where there is no source.
  public var place: Place?
  /// The variable's source text, where a bare word was taken as a variable.
  public var variable: String?

  /// An input.
  public init(_ content: Content, at place: Place? = nil, variable: String? = nil) {
    self.content = content
    self.place = place
    self.variable = variable
  }

  /// The input with a quoted word or a literal as the values that they are where no type reads them.
  var untyped: ParameterInput {
    var input = self
    switch content {
    case .quoted(let text): input.content = .value(.string(text))
    case .literal(_, let value): input.content = .value(value)
    case .word, .value: break
    }
    return input
  }

  /// What the input means as a `T`.
  ///
  /// - Throws: ``BindingFailure`` with all that is known where it is of another kind; what is wrong
  ///   with the thing itself is located at the input.
  public func value<T: ScriptConvertible>(
    as type: T.Type, for parameter: ParameterDeclaration, in context: CommandContext
  ) throws -> T {
    do {
      switch content {
      case .word(let word), .quoted(let word), .literal(let word, _):
        return try T.read(word, in: context)
      case .value(let value): return try T.convert(value, in: context)
      }
    } catch let failure as ReadingFailure {
      throw BindingFailure(.unfit(parameter, self, type, failure), at: place)
    } catch let failure as Diagnostic {
      throw failure.located(at: place)
    } catch let failure as any DiagnosticConvertible {
      throw failure.diagnostic.located(at: place)
    }
  }
}
