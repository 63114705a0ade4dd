/// One token: its kind and place. The parser reads names and values from the source when it needs them.
struct Token {
  var kind: TokenKind
  var span: Span
  /// Whether a blank or a line break stands before it.
  var followsBlank: Bool
}

/// The kinds of token; the raw value of keywords and operators is their spelling.
enum TokenKind: String {
  case endOfFile = "the end of the file"
  case newline = "the end of the line"
  case indent = "an indented line"
  case dedent = "the end of the block"
  /// A character or literal that was reported already.
  case invalid = "something unreadable"

  case identifier = "a name"
  case integer = "an integer"
  case float = "a number"
  case string = "a string"
  case formattedString = "an f-string"

  case and, `as`, assert, `break`, `continue`, def, del, elif, `else`, except, finally, `for`,
    global
  case `if`, `in`, `is`, lambda, load, nonlocal, not, or, pass, raise, `return`, `try`, `while`
  case none = "None"
  case `true` = "True"
  case `false` = "False"
  // Words that Python reserves and Segue lacks.
  case async, await, `class`, from, `import`, with, yield

  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case leftBrace = "{"
  case rightBrace = "}"
  case comma = ","
  case colon = ":"
  case semicolon = ";"
  case dot = "."
  case ellipsis = "..."
  case arrow = "->"
  case assign = "="
  /// `+=` and its like.
  case augmentedAssign = "an assignment operator"
  case plus = "+"
  case minus = "-"
  case star = "*"
  case doubleStar = "**"
  case slash = "/"
  case doubleSlash = "//"
  case percent = "%"
  case at = "@"
  case ampersand = "&"
  case bar = "|"
  case caret = "^"
  case tilde = "~"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  // Operators of other languages, which the parser explains.
  case walrus = ":="
  case bang = "!"
  case doubleAmpersand = "&&"
  case doubleBar = "||"
  case lessGreater = "<>"
  case question = "?"
}

extension TokenKind {
  /// The arithmetic operator, if it is one, and how tightly it binds; a higher number binds tighter.
  var binary: (operation: BinaryOperator, precedence: Int)? {
    switch self {
    case .bar: (.bitOr, 1)
    case .caret: (.bitXor, 2)
    case .ampersand: (.bitAnd, 3)
    case .shiftLeft: (.shiftLeft, 4)
    case .shiftRight: (.shiftRight, 4)
    case .plus: (.add, 5)
    case .minus: (.subtract, 5)
    case .star: (.multiply, 6)
    case .slash: (.divide, 6)
    case .doubleSlash: (.floorDivide, 6)
    case .percent: (.remainder, 6)
    case .at: (.matrixMultiply, 6)
    default: nil
    }
  }

  /// The comparison, if it is one of a single token.
  var comparison: ComparisonOperator? {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .in: .in
    default: nil
    }
  }

  /// Whether it ends a simple statement.
  var endsStatement: Bool { self == .newline || self == .semicolon || self == .endOfFile }

  /// Whether it closes a bracket.
  var closesBracket: Bool {
    self == .rightParenthesis || self == .rightBracket || self == .rightBrace
  }
}
