/// The names that statements bind in their own frame, in the order of their first binding; the bodies of
/// inner functions and the variables of comprehensions are not theirs.
struct BoundNames {
  private(set) var names: [(name: String, isFunction: Bool)] = []
  private(set) var declarations: [Declaration] = []
  private var seen: [String: Int] = [:]

  init(_ statements: [Statement]) { visit(statements) }

  private mutating func add(_ name: String, isFunction: Bool = false) {
    if let index = seen[name] {
      names[index].isFunction = isFunction
    } else {
      seen[name] = names.count
      names.append((name, isFunction))
    }
  }

  private mutating func visit(_ statements: [Statement]) {
    for statement in statements { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement {
    case .assign(let node): visit(node.target)
    case .augment(let node): visit(node.target)
    case .delete(let node): for target in node.targets { visit(target) }
    case .define(let node): add(node.name.text, isFunction: true)
    case .load(let node): for item in node.items { add(item.local.text, isFunction: true) }
    case .declare(let node): declarations.append(node)
    case .timed(let node): visit(node.statement)
    case .while(let node): visit(node.body)
    case .for(let node):
      visit(node.target)
      visit(node.body)
    case .if(let node):
      for branch in node.branches { visit(branch.body) }
      visit(node.alternative)
    case .try(let node): visit(node)
    case .expression, .return, .break, .continue, .pass, .raise, .assert: break
    }
  }

  private mutating func visit(_ node: Try) {
    visit(node.body)
    for handler in node.handlers {
      if let name = handler.name { add(name.text) }
      visit(handler.body)
    }
    visit(node.finally)
  }

  private mutating func visit(_ target: Target) {
    switch target {
    case .name(let name): add(name.text)
    case .sequence(let parts, _, _): for part in parts { visit(part) }
    case .attribute, .subscript: break
    }
  }
}
