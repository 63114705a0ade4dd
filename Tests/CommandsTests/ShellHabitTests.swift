import Foundation
import Testing
import TestSupport

/// What people type who come from the system's shell, from IPython or from pytest.
@Suite("Habits from elsewhere")
struct ShellHabitTests {
  @Test(
    "a mistake is told our way",
    arguments: [
      ("ls", "write glob(\"*\")"), ("ls -la", "write glob(\"*\")"), ("cd ..", "open ../data"),
      ("cd", "open ../data"), ("pwd", "env(\"PWD\")"), ("cat a.txt", "read_text"),
      ("rm a.txt", "the system's shell runs programs"), ("clear", "Ctrl-L"),
      ("exit 3", "Ctrl-D or exit alone leaves"), ("vim a.seg", "Ctrl-X Ctrl-E"),
      ("print(1) > out.txt", "there is no '> file': save x FILE"),
      ("help | head", "there are no pipes here"),
      ("m = mask_of(\"#.\")\nshow m | head -3", "there are no pipes here"),
      ("m = mask_of(\"#.\")\nshow m > out.png", "there is no '> file'"),
      ("m = mask_of(\"#.\")\nt = m\nshow m ^ t", "put the expression in ( )"),
      ("y = mask_of(\"#.\") * 0.5\nshow y > 0.5", "put the expression in ( )"),
      ("y = mask_of(\"#.\") * 0.5\ns = 1\nshow y > s", "put the expression in ( )"),
      ("limit = 3\nif 4 > limt: print(1)", "did you mean 'limit'?"),
      ("x = 5\nassert x < 3", "^ this is 5 < 3"),
      ("assert 0 <= 7 < 3, \"too large\"", "error: too large"),
      ("assert 0 <= 7 < 3, \"too large\"", "this is 7 < 3"),
      ("assert True and [1] == [2]", "this is [1] == [2]"),
      ("assert 3 not in [3]", "this is 3 not in [3]"),
      ("assert not True", "the assertion does not hold"),
      ("r = 1\nsave r x.csv", "save takes"),
      (
        "r = evaluate(\"geodesic\", datasets.synthetic(count=1, size=\"32x32\"), clicks=1)\nsave r x.png",
        ".csv, .json, .md, .tex or .txt"
      ),
    ])
  func mistakes(code: String, way: String) throws {
    let outcome = try withTemporaryFolder { try Shell.run(["-c", code], in: $0) }
    #expect(outcome.status != 0)
    #expect(outcome.messages.contains(way), "\(outcome.messages)")
  }

  @Test(
    "names of the shell stay free as names",
    arguments: ["ls = 3\nls + 1", "def run(x): print(x)\nrun 3", "cat = [1]\ncat[0]", "head = 1"])
  func freeNames(code: String) throws {
    let outcome = try Shell.run(["-c", code])
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  @Test("a blank behind a backslash belongs to the word")
  func escapedBlanks() throws {
    try withTemporaryFolder { folder in
      let code = """
        m = mask_of("#.|.#")
        save m my\\ mask.png
        def show_words(a, b): print(a, b, sep="|")
        show_words my\\ mask.png x\\ y\\ z
        print(metrics.iou(open("my mask.png", mask=True), m))
        """
      let outcome = try Shell.run(["-c", code], in: folder)
      #expect(outcome.output == "my mask.png|x y z\n1.0\n", "\(outcome.messages)")
    }
  }

  @Test("a dotted command's name alone runs it, as in the system's shell")
  func dottedNames() throws {
    let script = try Shell.run(["-c", "models.list"])
    let shell = try Shell.run(["models.list"])
    #expect(script.output == shell.output && script.status == 0)
    #expect(shell.output.hasPrefix("models    geodesic, graph_cut, random_walker\n"))
    #expect(try Shell.run(["-c", "f = robots.center\nprint(f().name)"]).output == "center\n")
  }

  @Test("a command's function has the command's help")
  func help() throws {
    let page = try Shell.run(["-c", "help(evaluate)"]).output
    #expect(page == (try Shell.run(["help", "evaluate"]).output))
    #expect(page.contains("call:  evaluate(model, data, *, robot=\"center\""))
    #expect(page.contains("--times, --no-times") && page.contains("(on unless told)"))
  }

  @Test("a file that has changed is loaded anew, and so is what loads it")
  func reloading() throws {
    let code = """
      write_text("a.seg", "load(\\"b.seg\\", \\"w\\")\\nprint(\\"a runs\\")\\nv = w + 1\\n")
      write_text("b.seg", "w = 1\\n")
      load("a.seg", "v")
      print(v)
      load("a.seg", "v")
      print(v)
      write_text("b.seg", "w = 10\\n")
      load("a.seg", "v")
      print(v)
      write_text("a.seg", "v = 5\\n")
      load("a.seg", "v")
      print(v)
      """
    let outcome = try withTemporaryFolder { try Shell.run(["-c", code], in: $0) }
    #expect(outcome.output == "a runs\n2\n2\na runs\n11\n5\n", "\(outcome.messages)")
  }

  @Test("a result is written as its file's ending says, unless a format is named")
  func resultFiles() throws {
    let code = """
      r = evaluate geodesic synthetic --limit 1 --clicks 2 --no-times --out a.tex
      for end in ["csv", "json", "md", "tex", "txt"]: save(r, "r." + end)
      evaluate geodesic synthetic --limit 1 --clicks 2 --no-times --format csv --out b.tex
      for name, format in [("a.tex", "latex"), ("r.csv", "csv"), ("r.json", "json"), ("r.md", "markdown"),
                           ("r.tex", "latex"), ("r.txt", "table"), ("b.tex", "csv")]:
          assert read_text(name) == r.report(format, times=False) + "\\n", name
      """
    let outcome = try withTemporaryFolder { try Shell.run(["-c", code], in: $0) }
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  @Test("table and Markdown have one unit, and the last click")
  func units() throws {
    let code = """
      r = evaluate("geodesic", datasets.synthetic(count=2, size="32x48"), clicks=4)
      value = "%.4f" % r.miou(4)
      for format in ["table", "markdown", "latex"]: print(value in r.report(format))
      print("mIoU@4" in r.report("markdown"), r.miou(4) <= 1)
      """
    #expect(try Shell.run(["-c", code]).output == "True\nTrue\nTrue\nTrue True\n")
  }

  @Test("a text full of unknown names is refused quickly", .timeLimit(.minutes(1)))
  func manyMistakes() throws {
    let code = (0..<20_000).map { "y = name\($0)x" }.joined(separator: "\n")
    try withTemporaryFolder { folder in
      try code.write(toFile: "\(folder)/a.seg", atomically: true, encoding: .utf8)
      let outcome = try Shell.run(["a.seg"], in: folder)
      #expect(outcome.status == 65 && outcome.messages.contains("name19x"))
    }
  }
}
