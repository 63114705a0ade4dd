/// The command reference in Markdown, made from the declarations.
///
/// The committed reference is compared with this text by a test, so that it cannot go stale.
public struct CommandReference {
  private let context: CommandContext

  /// The reference of a session's registry.
  public init(context: CommandContext) { self.context = context }

  /// The whole document.
  public var markdown: String {
    var text = """
      # Commands

      Every command can be written as a line, `name WORD --flag VALUE`, as a call, `name(value, flag=value)`,
      and in the system's shell behind `segue`. This page is made from the commands' declarations:
      `segue help --format markdown` prints it.

      """
    for (topic, commands) in context.session.registry.topics {
      text += "\n## \(topic.title)\n"
      for command in commands { text += entry(CommandDeclaration(command)) }
    }
    return text
  }

  private func entry(_ declaration: CommandDeclaration) -> String {
    var text = "\n### `\(declaration.name)`\n\n\(declaration.summary)\n\n"
    text += "```\n\(declaration.synopsis)\n\(declaration.signature)\n```\n"
    if !declaration.parameters.isEmpty {
      text += "\n| parameter | type | default | meaning |\n|---|---|---|---|\n"
      for parameter in declaration.positional + declaration.named { text += row(parameter) }
    }
    for paragraph in declaration.discussion.paragraphs { text += "\n\(paragraph)\n" }
    if !declaration.examples.isEmpty {
      text += "\n```python\n" + declaration.examples.map(block).joined(separator: "\n") + "```\n"
    }
    return text
  }

  private func row(_ parameter: ParameterDeclaration) -> String {
    let type = parameter.role == .flag ? "flag" : parameter.type.typeName
    let range = parameter.range.map { ", " + $0 } ?? ""
    let initial =
      parameter.isRequired
      ? "required"
      : parameter.role == .flag ? onOrOff(parameter) : parameter.initial.map(code) ?? ""
    let choices =
      parameter.choiceList(in: context).map {
        ": " + $0.split(separator: ", ").map { code(String($0)) }.joined(separator: ", ")
      } ?? ""
    let cells = [code(parameter.heading), type + range, initial, cell(parameter.doc) + choices]
    return "| " + cells.joined(separator: " | ") + " |\n"
  }

  private func onOrOff(_ parameter: ParameterDeclaration) -> String {
    parameter.initial == "true" ? "on" : "off"
  }

  private func block(_ example: Example) -> String {
    example.source + "\n" + (example.output ?? "").indented(by: "# ")
  }

  private func code(_ text: String) -> String { "`\(cell(text))`" }

  /// The text with the bars escaped that would end a table's cell.
  private func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
