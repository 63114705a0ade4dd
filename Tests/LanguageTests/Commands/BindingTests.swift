import Testing

@testable import Language

@Suite("Binding words and arguments to parameters")
struct BindingTests {
  @Test("a line, a shell's words and a call give the same command", arguments: sameCalls)
  func threeForms(line: [String], call: CommandWords, expected: String) throws {
    let context = toyContext()
    #expect(try Invocation.run(Sell.self, .shell(line), in: context).asString == expected)
    #expect(try Invocation.run(Sell.self, call, in: context).asString == expected)
  }

  @Test("every default is used where nothing is given")
  func defaults() throws {
    let sell = try Invocation.bind(Sell.self, .shell(["plum"]), in: toyContext()) as? Sell
    let bound = try #require(sell)
    #expect(bound.fruit == [.plum])
    #expect(bound.count == 1 && bound.discount == 1.0 && bound.customer == nil)
    #expect(bound.wrap && !bound.isQuiet)
  }

  @Test("two commands made from one type share nothing")
  func instancesAreIndependent() throws {
    let context = toyContext()
    let one =
      try Invocation.bind(Sell.self, .shell(["plum", "--count", "2"]), in: context) as? Sell
    let other = try Invocation.bind(Sell.self, .shell(["pear"]), in: context) as? Sell
    #expect(one?.count == 2)
    #expect(other?.count == 1)
  }

