import Foundation
import Testing
import TestSupport

/// Runs the scripts of `Tests/Scripts/domain`: what a line prints stands behind it as `# prints: …`,
/// and the error that ends a script as `# error: …`.
@Suite("Scripts of the domain")
struct ScriptTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Scripts/domain")

  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    return (files ?? []).filter { $0.hasSuffix(".seg") }.sorted()
  }()

  @Test("there are scripts")
  func present() { #expect(!Self.names.isEmpty) }

  @Test("does what its comments say", arguments: names)
  func doesWhatItSays(name: String) throws {
    let path = Self.folder.appending(path: name).path(percentEncoded: false)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let printed = lines.compactMap { Self.text(behind: "# prints: ", in: $0) }
    let failing = lines.enumerated().compactMap { number, line in
      Self.text(behind: "# error: ", in: line).map { (line: number + 1, message: $0) }
    }
    let outcome = try withTemporaryFolder { try Shell.run([path], in: $0) }
    #expect(outcome.output == printed.map { $0 + "\n" }.joined(), "\(outcome.messages)")
    #expect((outcome.status == 0) == failing.isEmpty, "\(outcome.messages)")
    for error in failing {
      #expect(outcome.messages.contains("\(name):\(error.line):"), "\(outcome.messages)")
      #expect(outcome.messages.contains(error.message), "\(outcome.messages)")
    }
  }

  private static func text(behind mark: String, in line: Substring) -> String? {
    line.range(of: mark).map { String(line[$0.upperBound...]) }
  }
}
