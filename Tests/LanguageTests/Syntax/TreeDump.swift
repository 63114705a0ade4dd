@testable import Language

/// A tree as an s-expression, for tables of source and tree in tests.
enum TreeDump {
  static func dump(_ statements: [Statement]) -> String {
    statements.map(dump).joined(separator: " ")
  }

  static func dump(_ statement: Statement) -> String {
    switch statement {
    case .expression(let expression): dump(expression)
    case .assign(let node): "(= \(dump(node.target)) \(dump(node.value)))"
    case .augment(let node):
      "(\(node.operation.rawValue)= \(dump(node.target)) \(dump(node.value)))"
    case .if(let node):
      "(if" + node.branches.map { " \(dump($0.condition)) \(block($0.body))" }.joined()
        + (node.alternative.isEmpty ? "" : " \(block(node.alternative))") + ")"
    case .for(let node): "(for \(dump(node.target)) \(dump(node.values)) \(block(node.body)))"
    case .while(let node): "(while \(dump(node.condition)) \(block(node.body)))"
    case .define(let node): "(def \(node.name.text) \(dump(node.function)))"
    case .return(let node): list("return", node.value.map { [dump($0)] } ?? [])
    case .break: "break"
    case .continue: "continue"
    case .pass: "pass"
    case .delete(let node): list("del", node.targets.map(dump))
    case .try(let node): dump(node)
    case .raise(let node): list("raise", node.value.map { [dump($0)] } ?? [])
    case .assert(let node):
      list("assert", [dump(node.condition)] + (node.message.map { [dump($0)] } ?? []))
    case .load(let node):
      list(
        "load", [node.path.debugDescription] + node.items.map { "\($0.local.text)=\($0.exported)" })
    case .declare(let node): list(node.scope.rawValue, node.names.map(\.text))
    case .timed(let node): "(\(node.prefix.rawValue) \(dump(node.statement)))"
    }
  }

  static func dump(_ expression: Expression) -> String {
    switch expression {
    case .literal(let node): literal(node.value)
    case .formatted(let node): list("f", node.parts.map(part))
    case .name(let name): name.text
    case .attribute(let node): "(. \(dump(node.base)) \(node.member))"
    case .subscript(let node):
      list(node.isTuple ? "at," : "at", [dump(node.base)] + node.indices.map(index))
    case .call(let node): list("call", [dump(node.function)] + node.arguments.map(argument))
    case .unary(let node): "(\(node.operation.rawValue) \(dump(node.operand)))"
    case .binary(let node): "(\(node.operation.rawValue) \(dump(node.left)) \(dump(node.right)))"
    case .logical(let node): "(\(node.operation.rawValue) \(dump(node.left)) \(dump(node.right)))"
    case .comparison(let node):
      "(" + dump(node.first)
        + node.links.map { " \($0.operation.rawValue) \(dump($0.operand))" }.joined() + ")"
    case .conditional(let node):
      list("?", [dump(node.condition), dump(node.consequence), dump(node.alternative)])
    case .lambda(let function): "(lambda \(dump(function)))"
    case .tuple(let node): list("tuple", node.elements.map(element))
    case .list(let node): list("list", node.elements.map(element))
    case .set(let node): list("set", node.elements.map(element))
    case .dictionary(let node): list("dict", node.entries.map(entry))
    case .range(let node):
      list("range", [dump(node.first)] + (node.second.map { [dump($0)] } ?? []) + [dump(node.last)])
    case .comprehension(let node): comprehension(node)
    case .command(let line): command(line)
    case .missing: "missing"
    }
  }

  static func dump(_ target: Target) -> String {
    switch target {
    case .name(let name): name.text
    case .attribute(let node): dump(Expression.attribute(node))
    case .subscript(let node): dump(Expression.subscript(node))
    case .sequence(let parts, let starred, _):
      list("tuple", parts.enumerated().map { $0 == starred ? "*" + dump($1) : dump($1) })
    }
  }

  private static func dump(_ function: Function) -> String {
    "(" + function.parameters.map(parameter).joined(separator: " ") + ") " + block(function.body)
  }

  private static func dump(_ node: Try) -> String {
    let handlers = node.handlers.map { handler in
      list(
        "except",
        handler.kinds.map(\.rawValue) + (handler.name.map { ["as", $0.text] } ?? [])
          + [block(handler.body)])
    }
    return list(
      "try",
      [block(node.body)] + handlers
        + (node.finally.isEmpty ? [] : [list("finally", [block(node.finally)])]))
  }

