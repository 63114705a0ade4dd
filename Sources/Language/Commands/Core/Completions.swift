/// Prints the completion script of a shell.
struct Completions: Command {
  static let name = "completions"
  static let summary = "Print the script that makes a shell complete Segue's commands."
  static let discussion = """
    In `~/.bashrc` or `~/.zshrc` write `eval "$(segue completions bash)"` with the shell's name; for fish write \
    `segue completions fish | source` in `config.fish`.
    """
  static let topic = CommandTopic.session
  static let examples = [Example("completions fish")]

  @Argument("the shell") var shell: ShellKind

  func run(_ context: CommandContext) throws -> Value {
    try context.print(shell.completionScript)
    return .none
  }
}
