import Foundation
import Testing
import TestSupport

/// Runs the examples of the manual's pages: each block of `python` as a script, in a folder of its own, and what it
/// writes must be the block of `text` behind it.
@Suite("The manual")
struct ManualTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let script: String
    let output: String
    var testDescription: String { String(script.prefix { $0 != "\n" }) }
  }

  static let examples = ["Language.md", "Reports.md", "Transforms.md", "Robots.md", "Formats.md"]
    .flatMap(
      examples(of:))

  private static func examples(of page: String) -> [Example] {
    let text = (try? Documentation.text(of: page)) ?? ""
    let blocks = text.components(separatedBy: "```python\n").dropFirst()
    return blocks.map { block in
      let parts = block.components(separatedBy: "```")
      let printed = parts.count > 1 && parts[1] == "\n" && parts[2].hasPrefix("text\n")
      return Example(script: parts[0], output: printed ? String(parts[2].dropFirst(5)) : "")
    }
  }

  @Test("there are examples")
  func present() { #expect(Self.examples.count > 10) }

  @Test("prints what stands below the example", arguments: examples)
  func printsWhatItSays(example: Example) throws {
    let outcome = try withTemporaryFolder { try Shell.run(["-c", example.script], in: $0) }
    #expect(outcome.output + outcome.messages == example.output)
  }
}

/// The committed pages of the program's documentation.
enum Documentation {
  static func file(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/segue/Documentation.docc/\(name)")
  }

  static func text(of name: String) throws -> String {
    try String(contentsOf: file(name), encoding: .utf8)
  }
}
