import Basics

/// Writes the session's statements to a script.
struct SessionCommand: Command {
  static let name = "session"
  static let summary = "Save what was entered in this session as a script."
  static let discussion = """
    `session save FILE.seg` writes every statement that succeeded, in order, without the `session` and `history` \
    lines themselves: running the file does the work again.
    """
  static let topic = CommandTopic.session
  static let examples = [Example("session save work.seg")]

  @Argument("what to do") var action: Action
  @Argument("the script to write") var file: OutputPath

  enum Action: String, Choice {
    case save
    static let typeName = "session action"
    var summary: String { "write the statements to a file" }
  }

  func run(_ context: CommandContext) throws -> Value {
    let statements = context.session.history.filter { statement in
      !["session ", "history"].contains { statement.hasPrefix($0) }
    }
    let text = statements.map { $0 + "\n" }.joined()
    try Files.write(Array(text.utf8), to: file.path)
    try context.note("\(statements.count) statements written to \(file.path)")
    return .none
  }
}
