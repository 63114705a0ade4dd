@testable import Language
import Testing

@Suite("Parser")
struct ParserTests {
  @Test(
    "an expression has the tree of Python's grammar",
    arguments: [
      ("-x ** -y ** 2", "(- (** x (- (** y 2))))"),
      ("a + b * c - d", "(- (+ a (* b c)) d)"),
      ("a | b ^ c & d << 1", "(| a (^ b (& c (<< d 1))))"),
      ("a @ b // c % d / e", "(/ (% (// (@ a b) c) d) e)"),
      ("not a and b or c", "(or (and (not a) b) c)"),
      ("0 <= r < h", "(0 <= r < h)"),
      ("x not in y", "(x not in y)"),
      ("not x in y", "(not (x in y))"),
      ("x is not None", "(x is not None)"),
      ("a if b else c if d else e", "(? b a (? d c e))"),
      ("lambda: 0", "(lambda () {(return 0)})"),
      ("lambda x, *y, k=2, **z: x", "(lambda (x *y !k=2 **z) {(return x)})"),
      ("f(a, *b, c=1, **d)(e).g[h]", "(at (. (call (call f a *b c=1 **d) e) g) h)"),
      ("~-+x", "(~ (- (+ x)))"),
      ("(a + b).c", "(. (+ a b) c)"),
      ("x.load", "(. x load)"),
    ])
  func expression(source: String, expected: String) { #expect(tree(source) == expected) }

  @Test(
    "a display has its elements, spreads and clauses",
    arguments: [
      ("()", "(tuple)"), ("(a)", "a"), ("(a,)", "(tuple a)"), ("a, b", "(tuple a b)"),
      ("((a, b))", "(tuple a b)"), ("x = *a, b", "(= x (tuple *a b))"),
      ("[]", "(list)"), ("[a, *b,]", "(list a *b)"),
      ("{}", "(dict)"), ("{a: b, **c}", "(dict a:b **c)"), ("{**c}", "(dict **c)"),
      ("{a}", "(set a)"), ("{1, *b}", "(set 1 *b)"),
      ("[x for x in y]", "(comp list x (for x y))"),
      ("{x for x in y if z}", "(comp set x (for x y) (if z))"),
      ("{k: v for k, v in d}", "(comp dict k:v (for (tuple k v) d))"),
      ("[x for x, y in z if x for w in x]", "(comp list x (for (tuple x y) z) (if x) (for w x))"),
      ("[0, ..., K-1]", "(range 0 (- K 1))"), ("[a, b, ..., c]", "(range a b c)"),
    ])
  func display(source: String, expected: String) { #expect(tree(source) == expected) }

  @Test(
    "a subscript has indices, slices and the axis ellipsis",
    arguments: [
      ("t[0]", "(at t 0)"), ("t[0,]", "(at, t 0)"),
      ("t[0, 10:20, :]", "(at, t 0 (: 10 20 _) (: _ _ _))"),
      ("t[..., 0]", "(at, t ... 0)"), ("t[::2]", "(at t (: _ _ 2))"),
      ("t[a:b:c]", "(at t (: a b c))"),
      ("mask[0:10, :] = False", "(= (at, mask (: 0 10 _) (: _ _ _)) False)"),
    ])
  func subscripts(source: String, expected: String) { #expect(tree(source) == expected) }

  @Test(
    "a statement has its targets and blocks",
    arguments: [
      ("a, *b = x", "(= (tuple a *b) x)"), ("[a, (b, c)] = x", "(= (tuple a (tuple b c)) x)"),
      ("x: list[int] = 3", "(= x 3)"), ("x: int", "pass"),
      ("a.b[c] //= 2", "(//= (at (. a b) c) 2)"), ("a **= 2", "(**= a 2)"), ("a @= b", "(@= a b)"),
      ("del a, b[0]", "(del a (at b 0))"), ("pass; break; continue", "pass break continue"),
      ("if a: b\nelif c: d\nelse: e", "(if a {b} c {d} {e})"),
      ("while a:\n  b\n  c\nd", "(while a {b c}) d"),
      ("for a, b in c: d; e", "(for (tuple a b) c {d e})"),
      ("for a, in b: c", "(for (tuple a) b {c})"),
      (
        "try:\n  a\nexcept (KeyError, TypeError) as e:\n  b\nexcept:\n  c\nfinally:\n  d",
        "(try {a} (except KeyError TypeError as e {b}) (except {c}) (finally {d}))"
      ),
      ("try: a\nexcept Exception as e: b", "(try {a} (except as e {b}))"),
      ("raise", "(raise)"), ("raise \"no\"", "(raise \"no\")"), ("assert a, b", "(assert a b)"),
      ("load(\"a.seg\", \"b\", c=\"d\",)", "(load \"a.seg\" b=b c=d)"),
      ("global a, b", "(global a b)"),
      (
        "def f(a: int, b=1, *, c, **d) -> int:\n  return a",
        "(def f (a b=1 * !c **d) {(return a)})"
      ),
      ("def f():\n\tif a:\n\t\tb\n\n# comment\n\tc\nd", "(def f () {(if a {b}) c}) d"),
      ("x = (1 +\n  2)\ny = \\\n  3", "(= x (+ 1 2)) (= y 3)"),
    ])
  func statement(source: String, expected: String) { #expect(tree(source) == expected) }

  @Test(
    "a literal has its exact value",
    arguments: [
      ("0", "0"), ("00", "0"), ("0xFF", "255"), ("0o17", "15"), ("0b101", "5"),
      ("9223372036854775807", "9223372036854775807"),
      ("9223372036854775808", "big:10:9223372036854775808"),
      ("0x10000000000000000", "big:16:10000000000000000"),
      ("1.", "1.0"), (".5", "0.5"), ("1e3", "1000.0"), ("1.5E-3", "0.0015"),
      (#"'it\'s'"#, "\"it\\'s\""), (#""a\tb\x41\101\u00e9\U0001F600""#, "\"a\\tbAAé😀\""),
      (#"r'\n'"#, #""\\n""#), ("'''a\n'b''c'''", #""a\n\'b\'\'c""#),
      (#"b'\xff\0a'"#, "b[255, 0, 97]"),
      ("'a\\\nb'", "\"ab\""), ("'''a\r\nb'''", "\"a\\nb\""), ("True", "True"),
    ])
  func literal(source: String, expected: String) { #expect(tree(source) == expected) }

  @Test(
    "an f-string has text and fields",
    arguments: [
      (#"f"{iou:.3f}""#, #"(f ({} iou ".3f"))"#),
      (#"f"a{{{x!r:>{w}}}}b""#, #"(f "a{" ({}!r x ">" ({} w)) "}b")"#),
      (#"f"{x=}""#, #"(f "x=" ({}!r x))"#), (#"f"{x = :d}""#, #"(f "x = " ({} x "d"))"#),
      (#"f"{d["k"]}""#, #"(f ({} (at d "k")))"#), (#"rf'\d{x}'"#, #"(f "\\d" ({} x))"#),
      ("f'''a\n{\nx\n}'''", #"(f "a\n" ({} x))"#), (#"f"{f"{x}"}""#, "(f ({} (f ({} x))))"),
      (#"f"{x:=5}""#, #"(f ({} x "=5"))"#), (#"f"{a!s}{ {1} }""#, "(f ({}!s a) ({} (set 1)))"),
      (#"f"\n{'é'}""#, #"(f "\n" ({} "é"))"#), ("f''", "(f)"),
    ])
  func formatted(source: String, expected: String) { #expect(tree(source) == expected) }

  @Test("the inference of a paper's pseudocode parses, pasted unchanged")
  func pseudocode() {
    let source = """
      def full_inference(image, target, K):
          # initialization
          click_seq = []
          z = initialize_z(image, target)
          y = initialize_y(image, target)

          # inference
          for k in [0, ..., K-1]:
              clicks_k = oracle(y, target, click_seq)  # annotate
              click_seq.append(clicks_k)
              y, z = model(image, z, click_seq)  # predict\u{20}
          return y
      """
    #expect(
      tree(source) == """
        (def full_inference (image target K) {(= click_seq (list)) \
        (= z (call initialize_z image target)) (= y (call initialize_y image target)) \
        (for k (range 0 (- K 1)) {(= clicks_k (call oracle y target click_seq)) \
        (call (. click_seq append) clicks_k) (= (tuple y z) (call model image z click_seq))}) \
        (return y)})
        """)
  }
}
