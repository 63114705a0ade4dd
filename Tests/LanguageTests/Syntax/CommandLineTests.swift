import Testing

@testable import Language

@Suite("Command lines")
struct CommandLineTests {
  @Test(
    "the first characters decide whether a line is a command line",
    arguments: [
      ("show (a | b) --out x.png", "($show [(| a b)] --out 'x.png')"),
      ("evaluate [n1, n2] data", "($evaluate [(list n1 n2)] 'data')"),
      ("show -1", "($show #(- 1))"), ("iou - 1", "(- iou 1)"), ("iou(x)", "(call iou x)"),
      ("help", "($help)"), ("help  # how", "($help)"), ("net.summary", "($net.summary)"),
      ("net.summary x", "($net.summary 'x')"), ("show == 3", "(show == 3)"),
      ("show = 3", "(= show 3)"), ("show =3", "(= show 3)"), ("show += 3", "(+= show 3)"),
      ("show -= 3", "(-= show 3)"), ("show in x", "(show in x)"),
      ("show not in x", "(show not in x)"),
      ("show and x", "(and show x)"), ("show is None", "(show is None)"),
      ("show if x else y", "(? x show y)"), ("help if", "($help 'if')"),
      ("help not", "($help 'not')"),
      ("open *.png", "($open '*.png')"), ("open *", "($open '*')"), ("open -", "($open '-')"),
      ("show, x", "(tuple show x)"), ("show.x", "(. show x)"), ("show[0]", "(at show 0)"),
      ("open ./a/b.png", "($open './a/b.png')"), ("evaluate \\\n  a b", "($evaluate 'a' 'b')"),
      ("show a; show b # c", "($show 'a') ($show 'b')"), ("show a#b", "($show 'a#b')"),
      ("show?", "($help 'show')"), ("models.ritm?", "($help 'models.ritm')"),
    ])
  func reading(source: String, expected: String) { #expect(tree(source) == expected) }

  @Test(
    "a command line stands right of = and return, and behind time and bench",
    arguments: [
      (
        "r = evaluate net data --clicks 20 --no-flip",
        "(= r ($evaluate 'net' 'data' --clicks #20 --no_flip))"
      ),
      ("a, b = evaluate x", "(= (tuple a b) ($evaluate 'x'))"),
      ("r = evaluate", "(= r evaluate)"), ("r = evaluate - 1", "(= r (- evaluate 1))"),
      ("def f(): return evaluate x", "(def f () {(return ($evaluate ?x))})"),
      ("time evaluate a", "(time ($evaluate 'a'))"), ("bench x = 3", "(bench (= x 3))"),
      ("time for x in y:\n  z", "(time (for x y {z}))"),
      ("time = 3\ntime - 1", "(= time 3) (- time 1)"),
      ("for p in glob(\"*.png\"): open p", "(for p (call glob \"*.png\") {($open $p)})"),
      ("if a: show x", "(if a {($show 'x')})"),
    ])
  func positions(source: String, expected: String) { #expect(tree(source) == expected) }

  @Test(
    "a word is bare, quoted, a value, a variable or a flag",
    arguments: [
      (
        "show 20 0.5 90% 1e3 -.5 1x True None",
        "($show #20 #0.5 '90%' #1000.0 #(- 0.5) '1x' #True #None)"
      ),
      ("show \"a b\" f'{x}' r'\\d'", "($show \"a b\" (f ({} x)) \"\\\\d\")"),
      (
        "show --a=1 --b-c=\"x y\" --d=(e) --f= -- --g",
        "($show --a=#1 --b_c=\"x y\" --d=[e] --f='' -- '--g')"
      ),
      (
        "evaluate x --robot robots.random_false(n=2)",
        "($evaluate 'x' --robot [(call (. robots random_false) n=2)])"
      ),
      ("x = 1\nshow x x.y[\"a b\"] x/y xs", "(= x 1) ($show $x $(at (. x y) \"a b\") 'x/y' 'xs')"),
      ("show img[0-9].png it.jpg 2012_01.png", "($show 'img[0-9].png' 'it.jpg' '2012_01.png')"),
      (
        "show (a).b[0](1) [x for x in y]",
        "($show [(call (at (. a b) 0) 1)] [(comp list x (for x y))])"
      ),
      ("show (a) [b]", "($show [a] [(list b)])"), ("show (a,\n  b) c", "($show [(tuple a b)] 'c')"),
      ("show C:\\x é日", "($show 'C:\\x' 'é日')"),
    ])
  func words(source: String, expected: String) { #expect(tree(source) == expected) }

  @Test(
    "a def is a command; a variable hides one; cmd reaches it",
    arguments: [
      ("def f(x): pass\nf 3", "(def f (x) {pass}) ($(f) #3)"),
      ("def f(): pass\nf", "(def f () {pass}) f"),
      ("def main():\n  f 3\ndef f(x): pass", "(def main () {($(f) #3)}) (def f (x) {pass})"),
      ("show = 3\nshow - 1\nshow -1", "(= show 3) (- show 1) (- show 1)"),
      ("show = 3\ncmd show x", "(= show 3) ($show 'x')"),
      ("def f(show): show -1", "(def f (show) {(- show 1)})"),
      ("def f():\n  show = 1\nshow -1", "(def f () {(= show 1)}) ($show #(- 1))"),
      ("f = 3\ndef f(x): pass\nf 3", "(= f 3) (def f (x) {pass}) ($(f) #3)"),
    ])
  func names(source: String, expected: String) { #expect(tree(source) == expected) }

  @Test("a variable of the top level that hides a command is noted, once")
  func note() {
    let text = "show = 1\nshow = 2\ndef f():\n  open = 3\n"
    let parse = Parser.parse(SourceFile(name: "t", text: text), names: testNames)
    #expect(parse.notes.map(\.message) == ["the variable 'show' hides the command from here on"])
  }

  @Test(
    "what is neither a command line nor an expression is explained",
    arguments: [
      ("evalute net data", "no command named 'evalute' | did you mean 'evaluate'?"),
      ("evalute --robot center", "no command named 'evalute' | did you mean 'evaluate'?"),
      ("r = evalute net data", "no command named 'evalute' | did you mean 'evaluate'?"),
      ("cmd evalute x", "no command named 'evalute' | did you mean 'evaluate'?"),
      ("print \"hello\"", "'print' is a function, not a command | write print(…)"),
      ("x = 1\nx y", "'x' is a variable, so this line is an expression, but it does not end here"),
      (
        "show a, b",
        "words are divided by blanks, not by commas | leave the comma away, or quote the word"
      ),
      ("show it's", "a quote within a word | quote the whole word"),
      ("show \"a\"b", "expected a blank after the word '\"a\"'"),
      ("show foo(1 2)", "expected ',' or ')' after an argument, found '2'"),
      ("show --1", "a flag's name begins with a letter"),
      ("show --a+b", "a flag is --name or --name=value | quote a word that begins so"),
      ("show (a", "'(' was never closed"),
    ])
  func errors(source: String, expected: String) { #expect(problems(source) == [expected]) }
}

/// The errors of parsing, each with its hint.
func problems(_ text: String) -> [String] {
  Parser.parse(SourceFile(name: "t.seg", text: text), names: testNames).errors.map {
    $0.message + ($0.hint.map { " | " + $0 } ?? "")
  }
}
