import Language

/// A market stall: the smallest domain that has every sort of parameter.
let toyCommands: [any Command.Type] = [Sell.self, Weigh.self, Crates.self, Tally.self]

private let market = CommandTopic("Market")

struct Sell: Command {
  static let name = "sell"
  static let summary = "Sell fruit to a customer."
  static let discussion = "Prices are in pence.\n\nNothing is sold on credit."
  static let topic = market
  static let examples = [
    Example("sell apple pear --count 3", prints: "\"apple pear to nobody: 3 at 1, wrapped\""),
    Example("sell(\"plum\", customer=\"Ann\")", prints: "\"plum to Ann: 1 at 1, wrapped\""),
  ]

  @Argument("what is sold") var fruit: [Fruit]
  @Option("how many of each", in: 1...99) var count = 1
  @Option("the share of the full price") var discount: Fraction = 1.0
  @Option("who buys") var customer: String?
  @Flag("wrap each fruit") var wrap = true
  @Flag("say nothing") var isQuiet = false

  func run(_ context: CommandContext) throws -> Value {
    let names = fruit.map(\.rawValue).joined(separator: " ")
    let price = Fraction.spelling(of: discount)
    let text =
      "\(names) to \(customer ?? "nobody"): \(count) at \(price)" + (wrap ? ", wrapped" : "")
      + (isQuiet ? ", quietly" : "")
    return .string(text)
  }
}

enum Fruit: String, Choice {
  case apple, pear, plum
  static let typeName = "fruit"
  var summary: String { self == .plum ? "small and blue" : "" }
}

struct Weigh: Command {
  static let name = "weigh"
  static let summary = "Weigh a crate."
  static let topic = market
  static let examples = [Example("weigh (crates.make(2))", prints: "2.0")]

  @Argument("the crate") var crate: Either<Crate, InputFile>
  @Argument("how often") var times: Int = 1
  @Option("the size of the scale") var scale: Extent?

  func run(_ context: CommandContext) throws -> Value {
    switch crate {
    case .first(let crate): .float(Double(crate.count * times))
    case .second(let file): .string(file.path)
    }
  }
}

/// A crate of so many fruit.
final class Crate: ScriptObject, ScriptConvertible {
  static let typeName = "crate"
  let count: Int
  init(count: Int) { self.count = count }

  var typeName: String { Self.typeName }
  var repr: String { "crates.make(\(count))" }
  var members: [Member] { [Member("count", "how many fruit"), Member("label", "what it says")] }
  func member(named name: String) -> Value? {
    name == "count" ? .int(count) : name == "label" ? .string("fruit") : nil
  }

  static func read(_ word: String, in context: CommandContext) throws -> Self {
    throw ReadingFailure.mismatch
  }
  static func convert(_ value: Value, in context: CommandContext) throws -> Self {
    guard let crate = value.asObject(Self.self) else { throw ReadingFailure.mismatch }
    return crate
  }
}

struct Crates: Command {
  static let name = "crates.make"
  static let summary = "Make a crate."
  static let topic = market
  static let examples = [Example("crates.make(3)", prints: "crates.make(3)")]

  @Argument("how many fruit it holds", in: 0...) var count = 0

  func run(_ context: CommandContext) throws -> Value { .object(Crate(count: count)) }
}

struct Tally: Command {
  static let name = "tally"
  static let summary = "Add numbers up."
  static let topic = CommandTopic("Office")
  static let examples = [Example("tally 1 2.5 -3", prints: "0.5")]

  @Argument("the numbers") var numbers: [Double] = []
  @Option("what is done to each number") var by: FunctionValue?
  @Option("further numbers") var extra: [Int] = []

  func run(_ context: CommandContext) throws -> Value {
    .float(numbers.reduce(0, +) + Double(extra.reduce(0, +)))
  }
}
