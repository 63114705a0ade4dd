/// Why what was written behind a command's name does not make a call of it.
struct BindingFailure: Error {
  /// The ways in which a call can be wrong.
  enum Fact: Sendable {
    case unknownName(String)
    case missing(ParameterDeclaration)
    case tooMany(ParameterInput)
    case givenTwice(ParameterDeclaration)
    case needsValue(ParameterDeclaration)
    case takesNoValue(ParameterDeclaration)
    case unfit(ParameterDeclaration, ParameterInput, any ScriptConvertible.Type, ReadingFailure)
    case outOfRange(ParameterDeclaration, found: String)
  }

  var fact: Fact
  /// The word concerned; `nil` where it is the whole call, or there is no source.
  var place: Place?

  init(_ fact: Fact, at place: Place?) {
    self.fact = fact
    self.place = place
  }
}
