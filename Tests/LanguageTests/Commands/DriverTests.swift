import Basics
import Glibc
import Testing

@testable import Language

@Suite("The program")
struct DriverTests {
  @Test("each ending has its status", arguments: endings)
  func statuses(words: [String], status: Int32, output: String, message: String) {
    let result = run(words)
    #expect(result.status == status)
    #expect(result.output == output)
    #expect(result.messages == message)
  }

  @Test("what the words behind segue mean", arguments: actions)
  func options(words: [String], action: DriverOptions.Action) throws {
    let options = try DriverOptions(words, registry: CommandRegistry(toyCommands))
    #expect(options.action == action)
  }

  @Test("settings stand before the script, and behind a command that has no such flag")
  func settings() throws {
    let registry = CommandRegistry(toyCommands)
    let words = ["--seed", "7", "--jobs=2", "sell", "plum", "--quiet", "--count", "2"]
    let options = try DriverOptions(words, registry: registry)
    #expect(options.seed == 7 && options.jobs == 2 && options.isQuiet)
    #expect(options.action == .command("sell", ["plum", "--count", "2"]))
    let script = try DriverOptions(["a.seg", "--quiet"], registry: registry)
    #expect(script.arguments == ["--quiet"] && !script.isQuiet)
  }

  @Test("errors are annotated in a workflow, besides the text")
  func annotations() {
    var environment = Driver.Environment()
    environment.isGitHubAction = true
    let result = run(["-c", "x = y"], environment: environment)
    #expect(result.messages.hasPrefix("<command line>:1:5: error: "))
    #expect(result.messages.contains("\n::error file=<command line>,line=1,col=5,endColumn=6,"))
  }

  @Test("colour stands where a terminal or --color wants it, and NO_COLOR does not forbid it")
  func color() throws {
    let terminal = Driver.Environment(outputIsTerminal: true, messagesAreTerminal: true)
    func allows(_ words: [String], _ environment: Driver.Environment) throws -> Bool {
      let options = try DriverOptions(words, registry: CommandRegistry())
      return environment.settings(options).allowsColor
    }
    #expect(try allows([], terminal))
    #expect(try !allows([], Driver.Environment()))
    #expect(try !allows(["--color", "never"], terminal))
    #expect(try allows(["--color", "always"], Driver.Environment()))
    var plain = terminal
    plain.forbidsColor = true
    #expect(try !allows([], plain))
    plain = terminal
    plain.isCapable = false
    #expect(try !allows([], plain))
  }

  @Test("a closed pipe ends quietly")
  func closedPipe() {
    let messages = MemorySink()
    let ending = driver.run(
      ["-c", "print(1)"], output: ClosedSink(), messages: messages,
      environment: Driver.Environment())
    #expect(ending == .closedPipe)
    #expect(messages.text.isEmpty)
  }

  @Test("output that the device cannot take is an input/output error")
  func fullDevice() throws {
    let descriptor = open("/dev/full", O_WRONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let messages = MemorySink()
    let ending = driver.run(
      ["-c", "print(1)"], output: DescriptorSink(descriptor: descriptor, name: "standard output"),
      messages: messages, environment: Driver.Environment())
    #expect(ending == .status(74))
    #expect(
      messages.text.hasPrefix("error: cannot write 'standard output': No space left on device"))
  }

  @Test("a failure of files is told apart from one of the device")
  func systemErrors() {
    func kind(_ action: String, _ code: Int32) -> ErrorKind {
      Diagnostic(SystemError(action: action, path: "x", code: code)).kind
    }
    #expect(kind("read", ENOENT) == .input && kind("list", EACCES) == .input)
    #expect(kind("write", EACCES) == .output && kind("make the folder", ENOENT) == .output)
    #expect(kind("read", EIO) == .system && kind("write", ENOSPC) == .system)
    #expect(kind("write", EFBIG) == .system && kind("read", EFBIG) == .input)
  }

