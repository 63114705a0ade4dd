import Foundation
import Testing
import TestSupport

/// Runs the scripts of `Examples/`; the report's is run by the tests of reports.
@Suite("The scripts in Examples")
struct ExampleScriptTests {
  private func run(_ name: String, _ arguments: String...) throws -> Shell.Outcome {
    let path = Documentation.root.appending(path: "Examples/\(name)").path(percentEncoded: false)
    return try withTemporaryFolder { try Shell.run([path] + arguments, in: $0) }
  }

  @Test("a model of one's own learns from the colours that are clicked")
  func ownModel() throws {
    let outcome = try run("own_model.seg")
    #expect(outcome.messages == "")
    let rows = outcome.output.split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    try #require(rows.count == 2)
    #expect(rows.map(\.first) == ["nearest_colour", "geodesic"])
    let own = rows[0].compactMap(Double.init)
    #expect(own.count == 2 && own[0] > 0 && own[1] > own[0] && own[1] <= 1)
  }

  @Test("a robot of one's own drives the evaluation")
  func ownRobot() throws {
    let outcome = try run("own_robot.seg")
    #expect(outcome.messages == "")
    let rows = outcome.output.split(separator: "\n")
    #expect(rows.map { $0.prefix { $0 != " " } } == ["center", "hasty"])
    #expect(rows.allSatisfy { $0.contains("NoC@90") && !$0.contains("nan") })
  }

  @Test("the full inference of the seed runs")
  func fullInference() throws {
    let outcome = try run("full_inference.seg")
    let ious = outcome.output.split(separator: "\n").compactMap {
      $0.split(separator: " ").last.flatMap { Double($0) }
    }
    #expect(ious.count == 5 && ious.allSatisfy { $0 > 0.5 && $0 <= 1 }, "\(outcome.output)")
  }
}
