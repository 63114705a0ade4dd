public import Language

/// The program's own facts.
public enum Segue {
  /// The version, as `--version` prints it.
  public static let version = "0.1.0"
}

extension CommandRegistry {
  /// All commands of the program: the domain's, then the language's own.
  public static let segue = CommandRegistry(domainCommands, coreCommands)
}
