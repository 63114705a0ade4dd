import Testing

@testable import Language

@Suite("Hostile sources")
struct HostileSourceTests {
  @Test(
    "nesting and chains without end are errors, not a used-up stack",
    arguments: [
      "(", "[", "{", "{1:", "f(", "x[", "lambda:", "not ", "-", "~", "1 if 1 else ", "2**", "x.",
      "f'{", "[x for x in ", "f'''{x:",
    ])
  func nesting(unit: String) {
    let text = String(repeating: unit, count: 100_000)
    let errors = check(SourceFile(name: "t", text: text), names: testNames)
    #expect(!errors.isEmpty && errors.count <= Limits.reportedErrors)
  }

  @Test(
    "chains that do not nest are limited by their height",
    arguments: [" + x", ".x", "()", "[0]", " and x", " or x", " @ x"])
  func chains(link: String) {
    let long = "x = 1\ny = x" + String(repeating: link, count: 100_000)
    #expect(problems(long).first?.hasPrefix("this expression has more than") == true)
    let short = "x = 1\ny = x" + String(repeating: link, count: 900)
    #expect(check(SourceFile(name: "t", text: short), names: testNames).isEmpty)
  }

  @Test("blocks nested without end are an error")
  func blocks() {
    let text = (0..<1000).map { String(repeating: " ", count: $0) + "if x:\n" }.joined()
    #expect(problems(text).first == "blocks are nested deeper than \(Limits.blocks) levels")
  }

  @Test("megabytes of identifier, of digits and of one line are errors")
  func sizes() {
    #expect(
      problems(String(repeating: "a", count: 1 << 20)).first?.hasPrefix("this name has") == true)
    #expect(
      problems(String(repeating: "1", count: 1 << 20)).first?.hasPrefix("an integer of") == true)
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: 50_000_000)
    let errors = Parser.parse(SourceFile(name: "t", bytes: line), names: testNames).errors
    #expect(errors.map(\.message) == ["this line has 47 MiB; a line has at most 16 MiB"])
    #expect(DiagnosticRenderer().text(errors[0]).utf8.count < 1000)
  }

  @Test(
    "what is not UTF-8 is an error at its place",
    arguments: [
      [0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80],
      [0xE2, 0x82],
    ] as [[UInt8]])
  func encoding(bytes: [UInt8]) {
    let source = SourceFile(name: "t", bytes: Array("x = 'é'\ny".utf8) + bytes)
    let errors = Parser.parse(source, names: testNames).errors
    #expect(errors.first?.message.hasSuffix("is not UTF-8; a script is UTF-8 text") == true)
    #expect(errors.first?.place?.line == 2)
  }

  @Test("a byte order mark, and line breaks of other systems, change nothing")
  func lineBreaks() {
    #expect(
      tree("\u{FEFF}x = 1\r\nif x:\r\n  show a \\\r\n b\r\n") == "(= x 1) (if x {($show 'a' 'b')})")
  }

  @Test("changed and random texts never trap, and every diagnostic can be shown", arguments: 0..<8)
  func mutations(part: UInt64) {
    var random = SplitMix(state: part)
    let pieces = Self.seeds + Self.fragments
    for _ in 0..<250 {
      var bytes = Array(Self.seeds[Int(random.next() % UInt64(Self.seeds.count))].utf8)
      for _ in 0..<(1 + random.next() % 6) {
        let place = Int(random.next() % UInt64(bytes.count + 1))
        switch random.next() % 4 {
        case 0: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
        case 1: bytes.removeSubrange(place..<min(place + Int(random.next() % 9), bytes.count))
        case 2: bytes.removeSubrange(place...)
        default:
          bytes.insert(
            contentsOf: Array(pieces[Int(random.next() % UInt64(pieces.count))].utf8), at: place)
        }
      }
      let source = SourceFile(name: "t", bytes: bytes)
      for diagnostic in check(source, names: testNames) {
        #expect(!DiagnosticRenderer(width: 60).text(diagnostic).isEmpty)
        #expect(!DiagnosticRenderer.annotation(diagnostic).contains("\n"))
      }
      _ = Parser.parse(source, names: testNames, mode: .prompt).isIncomplete
    }
  }

  private static let seeds = [
    "def f(a, *b, c=1, **d):\n  'doc'\n  for k in [0, ..., K-1]:\n    y, *z = f(a, c=2)\n  return lambda x: x\n",
    "show (a | b) --out x.png\nr = evaluate net data --clicks 20 --no-flip; help\nnet = 1\nshow net.x[0] \"a b\" f'{x}'\n",
    "x = f\"{a!r:>{w}}{{{b=}\" + '''t\n''' + b'\\xff' + r'\\'\ntry:\n  x\nexcept (KeyError, TypeError) as e:\n  raise\nfinally:\n  del x[0]\n",
    "if 0 <= r < h and not x in {1, 2}:\n\tt[..., 0, 1:2] **= 0xff\nelif y: pass\nelse:\n\tz = {k: v for k, v in d if k}\n# %%\n",
    "é = '日本'\ntime for x in é: print(x)\nload('a', b='c')\nglobal q\nassert x, 'no'\nwhile 1e5 > .5: break\n",
  ]
  private static let fragments = [
    "(", ")", "[", "]", "{", "}", "'", "\"", "'''", "f'{", "\\", "\n", "\n  ", "\t", "...", " = ",
    "==", ":", ";", "--", "# ", "é", "日", "\u{0}",
    "lambda ", " if ", " for x in ", "def g():\n ", "show ", "cmd ", "time ", "?", "0x", "1e", "@",
    "**", "*", ",", ".", "!r", "{x:", "\r\n",
  ]
}

/// A small generator with a fixed sequence, so that a failure can be repeated.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
