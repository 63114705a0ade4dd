/// `def`, `lambda` and their parameters.
extension Parser {
  /// def: 'def' name '(' [ parameters ] ')' [ '->' test ] block
  mutating func definition() throws(Failure) -> Definition {
    let start = position
    advance()
    let name = try name("a name after 'def'")
    let opener = try openParenthesis("'(' after the name '\(name.text)'")
    let parameters = try parameters(until: .rightParenthesis, annotated: true)
    try expectClosing(
      .rightParenthesis, "',' or ')' after a parameter of '\(name.text)'", opener: opener)
    if accept(.arrow) { _ = try test() }
    // Bound first, so that the body can use the function as a command line.
    scopes.bind(name.text, .function)
    scopes.enter(parameters)
    defer { scopes.leave() }
    let body = try block(after: "the head of '\(name.text)'")
    let function = Function(
      name: name.text, nameSpan: name.span, parameters: parameters, body: body,
      documentation: Self.documentation(of: body), span(from: start))
    return Definition(name, function)
  }

  /// lambda: 'lambda' [ parameters ] ':' test
  mutating func lambda() throws(Failure) -> Expression {
    let start = position
    let keyword = token.span
    advance()
    let parameters = try parameters(until: .colon, annotated: false)
    try expect(.colon, "':' after the parameters of 'lambda'")
    let bodyStart = position
    let value = try test()
    let body = [Statement.return(Return(value, span(from: bodyStart)))]
    try grow(above: height)
    return .lambda(
      Function(
        name: "lambda", nameSpan: keyword, parameters: parameters, body: body, documentation: nil,
        span(from: start)))
  }

  /// parameters: parameter { ',' parameter } [ ',' ]
  private mutating func parameters(
    until end: TokenKind, annotated: Bool
  ) throws(Failure) -> [Parameter] {
    var list = ParameterOrder()
    while token.kind != end {
      let parameter = try parameter(behindStar: list.hasStar, annotated: annotated)
      if let problem = list.append(parameter) { throw fail(problem, at: parameter.name.span) }
      guard accept(.comma) else { break }
    }
    if let divider = list.parameters.last, divider.kind == .divider {
      throw fail(
        "expected a parameter behind '*'", at: divider.name.span,
        hint: "those behind it are passed by name")
    }
    if list.parameters.count > Limits.locals {
      throw fail("more than \(Limits.locals) parameters", at: token.span)
    }
    return list.parameters
  }

  /// parameter: name [ ':' test ] [ '=' test ] | '*' [ name ] | '**' name
  private mutating func parameter(
    behindStar: Bool, annotated: Bool
  ) throws(Failure) -> Parameter {
    let start = token.span
    if accept(.doubleStar) {
      return Parameter(.restKeywords, try annotatedName("a name after '**'", annotated))
    }
    if accept(.star) {
      guard token.kind == .identifier else { return Parameter(.divider, Name("*", start)) }
      return Parameter(.rest, try annotatedName("a name after '*'", annotated))
    }
    if token.kind == .slash {
      throw fail(
        "there are no parameters by position only", at: start, hint: "leave the '/' away")
    }
    let name = try annotatedName("a parameter's name", annotated)
    let value = accept(.assign) ? try test() : nil
    return Parameter(behindStar ? .keywordOnly : .positional, name, default: value)
  }

  private mutating func annotatedName(_ what: String, _ annotated: Bool) throws(Failure) -> Name {
    let name = try name(what)
    if annotated, accept(.colon) { _ = try test() }
    return name
  }
}

/// The order that parameters must have.
private struct ParameterOrder {
  private(set) var parameters: [Parameter] = []
  private(set) var hasStar = false
  private var hasDefault = false
  private var names: Set<String> = []

  /// Adds one; says what is wrong with its place or name, if anything.
  mutating func append(_ parameter: Parameter) -> String? {
    let name = parameter.name.text
    if parameters.last?.kind == .restKeywords { return "nothing follows a '**' parameter" }
    if parameter.kind != .divider, !names.insert(name).inserted {
      return "two parameters are named '\(name)'"
    }
    switch parameter.kind {
    case .rest, .divider:
      if hasStar { return "there is one '*' parameter already" }
      hasStar = true
    case .positional:
      if parameter.defaultValue != nil {
        hasDefault = true
      } else if hasDefault {
        return "the parameter '\(name)' needs a default, as one before it has"
      }
    case .keywordOnly, .restKeywords: break
    }
    parameters.append(parameter)
    return nil
  }
}
