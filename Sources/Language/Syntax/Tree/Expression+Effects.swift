extension Expression {
  /// Whether evaluating this cannot run code that binds a variable: it calls nothing, or only functions
  /// that call nothing back.
  var bindsNothing: Bool {
    switch self {
    case .literal, .name: true
    case .formatted(let node): node.parts.allSatisfy(\.bindsNothing)
    case .attribute(let node): node.base.bindsNothing
    case .subscript(let node): node.base.bindsNothing && node.indices.allSatisfy(\.bindsNothing)
    case .call(let node): node.bindsNothing
    case .unary(let node): node.operand.bindsNothing
    case .binary(let node): node.left.bindsNothing && node.right.bindsNothing
    case .logical(let node): node.left.bindsNothing && node.right.bindsNothing
    case .comparison(let node):
      node.first.bindsNothing && node.links.allSatisfy(\.operand.bindsNothing)
    case .conditional(let node):
      node.condition.bindsNothing && node.consequence.bindsNothing && node.alternative.bindsNothing
    default: false
    }
  }
}

extension FormattedString.Part {
  fileprivate var bindsNothing: Bool {
    switch self {
    case .text: true
    case .field(let value, _, let format): value.bindsNothing && format.allSatisfy(\.bindsNothing)
    }
  }
}

extension SubscriptNode.Index {
  fileprivate var bindsNothing: Bool {
    if case .at(let index) = self { index.bindsNothing } else { false }
  }
}

extension CallNode {
  /// Built-ins that call no function that they are given.
  private static let closed: Set = ["chr", "len", "repr", "str"]

  fileprivate var bindsNothing: Bool {
    guard case .name(let name) = function, case .builtin = name.binding,
      Self.closed.contains(name.text)
    else { return false }
    return arguments.allSatisfy {
      if case .positional(let value) = $0 { value.bindsNothing } else { false }
    }
  }
}
