import Glibc
import Testing
import TestSupport

@Suite("Evaluation of real images", .enabled(if: Shared.isPresent, Shared.absence))
struct RealDataTests {
  @Test("the first and the last step of a row are what was evaluated")
  func steps() throws {
    let folder = Shared.path("data/grabcut")
    let script = """
      data = open(args[0])
      r = evaluate(models.geodesic(), data, clicks=2, limit=1)
      row = r["106024"]
      for k in [0, len(row.steps) - 1]:
          step = row.steps[k]
          assert metrics.iou(step.mask, row.target) == step.iou == row.ious[k]
          assert ((step.probability > 0.5) == step.mask).all()
          assert len(step.clicks) == k + 1
      show row.steps[0] --out first.png
      show row --out strip.png
      print(open("first.png").size == data["106024"].image.size)
      """
    try withTemporaryFolder { temporary in
      let absolute = try #require(Self.absolute(folder))
      let outcome = try Shell.run(["-c", script, absolute], in: temporary)
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(outcome.output == "True\n")
    }
  }

  @Test("one job and two give the same bytes")
  func jobs() throws {
    let reports = try ["1", "2"].map { jobs in
      try Shell.segue(
        "evaluate", "geodesic", Shared.path("data/grabcut"), "--limit", "2", "--clicks", "1",
        "--no-times", "--format", "json", "--jobs", jobs
      ).output
    }
    #expect(reports[0] == reports[1])
    #expect(reports[0].contains("\"106024\""))
  }

  private static func absolute(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
