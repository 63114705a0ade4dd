/// Expressions with operators, from the loosest to the tightest.
extension Parser {
  /// Whether `*values` may stand in a list of expressions.
  enum Stars { case refused, allowingStars }

  /// expressions: [ '*' ] test { ',' [ '*' ] test } [ ',' ]
  ///
  /// Several make a tuple. A lone `*values` gives `.missing`, which the caller refuses.
  mutating func expressions(_ stars: Stars = .refused) throws(Failure) -> Expression {
    let start = position
    if token.kind != .star {
      let first = try test()
      guard token.kind == .comma else { return first }
      return try tuple(.value(first), from: start, stars)
    }
    guard stars == .allowingStars else {
      throw fail("a '*' cannot stand here", at: token.span, hint: "write [*values]")
    }
    advance()
    let first = try test()
    guard token.kind == .comma else { return .missing(span(from: start)) }
    return try tuple(.spread(first), from: start, stars)
  }

  private mutating func tuple(
    _ first: Element, from start: Int, _ stars: Stars
  ) throws(Failure) -> Expression {
    var elements = [first]
    var tallest = height
    while accept(.comma), startsExpression() || token.kind == .star {
      if token.kind == .star, stars == .refused {
        throw fail("a '*' cannot stand here", at: token.span, hint: "write [*values]")
      }
      let isStarred = accept(.star)
      let value = try test()
      tallest = max(tallest, height)
      elements.append(isStarred ? .spread(value) : .value(value))
    }
    try grow(above: tallest)
    return .tuple(SequenceNode(elements, span(from: start)))
  }

  /// Whether the token can begin an expression.
  func startsExpression() -> Bool {
    switch token.kind {
    case .identifier, .integer, .float, .string, .formattedString, .none, .true, .false,
      .leftParenthesis, .leftBracket, .leftBrace, .plus, .minus, .tilde, .not, .lambda, .ellipsis,
      .invalid, .bang:
      true
    default: false
    }
  }

  /// test: lambda | or [ 'if' or 'else' test ]
  mutating func test() throws(Failure) -> Expression {
    try enter()
    if token.kind == .lambda {
      let lambda = try lambda()
      nesting -= 1
      return lambda
    }
    let start = position
    let value = try or()
    guard token.kind == .if else {
      nesting -= 1
      return value
    }
    let result = try conditional(value, from: start)
    nesting -= 1
    return result
  }

  private mutating func conditional(
    _ value: Expression, from start: Int
  ) throws(Failure) -> Expression {
    var tallest = height
    advance()
    let condition = try or()
    tallest = max(tallest, height)
    guard accept(.else) else {
      throw expected("'else' of the conditional expression")
    }
    let alternative = try test()
    try grow(above: max(tallest, height))
    return .conditional(
      ConditionalNode(
        condition: condition, consequence: value, alternative: alternative, span(from: start)))
  }

  /// or: and { 'or' and }
  mutating func or() throws(Failure) -> Expression {
    let start = position
    var left = try and()
    while token.kind == .or {
      let tallest = height
      advance()
      let right = try and()
      try grow(above: max(tallest, height))
      left = .logical(LogicalNode(.or, left, right, span(from: start)))
    }
    return left
  }

  /// and: not { 'and' not }
  private mutating func and() throws(Failure) -> Expression {
    let start = position
    var left = try not()
    while token.kind == .and {
      let tallest = height
      advance()
      let right = try not()
      try grow(above: max(tallest, height))
      left = .logical(LogicalNode(.and, left, right, span(from: start)))
    }
    return left
  }

  /// not: 'not' not | comparison
  private mutating func not() throws(Failure) -> Expression {
    guard token.kind == .not else { return try comparison() }
    let start = position
    try enter()
    advance()
    let operand = try not()
    nesting -= 1
    try grow(above: height)
    return .unary(UnaryNode(.not, operand, span(from: start)))
  }

  /// comparison: binary { comparator binary }
  private mutating func comparison() throws(Failure) -> Expression {
    let start = position
    let first = try binary(above: 0)
    var links: [ComparisonNode.Link] = []
    var tallest = height
    while let (operation, span) = try comparator() {
      let operand = try binary(above: 0)
      if operation == .is || operation == .isNot { try checkIdentity(operand, operation, span) }
      tallest = max(tallest, height)
      links.append(.init(operation: operation, operatorSpan: span, operand: operand))
    }
    guard !links.isEmpty else { return first }
    try grow(above: tallest)
    return .comparison(ComparisonNode(first, links, span(from: start)))
  }

  /// comparator: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not' 'in' | 'is' [ 'not' ]
  private mutating func comparator() throws(Failure) -> (ComparisonOperator, Span)? {
    let start = position
    if let operation = token.kind.comparison {
      advance()
      return (operation, span(from: start))
    }
    if accept(.is) {
      let operation = accept(.not) ? ComparisonOperator.isNot : .is
      return (operation, span(from: start))
    }
    guard accept(.not) else { return nil }
    try expect(.in, "'in' after 'not'")
    return (.notIn, span(from: start))
  }

  private mutating func checkIdentity(
    _ operand: Expression, _ operation: ComparisonOperator, _ span: Span
  ) throws(Failure) {
    if case .literal(let node) = operand {
      switch node.value {
      case .none, .boolean: return
      default: break
      }
    }
    throw fail(
      "'\(operation.rawValue)' compares with None, True or False only", at: span,
      hint: "write '\(operation == .is ? "==" : "!=")'")
  }

  /// binary: unary { operator unary }, by precedence climbing
  private mutating func binary(above precedence: Int) throws(Failure) -> Expression {
    let start = position
    var left = try unary()
    while let (operation, tightness) = token.kind.binary, tightness > precedence {
      let tallest = height
      let operatorSpan = token.span
      advance()
      let right = try binary(above: tightness)
      try grow(above: max(tallest, height))
      left = .binary(
        BinaryNode(operation, left, right, operatorSpan: operatorSpan, span(from: start)))
    }
    return left
  }

  /// unary: ( '+' | '-' | '~' ) unary | power
  private mutating func unary() throws(Failure) -> Expression {
    let operation: UnaryOperator
    switch token.kind {
    case .plus: operation = .plus
    case .minus: operation = .minus
    case .tilde: operation = .invert
    default: return try power()
    }
    let start = position
    try enter()
    advance()
    let operand = try unary()
    nesting -= 1
    try grow(above: height)
    return .unary(UnaryNode(operation, operand, span(from: start)))
  }

  /// power: postfix [ '**' unary ]
  private mutating func power() throws(Failure) -> Expression {
    let start = position
    let base = try postfix()
    guard token.kind == .doubleStar else { return base }
    let tallest = height
    let operatorSpan = token.span
    try enter()
    advance()
    let exponent = try unary()
    nesting -= 1
    try grow(above: max(tallest, height))
    return .binary(
      BinaryNode(.power, base, exponent, operatorSpan: operatorSpan, span(from: start)))
  }
}
