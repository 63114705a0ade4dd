import Language
import Testing

@testable import Commands

@Suite("The page on data sets")
struct DatasetPageTests {
  @Test("names every command that opens or makes a data set")
  func namesEveryCommand() throws {
    let page = try Documentation.text(of: "Datasets.md")
    for command in datasetCommands where command.name.hasPrefix("datasets.") {
      #expect(
        page.contains("`\(command.name)") || page.contains("\(command.name)("), "\(command.name)")
    }
  }
}
