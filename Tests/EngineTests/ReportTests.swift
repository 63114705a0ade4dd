import Testing
import TestSupport

@testable import Engine

@Suite("Reports")
struct ReportTests {
  private func result() throws -> EvaluationResult {
    try evaluateToys(
      [mask("####\n####\n...."), mask(".##.\n.##.\n....")],
      options: EvaluationOptions(clicks: 3))
  }

  @Test("the table says what ran and gives each figure a line")
  func table() throws {
    let lines = try result().report(.table, withTimes: false).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "square on masks, robot first")
    #expect(lines[4].hasPrefix("IoU         80%     85%     90%     95%"))
    #expect(lines[5].hasPrefix("NoC"))
    #expect(lines[6].hasPrefix("≥3"))
    #expect(lines[7].hasPrefix("NoF"))
    #expect(!lines.contains { $0.hasPrefix("ms a click") })
  }

  // Recorded from the reference's header for 20 clicks, by its documented widths and centring.
  @Test("the reference's row has its columns, widths and centring")
  func ritm() throws {
    let lines = try result().report(.ritm).split(separator: "\n")
    let header =
      "|  BRS Type   |  Dataset  | NoC@80% | NoC@85% | NoC@90% | >=3@85% | >=3@90% | SPC,s |  Time   |"
    #expect(lines[0] == "Eval results for model: square")
    #expect(lines[2] == header[...])
    #expect(lines[1] == String(repeating: "-", count: header.count)[...])
    #expect(lines[4].hasPrefix("|    NoBRS    |   masks   |"))
    #expect(lines[4].count == header.count)
  }

  // By the reference's format strings: ` NoC@{t:.1%} = {:.2f};` and ` >={n}@{t:.1%} = {}`.
  @Test(
    "a target IoU that is no column of the reference's stands behind its row",
    arguments: [
      (0.95, " NoC@95.0% = 2.00; >=3@95.0% = 0"), (1.01, " NoC@101.0% = 3.00; >=3@101.0% = 1"),
      (0.9, ""), (0.85, ""), (0.5, " NoC@50.0% = 1.00; >=3@50.0% = 0"),
      (0.25, " NoC@25.0% = 1.00; >=3@25.0% = 0"),
    ])
  func ritmTarget(target: Double, expected: String) throws {
    let result = try evaluateToys(
      [mask("####\n####\n....\n....\n....\n....")],
      model: SquareModel(positiveReach: 1, negativeReach: 0),
      options: EvaluationOptions(clicks: 3, targetIoU: target, mode: .ritm))
    let row = try #require(result.report(.ritm).split(separator: "\n").last)
    #expect(row.split(separator: "|", omittingEmptySubsequences: false).last == expected[...])
  }

  @Test("fields with commas, quotes and line breaks of any kind are quoted")
  func quotedFields() {
    let fields = ["a\nb", "a\rb", "a\r\nb", "a,b", "a\"b", "\"\u{301}", "plain"]
    #expect(
      CSVText.lines([fields])
        == "\"a\nb\",\"a\rb\",\"a\r\nb\",\"a,b\",\"a\"\"b\",\"\"\"\u{301}\",plain")
  }

  @Test("every CSV line has as many fields as the header")
  func csv() throws {
    let lines = try result().report(.csv).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      Set(lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }).count == 1
    )
    #expect(
      lines[0].hasPrefix(
        "id,height,width,target_area,end,clicks,noc80,noc85,noc90,noc95,iou1,iou2,iou3,"))
    #expect(lines[1].hasPrefix("m0,3,4,8,"))
  }

  @Test("special characters of LaTeX are escaped")
  func latex() throws {
    var named = SquareModel()
    named.name = "my_model"
    let result = try evaluateToys(
      [mask("#.")], model: named, options: EvaluationOptions(clicks: 1))
    #expect(result.report(.latex).contains("my\\_model & masks & first & 1 &"))
  }

  @Test("JSON carries the clicks of each interaction as row, column and sign")
  func json() throws {
    let text = try result().report(.json, withTimes: false)
    #expect(text.contains(#""clicks": [[[0, 0, true]]"#))
    #expect(text.contains(#""options": {"clicks": 3, "threshold": 0.5, "target_iou": null"#))
    #expect(!text.contains("seconds"))
  }
}
