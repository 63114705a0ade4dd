import Basics
import Imaging
import Language

/// A run as one HTML page that needs nothing else: no script, no font, no picture from elsewhere.
struct ReportPage {
  private let run: ReportRun
  private let highlighter: Highlighter
  private let markdown: Markdown

  /// - Parameter isCommand: whether a name is a command's, for the colours of the code.
  init(_ run: ReportRun, isCommand: @escaping (String) -> Bool) {
    self.run = run
    let highlighter = Highlighter(isCommand: isCommand)
    self.highlighter = highlighter
    let folder = run.name.lastIndex(of: "/").map { String(run.name[...$0]) } ?? ""
    markdown = Markdown(
      picture: { Self.picture($0, besides: folder) },
      code: { text, language in
        let isOurs = language == "segue" || language == "seg" || language == "python"
        return "<pre class=\"code\">\(isOurs ? highlighter.html(text) : HTML.escaped(text))</pre>\n"
      })
  }

  /// The whole page.
  var html: String {
    let title = title
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="Segue \(Segue.version)">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
      <title>\(HTML.escaped(title))</title>
      <style>
      \(PageStyle.css)
      </style>
      </head>
      <body>
      <main>
      \(header(title))
      \(run.parts.map(html).joined())
      \(footer)
      </main>
      </body>
      </html>

      """
  }

  /// The first heading of the text, or the file's name.
  private var title: String {
    run.parts.lazy.compactMap { $0.cell.prose.flatMap(Markdown.title) }.first ?? fileName
  }

  private var fileName: String { run.name.split(separator: "/").last.map(String.init) ?? run.name }

  private func header(_ title: String) -> String {
    let hasHeading = run.parts.contains { $0.cell.prose.flatMap(Markdown.title) != nil }
    let heading = hasHeading ? "" : "<h1>\(HTML.escaped(title))</h1>\n"
    let (words, style) = state
    return "<header><span class=\"file\">\(HTML.escaped(run.name))</span>"
      + "<span class=\"state \(style)\">\(words)</span></header>\n\(heading)"
  }

  private var state: (words: String, style: String) {
    guard case .failed(let diagnostics) = run.ending else { return ("completed", "good") }
    let code = run.parts.filter { $0.cell.code != nil }.count
    let place = run.cellCount > 1 ? " in cell \(code)" : ""
    let kind = diagnostics.first?.kind ?? .raised
    return kind == .interrupted
      ? ("interrupted\(place)", "stopped")
      : ("failed\(place), exit status \(kind.exitCode.rawValue)", "bad")
  }

  // MARK: Cells

  private func html(of part: ReportRun.Part) -> String {
    var html = ""
    let title = part.cell.title
    if !title.isEmpty { html += "<h3 class=\"cell-title\">\(HTML.escaped(title))</h3>\n" }
    if let prose = part.cell.prose {
      html += "<div class=\"prose\">\(markdown.html(prose))</div>\n"
    }
    guard let code = part.cell.code else { return "<section>\n\(html)</section>\n" }
    let time = RunFacts.duration(part.seconds)
    html += "<div class=\"cell\"><pre class=\"code\">\(highlighter.html(code))</pre>"
    html += "<span class=\"time\" title=\"how long this cell took\">\(time)</span></div>\n"
    html += part.items.map(Self.html).joined()
    for error in part.errors {
      html += "<pre class=\"error\">\(HTML.escaped(DiagnosticRenderer().text(error)))</pre>\n"
    }
    return "<section>\n\(html)</section>\n"
  }

  private static func html(of item: Transcript.Item) -> String {
    switch item {
    case .output(let text): "<pre class=\"output\">\(HTML.escaped(text))</pre>\n"
    case .message(let text): "<pre class=\"message\">\(HTML.escaped(text))</pre>\n"
    case .html(let html): "<div class=\"shown\">\(html)</div>\n"
    }
  }

  /// A picture file beside the script, as a data address; what it is, its content says and not its name.
  private static func picture(_ path: String, besides folder: String) -> String? {
    if path.hasPrefix("data:image/png;base64,") { return HTML.escaped(path) }
    guard !path.contains(":") else { return nil }
    let file = path.hasPrefix("/") ? path : folder + path
    guard Files.kind(of: file) == .file, let bytes = try? Files.read(file, limit: 32 << 20),
      let format = FileContent(of: bytes).readableFormat, [.png, .jpeg, .gif].contains(format),
      (try? ImageFile.decodeSize(bytes)) != nil
    else { return nil }
    return HTML.dataAddress(bytes, type: "image/\(format.rawValue)")
  }

  // MARK: How it was made

  private var footer: String {
    let facts = run.facts.map { fact in
      "<dt>\(HTML.escaped(fact.name))</dt><dd>\(HTML.escaped(fact.value))</dd>\n"
    }
    let left = run.cellCount - run.parts.count
    let rest =
      left > 0
      ? "<p class=\"more\">\(left) more cell\(left == 1 ? " was" : "s were") not run.</p>\n" : ""
    let data =
      run.data.isEmpty
      ? ""
      : HTML.table(
        head: ["data set", "objects", "fingerprint of the masks"],
        rows: run.data.map { [$0.name, "\($0.objects)", $0.fingerprint] }, isNumeric: false)
    return
      "\(rest)<footer>\n<h2>How this was made</h2>\n<dl>\n\(facts.joined())</dl>\n\(data)</footer>"
  }
}
