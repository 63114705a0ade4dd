import Basics
import Datasets
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
      #expect(result.rows.map(\.name) == ["a"] && result.rows[0].values == [2.0 / 3, 1])
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

  /// Scores one pair of files.
  private func score(
    _ prediction: Raster, _ target: Raster, _ object: ScoreReadings.Object = .automatic
  ) throws -> ScoreResult {
    try withTemporaryFolder { folder in
      try write(prediction, to: "\(folder)/p.png")
      try write(target, to: "\(folder)/t.png")
      let pairing = try MaskPairing(predictions: "\(folder)/p.png", targets: "\(folder)/t.png")
      return try Scoring(readings: ScoreReadings(pairing, object: object))(pairing)
    }
  }

  private func colored(_ colors: [[UInt8]], width: Int) -> Raster {
    Raster(
      size: Size(height: colors.count / width, width: width), channels: 3, bitDepth: 8,
      samples: .bytes(colors.flatMap(\.self)))
  }

  @Test("of label maps each value is scored on its own; the mean is over the classes")
  func labelMaps() throws {
    // Class 1: 2 of 3 pixels; class 2: 1 of 2; background: 3 of 4.
    let result = try score(
      grey([0, 0, 0, 1, 1, 0, 2, 2], width: 4), grey([0, 0, 0, 1, 1, 1, 2, 0], width: 4))
    #expect(result.rows.map(\.name) == ["t:1", "t:2"])
    #expect(result.rows.map(\.values) == [[2.0 / 3], [0.5]])
    let mean = try #require(result.meanIoU)
    #expect(mean.classes == 2 && abs(mean.value - (2.0 / 3 + 0.5) / 2) < 1e-12)
    #expect(abs(mean.withBackground - (2.0 / 3 + 0.5 + 3.0 / 5) / 3) < 1e-12)
    let one = try score(
      grey([0, 0, 0, 1, 1, 0, 2, 2], width: 4), grey([0, 0, 0, 1, 1, 1, 2, 0], width: 4),
      .value(.sample(2)))
    #expect(one.rows.map(\.values) == [[0.5]])
    let all = try score(
      grey([0, 0, 0, 1, 1, 0, 2, 2], width: 4), grey([0, 0, 0, 1, 1, 1, 2, 0], width: 4), .nonzero)
    #expect(all.rows.map(\.values) == [[3.0 / 5]])
  }

  @Test("one object is one object, whatever colour or value it has")
  func colors() throws {
    let target = grey([0, 0, 255, 255], width: 2)
    let ground: [UInt8] = [0, 0, 0]
    let green: [UInt8] = [0, 255, 0]
    let painted = try score(colored([ground, green, green, green], width: 2), target)
    #expect(painted.rows.map(\.values) == [[2.0 / 3]])
    let wide = Raster(
      size: Size(height: 2, width: 2), channels: 1, bitDepth: 16, samples: .words([0, 255, 255, 0]))
    #expect(try score(wide, target).rows.map(\.values) == [[1.0 / 3]])
  }

  @Test("classes in colours are those of an indexed target's palette")
  func palettes() throws {
    let palette = [Color(0, 0, 0), Color(200, 0, 0), Color(0, 0, 200)]
    let target = Raster(
      size: Size(height: 2, width: 3), channels: 1, bitDepth: 8, palette: palette,
      samples: .bytes([0, 1, 1, 0, 2, 2]))
    let (ground, red, blue): ([UInt8], [UInt8], [UInt8]) = ([0, 0, 0], [200, 0, 0], [0, 0, 200])
    let result = try score(colored([ground, red, red, ground, ground, blue], width: 3), target)
    #expect(result.rows.map(\.values) == [[1], [0.5]])
  }

  @Test(
    "what does not belong together is refused: classes against one object, other classes, photographs"
  )
  func refusals() throws {
    let labels = grey([0, 0, 1, 1, 2, 2], width: 2)
    let object = grey([0, 0, 255, 255, 0, 0], width: 2)
    for (prediction, target) in [
      (labels, object), (object, labels),
      (grey([0, 0, 7, 7, 0, 0], width: 2), grey([0, 0, 9, 9, 0, 0], width: 2)),
      (grey([0, 0, 2, 2, 0, 0], width: 2), grey([0, 0, 1, 1, 0, 0], width: 2)),
    ] {
      let error = try #require(throws: UnclearMasks.self) { try score(prediction, target) }
      #expect(error.advice.contains("--object"), "\(error.advice)")
    }
    var random = RandomKey(root: 1, purpose: "test").generator()
    let noise = (0..<4096).map { _ in UInt8.random(in: 40...210, using: &random) }
    let halves = noise.indices.map { $0 < 2048 ? UInt8(255) : 0 }
    #expect(throws: UnclearMasks.self) {
      try score(grey(noise, width: 64), grey(halves, width: 64))
    }
  }

  @Test("predictions of one class of several are those; void is not scored")
  func oneOfSeveral() throws {
    let target = grey([0, 1, 1, 2, 2, 255], width: 3)
    let result = try score(grey([0, 1, 1, 0, 0, 1], width: 3), target)
    #expect(result.rows.map(\.name) == ["t:1", "t:2"])
    #expect(result.rows.map(\.values) == [[1], [0]])
  }

  @Test("folders below belong together; each is an object with its frames")
  func nested() throws {
    try withTemporaryFolder { folder in
      for (part, bits) in [("pred", [255, 255, 0, 0]), ("gt", [255, 0, 0, 0])]
        as [(String, [UInt8])]
      {
        for path in ["dog/1", "dog/2", "cat/1"] {
          let file = "\(folder)/\(part)/\(path).png"
          try Files.makeFolder(String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)]))
          try write(grey(path == "cat/1" ? [255, 0, 0, 0] : bits, width: 2), to: file)
        }
      }
      let pairing = try MaskPairing(predictions: "\(folder)/pred", targets: "\(folder)/gt")
      let result = try Scoring(metrics: [.iou])(pairing)
      #expect(result.rows.map(\.name) == ["cat/1", "dog/1", "dog/2"])
      #expect(result.groups.map(\.name) == ["cat", "dog"])
      #expect(result.groups.map(\.means) == [[1], [0.5]])
      #expect(result.meanOverGroups(0) == 0.75)
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
