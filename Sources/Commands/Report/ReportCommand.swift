import Basics
import Language

/// `report`: a script and what it showed, as one page.
struct ReportCommand: Command {
  static let name = "report"
  static let summary = "Run a script and write one page with its text, code, output and pictures."
  static let discussion = """
    Lines `# %%` divide the script into cells, as editors know them; the comments of a cell \
    `# %% [markdown]` are text with Markdown. A script without them is one cell. The value of a cell's \
    last line is shown: results as tables and a curve, masks, images and planes as pictures, also those \
    that `show` draws.

    The page is one HTML file that needs no other, on screen, on paper and offline. It tells how long \
    each cell took, versions, the processor, seeds, and the fingerprints of the data that was evaluated. \
    An error or Ctrl-C leaves the page up to that cell, and ends `report` as it would end the script.

    Words behind the script are its `args`; those that begin with dashes stand behind `--`.
    """
  static let topic = CommandTopic.evaluation
  static let examples = [
    Example(
      "write_text(\"note.seg\", \"# %% [markdown]\\n# # A note\\n# %%\\n6 * 7\\n\")\nreport note.seg -o note.html\nprint(\"A note\" in read_text(\"note.html\"))",
      prints: "True")
  ]

  @Argument("the script") var file: InputFile
  @Argument("what the script sees as args") var arguments: [String] = []
  @Option("the page to write; beside the script, ending in .html, unless told", short: "o")
  var out: OutputPath?

  func run(_ context: CommandContext) throws -> Value {
    let isNested = context.session.state(ReportRun.WithinReport.self) { .init(isTrue: false) }
    guard !isNested.isTrue else {
      throw Diagnostic(.value, "a report is being made, and cannot make another one")
    }
    let path = try out?.path ?? OutputPath(path: Self.page(for: file.path)).path
    let source = SourceFile(
      name: file.path, bytes: try Files.read(file.path, limit: 64 << 20))
    let run = try ReportRun(source, arguments: arguments, by: context)
    // What stopped the script must not stop the writing of its page.
    let wasInterrupted = Cancellation.isRequested
    Cancellation.reset()
    try Files.write(Array(ReportPage(run, isCommand: context.isCommand).html.utf8), to: path)
    if wasInterrupted { Cancellation.request() }
    try context.note("written to \(path)")
    let errors = run.ending.diagnostics
    guard let first = errors.first else { return .none }
    for other in errors.dropFirst() { try context.session.say(DiagnosticRenderer().text(other)) }
    throw first
  }

  /// The script's path with another ending.
  static func page(for script: String) -> String {
    (script.hasSuffix(".seg") ? String(script.dropLast(4)) : script) + ".html"
  }
}

extension CommandContext {
  /// Whether a name is a command's, for colours.
  fileprivate func isCommand(_ name: String) -> Bool { session.isCommand(name) }
}
