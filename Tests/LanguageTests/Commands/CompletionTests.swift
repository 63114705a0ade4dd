import Testing

@testable import Language

@Suite("Completion")
struct CompletionTests {
  @Test("what can follow a line", arguments: lines)
  func line(text: String, expected: [String], start: Int) {
    let list = complete(text)
    #expect(list.items.map(\.text) == expected)
    #expect(list.range == start..<text.utf8.count)
  }

  @Test("only what stands left of the cursor counts")
  func cursorInTheMiddle() {
    let completer = Completer(context: market)
    let list = completer.complete("sell pl --count 3", cursor: 7)
    #expect(list.items.map(\.text) == ["plum"])
    #expect(list.range == 5..<7)
  }

  @Test("each completion says what it is")
  func descriptions() {
    #expect(complete("sell pl").items == [Completion("plum", "small and blue", kind: .choice)])
    #expect(
      complete("sell plum --cou").items
        == [Completion("--count", "how many of each", kind: .flag)])
    #expect(complete("box.co").items == [Completion("count", "how many fruit", kind: .member)])
    #expect(complete("bo").items.first == Completion("box", "crate", kind: .variable))
    #expect(complete("wei").items == [Completion("weigh", "Weigh a crate.", kind: .command)])
  }

  @Test("what follows the dot of a list, a dict, a string or a namespace are its methods")
  func methods() {
    #expect(complete("boxes.app").items.map(\.text) == ["append"])
    #expect(complete("prices.it").items.map(\.text) == ["items"])
    #expect(complete("prices.setd").items.first?.summary.isEmpty == false)
    #expect(complete("boxes[0].co").items.map(\.text) == ["count"])
    let interpreter = Interpreter()
    interpreter.setVariable("name", "banana1")
    let completer = Completer(context: toyContext(scope: interpreter))
    #expect(completer.complete("name.isal", cursor: 9).items.map(\.text) == ["isalnum", "isalpha"])
    #expect(completer.complete("x = math.sq", cursor: 11).items.map(\.text) == ["sqrt"])
    #expect(
      completer.complete("json.", cursor: 5).items.map(\.text) == ["decode", "encode", "indent"])
  }

  @Test("the shell's words are completed as the prompt's", arguments: shellWords)
  func shell(words: [String], expected: [String]) {
    let completer = Completer(context: toyContext())
    #expect(completer.complete(words: words).map(\.text) == expected)
  }

  @Test("a cursor outside the text, and every prefix of a line, are harmless")
  func harmless() {
    let completer = Completer(context: market)
    let text =
      "x = sell(\"plum\", [box.count, prices['é']]) # note\nfor y in (1, \\\n  sell plum --count=3; a"
    for cursor in -1...text.utf8.count + 1 {
      let list = completer.complete(text, cursor: cursor)
      #expect(list.range.upperBound == min(max(cursor, 0), text.utf8.count))
    }
  }

  private func complete(_ text: String) -> CompletionList {
    Completer(context: market).complete(text, cursor: text.utf8.count)
  }

  private var market: CommandContext {
    toyContext(
      scope: Variables(variables: [
        ("box", .object(Crate(count: 3))), ("boxes", .list([.object(Crate(count: 1))])),
        ("prices", .dict([("plum", 3), ("pear", 2)])),
      ]))
  }
}

private struct Variables: CommandScope {
  var variables: [(name: String, value: Value)]
  var builtinSummaries: [(name: String, summary: String)] { [("print", "write values")] }
}

private let lines: [(String, [String], Int)] = [
  ("se", ["sell"], 0),
  ("cr", ["crates."], 0),
  ("crates.", ["make"], 7),
  ("pri", ["prices", "print"], 0),
  ("sell ", ["apple", "pear", "plum"], 5),
  ("sell p", ["pear", "plum"], 5),
  ("weigh bo", ["box", "boxes"], 6),
  ("sell plum --c", ["--count", "--customer"], 10),
  ("sell plum --count 3 --c", ["--customer"], 20),
  ("sell plum --no", ["--no-wrap"], 10),
  ("sell --fruit=pl", ["plum"], 13),
  ("sell --count ", [], 13),
  ("sell --count box.", ["count", "label"], 17),
  ("sell \"pl", ["plum"], 6),
  ("x = sell pl", ["plum"], 9),
  ("time sell pl", ["plum"], 10),
  ("a = 1; sell pl", ["plum"], 12),
  ("x = 1\nsell pl", ["plum"], 11),
  ("sell(pe", [], 5),
  ("sell(\"pl", ["plum"], 6),
  ("sell(\"plum\", co", ["count="], 13),
  ("sell(\"plum\", count=bo", ["box", "boxes"], 19),
  ("weigh(bo", ["box", "boxes"], 6),
  ("box.", ["count", "label"], 4),
  ("boxes[0].la", ["label"], 9),
  ("prices[", ["\"plum\"", "\"pear\""], 7),
  ("prices[\"pl", ["plum"], 8),
  ("prices['pe", ["pear"], 8),
  ("x = 3  # se", [], 11),
  ("tally 1 --by ", [], 13),
  ("sell --", ["--count", "--discount", "--customer", "--no-wrap", "--is-quiet", "--help"], 5),
]

private let shellWords: [([String], [String])] = [
  (["wei"], ["weigh"]),
  (["sell", "pl"], ["plum"]),
  (["sell", "plum", "--cou"], ["--count"]),
  (["--ver"], ["--version"]),
  (["crates.m"], ["crates.make"]),
  (["--error-format", "j"], ["json"]),
  (["--color", ""], ["auto", "always", "never"]),
  (["--seed", ""], []),
  (["--quiet", "--seed", "3", "wei"], ["weigh"]),
  (["--color", "never", "sell", "plum", "--cou"], ["--count"]),
]
