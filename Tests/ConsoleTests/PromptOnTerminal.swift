import Testing

/// A suite whose tests talk to the prompt of a toy language on a pseudo-terminal.
protocol PromptOnTerminal {
  /// The user's home, which holds the history and the configuration.
  var home: TemporaryFolder { get }
}

extension PromptOnTerminal {
  /// Starts the program and waits for its first prompt.
  func start(
    columns: Int = 60, rows: Int = 16, _ variables: [String: String] = [:]
  ) throws -> PseudoTerminal {
    let places = [
      "HOME": home.path, "XDG_STATE_HOME": home.path + "/state",
      "XDG_CONFIG_HOME": home.path + "/config",
    ]
    let terminal = try PseudoTerminal(
      "ConsoleHost", environment: places.merging(variables) { $1 }, columns: columns, rows: rows)
    terminal.wait("the first prompt") { $0.rows.last == ">>>" && $0.column == 4 }
    return terminal
  }
}
