import Foundation
import TestSupport
import Testing

@Suite("Reports")
struct ReportTests {
  /// Runs `segue report` on a script and gives the outcome and the page.
  private func report(
    _ script: String, _ arguments: [String] = []
  ) throws -> (outcome: Shell.Outcome, page: String) {
    try withTemporaryFolder { folder in
      try script.write(toFile: "\(folder)/script.seg", atomically: true, encoding: .utf8)
      let outcome = try Shell.run(
        ["report", "script.seg", "-o", "page.html"] + arguments, in: folder)
      let page = try? String(contentsOfFile: "\(folder)/page.html", encoding: .utf8)
      return (outcome, page ?? "")
    }
  }

  /// What a page that needs nothing else must not hold.
  private static let foreign = [
    "<script", "src=\"http", "url(", "<link", "<iframe", "@import", "javascript:",
  ]

  private func expectWhole(_ page: String) {
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.hasSuffix("</html>\n"))
    for part in Self.foreign { #expect(!page.contains(part), "\(part)") }
    for tag in ["section", "div", "figure", "table", "pre", "main", "dl", "footer"] {
      let opened = page.components(separatedBy: "<\(tag)").count
      #expect(opened == page.components(separatedBy: "</\(tag)>").count, "\(tag)")
    }
  }

  @Test("hold text, code, output, pictures, tables and how they were made")
  func whole() throws {
    let (outcome, page) = try report(
      """
      # %% [markdown]
      # # A <title>
      # Some *text*.
      # %% First
      m = mask_of("..#|.##")
      print("a < b", args)
      m
      # %%
      data = datasets.synthetic(count=1, size="24x32")
      r = evaluate(models.geodesic(), data, clicks=2)
      r
      # %%
      show data[0]
      {"one": m, "two": ~m}
      """, ["--", "word", "--flag"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output == "")
    expectWhole(page)
    for part in [
      "<title>A &lt;title&gt;</title>", "<h1>A &lt;title&gt;</h1>", "<em>text</em>", "First",
      "a &lt; b [&quot;word&quot;, &quot;--flag&quot;]", "mask, 2×3 pixels, 3 object",
      "NoC, mean number of clicks", "<polyline", "one: mask", "completed", "data:image/png;base64,",
      "fingerprint of the masks", "instructions", "<dt>seed</dt><dd>0</dd>",
    ] { #expect(page.contains(part), "\(part)") }
    #expect(page.components(separatedBy: "<img").count == 5)
  }

  @Test("without cell marks are one cell")
  func oneCell() throws {
    let (outcome, page) = try report("x = 1\nfor i in range(3): print(i)\nx + 41\n")
    #expect(outcome.status == 0)
    #expect(page.contains("<pre class=\"output\">0\n1\n2\n42\n</pre>"))
    #expect(page.contains("<h1>script.seg</h1>"))
  }

  @Test("end with the cell that fails, with the carets and the script's exit status")
  func failing() throws {
    let (outcome, page) = try report(
      "# %%\nprint(1)\n# %%\nx = [1]\nx[5]\n# %%\nprint(\"never\")\n")
    #expect(outcome.status == 70)
    #expect(outcome.messages.contains("script.seg:5:1: error: list index 5 out of range"))
    expectWhole(page)
    #expect(page.contains("script.seg:5:1: error: list index 5 out of range"))
    #expect(page.contains("| ^^^^"))
    #expect(page.contains("failed in cell 2, exit status 70"))
    #expect(page.contains("1 more cell was not run"))
    #expect(!page.contains("<pre class=\"output\">never"))
    let (required, last) = try report("assert 1 > 2, \"why <not>\"\n")
    #expect(required.status == 1)
    #expect(last.contains("why &lt;not&gt;"))
  }

  @Test("are not written for a script that does not parse")
  func notParsing() throws {
    let (outcome, page) = try report("# %%\nprint(1)\n# %%\nx = (\n")
    #expect(outcome.status == 65)
    #expect(page == "")
    #expect(try report("print(nowhere)\n").outcome.status == 65)
  }

  @Test("see a function that a later cell's variable completes, as a script does")
  func laterVariable() throws {
    let (outcome, page) = try report(
      "# %%\ndef f(): return later\n# %%\nlater = 7\nf()\n# %%\nfor i in [1]:\n    i\n# %%\nsorted([2, 1], key=lambda r: r)\n"
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(page.contains("<pre class=\"output\">7\n</pre>"))
    #expect(page.contains("<pre class=\"output\">[1, 2]\n</pre>"))
  }

  @Test("cannot be made within a report")
  func nested() throws {
    let (outcome, _) = try report("report \"script.seg\"\n")
    #expect(outcome.status == 70)
    #expect(outcome.messages.contains("cannot make another one"))
  }

  @Test("are left up to the cell that Ctrl-C stops")
  func interrupted() throws {
    try withTemporaryFolder { folder in
      let script =
        "# %%\nprint(\"begun\")\nwrite_text(\"begun\", \"\")\n# %%\nwhile True: pass\n# %%\nprint(\"never\")\n"
      try script.write(toFile: "\(folder)/s.seg", atomically: true, encoding: .utf8)
      let process = Process()
      process.executableURL = Shell.executable
      process.arguments = ["report", "s.seg", "--quiet"]
      process.currentDirectoryURL = URL(filePath: folder)
      process.standardError = Pipe()
      try process.run()
      for _ in 0..<600 where !FileManager.default.fileExists(atPath: "\(folder)/begun") {
        usleep(50_000)
      }
      usleep(200_000)
      process.interrupt()
      process.waitUntilExit()
      #expect(process.terminationStatus == 130)
      let page = try String(contentsOfFile: "\(folder)/s.html", encoding: .utf8)
      expectWhole(page)
      #expect(page.contains("interrupted in cell 2"))
      #expect(page.contains("<pre class=\"output\">begun"))
    }
  }

  @Test("of the example run")
  func example() throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Examples/report.seg").path(percentEncoded: false)
    try withTemporaryFolder { folder in
      let outcome = try Shell.run(["report", script, "32x40", "-o", "page.html"], in: folder)
      #expect(outcome.status == 0, "\(outcome.messages)")
      let page = try String(contentsOfFile: "\(folder)/page.html", encoding: .utf8)
      expectWhole(page)
      #expect(page.contains("How many clicks does it take?"))
      #expect(page.contains("random_walker"))
    }
  }
}
