/// An expression. Each case holds a node with the parts by name; every node has its span.
enum Expression {
  case literal(LiteralNode)
  case formatted(FormattedString)
  case name(Name)
  /// `base.member`
  case attribute(AttributeNode)
  /// `base[indices]`
  case `subscript`(SubscriptNode)
  /// `function(arguments)`
  case call(CallNode)
  case unary(UnaryNode)
  case binary(BinaryNode)
  /// `a and b`, `a or b`: the right side runs only when needed.
  case logical(LogicalNode)
  /// `a < b <= c`, chained: each operand is evaluated once.
  case comparison(ComparisonNode)
  /// `a if condition else b`
  case conditional(ConditionalNode)
  case lambda(Function)
  /// `a, b` or `(a, b)`
  case tuple(SequenceNode)
  /// `[a, *b]`
  case list(SequenceNode)
  /// `{a, *b}`
  case set(SequenceNode)
  /// `{k: v, **d}`
  case dictionary(DictionaryNode)
  /// `[a, ..., b]`
  case range(EllipsisRange)
  /// `[x for …]`, `{x for …}`, `{k: v for …}`
  case comprehension(Comprehension)
  /// A command line; only as a whole statement or right of `=` or `return`.
  case command(CommandLine)
  /// Stands where an expression was expected and an error was reported; such a tree is never run.
  case missing(Span)

  var span: Span {
    switch self {
    case .literal(let node): node.span
    case .formatted(let node): node.span
    case .name(let node): node.span
    case .attribute(let node): node.span
    case .subscript(let node): node.span
    case .call(let node): node.span
    case .unary(let node): node.span
    case .binary(let node): node.span
    case .logical(let node): node.span
    case .comparison(let node): node.span
    case .conditional(let node): node.span
    case .lambda(let node): node.span
    case .tuple(let node), .list(let node), .set(let node): node.span
    case .dictionary(let node): node.span
    case .range(let node): node.span
    case .comprehension(let node): node.span
    case .command(let node): node.span
    case .missing(let span): span
    }
  }
}

/// A value that stands in the source.
enum Literal: Equatable {
  case none
  case boolean(Bool)
  case integer(Int)
  /// An integer that does not fit 64 bits: its digits in `radix` (2, 8, 10 or 16), without prefix.
  case bigInteger(digits: String, radix: Int)
  case float(Double)
  case string(String)
  /// `b"…"`
  case bytes([UInt8])
}

final class LiteralNode {
  let value: Literal
  let span: Span

  init(_ value: Literal, _ span: Span) {
    self.value = value
    self.span = span
  }
}

/// `f"{iou:.3f}"`
final class FormattedString {
  indirect enum Part {
    /// Text as it stands, escapes and doubled braces already read. `{x=}` gives the text `x=` first.
    case text(String)
    /// `{value!conversion:format}`; the format's own parts may hold further fields.
    case field(Expression, conversion: Conversion, format: [Part])
  }

  /// `!s` (and no conversion, as `format` of a value with an empty format is its text), or `!r`.
  enum Conversion { case none, text, representation }

  let parts: [Part]
  let span: Span

  init(_ parts: [Part], _ span: Span) {
    self.parts = parts
    self.span = span
  }
}

final class AttributeNode {
  let base: Expression
  let member: String
  let memberSpan: Span
  let span: Span

  init(_ base: Expression, _ member: String, _ memberSpan: Span, _ span: Span) {
    self.base = base
    self.member = member
    self.memberSpan = memberSpan
    self.span = span
  }
}

final class SubscriptNode {
  enum Index {
    case at(Expression)
    /// `lower:upper:step`, each optional
    case slice(lower: Expression?, upper: Expression?, step: Expression?, Span)
    /// `...`: as many whole axes as are left
    case ellipsis(Span)
  }

  let base: Expression
  /// At least one.
  let indices: [Index]
  /// Whether a comma was written: `d[1, 2]` and `d[1,]` are the tuple as a dict's key.
  let isTuple: Bool
  let span: Span

  init(_ base: Expression, _ indices: [Index], isTuple: Bool, _ span: Span) {
    self.base = base
    self.indices = indices
    self.isTuple = isTuple
    self.span = span
  }
}

