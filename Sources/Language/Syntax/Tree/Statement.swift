/// A statement.
enum Statement {
  /// An expression, or a command line, for its effect; at the prompt its value is shown.
  case expression(Expression)
  case assign(Assignment)
  case augment(AugmentedAssignment)
  case `if`(If)
  case `for`(For)
  case `while`(While)
  case define(Definition)
  case `return`(Return)
  case `break`(Span)
  case `continue`(Span)
  case pass(Span)
  case delete(Delete)
  case `try`(Try)
  case raise(Raise)
  case assert(Assert)
  case load(Load)
  /// `global a, b`, `nonlocal a, b`: nothing to execute, the resolver has used it.
  case declare(Declaration)
  /// `time STATEMENT`, `bench STATEMENT`
  case timed(Timed)

  var span: Span {
    switch self {
    case .expression(let expression): expression.span
    case .assign(let node): node.target.span.joined(with: node.value.span)
    case .augment(let node): node.target.span.joined(with: node.value.span)
    case .if(let node): node.span
    case .for(let node): node.span
    case .while(let node): node.span
    case .define(let node): node.function.span
    case .return(let node): node.span
    case .break(let span), .continue(let span), .pass(let span): span
    case .delete(let node): node.span
    case .try(let node): node.span
    case .raise(let node): node.span
    case .assert(let node): node.span
    case .load(let node): node.span
    case .declare(let node): node.span
    case .timed(let node): node.span
    }
  }
}

/// What can stand left of `=`, behind `for` and behind `del`.
enum Target {
  case name(Name)
  case attribute(AttributeNode)
  case `subscript`(SubscriptNode)
  /// `a, *b` or `[a, b]`; `starred` is the index of the one that takes the rest, if any.
  indirect case sequence([Target], starred: Int?, Span)

  var span: Span {
    switch self {
    case .name(let node): node.span
    case .attribute(let node): node.span
    case .subscript(let node): node.span
    case .sequence(_, _, let span): span
    }
  }
}

/// `target = value`; the value may be a command line.
final class Assignment {
  let target: Target
  let value: Expression

  init(_ target: Target, _ value: Expression) {
    self.target = target
    self.value = value
  }
}

/// `target += value`. The target is no sequence; its base and indices are evaluated once.
final class AugmentedAssignment {
  let target: Target
  let operation: BinaryOperator
  let operatorSpan: Span
  let value: Expression

  init(_ target: Target, _ operation: BinaryOperator, operatorSpan: Span, _ value: Expression) {
    self.target = target
    self.operation = operation
    self.operatorSpan = operatorSpan
    self.value = value
  }
}

/// `if`, `elif`…, `else`; flat, so that a long ladder is not a deep tree.
final class If {
  struct Branch {
    let condition: Expression
    let body: [Statement]
  }

  /// At least one.
  let branches: [Branch]
  /// Empty without `else`.
  let alternative: [Statement]
  let span: Span

  init(_ branches: [Branch], alternative: [Statement], _ span: Span) {
    self.branches = branches
    self.alternative = alternative
    self.span = span
  }
}

final class For {
  let target: Target
  let values: Expression
  let body: [Statement]
  let span: Span

  init(_ target: Target, in values: Expression, _ body: [Statement], _ span: Span) {
    self.target = target
    self.values = values
    self.body = body
    self.span = span
  }
}

final class While {
  let condition: Expression
  let body: [Statement]
  let span: Span

  init(_ condition: Expression, _ body: [Statement], _ span: Span) {
    self.condition = condition
    self.body = body
    self.span = span
  }
}

/// `def name(…): …` binds `name` to the closure.
final class Definition {
  let name: Name
  let function: Function

  init(_ name: Name, _ function: Function) {
    self.name = name
    self.function = function
  }
}

final class Return {
  /// Absent for a bare `return`; may be a command line.
  let value: Expression?
  let span: Span

  init(_ value: Expression?, _ span: Span) {
    self.value = value
    self.span = span
  }
}

/// `del a, b[0], c.member`; no target is a sequence.
final class Delete {
  let targets: [Target]
  let span: Span

  init(_ targets: [Target], _ span: Span) {
    self.targets = targets
    self.span = span
  }
}

final class Try {
  struct Handler {
    /// The kinds that it catches; empty for all that can be caught.
    let kinds: [ErrorKind]
    /// Bound to the error value for the body, and unbound behind it, as in Python.
    let name: Name?
    let body: [Statement]
    let span: Span
  }

  let body: [Statement]
  /// In order; the first that fits runs. May be empty when there is a `finally`.
  let handlers: [Handler]
  /// Runs however the rest ends; empty without `finally`.
  let finally: [Statement]
  let span: Span

  init(_ body: [Statement], handlers: [Handler], finally: [Statement], _ span: Span) {
    self.body = body
    self.handlers = handlers
    self.finally = finally
    self.span = span
  }
}

final class Raise {
  /// A text or an error value. Absent, inside `except` only: raises again what was caught.
  let value: Expression?
  let span: Span

  init(_ value: Expression?, _ span: Span) {
    self.value = value
    self.span = span
  }
}

final class Assert {
  let condition: Expression
  let message: Expression?
  let span: Span

  init(_ condition: Expression, message: Expression?, _ span: Span) {
    self.condition = condition
    self.message = message
    self.span = span
  }
}

/// `load("lib.seg", "name", mine="theirs")`; only at the top level of a file.
final class Load {
  struct Item {
    /// The variable that is bound here.
    let local: Name
    /// Its name in the loaded file.
    let exported: String
    let exportedSpan: Span
  }

  let path: String
  let pathSpan: Span
  let items: [Item]
  let span: Span

  init(path: String, pathSpan: Span, _ items: [Item], _ span: Span) {
    self.path = path
    self.pathSpan = pathSpan
    self.items = items
    self.span = span
  }
}

final class Declaration {
  enum Scope: String { case global, nonlocal }

  let scope: Scope
  let names: [Name]
  let span: Span

  init(_ scope: Scope, _ names: [Name], _ span: Span) {
    self.scope = scope
    self.names = names
    self.span = span
  }
}

final class Timed {
  /// `time` runs once; `bench` repeats.
  enum Prefix: String { case time, bench }

  let prefix: Prefix
  let statement: Statement
  let span: Span

  init(_ prefix: Prefix, _ statement: Statement, _ span: Span) {
    self.prefix = prefix
    self.statement = statement
    self.span = span
  }
}
