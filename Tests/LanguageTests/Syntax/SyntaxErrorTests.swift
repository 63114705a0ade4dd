import Testing

@testable import Language

@Suite("Syntax errors")
struct SyntaxErrorTests {
  @Test(
    "other Python, and other languages, get an error that names our way",
    arguments: [
      ("class A:\n  x = 1", "there are no classes | use functions, and struct(a=1) for records"),
      (
        "from a import b",
        "there is no 'from … import' | load(\"lib.seg\", \"name\") reads a script"
      ),
      (
        "with open(x) as f:\n  pass",
        "there is no 'with' | read_text and write_text open and close files themselves"
      ),
      ("yield x", "there are no generators | build a list and return it"),
      (
        "@cache\ndef f(): pass",
        "there are no decorators | call the function on the other: f = decorate(f)"
      ),
      (
        "match x:\n  pass",
        "there is no 'match' | use if and elif"
      ),
      ("a && b", "there is no '&&' | write and"), ("a || b", "there is no '||' | write or"),
      ("x = !a", "there is no '!' | write not"), ("a <> b", "there is no '<>' | write !="),
      ("if (x := 3): pass", "there is no ':=' | assign on a line of its own"),
      ("x++", "there is no '++' | write += 1"),
      ("a ? b : c", "there is no '?' operator | write a if condition else b"),
      ("if a:\n  b\nelse if c:\n  d", "'else if' is written in one word | write elif"),
      (
        "for x in y:\n  z\nelse:\n  w",
        "a 'for' has no 'else' | set a variable before 'break' and test it"
      ),
      (
        "if (x) { y }",
        "expected ':' after the condition of 'if', found '{' | a block is ':' and indented lines, without braces"
      ),
      (
        "a = b = c",
        "one '=' too many: a statement assigns once | write the second assignment on a line of its own"
      ),
      ("x = 'a' 'b'", "two strings side by side are not joined | write '+' between them"),
      ("x is y", "'is' compares with None, True or False only | write '=='"),
      ("let x = 3", "there is no 'let' | assign without a keyword: name = value"),
      ("// note", "a comment begins with '#'"),
      ("def f(a, /): pass", "there are no parameters by position only | leave the '/' away"),
      ("x = (y for y in z)", "there are no generators | make a list: [x for x in …]"),
      (
        "x = [0, ...]",
        "an ellipsis range has a last value | write [first, ..., last] or [first, second, ..., last]"
      ),
      ("def f(): ...", "'...' stands in lists and subscripts only | write pass for an empty block"),
      ("x = 1_000", "malformed number '1_000' | write the digits without '_'"),
      ("x = “a”", "unexpected character '“' (U+201C) | write a straight quote \""),
      ("except: pass", "an 'except' without 'try' above it | indent it as its 'try'"),
      (
        "try: x\nexcept ValueErr: y",
        "there is no kind of error named 'ValueErr' | did you mean 'ValueError'?"
      ),
      ("!ls", "there is no '!' for the shell | the operating system's shell runs programs"),
    ])
  func foreign(source: String, expected: String) { #expect(problems(source).first == expected) }

  @Test(
    "the message says what was found and what was expected",
    arguments: [
      ("x = ", "expected a value, found the end of the line"),
      ("x = )", "expected a value, found ')'"),
      ("f(x) = 3", "cannot assign to the result of a call"), ("1 = x", "cannot assign to a number"),
      ("if x = 3: pass", "an assignment cannot stand here | compare with '=='"),
      (
        "if x:\npass",
        "expected an indented block after the condition of 'if' | indent its lines, or write 'pass'"
      ),
      (
        "  x",
        "this line is indented, but no block begins above it | a block follows a line that ends with ':'"
      ),
      (
        "if x:\n    a\n  b",
        "this line is indented by 2 columns, which fits no open block | the block around it is indented by 0"
      ),
      (
        "x = [1, 2\n3, 4]",
        "expected ',' or ']' after an element of the list, found '3'"
      ), ("x = [1, 2", "'[' was never closed"), ("x = [1, 2\ny = 3", "'[' was never closed"),
      ("x = [1 2]", "expected ',' or ']' after an element of the list, found '2'"),
      ("x)", "')' closes no bracket"),
      ("f(a=1, b)", "a positional argument cannot follow a keyword argument"),
      ("f(a=1, a=2)", "the argument 'a' is given twice"),
      ("def f(a, a): pass", "two parameters are named 'a'"),
      ("def f(a=1, b): pass", "the parameter 'b' needs a default, as one before it has"),
      ("def f(**a, b): pass", "nothing follows a '**' parameter"),
      ("def f(*): pass", "expected a parameter behind '*' | those behind it are passed by name"),
      ("'abc", "this string does not end on its line"), ("'''abc", "this string is never closed"),
      (#"'\q'"#, #"no escape begins so | write '\\' for a backslash, or a raw string r"…""#),
      (
        #"'\xff'"#,
        #"this escape is no ASCII character | write \u00e9 for a character, or b"…" for bytes"#
      ),
      (
        #"'\ud800'"#,
        "there is no character with this code | codes go to 10FFFF, without D800 to DFFF"
      ),
      ("f'{x'", "'{' was never closed in this f-string"),
      ("f'}'", "a '}' without '{' in an f-string | write '}}' for the brace itself"),
      ("f'{}'", "a field without a value"), ("f'{x!q}'", "a conversion is !r or !s"),
      ("x = 1e999", "this number is too large for a float | the largest is about 1.8e308"),
      ("*a, *b = c", "only one target can take the rest with '*'"),
      ("x = *a", "a '*' cannot stand here alone | write [*values] or *values,"),
      ("for in x: y", "expected a value, found the reserved word 'in'"),
      ("a b", "no command named 'a'"),
      ("x = 0x", "malformed number '0x' | a name does not begin with a digit"),
      (
        "[*a, ..., b]",
        "an ellipsis range has no '*' | write [first, ..., last] or [first, second, ..., last]"
      ),
    ])
  func expectation(source: String, expected: String) { #expect(problems(source).first == expected) }

  @Test("several independent errors are reported in one run, in order")
  func recovery() {
    let text = """
      x = = 3
      y = (1,
      z = 3
      def f(a):
        b = )
        return a +
      if x
        c = 1 1
      class A:
        def g(self):
          pass
      good = 1
      import os
      """
    let source = SourceFile(name: "t.seg", text: text)
    let errors = Parser.parse(source, names: testNames).errors
    #expect(errors.compactMap { $0.place?.line } == [1, 2, 5, 6, 7, 8, 9, 13])
  }

  @Test("one error does not hide a whole block, and the number of errors is limited")
  func limit() {
    let text = String(repeating: "x = )\n", count: 100)
    #expect(problems(text).count == Limits.reportedErrors)
  }

  @Test(
    "at the prompt the end of the text may mean that more comes",
    arguments: [
      ("f(", true), ("x = [1,", true), ("'''abc", true), ("f'''abc", true), ("if x:", true),
      ("if x:\n  y", true),
      ("if x:\n  y\n", false), ("def f():\n  if x:\n    y", true), ("x = 1 + \\", true),
      ("show (a |", true), ("show a \\", true),
      ("try:\n  x\n", true), ("if x:\n  y\nelse:", true), ("def f(a,", true), ("{", true),
      ("x = 1", false), ("x = ", false), ("'abc", false), ("x)", false),
      ("for p in q: show p", false), ("", false),
      ("def f():\n  if x:", true), ("def f():\n  if x:  # why", true),
      ("def f():\n  if x:\n    y\n  else:", true), ("def f():\n  try:\n    x", true),
      ("for i in x:\n  while y:\n    try:\n      z", true), ("if x:\n\n  # a note", true),
      ("if x:\n  y = f(", true), ("if x:\n  y = '''a", true), ("'abc\\", true),
      ("x = 1  # \\", false), ("def f():\n  x = ", false), ("def f():\n  else:", false),
      ("def f():\n  if x\n", false),
      ("x = )\nf(", false), ("evalute a b", false), ("f'{x", false),
    ])
  func incomplete(text: String, expected: Bool) {
    let source = SourceFile(name: "<prompt>", text: text)
    #expect(Parser.parse(source, names: testNames, mode: .prompt).isIncomplete == expected)
    #expect(!Parser.parse(source, names: testNames, mode: .file).isIncomplete)
  }
}
