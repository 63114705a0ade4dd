import Glibc

extension Driver {
  /// What the process finds around it: terminals and variables of the environment.
  struct Environment {
    /// Whether standard input and standard output are a terminal.
    var isInteractive = false
    /// Whether standard output is a terminal.
    var outputIsTerminal = false
    /// Whether standard error is a terminal.
    var messagesAreTerminal = false
    /// Whether the terminal can do more than print lines.
    var isCapable = true
    /// Whether `NO_COLOR` asks for plain text.
    var forbidsColor = false
    /// Whether this is a step of a GitHub workflow.
    var isGitHubAction = false

    /// That of the process.
    static var process: Environment {
      func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
      let output = isatty(STDOUT_FILENO) == 1
      return Environment(
        isInteractive: output && isatty(STDIN_FILENO) == 1, outputIsTerminal: output,
        messagesAreTerminal: isatty(STDERR_FILENO) == 1,
        isCapable: variable("TERM").map { $0 != "dumb" && !$0.isEmpty } ?? false,
        forbidsColor: variable("NO_COLOR").map { !$0.isEmpty } ?? false,
        isGitHubAction: variable("GITHUB_ACTIONS") == "true")
    }

    /// The session's settings under these options.
    func settings(_ options: DriverOptions) -> Session.Settings {
      var settings = Session.Settings()
      settings.isTerminal = outputIsTerminal
      settings.isQuiet = options.isQuiet
      settings.jobs = options.jobs
      settings.errorFormat = options.errorFormat
      settings.showsProgress = messagesAreTerminal && isCapable
      settings.allowsColor = allowsColor(options.color, isTerminal: outputIsTerminal)
      settings.messagesAllowColor = allowsColor(options.color, isTerminal: messagesAreTerminal)
      return settings
    }

    private func allowsColor(_ choice: DriverOptions.ColorChoice, isTerminal: Bool) -> Bool {
      switch choice {
      case .always: true
      case .never: false
      case .auto: isTerminal && isCapable && !forbidsColor
      }
    }
  }
}

/// The columns of the terminal behind standard output; `nil` where there is none.
func terminalWidth() -> Int? {
  var size = winsize()
  guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
  return Int(size.ws_col)
}