  @Test("a negative number is a value, in both forms")
  func negativeNumbers() throws {
    let context = toyContext()
    #expect(try Invocation.run(Tally.self, .shell(["-1", "-2.5"]), in: context).asFloat == -3.5)
    #expect(
      try Invocation.run(Tally.self, .shell(["--extra", "-4", "5"]), in: context).asFloat == 1)
  }

  @Test("behind -- a word with dashes is a word")
  func endOfFlags() throws {
    let failure = #expect(throws: Diagnostic.self) {
      try Invocation.run(Sell.self, .shell(["--", "--count"]), in: toyContext())
    }
    #expect(failure?.message == "no fruit named '--count'")
  }

  @Test("a letter stands for the option that declares it; behind -- it is a word")
  func shortFlags() throws {
    let context = toyContext()
    func run(_ words: [String]) throws -> String? {
      try Invocation.run(Bake.self, .shell(words), in: context).asString
    }
    #expect(try run(["-o", "tin", "pie"]) == "pie in tin")
    #expect(try run(["pie", "-o", "tin"]) == "pie in tin")
    #expect(try run(["--", "-o"]) == "-o in oven")
    #expect(try run(["-x"]) == "-x in oven")
    let failure = #expect(throws: Diagnostic.self) { try run(["pie", "-o"]) }
    #expect(failure?.message == "'--out' needs a value: a string")
    #expect(
      HelpText(context: context).page(for: CommandDeclaration(Bake.self)).contains("-o, --out OUT"))
  }

  @Test("a list takes its flag repeatedly, several words, and list values")
  func lists() throws {
    let context = toyContext()
    let repeated = CommandWords.shell(["1", "--extra", "2", "--extra", "3", "4"])
    #expect(try Invocation.run(Tally.self, repeated, in: context).asFloat == 10)
    let values = CommandWords.call(
      positional: [ParameterInput(.value(.list([1, 2])))],
      named: [("extra", ParameterInput(.value(.tuple([3, 4]))))])
    #expect(try Invocation.run(Tally.self, values, in: context).asFloat == 10)
  }

  @Test("an argument may be given by name, and the next word is the next parameter")
  func argumentsByName() throws {
    let crate = ParameterInput(.value(.object(Crate(count: 5))))
    let line = CommandWords.line([
      .flag("crate", value: crate, place: nil), .word(ParameterInput(.word("3"))),
    ])
    #expect(try Invocation.run(Weigh.self, line, in: toyContext()).asFloat == 15)
  }

  @Test("None stands for a parameter that was left out, where its type is optional")
  func none() throws {
    let call = CommandWords.call(
      positional: [ParameterInput(.value("plum"))],
      named: [("customer", ParameterInput(.value(.none)))])
    let sell = try Invocation.bind(Sell.self, call, in: toyContext()) as? Sell
    #expect(sell?.customer == nil)
  }

  @Test("what is wrong is said with the fix, on a line", arguments: wrongLines)
  func wrongLine(words: [String], message: String, fix: String?) throws {
    let type: any Command.Type =
      words[0] == "sell" ? Sell.self : words[0] == "tally" ? Tally.self : Weigh.self
    let failure = #expect(throws: Diagnostic.self) {
      try Invocation.run(type, .shell(Array(words.dropFirst())), in: toyContext())
    }
    #expect(failure?.message == message)
    #expect((failure?.hint ?? failure?.help) == fix)
  }

  @Test("a variable of the wrong type is named, with the quoted spelling")
  func wrongVariable() throws {
    let count = ParameterInput(.value("many"), variable: "n")
    let line = CommandWords.line([
      .word(ParameterInput(.word("plum"))), .flag("count", value: count, place: nil),
    ])
    let failure = #expect(throws: Diagnostic.self) {
      try Invocation.run(Sell.self, line, in: toyContext())
    }
    #expect(failure?.message == "'--count' takes a whole number, but the variable 'n' is a string")
    #expect(failure?.help == "write \"n\" in quotes to mean the word itself")
    #expect(failure?.kind == .type)
  }

  @Test("a call is corrected in the call's own terms")
  func wrongCall() throws {
    let call = CommandWords.call(
      positional: [ParameterInput(.value("plum"))],
      named: [("cuont", ParameterInput(.value(2)))])
    let failure = #expect(throws: Diagnostic.self) {
      try Invocation.run(Sell.self, call, in: toyContext())
    }
    #expect(failure?.message == "'sell' has no parameter 'cuont'")
    #expect(failure?.hint == "did you mean 'count'?")
  }

  @Test("an error is located at the word concerned")
  func places() throws {
    let source = SourceFile(name: "t.seg", text: "sell plum --count many")
    let word = Place(source, Span(18, 22))
    let line = CommandWords.line([
      .word(ParameterInput(.word("plum"), at: Place(source, Span(5, 9)))),
      .flag("count", value: nil, place: Place(source, Span(10, 17))),
      .word(ParameterInput(.word("many"), at: word)),
    ])
    let failure = #expect(throws: Diagnostic.self) {
      try Invocation.run(Sell.self, line, in: toyContext())
    }
    #expect(failure?.place == word)
  }

  @Test("a missing argument is located at the whole call")
  func placeOfTheCall() throws {
    let place = Place(SourceFile(name: "t.seg", text: "sell"), Span(0, 4))
    let failure = #expect(throws: Diagnostic.self) {
      try Invocation.run(Sell.self, .line([]), in: toyContext(place: place))
    }
    #expect(failure?.place == place)
  }

  @Test("--help prints the help and runs nothing, whatever else stands on the line")
  func helpFlag() throws {
    let output = MemorySink()
    let context = toyContext(output: output)
    #expect(try Invocation.run(Sell.self, .shell(["nonsense", "--help"]), in: context).isNone)
    #expect(output.text.hasPrefix("sell: Sell fruit to a customer.\n"))
  }
}

private let sameCalls: [([String], CommandWords, String)] = [
  (["plum"], .call(["plum"]), "plum to nobody: 1 at 1, wrapped"),
  (["plum", "--count", "3"], .call(["plum"], ["count": 3]), "plum to nobody: 3 at 1, wrapped"),
  (["plum", "--count=3"], .call(["plum"], ["count": 3]), "plum to nobody: 3 at 1, wrapped"),
  (
    ["--discount", "90%", "--", "plum", "pear"],
    .call([.list(["plum", "pear"])], ["discount": 0.9]),
    "plum pear to nobody: 1 at 0.9, wrapped"
  ),
  (
    ["plum", "--no-wrap", "--is-quiet"], .call(["plum"], ["wrap": false, "is_quiet": true]),
    "plum to nobody: 1 at 1, quietly"
  ),
  (
    ["--fruit", "plum", "--customer", "Ann"], .call([], ["fruit": "plum", "customer": "Ann"]),
    "plum to Ann: 1 at 1, wrapped"
  ),
  (
    ["apple", "--count", "2", "pear"], .call([.list(["apple", "pear"])], ["count": 2]),
    "apple pear to nobody: 2 at 1, wrapped"
  ),
]

