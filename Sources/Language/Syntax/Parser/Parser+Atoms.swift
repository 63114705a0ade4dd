/// Names, literals, and what stands in brackets.
extension Parser {
  /// atom: name | number | string | 'None' | 'True' | 'False' | parenthesised | list | braces
  mutating func atom() throws(Failure) -> Expression {
    height = 1
    switch token.kind {
    case .identifier:
      let name = Name(text(token.span), token.span)
      advance()
      return .name(name)
    case .integer, .float: return try number()
    case .string: return try string()
    case .formattedString: return try formattedString()
    case .none: return constant(.none)
    case .true: return constant(.boolean(true))
    case .false: return constant(.boolean(false))
    case .leftParenthesis: return try parenthesised()
    case .leftBracket: return try list()
    case .leftBrace: return try braces()
    default: throw expectedExpression()
    }
  }

  private mutating func constant(_ value: Literal) -> Expression {
    let span = token.span
    advance()
    return .literal(LiteralNode(value, span))
  }

  private mutating func number() throws(Failure) -> Expression {
    let text = text(token.span)
    guard token.kind == .float else { return constant(NumberLiteral.integer(text[...])) }
    guard let value = NumberLiteral.float(text) else {
      throw fail(
        "this number is too large for a float", at: token.span, hint: "the largest is about 1.8e308"
      )
    }
    return constant(.float(value))
  }

  /// Takes a string or bytes literal.
  mutating func string() throws(Failure) -> Expression {
    let form = StringLiteral.Form(source.bytes, token.span)
    let bytes: [UInt8]
    do {
      bytes = try StringLiteral.decode(
        source.bytes, form.content, isRaw: form.isRaw, isBytes: form.isBytes)
    } catch {
      throw fail(error.message, at: error.span, hint: error.hint)
    }
    return constant(
      form.isBytes ? .bytes(bytes) : .string(String(decoding: bytes, as: UTF8.self)))
  }

  /// parenthesised: '(' ')' | '(' test ')' | '(' expressions ')'
  private mutating func parenthesised() throws(Failure) -> Expression {
    let start = position
    let opener = open()
    if token.kind == .rightParenthesis {
      try expectClosing(.rightParenthesis, "')'", opener: opener)
      return .tuple(SequenceNode([], span(from: start)))
    }
    if token.kind == .ellipsis { throw misplacedEllipsis() }
    let value = try expressions(.allowingStars)
    if token.kind == .for {
      throw fail(
        "there are no generators", at: token.span, hint: "make a list: [x for x in …]")
    }
    try expectClosing(.rightParenthesis, "',' or ')'", opener: opener)
    try refuseStars(value)
    // A tuple's span includes its parentheses.
    if case .tuple(let node) = value {
      return .tuple(SequenceNode(node.elements, span(from: start)))
    }
    return value
  }

  /// list: '[' [ elements ] ']' | '[' test clauses ']' | '[' test [ ',' test ] ',' '...' ',' test ']'
  private mutating func list() throws(Failure) -> Expression {
    let start = position
    let opener = open()
    var elements: [Element] = []
    var tallest = 0
    while token.kind != .rightBracket {
      if token.kind == .ellipsis {
        return try ellipsisRange(behind: elements, opener: opener, height: tallest)
      }
      elements.append(try element())
      tallest = max(tallest, height)
      if elements.count == 1, token.kind == .for {
        return try comprehension(.list(elements[0].expression), closing: .rightBracket, opener)
      }
      guard accept(.comma) else { break }
    }
    try expectClosing(.rightBracket, "',' or ']' after an element of the list", opener: opener)
    try grow(above: tallest)
    return .list(SequenceNode(elements, span(from: start)))
  }

  /// element: [ '*' ] test
  private mutating func element() throws(Failure) -> Element {
    accept(.star) ? .spread(try test()) : .value(try test())
  }

  private mutating func ellipsisRange(
    behind elements: [Element], opener: Span, height tallest: Int
  ) throws(Failure) -> Expression {
    let ellipsis = token.span
    let form = "write [first, ..., last] or [first, second, ..., last]"
    guard (1...2).contains(elements.count), previousEnd > 0 else {
      throw fail("an ellipsis range has one or two values before '...'", at: ellipsis, hint: form)
    }
    for case .spread(let expression) in elements {
      throw fail("an ellipsis range has no '*'", at: expression.span, hint: form)
    }
    advance()
    guard accept(.comma), token.kind != .rightBracket else {
      throw fail("an ellipsis range has a last value", at: ellipsis, hint: form)
    }
    let last = try test()
    let top = max(tallest, height)
    _ = accept(.comma)
    if token.kind != .rightBracket, startsExpression() {
      throw fail("an ellipsis range has one value behind '...'", at: token.span, hint: form)
    }
    try expectClosing(.rightBracket, "']' after the ellipsis range", opener: opener)
    try grow(above: top)
    return .range(
      EllipsisRange(
        first: elements[0].expression, second: elements.count == 2 ? elements[1].expression : nil,
        last: last, span(from: Int(opener.start))))
  }

