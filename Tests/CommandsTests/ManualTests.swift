import Foundation
import Testing
import TestSupport

/// Runs the blocks of code of the manual's pages and of the README, each page's in a folder of its own.
///
/// - `python`: a script; what it writes must be the block of `text` behind it. With a name,
///   `python first.seg`, it is also put there for what follows, and without a `text` only that.
/// - `console`: lines behind `$` are run by the system's shell, where `segue` is on the path; what they
///   write must stand below, where `…` stands for anything.
/// - `not-run: why` behind the language exempts a block.
@Suite("The manual")
struct ManualTests {
  /// Every page but the one that is made from the declarations.
  static let pages: [String] = {
    let folder = Documentation.file("").path(percentEncoded: false)
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return ["README.md"] + files.filter { $0.hasSuffix(".md") && $0 != "Commands.md" }.sorted()
  }()

  @Test("there are pages")
  func present() { #expect(Self.pages.count > 10) }

  @Test("every block of code does what the page says", arguments: pages)
  func blocks(page: String) throws {
    let blocks = try CodeBlock.all(in: Documentation.text(of: page))
    try withTemporaryFolder { folder in
      try Self.furnish(folder)
      for (index, block) in blocks.enumerated() {
        let next = index + 1 < blocks.count ? blocks[index + 1] : nil
        let output = next?.language == "text" && next?.isAdjacent == true ? next?.text : nil
        try Self.run(block, output: output, on: page, in: folder)
      }
    }
  }

  private static func run(
    _ block: CodeBlock, output: String?, on page: String, in folder: String
  ) throws {
    if let reason = block.exemption {
      #expect(!reason.isEmpty, "\(page): \(block.text)")
      return
    }
    switch block.language {
    case "python":
      if !block.name.isEmpty {
        try block.text.write(toFile: "\(folder)/\(block.name)", atomically: true, encoding: .utf8)
        if output == nil { return }
      }
      let outcome = try Shell.run(["-c", block.text], in: folder)
      #expect(outcome.output + outcome.messages == output ?? "", "\(page): \(block.text)")
    case "console":
      for (command, expected) in block.commands {
        let written = try Shell.command(command, in: folder)
        #expect(matches(written, expected), "\(page): \(command)\n\(written)")
      }
    case "text": #expect(block.isAdjacent, "\(page): \(block.text)")
    default: Issue.record("\(page): a block of '\(block.language)': \(block.text)")
    }
  }

  /// Whether a text is as expected, where `…` stands for anything.
  static func matches(_ text: String, _ expected: String) -> Bool {
    var parts = expected.components(separatedBy: "…")
    guard parts.count > 1 else { return text == expected }
    guard text.hasPrefix(parts.removeFirst()), var last = parts.popLast() else { return false }
    if last == "\n" { last = "" }
    var rest = text[...]
    for part in parts {
      guard let found = rest.range(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }

  /// What the pages take for granted: the examples, and data sets of the field in small.
  private static func furnish(_ folder: String) throws {
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: "\(folder)/Examples",
      withDestinationPath: Documentation.root.appending(path: "Examples").path(
        percentEncoded: false))
    for name in ["GrabCut/data_GT", "GrabCut/boundary_GT", "masks"] {
      try manager.createDirectory(
        atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    let script = """
      for s in datasets.synthetic(count=2, size="48x64"):
          save(s.image, f"GrabCut/data_GT/{s.id}.jpg")
          save(s.target, f"GrabCut/boundary_GT/{s.id}.png")
      values = [0] * 3615 + [1] * 872 + [2] * 175 + [255] * 138
      save(tensor(values).reshape(60, 80) / 255, "masks/cat.png")
      """
    #expect(try Shell.run(["-c", script], in: folder).status == 0)
  }
}

/// A fenced block of a page.
private struct CodeBlock {
  var language = ""
  /// What stands behind the language.
  var name = ""
  /// Why it is not run, if it is not.
  var exemption: String?
  var text = ""
  /// Whether it stands right behind another block.
  var isAdjacent = false

  /// The blocks of a page in order.
  static func all(in page: String) -> [CodeBlock] {
    var blocks: [CodeBlock] = []
    var open: CodeBlock?
    var hasJustEnded = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if let block = open {
        if line == "```" { blocks.append(block) } else { open?.text += line + "\n" }
        if line == "```" { (open, hasJustEnded) = (nil, true) }
      } else if line.hasPrefix("```") {
        open = CodeBlock(info: line.dropFirst(3), isAdjacent: hasJustEnded)
      } else {
        hasJustEnded = false
      }
    }
    return blocks
  }

  private init(info: Substring, isAdjacent: Bool) {
    let words = info.split(separator: " ", maxSplits: 1)
    language = words.first.map(String.init) ?? ""
    let rest = words.count > 1 ? String(words[1]) : ""
    let mark = "not-run: "
    exemption = rest.hasPrefix(mark) ? String(rest.dropFirst(mark.count)) : nil
    name = exemption == nil ? rest : ""
    self.isAdjacent = isAdjacent
  }

  /// The commands of a `console` block with what they write.
  var commands: [(command: String, output: String)] {
    var commands: [(command: String, output: String)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("$ ") {
        commands.append((String(line.dropFirst(2)), ""))
      } else if !commands.isEmpty {
        commands[commands.count - 1].output += line + "\n"
      }
    }
    return commands
  }
}

/// The committed pages of the program's documentation.
enum Documentation {
  /// The top of the source tree.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func file(_ name: String) -> URL {
    name == "README.md"
      ? root.appending(path: name)
      : root.appending(path: "Sources/segue/Documentation.docc/\(name)")
  }

  static func text(of name: String) throws -> String {
    try String(contentsOf: file(name), encoding: .utf8)
  }
}
