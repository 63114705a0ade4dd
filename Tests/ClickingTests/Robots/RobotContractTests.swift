import Basics
import Clicking
import Foundation
import Imaging
import TestSupport
import Testing

/// What every robot must do, wherever it clicks.
@Suite("Every robot")
struct RobotContractTests {
  /// The catalogue, and robots with other parameters or made of others.
  static let robots: [any Robot] =
    RobotCatalogue.entries.map(\.robot) + [
      CenterLargestError(count: 3), GTO99(count: 2), CenterLargestFalse(count: 4),
      RandomFalse(count: 0), DistanceWeighted(hasMemory: true, count: 3),
      SampledClicks(temperature: -1, count: 2), SampledClicks(temperature: 1000),
      ClickingGroup(group: 1, of: 3), ClickingGroup(group: 99, of: 7, count: 3),
      RITMTrainingPoints(most: 3, gamma: 1, firstInCenter: true),
      PositiveStrategy(.border, erosion: 1), StratifiedClicks(count: 1),
      RobotMixture([(RandomClicks(), 1), (GTO99(), 2)]), RobotMixture([]),
      StartingWith(StratifiedClicks(count: 2), then: RandomFalse()), BestOf(of: RandomFalse()),
      BestOf(.worst, of: StratifiedClicks(count: 2), proposals: 3), Replay(recording),
    ]

  /// Robots that do not ask whether anything is wrong.
  static let blind: Set<String> = [
    "random", "stratified", "ritm_training", "mixture", "stratified+random_false", "worst_of",
    "replay",
  ]

  private static let recording = ClickRecording(samples: ["a": ClickSequence()])

  @Test("is in the catalogue, or in the list of this suite, under a name of its own")
  func catalogue() throws {
    let names = RobotCatalogue.entries.map(\.name)
    #expect(Set(names).count == names.count)
    for entry in RobotCatalogue.entries where entry.name != "ritm" {
      #expect(entry.robot.name == entry.name)
    }
    let types = Set(Self.robots.map { "\(type(of: $0))" })
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/Clicking/Robots")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    #expect(files.count > 15)
    for file in files {
      for match in try String(contentsOf: file, encoding: .utf8).matches(of: /struct (\w+): Robot/)
      {
        #expect(types.contains(String(match.1)), "\(match.1) is tested nowhere")
      }
    }
  }

  @Test("clicks inside, never on ignored pixels, with the target's sign, as often as asked")
  func clicks() throws {
    for seed in 0..<40 {
      var random = TestRandom(seed)
      try check(random.turn(number: seed))
    }
  }

  @Test("defines its clicks for empty, full, one-pixel, perfect and ignored masks")
  func edges() throws {
    let sizes = [(0, 0), (0, 3), (1, 1), (1, 6), (5, 1), (4, 7)].map {
      Size(height: $0.0, width: $0.1)
    }
    for size in sizes {
      var masks = [Mask(size: size), Mask(size: size, filled: true)]
      masks.append(Mask(size: size, codes: masks[0].codes.map { _ in Mask.ignored }))
      if size.count > 0 {
        var (single, lastCounts) = (masks[0], masks[2])
        single.codes[size.count / 2] = Mask.object
        lastCounts.codes[size.count - 1] = Mask.object
        masks += [single, lastCounts]
      }
      for target in masks {
        for prediction in masks {
          for clicks in [ClickSequence(), TestRandom.hostileClicks] {
            try check(
              RobotTurn(
                prediction: prediction, target: target, clicks: clicks, key: TestRandom.key(1)))
          }
        }
      }
    }
  }

  @Test("refuses masks of different sizes")
  func sizesDiffer() {
    let (small, large) = (Size(height: 2, width: 3), Size(height: 3, width: 3))
    let turn = RobotTurn(
      prediction: Mask(size: large), target: Mask(size: small), clicks: ClickSequence(),
      key: TestRandom.key(0), trial: { _ in 0 })
    for robot in Self.robots where (robot as? RobotMixture)?.parts.isEmpty != true {
      #expect(throws: ClickingError.sizesDiffer(target: small, prediction: large)) {
        try robot.clicks(for: turn)
      }
    }
  }

  @Test("draws by its key alone, and not at all where it needs no chance")
  func keyed() throws {
    let certain: Set<String> = ["center", "gto99", "center_largest_false", "none", "replay"]
    let target = Mask(size: Size(height: 30, width: 40), filled: true)
    for entry in RobotCatalogue.entries {
      let clicks = try (0..<12).map { number in
        try entry.robot.clicks(
          for: RobotTurn(
            prediction: Mask(size: target.size), target: target, clicks: ClickSequence(),
            key: TestRandom.key(number)))
      }
      let isCertain = certain.contains(entry.robot.name)
      #expect((Set(clicks).count == 1) == isCertain, "\(entry.name)")
    }
  }

  private func check(_ turn: RobotTurn) throws {
    var turn = turn
    turn.trial = { clicks in Double(clicks.first?.pixel.column ?? -1) }
    let isRight = zip(turn.target.codes, turn.prediction.codes).allSatisfy {
      $0 == Mask.ignored || ($0 == Mask.object) == ($1 == Mask.object)
    }
    for robot in Self.robots {
      for count in [nil, 1, 3, 1000] {
        turn.count = count
        let clicks = try robot.clicks(for: turn)
        #expect(try robot.clicks(for: turn) == clicks, "\(robot.name)")
        for click in clicks {
          let isInside = turn.target.size.contains(click.pixel)
          #expect(isInside, "\(robot.name)")
          if !isInside { continue }
          let code = turn.target.codes[turn.target.size.offset(of: click.pixel)]
          #expect(code != Mask.ignored, "\(robot.name)")
          #expect(click.isPositive == (code == Mask.object), "\(robot.name)")
        }
        let opening = robot is StartingWith ? 2 : 0
        if let count { #expect(clicks.count <= count + opening, "\(robot.name)") }
        if isRight, !Self.blind.contains(robot.name) {
          #expect(clicks.isEmpty, "\(robot.name)")
        }
      }
    }
  }
}

extension TestRandom {
  static func key(_ interaction: Int) -> RandomKey {
    RandomKey(root: 1, purpose: "test", sample: "a", interaction: interaction)
  }

  /// Clicks outside every picture, as far as numbers go.
  static let hostileClicks = ClickSequence(
    [(-1, 0), (0, -1), (100, 100), (.min, .min), (.max, .max), (0, .min)].map {
      [Click(Pixel(row: $0.0, column: $0.1), isPositive: true)]
    })

  /// A random turn in a small picture.
  mutating func turn(number: Int) -> RobotTurn {
    let size = size(upTo: 11)
    let others = mask(size, withIgnored: true)
    let target = mask(size, withIgnored: true)
    let prediction = mask(size, withIgnored: number.isMultiple(of: 3))
    let clicks = (0..<Int.random(in: 0..<5, using: &self)).map { _ in
      [
        Click(
          Pixel(
            row: Int.random(in: -2...11, using: &self),
            column: Int.random(in: -2...11, using: &self)
          ), isPositive: Bool.random(using: &self))
      ]
    }
    return RobotTurn(
      prediction: prediction, target: target, clicks: ClickSequence(clicks), key: Self.key(number),
      others: number.isMultiple(of: 2) ? { @Sendable in others } : nil)
  }
}