private let sellUsage =
  "usage: sell FRUIT… [--count COUNT] [--discount DISCOUNT] [--customer CUSTOMER] [--no-wrap] [--is-quiet]"

private let wrongLines: [([String], String, String?)] = [
  (["sell", "aple"], "no fruit named 'aple'", "did you mean 'apple'?"),
  (["sell", "xylophone"], "no fruit named 'xylophone'", "choose from apple, pear, plum"),
  (["sell"], "'sell' needs the argument 'fruit': what is sold", sellUsage),
  (["sell", "plum", "--cuont", "2"], "'sell' has no flag '--cuont'", "did you mean '--count'?"),
  (["sell", "plum", "--no-wrp"], "'sell' has no flag '--no-wrp'", "did you mean '--no-wrap'?"),
  (
    ["sell", "plum", "--no-count"], "'sell' has no flag '--no-count'", "did you mean '--count'?"
  ),
  (["sell", "plum", "--count"], "'--count' needs a value: a whole number", nil),
  (["sell", "plum", "--wrap=yes"], "'--wrap' takes no value", "write --wrap or --no-wrap"),
  (["sell", "plum", "--count", "1", "--count", "2"], "'--count' of 'sell' is given twice", nil),
  (["sell", "plum", "--count", "two"], "'--count' takes a whole number, not 'two'", nil),
  (
    ["sell", "plum", "--count", "2.0"], "'2.0' is no whole number: it is not written as one",
    "write 2"
  ),
  (["sell", "plum", "--count", "0"], "'--count' must be from 1 to 99, not 0", nil),
  (
    ["sell", "plum", "--discount", "90"], "'90' is no fraction: a fraction lies between 0 and 1",
    "write 90% or 0.9"
  ),
  (
    ["weigh", "crate.txt", "2", "3"], "'weigh' takes 2 arguments by position, and this is one more",
    "usage: weigh CRATE [TIMES] [--scale SCALE]"
  ),
  (
    ["weigh", "crate.txt", "2", "scale"],
    "'weigh' takes 2 arguments by position, and this is one more", "did you mean '--scale'?"
  ),
  (["tally", "1", "--by", "plus"], "'--by' takes a function, not 'plus'", nil),
]

extension CommandWords {
  /// The words of the system's shell.
  static func shell(_ words: [String]) -> CommandWords {
    var isBehindFlags = false
    return .line(
      words.map { word in
        defer { isBehindFlags = isBehindFlags || word == "--" }
        return isBehindFlags
          ? .word(ParameterInput(.word(word)))
          : CommandWord.fromShell(word, at: nil, value: { _ in nil })
      })
  }

  fileprivate static func call(_ values: [Value], _ named: KeyValuePairs<String, Value> = [:])
    -> Self
  {
    .call(
      positional: values.map { ParameterInput(.value($0)) },
      named: named.map { ($0.key, ParameterInput(.value($0.value))) })
  }
}

/// A session of the market stall.
func toyContext(
  output: any TextSink = MemorySink(), messages: any TextSink = MemorySink(), place: Place? = nil,
  scope: any CommandScope = EmptyScope()
) -> CommandContext {
  let session = Session(
    registry: CommandRegistry(toyCommands), version: "1.2.3", output: output, messages: messages)
  return CommandContext(session: session, interpreter: Interpreter(), scope: scope, place: place)
}

private struct Bake: Command {
  static let name = "bake"
  static let summary = "Bake something."
  static let topic = CommandTopic("Kitchen")
  static let examples: [Example] = []

  @Argument("what is baked") var thing: String
  @Option("in what", short: "o") var out = "oven"

  func run(_ context: CommandContext) throws -> Value { .string("\(thing) in \(out)") }
}
