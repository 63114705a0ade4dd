import Basics
import Clicking
import Foundation
import Imaging
import TestSupport
import Testing

@Suite("Replay of recorded clicks")
struct ReplayTests {
  @Test("CSV and JSON give the same clicks, interaction by interaction")
  func forms() throws {
    let csv = """
      sample,interaction,row,column,positive
      "a, b",0,1.4,2.5,1

      c,0,3,4,true
      "a, b",0,0,0,0
      "a, b",1,5,6,false
      """
    let json = """
      {"samples": [
        {"id": "a, b", "clicks": [[[1.4, 2.5, true], [0, 0, false]], [5, 6, 0]]},
        {"id": "c", "clicks": [[3, 4]]}]}
      """
    let expected = ClickRecording(samples: [
      "a, b": ClickSequence([[click(1, 3, true), click(0, 0, false)], [click(5, 6, false)]]),
      "c": ClickSequence([[click(3, 4, true)]]),
    ])
    #expect(try read(csv, as: "clicks.csv") == expected)
    #expect(try read(json, as: "clicks.json") == expected)
    #expect(try read(json.replacing("samples", with: "rows"), as: "clicks.json") == expected)
  }

  @Test("of several recordings the longest is taken, or the one that is named")
  func sets() throws {
    let json = """
      {"instances": [{"id": "a", "clicks": {"1": [[1, 1]], "3": [[2, 2], [3, 3]], "4": [[4, 4], [5, 5]]}}]}
      """
    #expect(try read(json, as: "x.json").samples["a"]?.all.map(\.pixel.row) == [2, 3])
    #expect(try read(json, as: "x.json", set: "1").samples["a"]?.all.map(\.pixel.row) == [1])
    #expect(throws: ClickRecordingError.self) { try read(json, as: "x.json", set: "2") }
  }

  @Test(
    "what is no recording is an error with its place",
    arguments: [
      ("a,b\n1,2", "x.csv"), ("", "x.csv"), ("[]", "x.json"), ("{\"rows\": [1]}", "x.json"),
      ("{\"rows\": [{\"id\": \"a\", \"clicks\": [[1]]}]}", "x.json"),
      ("{\"rows\": [{\"id\": \"a\", \"clicks\": 3}]}", "x.json"),
      ("{\"rows\": [{\"id\": \"a\", \"clicks\": {\"1\": {}}}]}", "x.json"),
      ("{\"rows\": [{\"id\": \"a\", \"clicks\": [[1e300, 1]]}]}", "x.json"),
      ("{\"rows\": [{\"id\": \"a\", \"clicks\": []}, {\"id\": \"a\", \"clicks\": []}]}", "x.json"),
      ("sample,interaction,row,column,positive\na,0,1,2", "x.csv"),
      ("sample,interaction,row,column,positive\na,0,nan,2,1", "x.csv"),
      ("sample,interaction,row,column,positive\na,1,1,2,1", "x.csv"),
      ("sample,interaction,row,column,positive\na,-1,1,2,1", "x.csv"),
      ("sample,interaction,row,column,positive\na,0,1,2,maybe", "x.csv"),
    ])
  func damaged(content: String, name: String) {
    #expect(throws: ClickRecordingError.self) { try read(content, as: name) }
  }

  @Test("clicks come in order, then none; a sample or a pixel that is not there is an error")
  func replay() throws {
    let recording = ClickRecording(samples: [
      "a": ClickSequence([[click(0, 1, false), click(1, 1, true)], [click(9, 9, true)]])
    ])
    let robot = Replay(recording)
    var turn = RobotTurn(
      prediction: mask("..\n.."), target: mask(".#\n??"), clicks: ClickSequence(),
      key: TestRandom.key(0))
    #expect(try robot.clicks(for: turn) == [click(0, 1, false), click(1, 1, true)])
    turn.count = 1
    #expect(try robot.clicks(for: turn) == [click(0, 1, false)])
    turn.clicks.append([])
    let outside = ClickingError.recordedOutside(
      sample: "a", click: click(9, 9, true), picture: turn.target.size)
    #expect(throws: outside) { try robot.clicks(for: turn) }
    turn.clicks.append([])
    #expect(try robot.clicks(for: turn).isEmpty)
    turn.key.sample = "b"
    #expect(throws: ClickingError.notRecorded(sample: "b", recorded: ["a"])) {
      try robot.clicks(for: turn)
    }
    #expect(try Replay(recording, sample: "a").clicks(for: turn).isEmpty)
  }

  @Test("the shared recording of grapes is read", .enabled(if: Shared.isPresent, Shared.absence))
  func grapes() throws {
    let path = Shared.path("data/recorded_wgisd/recorded.json")
    let three = try ClickRecording(contentsOf: path)
    #expect(three.samples.count == 153)
    #expect(three.samples.values.allSatisfy { $0.count == 3 && $0.negatives.isEmpty })
    let one = try ClickRecording(contentsOf: path, set: "1")
    #expect(one.samples["CSV_1865_03"]?.interactions == [[click(290, 186, true)]])
  }

  private func click(_ row: Int, _ column: Int, _ isPositive: Bool) -> Click {
    Click(Pixel(row: row, column: column), isPositive: isPositive)
  }

  private func read(
    _ content: String, as name: String, set: String? = nil
  ) throws -> ClickRecording {
    try withTemporaryFolder { folder in
      let path = "\(folder)/\(name)"
      try Data(content.utf8).write(to: URL(filePath: path))
      return try ClickRecording(contentsOf: path, set: set)
    }
  }
}
