/// The commands of one program, looked up by name.
///
/// A registry is a value made from the visible lists of its areas. Making one reads nothing but the
/// commands' names, so that it costs no start time; the declarations are read when they are asked for.
public struct CommandRegistry: Sendable {
  /// The commands in the order of registration, which is the order of `help`.
  public let commands: [any Command.Type]

  private let byName: [String: any Command.Type]

  /// A registry of these lists, in order. Of two commands with one name the first counts;
  /// ``faults()`` reports the other.
  public init(_ areas: [any Command.Type]...) {
    commands = areas.flatMap { $0 }
    byName = Dictionary(commands.map { ($0.name, $0) }) { first, _ in first }
  }

  /// The command of this dotted name.
  public subscript(_ name: String) -> (any Command.Type)? { byName[name] }

  /// The declaration of the command of this dotted name.
  public func declaration(of name: String) -> CommandDeclaration? {
    byName[name].map { CommandDeclaration($0) }
  }

  /// Every command's dotted name, in order of registration.
  public var names: [String] { commands.map { $0.name } }

  /// The namespaces that commands stand in: `robots` for `robots.center`.
  public var namespaces: [String] {
    var seen: Set<String> = []
    return commands.compactMap { command in
      guard let dot = command.name.lastIndex(of: ".") else { return nil }
      let namespace = String(command.name[..<dot])
      return seen.insert(namespace).inserted ? namespace : nil
    }
  }

  /// The commands whose name begins with `namespace` and a dot.
  public func members(of namespace: String) -> [any Command.Type] {
    commands.filter { $0.name.hasPrefix(namespace + ".") }
  }

  /// The commands by heading, both in order of registration.
  public var topics: [(topic: CommandTopic, commands: [any Command.Type])] {
    var order: [CommandTopic] = []
    var groups: [CommandTopic: [any Command.Type]] = [:]
    for command in commands {
      if groups[command.topic] == nil { order.append(command.topic) }
      groups[command.topic, default: []].append(command)
    }
    return order.map { ($0, groups[$0, default: []]) }
  }
}