  @Test("check writes every error in the form that was asked for")
  func checkFormat() throws {
    var template = Array("/tmp/segue-test-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    let path = folder + "/two.seg"
    try Files.write(Array("x = y\nz = w\n".utf8), to: path)
    let result = run(["--error-format", "json", "check", path])
    #expect(result.status == 65)
    let lines = result.messages.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.hasPrefix("{\"severity\":\"error\",") && $0.hasSuffix("}") })
  }

  @Test("what the parser notes about a script is said, unless under --quiet")
  func notes() {
    let result = run(["-c", "sell = 3"])
    #expect(result.status == 0)
    #expect(
      result.messages.hasPrefix(
        "<command line>:1:1: note: the variable 'sell' hides the command from here on\n"))
    #expect(run(["--quiet", "-c", "sell = 3"]).messages == "")
  }

  @Test(
    "a word of the shell is an expression where it would be one on a command line",
    arguments: [
      (["tally", "(1 + 1)", "3"], "5.0"), (["tally", "[1, 2]", "-3"], "0.0"),
      (["tally", "sum([1, 2])"], "3.0"),
      (["sell", "plum", "--count=(2)"], "plum to nobody: 2 at 1"),
      (["sell", "plum", "--customer", "a (b)"], "plum to a (b)"),
      (["sell", "plum", "--customer", "(a"], "plum to (a"),
      (["sell", "plum", "--customer", "(1) (2)"], "plum to (1) (2)"),
    ])
  func shellExpressions(words: [String], expected: String) {
    let result = run(words)
    #expect(result.output.contains(expected), "\(result.output)\(result.messages)")
  }

  @Test("an expression of the shell that fails says why")
  func failingShellExpression() {
    let result = run(["tally", "(1 // 0)"])
    #expect(result.status == 70)
    #expect(result.messages.contains("division by zero"))
    #expect(run(["tally", "sum(nothing)"]).messages.contains("'nothing' is not defined"))
  }

  @Test("a script cannot catch that its reader is gone")
  func closedPipeInTry() {
    let messages = MemorySink()
    let code = "try:\n  print(1)\nexcept:\n  x = 1\n"
    let ending = driver.run(
      ["-c", code], output: ClosedSink(), messages: messages, environment: Driver.Environment())
    #expect(ending == .closedPipe)
  }

  @Test("the same command line gives the same text as a script's line and behind segue")
  func sameEverywhere() {
    let words = ["sell", "plum", "pear", "--count", "2", "--no-wrap"]
    let script = run(["-c", words.joined(separator: " ")])
    #expect(run(words).output == script.output)
    #expect(script.output == "\"plum pear to nobody: 2 at 1\"\n")
  }

  @Test("every example of the commands prints what it says", arguments: examples)
  func example(source: String, expected: String?) throws {
    var template = Array("/tmp/segue-test-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    let files = source.replacing("work.seg", with: "\(folder)/work.seg")
    let output = MemorySink()
    let messages = MemorySink()
    let session = Session(
      registry: CommandRegistry(toyCommands, coreCommands), version: "1.2.3", output: output,
      messages: messages)
    let outcome = Conversation(session: session).run(entry: files, number: 1)
    #expect(outcome == .succeeded, "\(messages.text)")
    if let expected { #expect(output.text == (expected.isEmpty ? "" : expected + "\n")) }
  }

  @Test("the prompt remembers values, records what succeeded, and goes on after an error")
  func conversation() {
    let output = MemorySink()
    let messages = MemorySink()
    let session = Session(
      registry: CommandRegistry(toyCommands, coreCommands), version: "1.2.3", output: output,
      messages: messages)
    let conversation = Conversation(session: session)
    #expect(conversation.run(entry: "x = 20", number: 1) == .succeeded)
    #expect(conversation.run(entry: "x + 1", number: 2) == .succeeded)
    #expect(conversation.run(entry: "nothing", number: 3) == .failed(65))
    #expect(conversation.run(entry: "_ + _2", number: 4) == .succeeded)
    #expect(conversation.run(entry: "sell plum --count x", number: 5) == .succeeded)
    #expect(conversation.run(entry: "history --count 2", number: 6) == .succeeded)
    #expect(
      output.text == """
        21
        42
        "plum to nobody: 20 at 1, wrapped"
        3  _ + _2
        4  sell plum --count x

        """)
    #expect(messages.text.hasPrefix("<prompt 3>:1:1: error: "))
    #expect(conversation.isBound("x") && !conversation.isBound("y"))
    #expect(conversation.completeness(of: "f(1,") == .incomplete)
    #expect(conversation.completeness(of: "if x: print(1)") == .complete)
    #expect(conversation.completeness(of: "for i in [1]:\n  print(i)") == .openBlock)
    #expect(conversation.completeness(of: "for i in [1]:\n  print(i))") == .faulty)
  }

  @Test("a user's def is a command, its parameters words and flags, its docstring the help")
  func functions() {
    let code = """
      def mix(fruit, *others, count=1, loud=False):
        \"\"\"Mix fruit.

        The second paragraph.
        \"\"\"
        return [fruit, others, count, loud]
      mix plum pear 3 --loud --count 2
      mix "3"
      mix --help
      """
    #expect(
      run(["-c", code]).output == """
        ["plum", ("pear", 3), 2, True]
        ["3", (), 1, False]
        mix: Mix fruit.

        usage: mix FRUIT [OTHERS…] [--count COUNT] [--loud]
        call:  mix(fruit, *others, count=1, loud=False)

        Arguments
          FRUIT    (value)
          OTHERS…  (list of values)

        Options
          --count COUNT  (number; default 1)
          --loud

        The second paragraph.

        """)
    let wrong = run(["-c", code + "\nmix plum --cuont 3"])
    #expect(wrong.status == 64)
    #expect(wrong.messages.contains("error: 'mix' has no flag '--cuont'"))
  }
}