final class CallNode {
  enum Argument {
    case positional(Expression)
    case keyword(String, Span, Expression)
    /// `*values`
    case spread(Expression)
    /// `**mapping`
    case spreadKeywords(Expression)

    var value: Expression {
      switch self {
      case .positional(let value), .keyword(_, _, let value), .spread(let value),
        .spreadKeywords(let value):
        value
      }
    }
  }

  let function: Expression
  /// In source order, which is the order of evaluation. No keyword twice; no positional argument behind
  /// a keyword; nothing but keywords behind `**`.
  let arguments: [Argument]
  let span: Span

  init(_ function: Expression, _ arguments: [Argument], _ span: Span) {
    self.function = function
    self.arguments = arguments
    self.span = span
  }
}

final class UnaryNode {
  let operation: UnaryOperator
  let operand: Expression
  let span: Span

  init(_ operation: UnaryOperator, _ operand: Expression, _ span: Span) {
    self.operation = operation
    self.operand = operand
    self.span = span
  }
}

final class BinaryNode {
  let operation: BinaryOperator
  let left: Expression
  let right: Expression
  let operatorSpan: Span
  let span: Span

  init(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, operatorSpan: Span,
    _ span: Span
  ) {
    self.operation = operation
    self.left = left
    self.right = right
    self.operatorSpan = operatorSpan
    self.span = span
  }
}

final class LogicalNode {
  enum Operation: String { case and, or }

  let operation: Operation
  let left: Expression
  let right: Expression
  let span: Span

  init(_ operation: Operation, _ left: Expression, _ right: Expression, _ span: Span) {
    self.operation = operation
    self.left = left
    self.right = right
    self.span = span
  }
}

final class ComparisonNode {
  struct Link {
    let operation: ComparisonOperator
    let operatorSpan: Span
    let operand: Expression
  }

  let first: Expression
  /// At least one.
  let links: [Link]
  let span: Span

  init(_ first: Expression, _ links: [Link], _ span: Span) {
    self.first = first
    self.links = links
    self.span = span
  }
}

final class ConditionalNode {
  let condition: Expression
  let consequence: Expression
  let alternative: Expression
  let span: Span

  init(
    condition: Expression, consequence: Expression, alternative: Expression, _ span: Span
  ) {
    self.condition = condition
    self.consequence = consequence
    self.alternative = alternative
    self.span = span
  }
}

/// One element of a display.
enum Element {
  case value(Expression)
  /// `*values`
  case spread(Expression)

  var expression: Expression {
    switch self {
    case .value(let expression), .spread(let expression): expression
    }
  }
}

/// The elements of a tuple, list or set display.
final class SequenceNode {
  let elements: [Element]
  let span: Span

  init(_ elements: [Element], _ span: Span) {
    self.elements = elements
    self.span = span
  }
}

final class DictionaryNode {
  enum Entry {
    case pair(key: Expression, value: Expression)
    /// `**mapping`
    case spread(Expression)
  }

  let entries: [Entry]
  let span: Span

  init(_ entries: [Entry], _ span: Span) {
    self.entries = entries
    self.span = span
  }
}

/// `[first, ..., last]` counts up by one and includes `last`; `[first, second, ..., last]` steps by
/// `second - first`.
final class EllipsisRange {
  let first: Expression
  let second: Expression?
  let last: Expression
  let span: Span

  init(first: Expression, second: Expression?, last: Expression, _ span: Span) {
    self.first = first
    self.second = second
    self.last = last
    self.span = span
  }
}

/// A comprehension. Its variables are locals of the surrounding frame with slots of their own; the first
/// `for` clause's values are evaluated outside their scope.
final class Comprehension {
  enum Result {
    case list(Expression)
    case set(Expression)
    case dictionary(key: Expression, value: Expression)
  }

  enum Clause {
    case each(Target, in: Expression)
    case when(Expression)
  }

  let result: Result
  /// Outermost first; the first is an `each`.
  let clauses: [Clause]
  let span: Span

  init(_ result: Result, _ clauses: [Clause], _ span: Span) {
    self.result = result
    self.clauses = clauses
    self.span = span
  }
}
