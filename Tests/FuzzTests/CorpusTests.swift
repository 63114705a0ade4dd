import Foundation
import Testing

/// Replays what fuzzing has kept: inputs that reach everything a reader does, and those that once broke it.
@Suite("Corpora of fuzzing")
struct CorpusTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fuzz")

  @Test("every target has inputs, and reads each to its end", arguments: FuzzTarget.all)
  func replay(_ target: FuzzTarget) throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: Self.folder.appending(path: target.name), includingPropertiesForKeys: nil)
    #expect(!files.isEmpty)
    for file in files.sorted(by: { $0.path() < $1.path() }) {
      target.run([UInt8](try Data(contentsOf: file)))
    }
  }

  @Test("every folder of inputs belongs to a target")
  func foldersHaveTargets() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path())
    #expect(Set(folders).isSubset(of: FuzzTarget.all.map(\.name)))
  }
}
