/// The declarations as JSON, for editors and other tools.
public struct DeclarationJSON {
  private let context: CommandContext

  /// The dump of a session's registry.
  public init(context: CommandContext) { self.context = context }

  /// One object: the version, and the commands in order of registration.
  public var text: String {
    let commands = context.session.registry.commands.map { object(CommandDeclaration($0)) }
    return "{\"version\": \(jsonString(context.session.version)), \"commands\": [\n"
      + commands.joined(separator: ",\n") + "\n]}\n"
  }

  private func object(_ declaration: CommandDeclaration) -> String {
    let parameters = declaration.parameters.map(object)
    let examples = declaration.examples.map { example in
      "{\"source\": \(jsonString(example.source)), \"output\": \(json(example.output))}"
    }
    return "{"
      + [
        "\"name\": \(jsonString(declaration.name))",
        "\"topic\": \(jsonString(declaration.topic.title))",
        "\"summary\": \(jsonString(declaration.summary))",
        "\"discussion\": \(jsonString(declaration.discussion))",
        "\"parameters\": [\(parameters.joined(separator: ", "))]",
        "\"examples\": [\(examples.joined(separator: ", "))]",
      ].joined(separator: ", ") + "}"
  }

  private func object(_ parameter: ParameterDeclaration) -> String {
    let choices = parameter.type.candidates(in: context).map { jsonString($0.text) }
    return "{"
      + [
        "\"name\": \(jsonString(parameter.name))",
        "\"role\": \(jsonString(parameter.role.rawValue))",
        "\"type\": \(jsonString(parameter.type.typeName))",
        "\"doc\": \(jsonString(parameter.doc))",
        "\"required\": \(parameter.isRequired)",
        "\"several\": \(parameter.takesSeveral)",
        "\"default\": \(json(parameter.initial))",
        "\"range\": \(json(parameter.range))",
        "\"choices\": [\(choices.joined(separator: ", "))]",
      ].joined(separator: ", ") + "}"
  }

  private func json(_ text: String?) -> String { text.map(jsonString) ?? "null" }
}

/// The text as a JSON string, quotes included.
func jsonString(_ text: String) -> String {
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": quoted += "\\\""
    case "\\": quoted += "\\\\"
    case "\n": quoted += "\\n"
    case "\r": quoted += "\\r"
    case "\t": quoted += "\\t"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      let digits = String(scalar.value, radix: 16)
      quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}
