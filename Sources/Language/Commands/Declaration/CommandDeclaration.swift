/// All that is known of a command without running it: what help, completion and binding work from.
public struct CommandDeclaration: Sendable {
  /// The dotted name.
  public var name: String
  /// One sentence.
  public var summary: String
  /// What a user must know beyond it.
  public var discussion: String
  /// The heading of `help`.
  public var topic: CommandTopic
  /// Lines that show it at work.
  public var examples: [Example]
  /// The parameters in order.
  public var parameters: [ParameterDeclaration]
  /// Whether names that no parameter has are accepted: a `def` with `**kwargs`.
  public var takesAnyName = false

  /// Reads the declaration of a command's type.
  public init(_ command: any Command.Type) {
    self.init(command, parameters: command.init().declaredParameters.map(\.declaration))
  }

  init(_ command: any Command.Type, parameters: [ParameterDeclaration]) {
    name = command.name
    summary = command.summary
    discussion = command.discussion
    topic = command.topic
    examples = command.examples
    self.parameters = parameters
  }

  init(
    name: String, summary: String, discussion: String, topic: CommandTopic,
    parameters: [ParameterDeclaration], takesAnyName: Bool
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.topic = topic
    examples = []
    self.parameters = parameters
    self.takesAnyName = takesAnyName
  }

  /// The parameters that are given by position, in order.
  public var positional: [ParameterDeclaration] { parameters.filter { $0.role == .argument } }

  /// The parameters that are given by name.
  public var named: [ParameterDeclaration] { parameters.filter { $0.role != .argument } }

  /// The parameter of this name, in `snake_case`.
  func parameter(named name: String) -> ParameterDeclaration? {
    parameters.first { $0.name == name }
  }
}

extension Command {
  /// This instance's parameters in order: each property's storage and its declaration.
  var declaredParameters: [(storage: any AnyParameter, declaration: ParameterDeclaration)] {
    Mirror(reflecting: self).children.compactMap { child in
      guard let label = child.label, let wrapper = child.value as? any DeclaredParameter else {
        return nil
      }
      let parameter = wrapper.parameter
      return (parameter, parameter.declaration(named: snakeCase(label)))
    }
  }
}

/// The name in the language of a wrapped property: `_randomFalse` is `random_false`.
func snakeCase(_ label: String) -> String {
  var name = ""
  for character in label.drop(while: { $0 == "_" }) {
    if character.isUppercase { name += "_" }
    name += character.lowercased()
  }
  return name
}
