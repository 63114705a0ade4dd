import Basics
import Testing

@testable import Language

@Suite("Scripts of the specification")
struct ScriptTests {
  static let folder = "Tests/Scripts/language"

  static var chunks: [ScriptChunks.Chunk] {
    let names = (try? Files.list(folder)) ?? []
    return names.filter { $0.hasSuffix(".seg") }.flatMap { name in
      let bytes = (try? Files.read("\(folder)/\(name)")) ?? []
      return ScriptChunks.read(name, String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test("the folder of scripts is found")
  func foundScripts() { #expect(Self.chunks.count > 100) }

  @Test("a chunk runs to its end, or fails where and how it says", arguments: chunks)
  func runChunk(_ chunk: ScriptChunks.Chunk) throws {
    let interpreter = Interpreter()
    interpreter.output = { _ in }
    ScriptAsserts.install(in: interpreter)
    let errors = Self.errors(of: chunk.text, interpreter)
    let expected = chunk.expectations
    for error in errors {
      let line = error.place?.line ?? 0
      guard let match = expected.first(where: { $0.line == line }) else {
        Issue.record("line \(chunk.line + line - 1): unexpected error: \(error.message)")
        continue
      }
      let text = [error.message, error.hint ?? "", error.help ?? ""].joined(separator: "\n")
      #expect(
        text.contains(try Regex(match.pattern)),
        "line \(chunk.line + line - 1): \(text) does not match \(match.pattern)")
    }
    for line in expected.map(\.line) where !errors.contains(where: { $0.place?.line == line }) {
      Issue.record("line \(chunk.line + line - 1): the expected error did not rise")
    }
  }

  static func errors(of text: String, _ interpreter: Interpreter) -> [Diagnostic] {
    do {
      _ = try interpreter.run(SourceFile(name: "chunk.seg", text: text))
      return []
    } catch let errors as ProgramErrors {
      return errors.diagnostics
    } catch {
      return [Diagnostic(error)]
    }
  }
}