private let examples: [(String, String?)] = (toyCommands + coreCommands).flatMap { command in
  command.examples.map { ($0.source, $0.output) }
}

private let endings: [([String], Int32, String, String)] = [
  (["-c", ""], 0, "", ""),
  (["-c", "print(args)", "a", "--b"], 0, "[\"a\", \"--b\"]\n", ""),
  (["--version"], 0, "segue 1.2.3\n", ""),
  (["crates.make", "3"], 0, "crates.make(3)\n", ""),
  (
    ["-c", "assert False, \"why\""], 1, "",
    "<command line>:1:8: error: why\n  1 | assert False, \"why\"\n    |        ^^^^^\n"
  ),
  (["--sed", "3"], 64, "", "error: segue has no option '--sed'\n  did you mean '--seed'?\n"),
  (["--seed"], 64, "", "error: '--seed' needs a value: a whole number\n"),
  (
    ["--color", "alway"], 64, "",
    "error: '--color' takes auto, always, never, not 'alway'\n  did you mean 'always'?\n"
  ),
  (["sel"], 64, "", "error: no command and no file named 'sel'\n  did you mean 'sell'?\n"),
  (
    ["sell", "plm"], 64, "",
    "segue:1:6: error: no fruit named 'plm'\n  1 | sell plm\n    |      ^^^ did you mean 'plum'?\n"
  ),
  (["no/such.seg"], 66, "", "error: cannot read 'no/such.seg': No such file or directory\n"),
]

private let actions: [([String], DriverOptions.Action)] = [
  ([], .converse), (["-"], .standardInput), (["sell"], .command("sell", [])),
  (["./sell"], .file("./sell")), (["-c", "x"], .code("x")), (["--help"], .help),
  (["--", "sell"], .command("sell", [])), (["--version"], .version),
  (["__complete", "a", ""], .complete(["a", ""])), (["x.seg", "-c"], .file("x.seg")),
]

private let driver = Driver(
  registry: CommandRegistry(toyCommands, coreCommands), version: "1.2.3"
) { _ in 0 }

private func run(
  _ words: [String], environment: Driver.Environment = Driver.Environment()
) -> (status: Int32, output: String, messages: String) {
  let output = MemorySink()
  let messages = MemorySink()
  let ending = driver.run(words, output: output, messages: messages, environment: environment)
  return (ending.status, output.text, messages.text)
}

/// Standard output whose reader has gone.
private final class ClosedSink: TextSink {
  func write(_ text: String) throws { throw ClosedPipe() }
  func flush() throws {}
}
