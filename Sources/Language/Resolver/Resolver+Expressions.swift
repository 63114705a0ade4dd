/// Expressions: every name in them.
extension Resolver {
  mutating func resolve(_ expression: Expression) {
    switch expression {
    case .literal, .missing: break
    case .name(let name): use(name)
    case .formatted(let node): for part in node.parts { resolve(part) }
    case .attribute(let node): resolve(node.base)
    case .subscript(let node): resolve(node)
    case .call(let node):
      resolve(node.function)
      for argument in node.arguments { resolve(argument.value) }
    case .unary(let node): resolve(node.operand)
    case .binary(let node): resolve(node.left, node.right)
    case .logical(let node): resolve(node.left, node.right)
    case .comparison(let node):
      resolve(node.first)
      for link in node.links { resolve(link.operand) }
    case .conditional(let node):
      resolve(node.condition)
      resolve(node.consequence, node.alternative)
    case .lambda(let function): resolve(function)
    case .tuple(let node), .list(let node), .set(let node):
      for element in node.elements { resolve(element.expression) }
    case .dictionary(let node): for entry in node.entries { resolve(entry) }
    case .range(let node):
      resolve(node.first, node.last)
      if let second = node.second { resolve(second) }
    case .comprehension(let node): resolve(node)
    case .command(let line): resolve(line)
    }
  }

  private mutating func resolve(_ one: Expression, _ other: Expression) {
    resolve(one)
    resolve(other)
  }

  private mutating func resolve(_ part: FormattedString.Part) {
    guard case .field(let value, _, let format) = part else { return }
    resolve(value)
    for part in format { resolve(part) }
  }

  mutating func resolve(_ node: SubscriptNode) {
    resolve(node.base)
    for index in node.indices {
      switch index {
      case .at(let value): resolve(value)
      case .slice(let lower, let upper, let step, _):
        for bound in [lower, upper, step] { if let bound { resolve(bound) } }
      case .ellipsis: break
      }
    }
  }

  private mutating func resolve(_ entry: DictionaryNode.Entry) {
    switch entry {
    case .pair(let key, let value): resolve(key, value)
    case .spread(let value): resolve(value)
    }
  }

  private mutating func resolve(_ node: Comprehension) {
    for (index, clause) in node.clauses.enumerated() {
      switch clause {
      case .each(let target, let values):
        resolve(values)
        if index == 0 { scope.enterBlock() }
        define(target)
        resolve(target)
      case .when(let condition): resolve(condition)
      }
    }
    switch node.result {
    case .list(let value), .set(let value): resolve(value)
    case .dictionary(let key, let value): resolve(key, value)
    }
    scope.leaveBlock()
  }

  /// Gives the names of a comprehension's target slots of their own.
  private mutating func define(_ target: Target) {
    switch target {
    case .name(let name): scope.define(name.text)
    case .sequence(let parts, _, _): for part in parts { define(part) }
    case .attribute, .subscript: break
    }
  }
}

/// Command lines.
extension Resolver {
  private mutating func resolve(_ line: CommandLine) {
    if case .function(let function) = line.callee { resolve(function) }
    for word in line.words { resolve(word) }
  }

  private mutating func resolve(_ word: Word) {
    switch word.content {
    case .bare, .endOfFlags: break
    case .flag(_, let value): if let value { resolve(value) }
    case .literal(let value), .variable(let value), .quoted(let value), .expression(let value):
      resolve(value)
    case .candidate(let value):
      guard let root = Parser.root(of: value), variable(root.text) != nil else {
        word.content = .bare
        return
      }
      word.content = .variable(value)
      resolve(value)
    }
  }
}