  private static func list(_ head: String, _ parts: [String]) -> String {
    "(" + ([head] + parts).joined(separator: " ") + ")"
  }

  private static func block(_ statements: [Statement]) -> String { "{\(dump(statements))}" }

  private static func literal(_ value: Literal) -> String {
    switch value {
    case .none: "None"
    case .boolean(let value): value ? "True" : "False"
    case .integer(let value): "\(value)"
    case .bigInteger(let digits, let radix): "big:\(radix):\(digits)"
    case .float(let value): "\(value)"
    case .string(let text): text.debugDescription
    case .bytes(let bytes): "b\(bytes)"
    }
  }

  private static func part(_ part: FormattedString.Part) -> String {
    switch part {
    case .text(let text): return text.debugDescription
    case .field(let value, let conversion, let format):
      let mark = conversion == .representation ? "!r" : conversion == .text ? "!s" : ""
      return list("{}" + mark, [dump(value)] + format.map(self.part))
    }
  }

  private static func index(_ index: SubscriptNode.Index) -> String {
    switch index {
    case .at(let value): return dump(value)
    case .ellipsis: return "..."
    case .slice(let lower, let upper, let step, _):
      return list(":", [lower, upper, step].map { $0.map(dump) ?? "_" })
    }
  }

  private static func argument(_ argument: CallNode.Argument) -> String {
    switch argument {
    case .positional(let value): dump(value)
    case .keyword(let name, _, let value): "\(name)=\(dump(value))"
    case .spread(let value): "*\(dump(value))"
    case .spreadKeywords(let value): "**\(dump(value))"
    }
  }

  private static func element(_ element: Element) -> String {
    switch element {
    case .value(let value): dump(value)
    case .spread(let value): "*\(dump(value))"
    }
  }

  private static func entry(_ entry: DictionaryNode.Entry) -> String {
    switch entry {
    case .pair(let key, let value): "\(dump(key)):\(dump(value))"
    case .spread(let value): "**\(dump(value))"
    }
  }

  private static func comprehension(_ node: Comprehension) -> String {
    let result =
      switch node.result {
      case .list(let value): ["list", dump(value)]
      case .set(let value): ["set", dump(value)]
      case .dictionary(let key, let value): ["dict", "\(dump(key)):\(dump(value))"]
      }
    let clauses = node.clauses.map { clause in
      switch clause {
      case .each(let target, let values): "(for \(dump(target)) \(dump(values)))"
      case .when(let condition): "(if \(dump(condition)))"
      }
    }
    return list("comp", result + clauses)
  }

  private static func parameter(_ parameter: Parameter) -> String {
    let mark: String =
      switch parameter.kind {
      case .positional: ""
      case .keywordOnly: "!"
      case .rest: "*"
      case .restKeywords: "**"
      case .divider: ""
      }
    return mark + parameter.name.text + (parameter.defaultValue.map { "=" + dump($0) } ?? "")
  }

  private static func command(_ line: CommandLine) -> String {
    let callee =
      switch line.callee {
      case .command(let name): "$\(name)"
      case .function(let expression): "$(\(dump(expression)))"
      }
    return "(\(([callee] + line.words.map(word)).joined(separator: " ")))"
  }

  private static func word(_ word: Word) -> String {
    switch word.content {
    case .bare: "'\(word.raw)'"
    case .literal(let value): "#\(dump(value))"
    case .variable(let value): "$\(dump(value))"
    case .quoted(let value): dump(value)
    case .expression(let value): "[\(dump(value))]"
    case .flag(let name, let value): "--\(name)" + (value.map { "=" + self.word($0) } ?? "")
    case .endOfFlags: "--"
    case .candidate(let value): "?\(dump(value))"
    }
  }
}

/// Commands as the tests know them.
let testNames = NameList(
  commands: [
    "evaluate", "show", "open", "help", "score", "net.summary", "models.ritm", "train", "iou",
    "robots.random_false",
  ],
  builtins: ["print", "len", "glob", "range", "models", "robots", "sum", "struct", "metrics"])

/// The tree of `text`, or its errors' messages.
func tree(_ text: String, mode: Parser.Mode = .file) -> String {
  let parse = Parser.parse(SourceFile(name: "test.seg", text: text), names: testNames, mode: mode)
  if !parse.errors.isEmpty {
    return "error: " + parse.errors.map(\.message).joined(separator: "; ")
  }
  return TreeDump.dump(parse.program.statements)
}
