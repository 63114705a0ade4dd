import Basics

/// The declarations as JSON, for editors and other tools.
public struct DeclarationJSON {
  private let context: CommandContext

  /// The dump of a session's registry.
  public init(context: CommandContext) { self.context = context }

  /// One object: the version, and the commands in order of registration.
  public var text: String {
    let commands = context.session.registry.commands.map { object(CommandDeclaration($0)) }
    return "{\"version\": \(JSONText.quoted(context.session.version)), \"commands\": [\n"
      + commands.joined(separator: ",\n") + "\n]}\n"
  }

  private func object(_ declaration: CommandDeclaration) -> String {
    let parameters = declaration.parameters.map(object)
    let examples = declaration.examples.map { example in
      "{\"source\": \(JSONText.quoted(example.source)), \"output\": \(json(example.output))}"
    }
    return "{"
      + [
        "\"name\": \(JSONText.quoted(declaration.name))",
        "\"topic\": \(JSONText.quoted(declaration.topic.title))",
        "\"summary\": \(JSONText.quoted(declaration.summary))",
        "\"discussion\": \(JSONText.quoted(declaration.discussion))",
        "\"parameters\": [\(parameters.joined(separator: ", "))]",
        "\"examples\": [\(examples.joined(separator: ", "))]",
      ].joined(separator: ", ") + "}"
  }

  private func object(_ parameter: ParameterDeclaration) -> String {
    let choices = parameter.type.candidates(in: context).map { JSONText.quoted($0.text) }
    return "{"
      + [
        "\"name\": \(JSONText.quoted(parameter.name))",
        "\"role\": \(JSONText.quoted(parameter.role.rawValue))",
        "\"type\": \(JSONText.quoted(parameter.type.typeName))",
        "\"doc\": \(JSONText.quoted(parameter.doc))",
        "\"required\": \(parameter.isRequired)",
        "\"several\": \(parameter.takesSeveral)",
        "\"default\": \(json(parameter.initial))",
        "\"range\": \(json(parameter.range))",
        "\"choices\": [\(choices.joined(separator: ", "))]",
      ].joined(separator: ", ") + "}"
  }

  private func json(_ text: String?) -> String { text.map(JSONText.quoted) ?? "null" }
}
