/// Assignments, and what can be assigned to.
extension Parser {
  /// assignment: target [ ':' test ] '=' right | target augmented '=' right | expressions
  mutating func assignmentOrExpressions() throws(Failure) -> Statement {
    let start = token
    let expression = try expressions(.allowingStars)
    switch token.kind {
    case .assign: return try assignment(to: expression)
    case .augmentedAssign: return try augmentedAssignment(to: expression)
    case .colon: return try annotated(expression, start: start)
    default: break
    }
    try refuseStars(expression)
    return .expression(expression)
  }

  private mutating func assignment(to expression: Expression) throws(Failure) -> Statement {
    let target = try target(expression, doing: "assign to")
    advance()
    let value = try rightSide()
    if token.kind == .assign {
      throw fail(
        "one '=' too many: a statement assigns once", at: token.span,
        hint: "write the second assignment on a line of its own")
    }
    noteHiddenCommands(target)
    scopes.bind(target)
    return .assign(Assignment(target, value))
  }

  private mutating func augmentedAssignment(to expression: Expression) throws(Failure) -> Statement
  {
    let target = try target(expression, doing: "assign to")
    let span = token.span
    let spelling = text(span)
    if case .sequence = target {
      throw fail("'\(spelling)' changes one target, not several", at: target.span)
    }
    advance()
    guard let operation = BinaryOperator(rawValue: String(spelling.dropLast())) else {
      throw fail("there is no operator '\(spelling)'", at: span)
    }
    let value = try expressions()
    scopes.bind(target)
    return .augment(AugmentedAssignment(target, operation, operatorSpan: span, value))
  }

  /// `x: kind = value`: the annotation is read and ignored; without a value nothing remains to do.
  private mutating func annotated(
    _ expression: Expression, start: Token
  ) throws(Failure) -> Statement {
    switch expression {
    case .name, .attribute, .subscript: break
    default: throw unexpectedRest()
    }
    if case .name(let name) = expression, name.text == "else" || name.text == "elif" {
      throw unexpectedRest()
    }
    advance()
    if token.kind == .newline {
      throw fail(
        "no statement begins with '\(text(start.span))' and ends with ':'", at: start.span,
        hint: "blocks begin with if, for, while, def or try")
    }
    _ = try test()
    if token.kind == .assign { return try assignment(to: expression) }
    return .pass(span(from: Int(start.span.start)))
  }

  /// right: command line | expressions
  mutating func rightSide() throws(Failure) -> Expression {
    if token.kind == .identifier, let line = try commandLineRightOfAssignment() {
      return .command(line)
    }
    let value = try expressions(.allowingStars)
    try refuseStars(value)
    return value
  }

  /// A `*` belongs into a tuple of several parts.
  mutating func refuseStars(_ expression: Expression) throws(Failure) {
    guard case .missing(let span) = expression else { return }
    throw fail(
      "a '*' cannot stand here alone", at: span, hint: "write [*values] or *values,")
  }
}

extension Parser {
  /// target: name | attribute | subscript | [ '*' ] target { ',' [ '*' ] target }
  ///
  /// - Parameter doing: what the statement does, for the message: `assign to`.
  mutating func target(
    _ expression: Expression, doing action: String
  ) throws(Failure) -> Target {
    switch expression {
    case .name(let name): return .name(name)
    case .attribute(let node): return .attribute(node)
    case .subscript(let node): return .subscript(node)
    case .tuple(let node), .list(let node): return try sequenceTarget(node, doing: action)
    case .missing(let span):
      throw fail(
        "a '*' takes the rest of several targets", at: span, hint: "write first, *rest = …")
    default:
      let hint = isEquation(expression) ? "compare with '=='" : nil
      throw fail("cannot \(action) \(Self.words(for: expression))", at: expression.span, hint: hint)
    }
  }

  private func isEquation(_ expression: Expression) -> Bool {
    guard token.kind == .assign else { return false }
    switch expression {
    case .comparison, .logical, .binary: return true
    default: return false
    }
  }

  private mutating func sequenceTarget(
    _ node: SequenceNode, doing action: String
  ) throws(Failure) -> Target {
    var parts: [Target] = []
    var starred: Int?
    for element in node.elements {
      if case .spread(let expression) = element {
        guard starred == nil, action != "delete" else {
          throw fail("only one target can take the rest with '*'", at: expression.span)
        }
        starred = parts.count
      }
      parts.append(try target(element.expression, doing: action))
    }
    return .sequence(parts, starred: starred, node.span)
  }

  private static func words(for expression: Expression) -> String {
    switch expression {
    case .literal(let node):
      switch node.value {
      case .none: "None"
      case .boolean(let value): value ? "True" : "False"
      case .string, .bytes: "a string"
      default: "a number"
      }
    case .formatted: "an f-string"
    case .call: "the result of a call"
    case .command: "a command"
    case .lambda: "a lambda"
    case .set, .dictionary: "a display in braces"
    case .range: "an ellipsis range"
    case .comprehension: "a comprehension"
    case .comparison: "a comparison"
    case .conditional: "a conditional expression"
    default: "an operation"
    }
  }
}
