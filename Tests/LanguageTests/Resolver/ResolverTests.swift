import Testing

@testable import Language

@Suite("Resolver")
struct ResolverTests {
  @Test(
    "names that are not defined, and statements out of place, are errors before anything runs",
    arguments: [
      ("x = missing", "the name 'missing' is not defined"),
      ("color = 1\nprint(colour)", "the name 'colour' is not defined | did you mean 'color'?"),
      ("def f():\n  return lenn(x)\nx = 1", "the name 'lenn' is not defined | did you mean 'len'?"),
      ("x = true", "the name 'true' is not defined | write True"),
      (
        "raise ValueError(\"no\")",
        "the name 'ValueError' is not defined | errors are made from their text: raise \"…\""
      ),
      ("return 1", "'return' stands in a function"), ("break", "'break' stands in a loop"),
      ("for x in []:\n  def f(): continue", "'continue' stands in a loop"),
      ("raise", "'raise' alone stands in an 'except' block | write raise \"what is wrong\""),
      ("nonlocal x", "'nonlocal' stands in a function within a function"),
      (
        "x = 1\ndef f():\n  nonlocal x",
        "no function around this one has a variable 'x' | write global x"
      ),
      ("def f(x):\n  global x", "'x' is a parameter, so it cannot be global"),
      (
        "def f():\n  x = 1\n  global x",
        "'x' is used above its 'global' | declare it at the function's beginning"
      ),
      ("def f():\n  load(\"a\", \"b\")", "'load' stands at the top level of a file"),
      ("load(\"a\", \"_b\")", "'_b' is private to its file, as it begins with '_'"),
      ("[x for x in []]\nprint(x)", "the name 'x' is not defined"),
      ("def f(a=b, b=1): pass", "the name 'b' is not defined"),
    ])
  func errors(source: String, expected: String) {
    let found = check(SourceFile(name: "t", text: source), names: testNames)
    #expect(found.map { $0.message + ($0.hint.map { " | " + $0 } ?? "") } == [expected])
  }

  @Test(
    "good programs have no errors",
    arguments: [
      "def f(): return g()\ndef g(): return x\nx = 1", "def f():\n  global y\n  y = 1\nprint(y)",
      "def f():\n  x = 1\n  def g():\n    nonlocal x\n    x = 2\n  return g",
      "x = [y for y in [1] if y]\nx = 2",
      "try:\n  x = 1\nexcept KeyError as e:\n  print(e)\n  raise", "while True:\n  break",
      "def f(x, *a, k=1, **b): return [lambda: x + k for c in a]", "len = 3\nprint(len)",
    ])
  func good(source: String) {
    #expect(check(SourceFile(name: "t", text: source), names: testNames).isEmpty)
  }

  @Test(
    "each function has its slots: parameters first, then locals, then comprehensions' variables")
  func layout() throws {
    let function = try resolved(
      "def f(a, *, b=1, **c):\n  d = [e for e in a]\n  e = d\n  for g, h in b: pass")
    #expect(function.layout.locals.map(\.name) == ["a", "b", "c", "d", "e", "g", "h", "e"])
    #expect(function.layout.captures.isEmpty)
  }

  @Test("a closure captures through the functions between; what is captured is marked")
  func captures() throws {
    let outer = try resolved("def f(a, b):\n  def g():\n    return lambda: a + print\n  return g")
    #expect(outer.layout.locals.map(\.isCaptured) == [true, false, false])
    let middle = try #require(firstFunction(outer.body))
    #expect(middle.layout.captures == [.local(0)])
    guard case .return(let statement) = middle.body[0], case .lambda(let inner)? = statement.value,
      case .return(let result) = inner.body[0], case .binary(let sum)? = result.value,
      case .name(let a) = sum.left, case .name(let printed) = sum.right
    else { throw Unexpected() }
    #expect(inner.layout.captures == [.captured(0)])
    #expect(a.binding == .captured(0))
    #expect(printed.binding == .builtin)
  }

  @Test("a word that names a variable of its scope is a variable, even one assigned further below")
  func words() throws {
    let text = "def f(x):\n  show x y z.png y[0]\ny = 1"
    let parse = Parser.parse(SourceFile(name: "t", text: text), names: testNames)
    #expect(Resolver.resolve(parse.program, globals: GlobalScope(), names: testNames).isEmpty)
    #expect(
      TreeDump.dump(parse.program.statements)
        == "(def f (x) {($show $x $y 'z.png' $(at y 0))}) (= y 1)")
  }

  @Test("at the prompt, variables persist, and a def's free names are looked up when it is called")
  func prompt() {
    let session = GlobalScope()
    func enter(_ text: String) -> [String] {
      let source = SourceFile(name: "<prompt>", text: text)
      let parse = Parser.parse(source, names: testNames, mode: .prompt, session: session)
      return
        (parse.errors.isEmpty
        ? Resolver.resolve(parse.program, globals: session, names: testNames, mode: .prompt)
        : parse.errors).map(\.message)
    }
    #expect(enter("def f(): return later(len)\n") == [])
    #expect(enter("later(1)") == ["the name 'later' is not defined"])
    #expect(enter("def later(x): return x\n") == [])
    #expect(enter("later 3") == [])
    #expect(enter("x = 1") == [])
    #expect(enter("print(x)") == [])
    #expect(
      session.names
        == ["later", "len", "f", "x"].sorted {
          session.slot(of: $0) ?? 0 < session.slot(of: $1) ?? 0
        })
    session.forgetBindings { session.names[$0] == "x" }
    #expect(enter("print(x)") == ["the name 'x' is not defined"])
  }

  private struct Unexpected: Error {}

  private func firstFunction(_ statements: [Statement]) -> Function? {
    for case .define(let definition) in statements { return definition.function }
    return nil
  }

  private func resolved(_ text: String) throws -> Function {
    let parse = Parser.parse(SourceFile(name: "t", text: text), names: testNames)
    try #require(parse.errors.isEmpty)
    let errors = Resolver.resolve(parse.program, globals: GlobalScope(), names: testNames)
    try #require(errors.isEmpty)
    return try #require(firstFunction(parse.program.statements))
  }
}
