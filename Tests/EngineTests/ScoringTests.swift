import Basics
import Imaging
import TestSupport
import Testing

@testable import Engine

@Suite("Scoring")
struct ScoringTests {
  private func write(_ raster: Raster, to path: String) throws {
    try ImageFile.write(raster, to: path)
  }

  private func grey(_ samples: [UInt8], width: Int) -> Raster {
    Raster(
      size: Size(height: samples.count / width, width: width), channels: 1, bitDepth: 8,
      samples: .bytes(samples))
  }

  @Test("what is object follows from the file, or from what the user says")
  func rules() {
    let grey = grey([0, 127, 128, 255], width: 4)
    #expect(ScoreRule().mask(of: grey).picture == "..##")
    #expect(ScoreRule(ignored: 128).mask(of: grey).picture == "..?#")
    #expect(ScoreRule(object: .nonzero).mask(of: grey).picture == ".###")
    #expect(ScoreRule(object: .id(127)).mask(of: grey).picture == ".#..")
    #expect(ScoreRule(ignored: 255).mask(of: self.grey([0, 1, 255], width: 3)).picture == ".#?")
  }

  @Test("folders pair by name, with a suffix where asked for, and say what is left over")
  func folders() throws {
    try withTemporaryFolder { folder in
      for part in ["pred", "gt"] { try Files.makeFolder("\(folder)/\(part)") }
      try write(grey([0, 255, 255, 255], width: 2), to: "\(folder)/pred/a_k1.png")
      try write(grey([0, 255, 0, 0], width: 2), to: "\(folder)/pred/other.png")
      for name in ["a", "b"] {
        try write(grey([0, 0, 255, 255], width: 2), to: "\(folder)/gt/\(name).png")
      }
      let pairing = try MaskPairing(
        predictions: "\(folder)/pred", targets: "\(folder)/gt", suffix: "_k1")
      #expect(pairing.pairs.map(\.id) == ["a"])
      #expect(pairing.missing == ["\(folder)/gt/b.png"])
      #expect(pairing.unusedCount == 1)
      #expect(throws: ScoreError.noPrediction(targets: ["\(folder)/gt/b.png"])) {
        try Scoring()(pairing)
      }
      let result = try Scoring(metrics: [.iou, .recall], skipsBad: true)(pairing)
      #expect(result.rows == [ScoreRow(id: "a", values: [2.0 / 3, 1])])
      #expect(
        throws: ScoreError.nothingPaired(predictions: "\(folder)/pred", targets: "\(folder)/gt")
      ) {
        try MaskPairing(predictions: "\(folder)/pred", targets: "\(folder)/gt")
      }
    }
  }

  @Test("a damaged file ends the work, or is counted")
  func damaged() throws {
    try withTemporaryFolder { folder in
      for part in ["pred", "gt"] { try Files.makeFolder("\(folder)/\(part)") }
      try write(grey([0, 255], width: 2), to: "\(folder)/gt/a.png")
      try Files.write([1, 2, 3], to: "\(folder)/pred/a.png")
      let pairing = try MaskPairing(predictions: "\(folder)/pred", targets: "\(folder)/gt")
      #expect(throws: ImageFileError.self) { try Scoring()(pairing) }
      let result = try Scoring(skipsBad: true)(pairing)
      #expect(result.skipped.map(\.pair.id) == ["a"] && result.rows.isEmpty)
    }
  }

  // shared/data/README.md states these means, measured with other software.
  @Test(
    "the recorded predictions of grape bunches have the stated mean IoUs",
    .enabled(if: Shared.isPresent, Shared.absence),
    arguments: [
      ("ritm", "_k1", 0.5824), ("ritm", "_k3", 0.7124), ("clickseg", "_k1", 0.6755),
      ("clickseg", "_k3", 0.8236), ("fastsam", "_k1", 0.6388), ("fastsam", "_k3", 0.6420),
    ])
  func recorded(model: String, suffix: String, mean: Double) throws {
    let folder = Shared.path("data/recorded_wgisd")
    let pairing = try MaskPairing(
      predictions: "\(folder)/pred/\(model)", targets: "\(folder)/gt", suffix: suffix)
    let result = try Scoring()(pairing)
    #expect(result.rows.count == 153)
    let found = try #require(result.figures()[0].mean)
    #expect(abs(found - mean) < 0.00005)
  }
}
