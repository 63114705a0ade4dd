import Testing

@testable import Language

@Suite("Declarations")
struct DeclarationTests {
  @Test("the toy commands are declared without fault")
  func noFaults() {
    #expect(CommandRegistry(toyCommands).faults() == [])
  }

  @Test("what a declaration lacks is found")
  func faults() {
    let faults = CommandRegistry([Careless.self], [Careless.self]).faults()
    let expected = [
      "Careless: the name is not in snake_case",
      "Careless: the summary is not a sentence with a capital and a full stop",
      "Careless: there is no example",
      "Careless: the doc of many is not a phrase",
      "Careless: last has no doc",
      "Careless: last cannot be reached after the list many",
      "Careless: last is required after many, which may be left out",
    ]
    #expect(Set(faults) == Set(expected + ["Careless: two commands have this name"]))
  }

  @Test("the property's name becomes the parameter's")
  func names() {
    let names = CommandDeclaration(Sell.self).parameters.map(\.name)
    #expect(names == ["fruit", "count", "discount", "customer", "wrap", "is_quiet"])
    #expect(snakeCase("_randomFalse") == "random_false")
  }

  @Test("types, defaults and ranges are read from the wrappers")
  func facts() throws {
    let parameters = CommandDeclaration(Sell.self).parameters
    #expect(parameters.map(\.isRequired) == [true, false, false, false, false, false])
    #expect(parameters.map(\.initial) == [nil, "1", "1", nil, "true", "false"])
    #expect(parameters.map(\.takesSeveral) == [true, false, false, false, false, false])
    #expect(parameters[1].range == "from 1 to 99")
    #expect(parameters[0].type.typeName == "list of fruits")
  }

  @Test("commands are found by name, namespace and topic, in order of registration")
  func registry() {
    let registry = CommandRegistry(toyCommands)
    #expect(registry["crates.make"] == Crates.self)
    #expect(registry["crates"] == nil)
    #expect(registry.namespaces == ["crates"])
    #expect(registry.members(of: "crates").map { $0.name } == ["crates.make"])
    #expect(registry.topics.map(\.topic.title) == ["Market", "Office"])
    #expect(registry.topics.flatMap { $0.commands.map { $0.name } } == registry.names)
  }

  @Test("a synopsis and a signature say what may be left out")
  func synopsis() {
    let weigh = CommandDeclaration(Weigh.self)
    #expect(weigh.synopsis == "weigh CRATE [TIMES] [--scale SCALE]")
    #expect(weigh.signature == "weigh(crate, times=1, *, scale=None)")
    #expect(
      CommandDeclaration(Sell.self).signature
        == "sell(fruit, *, count=1, discount=1, customer=None, wrap=True, is_quiet=False)")
  }
}

private struct Careless: Command {
  static let name = "Careless"
  static let summary = "do something"
  static let topic = CommandTopic("Other")
  static let examples: [Example] = []
  @Argument("Many.") var many: [Int] = []
  @Argument("") var last: Int
  func run(_ context: CommandContext) throws -> Value { .none }
}
