/// Prints the version.
struct Version: Command {
  static let name = "version"
  static let summary = "Show the version of Segue."
  static let topic = CommandTopic.session
  static let examples = [Example("version")]

  func run(_ context: CommandContext) throws -> Value {
    try context.print("segue \(context.session.version)\n")
    return .none
  }
}
