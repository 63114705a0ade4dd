/// Statements: their names, and where `return`, `break`, `continue`, `raise` and `load` may stand.
extension Resolver {
  mutating func resolve(_ statements: [Statement]) {
    for statement in statements { resolve(statement) }
  }

  private mutating func resolve(_ statement: Statement) {
    switch statement {
    case .expression(let expression): resolve(expression)
    case .assign(let node):
      resolve(node.value)
      resolve(node.target)
    case .augment(let node):
      resolve(node.target)
      resolve(node.value)
    case .if(let node): resolve(node)
    case .for(let node): resolve(node)
    case .while(let node):
      resolve(node.condition)
      resolveLoop(node.body)
    case .define(let node):
      bind(node.name)
      resolve(node.function)
    case .return(let node): resolve(node)
    case .break(let span): checkLoop("break", span)
    case .continue(let span): checkLoop("continue", span)
    case .pass: break
    case .delete(let node): for target in node.targets { resolve(target) }
    case .try(let node): resolve(node)
    case .raise(let node): resolve(node)
    case .assert(let node):
      resolve(node.condition)
      if let message = node.message { resolve(message) }
    case .load(let node): resolve(node)
    case .declare(let node): check(node)
    case .timed(let node): resolve(node.statement)
    }
  }

  private mutating func resolve(_ node: If) {
    for branch in node.branches {
      resolve(branch.condition)
      resolve(branch.body)
    }
    resolve(node.alternative)
  }

  private mutating func resolve(_ node: For) {
    resolve(node.values)
    resolve(node.target)
    resolveLoop(node.body)
  }

  private mutating func resolveLoop(_ body: [Statement]) {
    scope.loops += 1
    resolve(body)
    scope.loops -= 1
  }

  private mutating func checkLoop(_ keyword: String, _ span: Span) {
    if scope.loops == 0 { report("'\(keyword)' stands in a loop", span) }
  }

  private mutating func resolve(_ node: Return) {
    if scope.isTopLevel { report("'return' stands in a function", node.span) }
    if let value = node.value { resolve(value) }
  }

  private mutating func resolve(_ node: Try) {
    resolve(node.body)
    for handler in node.handlers {
      if let name = handler.name { bind(name) }
      scope.handlers += 1
      resolve(handler.body)
      scope.handlers -= 1
    }
    resolve(node.finally)
  }

  private mutating func resolve(_ node: Raise) {
    if let value = node.value {
      resolve(value)
    } else if scope.handlers == 0 {
      report(
        "'raise' alone stands in an 'except' block", node.span,
        hint: "write raise \"what is wrong\"")
    }
  }

  private mutating func resolve(_ node: Load) {
    if !scope.isTopLevel {
      report("'load' stands at the top level of a file", node.span)
    }
    for item in node.items {
      if item.exported.hasPrefix("_") {
        report(
          "'\(item.exported)' is private to its file, as it begins with '_'", item.exportedSpan)
      }
      bind(item.local)
    }
  }

  /// Resolves a target: names are bound, all else is used.
  mutating func resolve(_ target: Target) {
    switch target {
    case .name(let name): bind(name)
    case .attribute(let node): resolve(node.base)
    case .subscript(let node): resolve(node)
    case .sequence(let parts, _, _): for part in parts { resolve(part) }
    }
  }
}
