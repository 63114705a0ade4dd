/// Members, calls and subscripts.
extension Parser {
  /// postfix: atom { '.' name | '(' [ arguments ] ')' | '[' indices ']' }
  ///
  /// - Parameter tight: whether a blank ends it, as it ends a word of a command line.
  mutating func postfix(tight: Bool = false) throws(Failure) -> Expression {
    let start = position
    let isString = token.kind == .string || token.kind == .formattedString
    var base = try atom()
    if isString, !tight, token.kind == .string || token.kind == .formattedString {
      throw adjacentStrings()
    }
    while !(tight && token.followsBlank) {
      let tallest = height
      switch token.kind {
      case .dot: base = try member(of: base, from: start)
      case .leftParenthesis: base = try call(base, from: start)
      case .leftBracket: base = try subscription(of: base, from: start)
      default: return base
      }
      try grow(above: max(tallest, height))
    }
    return base
  }

  private mutating func member(of base: Expression, from start: Int) throws(Failure) -> Expression {
    advance()
    let memberSpan = token.span
    // A keyword cannot be meant behind a dot, so every word is a member's name.
    guard source.bytes.indices.contains(Int(memberSpan.start)), token.kind != .invalid,
      source.bytes[Int(memberSpan.start)].isNameStart || token.kind == .identifier
    else { throw expected("a member's name after '.'") }
    guard token.kind != .string, token.kind != .formattedString else {
      throw expected("a member's name after '.'")
    }
    advance()
    return .attribute(AttributeNode(base, text(memberSpan), memberSpan, span(from: start)))
  }

  private mutating func call(_ function: Expression, from start: Int) throws(Failure) -> Expression
  {
    let opener = open()
    var arguments = ArgumentOrder()
    var tallest = 0
    while token.kind != .rightParenthesis {
      let argumentStart = position
      let argument = try argument()
      tallest = max(tallest, height)
      if let problem = arguments.append(argument) {
        throw fail(problem, at: span(from: argumentStart))
      }
      guard accept(.comma) else { break }
    }
    if token.kind == .for {
      throw fail(
        "a comprehension stands in brackets", at: token.span, hint: "write [x for x in …]")
    }
    try expectClosing(.rightParenthesis, "',' or ')' after an argument", opener: opener)
    height = tallest
    return .call(CallNode(function, arguments.arguments, span(from: start)))
  }

  /// argument: test | name '=' test | '*' test | '**' test
  private mutating func argument() throws(Failure) -> CallNode.Argument {
    if accept(.star) { return .spread(try test()) }
    if accept(.doubleStar) { return .spreadKeywords(try test()) }
    if token.kind == .ellipsis { throw misplacedEllipsis() }
    let value = try test()
    guard token.kind == .assign else { return .positional(value) }
    guard case .name(let name) = value else {
      throw fail(
        "the name of a keyword argument is one word", at: value.span, hint: "compare with '=='")
    }
    advance()
    return .keyword(name.text, name.span, try test())
  }

  /// indices: index { ',' index } [ ',' ]
  private mutating func subscription(
    of base: Expression, from start: Int
  ) throws(Failure) -> Expression {
    let opener = open()
    if token.kind == .rightBracket { throw expected("an index between '[' and ']'") }
    var indices: [SubscriptNode.Index] = []
    var isTuple = false
    var tallest = 0
    while token.kind != .rightBracket {
      indices.append(try index())
      tallest = max(tallest, height)
      guard accept(.comma) else { break }
      isTuple = true
    }
    try expectClosing(.rightBracket, "',' or ']' after an index", opener: opener)
    height = tallest
    return .subscript(SubscriptNode(base, indices, isTuple: isTuple, span(from: start)))
  }

  /// index: '...' | test | [ test ] ':' [ test ] [ ':' [ test ] ]
  private mutating func index() throws(Failure) -> SubscriptNode.Index {
    let start = position
    if token.kind == .ellipsis {
      let span = token.span
      advance()
      height = 1
      return .ellipsis(span)
    }
    var tallest = 0
    let lower = try bound(&tallest)
    guard accept(.colon) else {
      guard let lower else { throw expected("an index") }
      return .at(lower)
    }
    let upper = try bound(&tallest)
    let step = accept(.colon) ? try bound(&tallest) : nil
    height = tallest
    return .slice(lower: lower, upper: upper, step: step, span(from: start))
  }

  private mutating func bound(_ tallest: inout Int) throws(Failure) -> Expression? {
    switch token.kind {
    case .colon, .comma, .rightBracket: return nil
    case .walrus: throw fail("'[:=' cannot be read", at: token.span, hint: "put a blank behind ':'")
    default:
      let value = try test()
      tallest = max(tallest, height)
      return value
    }
  }
}

/// The order that arguments must have.
private struct ArgumentOrder {
  private(set) var arguments: [CallNode.Argument] = []
  private var keywords: Set<String> = []
  private var hasSpreadKeywords = false

  /// Adds one; says what is wrong with its place or name, if anything.
  mutating func append(_ argument: CallNode.Argument) -> String? {
    switch argument {
    case .positional where hasSpreadKeywords, .spread where hasSpreadKeywords:
      return "only keyword arguments follow '**'"
    case .positional where !keywords.isEmpty:
      return "a positional argument cannot follow a keyword argument"
    case .keyword(let name, _, _):
      guard keywords.insert(name).inserted else { return "the argument '\(name)' is given twice" }
    case .spreadKeywords: hasSpreadKeywords = true
    case .positional, .spread: break
    }
    arguments.append(argument)
    return nil
  }
}
