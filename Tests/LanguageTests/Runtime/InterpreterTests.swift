import Basics
import Synchronization
import Testing

@testable import Language

@Suite("Interpreter")
struct InterpreterTests {
  private func run(_ text: String, _ interpreter: Interpreter = Interpreter()) throws -> Value {
    try interpreter.run(SourceFile(name: "test.seg", text: text))
  }

  @Test("the value of a program is that of its last expression")
  func lastExpression() throws {
    #expect(try run("x = 2\nx + 3").asInt == 5)
    #expect(try run("x = 2").isNone)
  }

  @Test("entries of the prompt share their variables")
  func entriesShareVariables() throws {
    let interpreter = Interpreter()
    try interpreter.runEntry(SourceFile(name: "<prompt 1>", text: "def f(): return later + 1\n\n"))
    try interpreter.runEntry(SourceFile(name: "<prompt 2>", text: "later = 41"))
    let value = try interpreter.runEntry(SourceFile(name: "<prompt 3>", text: "f()"))
    #expect(value.asInt == 42)
    #expect(interpreter.variables.map(\.name).sorted() == ["f", "later"])
  }

  @Test("an error has the calls that led to it, innermost first")
  func callStack() throws {
    let error = #expect(throws: Diagnostic.self) {
      try run("def f():\n    return 1 // 0\ndef g():\n    return f()\ng()\n")
    }
    #expect(error?.place?.line == 2)
    #expect(error?.stack.map(\.function) == ["f", "g", "<module>"])
    #expect(error?.stack.map { $0.place?.line } == [2, 4, 5])
  }

  @Test("output goes where the host wants it")
  func output() throws {
    let interpreter = Interpreter()
    let written = Mutex("")
    interpreter.output = { text in written.withLock { $0 += text } }
    _ = try run("print('a', 1, sep='-')\nprint('b', end='')", interpreter)
    #expect(written.withLock { $0 } == "a-1\nb")
  }

  @Test("the host calls functions, with keywords, and errors come back")
  func hostCalls() throws {
    let interpreter = Interpreter()
    let function = try run("def f(a, b=2): return a * b\nf", interpreter)
    #expect(try interpreter.call(function, [3]).asInt == 6)
    #expect(try interpreter.call(function, [3], keywords: [("b", 5)]).asInt == 15)
    #expect(throws: Diagnostic.self) { try interpreter.call(function, []) }
    #expect(try interpreter.call(function, [4]).asInt == 8)
  }

  @Test("load brings frozen values once, and a cycle is an error")
  func load() throws {
    let interpreter = Interpreter()
    interpreter.loader = { path, _ in
      SourceFile(
        name: path,
        text: path == "a.seg"
          ? "shared = [1]\ndef get(): return shared\n_hidden = 1"
          : "load('b.seg', 'x')\nx = 1")
    }
    let value = try run("load('a.seg', 'get', s='shared')\nget() == s and s == [1]", interpreter)
    #expect(value.asBool == true)
    let frozen = #expect(throws: Diagnostic.self) {
      try run("load('a.seg', 'shared')\nshared.append(1)", interpreter)
    }
    #expect(frozen?.kind == .frozen)
    let hidden = #expect(throws: Diagnostic.self) {
      try run("load('a.seg', 'nothing')", interpreter)
    }
    #expect(hidden?.message.contains("defines no 'nothing'") == true)
    let cycle = #expect(throws: Diagnostic.self) { try run("load('b.seg', 'y')", interpreter) }
    #expect(cycle?.message.contains("cycle") == true)
  }

  @Test("calls in parallel compute alike, and may not change what they share")
  func parallelCalls() throws {
    let interpreter = Interpreter()
    let function = try run(
      """
      shared = [1, 2, 3]
      def work(n):
          own = []
          for i in range(200):
              own.append(i * n)
          for x in shared:
              own.append(x)
          return sum(own) + len(sorted(own, key=lambda v: -v))
      def spoil(n):
          shared.append(n)
      def rebind(n):
          global shared
          shared = n
      [work, spoil, rebind]
      """, interpreter)
    let items = try #require(function.asList?.items)
    let expected = try (0..<16).map { try interpreter.call(items[0], [.int($0)]).asInt }
    let results = Mutex([Int?](repeating: nil, count: 16))
    try ThreadPool.shared.forEach(count: 16, threads: 4) { index in
      let value = try interpreter.callInParallel(items[0], [.int(index)])
      results.withLock { $0[index] = value.asInt }
    }
    #expect(results.withLock { $0 } == expected)
    for function in items[1...] {
      let error = #expect(throws: Diagnostic.self) {
        try interpreter.callInParallel(function, [1])
      }
      #expect(error?.help?.contains("--jobs 1") == true && error?.help?.contains("z") == true)
    }
    #expect(try interpreter.call(items[1], [1]).isNone)
  }

  @Test("an interrupt ends an endless loop and cannot be caught")
  func interrupt() throws {
    let interpreter = Interpreter()
    interpreter.define(
      "interrupt",
      .function("interrupt", "") { _ in
        throw Cancellation.Interrupted()
      })
    #expect(throws: Cancellation.Interrupted.self) {
      try run("try:\n    interrupt()\nexcept Exception:\n    pass\n", interpreter)
    }
    // The session goes on.
    #expect(try run("1 + 1", interpreter).asInt == 2)
  }

  @Test("the words of a command line arrive with their values")
  func commandLines() throws {
    final class Recorder: CommandLineHandler {
      var seen: [String] = []
      func run(
        _ line: CommandLine, in source: SourceFile, callee: Value?, values: [Value],
        by interpreter: Interpreter
      ) throws -> Value {
        seen = line.words.map(\.raw) + values.map(\.repr)
        return .int(7)
      }

      func show(_ value: Value) { seen.append("shown \(value.repr)") }
    }
    let interpreter = Interpreter()
    let recorder = Recorder()
    interpreter.commandLineHandler = recorder
    interpreter.commandNamesSource = NameList(commands: ["evaluate"])
    let value = try run("n = 3\nr = evaluate net n --clicks 20 (n + 1)\nr", interpreter)
    #expect(value.asInt == 7)
    #expect(recorder.seen == ["net", "n", "--clicks", "20", "(n + 1)", "3", "20", "4"])
  }

  @Test("scripts with random changes never trap", arguments: 0..<24)
  func mutatedScripts(_ seed: Int) {
    var state = UInt64(seed + 1) &* 0x9E37_79B9_7F4A_7C15
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    let chunks = ScriptTests.chunks
    let alphabet = Array("()[]{}:,.=+-*/%<>&|^~ 0123456789abdefilnorst'\"\n\\#@!".utf8)
    for _ in 0..<25 {
      var bytes = Array(chunks[next(chunks.count)].text.utf8)
      guard !bytes.isEmpty, bytes.count < 6000 else { continue }
      for _ in 0...next(6) {
        let position = next(bytes.count)
        switch next(3) {
        case 0: bytes[position] = alphabet[next(alphabet.count)]
        case 1: bytes.insert(alphabet[next(alphabet.count)], at: position)
        default: if bytes.count > 1 { bytes.remove(at: position) }
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      // Loops that a change made endless, and deep towers, would only take long.
      guard !text.contains("while"), !text.contains("100000"), !text.contains("sleep"),
        !text.contains("loop(n"), !text.contains("write_text")
      else { continue }
      let interpreter = Interpreter()
      interpreter.output = { _ in }
      ScriptAsserts.install(in: interpreter)
      _ = ScriptTests.errors(of: text, interpreter)
    }
  }
}
