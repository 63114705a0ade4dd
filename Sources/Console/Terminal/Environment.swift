import Glibc

/// The process's environment, or one made up for a test.
public struct Environment: Sendable {
  private let variables: [String: String]?

  /// The variables that the process was started with.
  public static let process = Environment(variables: nil)

  /// An environment that holds `variables` and nothing else.
  public init(_ variables: [String: String]) { self.variables = variables }

  private init(variables: [String: String]?) { self.variables = variables }

  /// A variable's value; an empty value counts as none, as the XDG and NO_COLOR conventions ask.
  public subscript(name: String) -> String? {
    let value = variables.map { $0[name] } ?? getenv(name).map { String(cString: $0) }
    return value.flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension Environment {
  /// Where state such as the history lives: `$XDG_STATE_HOME`, else `~/.local/state`.
  public var stateHome: String? {
    self["XDG_STATE_HOME"] ?? self["HOME"].map { "\($0)/.local/state" }
  }

  /// Where the user's configuration lives: `$XDG_CONFIG_HOME`, else `~/.config`.
  public var configurationHome: String? {
    self["XDG_CONFIG_HOME"] ?? self["HOME"].map { "\($0)/.config" }
  }
}
