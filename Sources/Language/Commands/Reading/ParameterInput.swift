/// One thing that the caller gave for a parameter: a word still to be read, or a value.
public struct ParameterInput: Sendable {
  /// What was given.
  public enum Content: Sendable {
    /// A word of the line, without its quotes.
    case word(String)
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

  /// What the input means as a `T`.
  ///
  /// - Throws: ``BindingFailure`` with all that is known where it is of another kind; what is wrong
  ///   with the thing itself is located at the input.
  public func value<T: ScriptConvertible>(
    as type: T.Type, for parameter: ParameterDeclaration, in context: CommandContext
  ) throws -> T {
    do {
      switch content {
      case .word(let word): return try T.read(word, in: context)
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