  /// braces: '{' [ entries ] '}' | '{' elements '}' | '{' test [ ':' test ] clauses '}'
  private mutating func braces() throws(Failure) -> Expression {
    let start = position
    let opener = open()
    guard token.kind != .rightBrace, token.kind != .doubleStar else {
      return try dictionary([], from: start, opener, height: 0)
    }
    let first = try element()
    let tallest = height
    guard case .value(let key) = first, accept(.colon) else {
      if token.kind == .for, case .value(let value) = first {
        return try comprehension(.set(value), closing: .rightBrace, opener)
      }
      return try set([first], from: start, opener, height: tallest)
    }
    let value = try test()
    if token.kind == .for {
      height = max(height, tallest)
      return try comprehension(.dictionary(key: key, value: value), closing: .rightBrace, opener)
    }
    if token.kind != .rightBrace { try separator("',' or '}' after an entry of the dict", opener) }
    return try dictionary(
      [.pair(key: key, value: value)], from: start, opener, height: max(tallest, height))
  }

  private mutating func separator(_ what: String, _ opener: Span) throws(Failure) {
    guard !accept(.comma) else { return }
    try expectClosing(.comma, what, opener: opener)
  }

  /// set: the rest of a set display behind its first element
  private mutating func set(
    _ first: [Element], from start: Int, _ opener: Span, height: Int
  ) throws(Failure) -> Expression {
    var elements = first
    var tallest = height
    while accept(.comma), token.kind != .rightBrace {
      if token.kind == .ellipsis { throw misplacedEllipsis() }
      elements.append(try element())
      tallest = max(tallest, self.height)
    }
    try expectClosing(.rightBrace, "',' or '}' after an element of the set", opener: opener)
    try grow(above: tallest)
    return .set(SequenceNode(elements, span(from: start)))
  }

  /// entries: entry { ',' entry } [ ',' ]; entry: test ':' test | '**' test
  private mutating func dictionary(
    _ first: [DictionaryNode.Entry], from start: Int, _ opener: Span, height: Int
  ) throws(Failure) -> Expression {
    var entries = first
    var tallest = height
    while token.kind != .rightBrace {
      if accept(.doubleStar) {
        entries.append(.spread(try test()))
      } else {
        let key = try test()
        tallest = max(tallest, self.height)
        try expect(.colon, "':' after a key of the dict")
        entries.append(.pair(key: key, value: try test()))
      }
      tallest = max(tallest, self.height)
      guard accept(.comma) else { break }
    }
    try expectClosing(.rightBrace, "',' or '}' after an entry of the dict", opener: opener)
    try grow(above: tallest)
    return .dictionary(DictionaryNode(entries, span(from: start)))
  }

  /// clauses: 'for' targets 'in' or { 'for' targets 'in' or | 'if' or }
  private mutating func comprehension(
    _ result: Comprehension.Result, closing: TokenKind, _ opener: Span
  ) throws(Failure) -> Expression {
    try enter()
    var clauses: [Comprehension.Clause] = []
    var tallest = height
    while true {
      if accept(.for) {
        let target = try loopTargets()
        tallest = max(tallest, height)
        try expect(.in, "'in' after the variables of the comprehension")
        clauses.append(.each(target, in: try or()))
      } else if accept(.if) {
        clauses.append(.when(token.kind == .lambda ? try test() : try or()))
      } else {
        break
      }
      tallest = max(tallest, height)
      guard clauses.count <= Limits.nesting else {
        throw fail("more than \(Limits.nesting) clauses in a comprehension", at: token.span)
      }
    }
    if token.kind == .else {
      throw fail(
        "the condition of a comprehension has no 'else'", at: token.span,
        hint: "write [a if condition else b for …]")
    }
    nesting -= 1
    try expectClosing(closing, "'for', 'if' or '\(closing.rawValue)'", opener: opener)
    try grow(above: tallest)
    return .comprehension(Comprehension(result, clauses, span(from: Int(opener.start))))
  }
}
