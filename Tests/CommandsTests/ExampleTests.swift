import Language
import Testing
import TestSupport

@testable import Commands

@Suite("Examples of the commands")
struct ExampleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let command: String
    let example: Example
    var testDescription: String { "\(command): \(example.source)" }
  }

  static let cases = domainCommands.flatMap { command in
    command.examples.map { Case(command: command.name, example: $0) }
  }

  @Test("prints what its declaration says", arguments: cases)
  func printsWhatItSays(_ example: Case) throws {
    try withTemporaryFolder { folder in
      let outcome = try Shell.run(["-c", example.example.source], in: folder)
      #expect(outcome.status == 0, "\(outcome.messages)")
      if let expected = example.example.output {
        #expect(outcome.output == expected + "\n")
      }
    }
  }

  @Test("no declaration has a fault")
  func faults() {
    #expect(CommandRegistry(domainCommands).faults() == [])
  }
}
