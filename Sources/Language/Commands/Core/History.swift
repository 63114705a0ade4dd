/// Lists the statements of the session.
struct History: Command {
  static let name = "history"
  static let summary = "List what was entered in this session."
  static let discussion = """
    The prompt's own history, which outlives the session, is searched with Ctrl-R. `session save` writes the \
    listed statements to a file.
    """
  static let topic = CommandTopic.session
  static let examples = [Example("history --count 5")]

  @Option("how many of the last statements to list", in: 1...) var count: Int?

  func run(_ context: CommandContext) throws -> Value {
    let entries = context.session.history
    let first = max(entries.count - (count ?? entries.count), 0)
    let width = String(entries.count).count
    for (index, entry) in entries.enumerated().dropFirst(first) {
      let number = String(index + 1)
      let margin = String(repeating: " ", count: width - number.count) + number + "  "
      let indent = String(repeating: " ", count: margin.count)
      let lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
      try context.print(margin + lines.joined(separator: "\n" + indent) + "\n")
    }
    return .none
  }
}
