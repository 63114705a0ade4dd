/// What the host defines: asked by the parser and the resolver, which know none of it themselves.
public protocol KnownNames {
  /// Whether a whole dotted name is a command's.
  func isCommand(_ name: String) -> Bool
  /// Every command's whole name, for suggestions.
  var commandNames: [String] { get }
  /// Whether a built-in value has this name: functions, namespaces, and the commands without dots.
  func isBuiltin(_ name: String) -> Bool
  /// Every built-in's name, for suggestions.
  var builtinNames: [String] { get }
}

/// Known names from two plain lists; the built-ins include the commands' first segments.
public struct NameList: KnownNames, Sendable {
  private let commands: Set<String>
  private let builtins: Set<String>

  /// Knows `commands` and `builtins`, and no other names.
  public init(commands: some Sequence<String> = [], builtins: some Sequence<String> = []) {
    self.commands = Set(commands)
    self.builtins = Set(builtins).union(
      self.commands.compactMap { $0.split(separator: ".").first.map(String.init) })
  }

  /// Whether `name` was given as a command.
  public func isCommand(_ name: String) -> Bool { commands.contains(name) }
  /// The commands, sorted.
  public var commandNames: [String] { commands.sorted() }
  /// Whether `name` was given as a built-in or begins a command's name.
  public func isBuiltin(_ name: String) -> Bool { builtins.contains(name) }
  /// The built-ins, sorted.
  public var builtinNames: [String] { builtins.sorted() }
}
