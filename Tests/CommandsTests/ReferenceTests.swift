import Foundation
import Testing

@testable import Commands
@testable import Language

/// The committed pages that are made from the commands' declarations.
@Suite("The command reference")
struct ReferenceTests {
  @Test("is what the declarations give", arguments: ["Commands.md", "segue.1"])
  func isFresh(page: String) throws {
    let made = Self.text(of: page)
    if ProcessInfo.processInfo.environment["SEGUE_RECORD"] == "1" {
      try made.write(to: Documentation.file(page), atomically: true, encoding: .utf8)
      Issue.record("recorded \(page): look at the change, commit it, and run without SEGUE_RECORD")
    } else {
      let isFresh = try Documentation.text(of: page) == made
      #expect(
        isFresh,
        "\(page) is stale; record it with SEGUE_RECORD=1 swift test --filter ReferenceTests")
    }
  }

  private static func text(of page: String) -> String {
    let session = Session(
      registry: .segue, version: Segue.version, output: MemorySink(), messages: MemorySink())
    let context = CommandContext(session: session, interpreter: session.makeInterpreter())
    return page.hasSuffix(".md")
      ? CommandReference(context: context).markdown : ManualPage(context: context).roff
  }
}
