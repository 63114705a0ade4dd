import Basics
import Clicking
import Imaging
import TestSupport
import Testing

@Suite("Center-of-largest-error robot")
struct CenterLargestErrorTests {
  private let robot = CenterLargestError()

  @Test("the first click of a square is its middle")
  func firstClickIsTheMiddle() throws {
    let target = mask(
      """
      .......
      .#####.
      .#####.
      .#####.
      .#####.
      .#####.
      .......
      """)
    #expect(try next(Mask(size: target.size), target) == [positive(3, 3)])
  }

  @Test("a miss and an excess of equal depth give a negative click")
  func tie() throws {
    let target = mask(
      """
      ###....
      ###....
      ###....
      """)
    let prediction = mask(
      """
      ....###
      ....###
      ....###
      """)
    #expect(try next(prediction, target) == [Click(Pixel(row: 1, column: 5), isPositive: false)])
  }

  @Test("a pixel that was clicked bounds nothing and is not clicked again")
  func clickedPixel() throws {
    let target = mask("#####")
    let clicked = ClickSequence([[positive(0, 0)], [positive(0, 1)]])
    #expect(try next(Mask(size: target.size), target, clicked) == [positive(0, 2)])
  }

  @Test("a perfect prediction gets no click, or RITM's click at the origin")
  func perfectPrediction() throws {
    for target in Mask.all(height: 2, width: 3, withIgnored: true) {
      let turn = turn(target, target, ClickSequence())
      #expect(try robot.clicks(for: turn).isEmpty)
      let origin = Click(Pixel(row: 0, column: 0), isPositive: false)
      #expect(try CenterLargestError(fallback: .originAsRITM).clicks(for: turn) == [origin])
    }
  }

  @Test("when every wrong pixel has been clicked there is no click")
  func exhausted() throws {
    let target = mask("#.#")
    let clicks = ClickSequence([[positive(0, 0)], [positive(0, 2)]])
    #expect(try next(Mask(size: target.size), target, clicks).isEmpty)
  }

  @Test("every way in which a 3×3 prediction can be wrong gets the click of the rule as written")
  func exhaustive() throws {
    var random = TestRandom(0)
    let size = Size(height: 3, width: 3)
    // Each pixel is right, missed or in excess; a right one is object or background by chance.
    for pattern in Mask.all(height: 3, width: 3, withIgnored: true) {
      var (target, prediction) = (Mask(size: size), Mask(size: size))
      for (index, kind) in pattern.codes.enumerated() {
        let right: UInt8 = Bool.random(using: &random) ? Mask.object : Mask.background
        target.codes[index] = kind == 0 ? right : kind == 1 ? Mask.object : Mask.background
        prediction.codes[index] = kind == 0 ? right : kind == 1 ? Mask.background : Mask.object
      }
      try check(prediction, target, ClickSequence())
    }
  }

  @Test("every 2×3 target with ignored pixels and every clicked pixel get the rule's click")
  func exhaustiveWithIgnored() throws {
    let size = Size(height: 2, width: 3)
    for target in Mask.all(height: 2, width: 3, withIgnored: true) {
      for (number, prediction) in Mask.all(height: 2, width: 3).enumerated() {
        let clicked = size.pixel(at: number % size.count)
        try check(prediction, target, ClickSequence([[Click(clicked, isPositive: true)]]))
      }
    }
  }

  @Test("random masks with clicks get the rule's click", arguments: 0..<8)
  func random(seed: Int) throws {
    var random = TestRandom(seed)
    for _ in 0..<250 {
      let size = random.size(upTo: 12)
      let target = random.mask(size, withIgnored: true)
      let prediction = random.mask(size)
      let clicks = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
        [Click(size.pixel(at: Int.random(in: 0..<size.count, using: &random)), isPositive: true)]
      }
      try check(prediction, target, ClickSequence(clicks))
    }
  }

  @Test("masks of different sizes are an error with both sizes")
  func sizesDiffer() {
    let (small, large) = (Size(height: 2, width: 3), Size(height: 2, width: 4))
    #expect(throws: ClickingError.sizesDiffer(target: small, prediction: large)) {
      try next(Mask(size: large), Mask(size: small))
    }
  }

  private func check(_ prediction: Mask, _ target: Mask, _ clicks: ClickSequence) throws {
    let turn = turn(prediction, target, clicks)
    let expected = WrittenRule.click(turn)
    let ritm = try CenterLargestError(fallback: .originAsRITM).clicks(for: turn)
    if ritm != [expected.click] {
      Issue.record("\(ritm) is not \(expected.click):\n\(target.picture)\n\n\(prediction.picture)")
    }
    let clicks = try robot.clicks(for: turn)
    if clicks != (expected.isAnythingLeft ? [expected.click] : []) {
      Issue.record("\(clicks) is not \(expected):\n\(target.picture)\n\n\(prediction.picture)")
    }
  }

  private func next(
    _ prediction: Mask, _ target: Mask, _ clicks: ClickSequence = ClickSequence()
  ) throws -> [Click] {
    try robot.clicks(for: turn(prediction, target, clicks))
  }

  private func turn(_ prediction: Mask, _ target: Mask, _ clicks: ClickSequence) -> RobotTurn {
    RobotTurn(
      prediction: prediction, target: target, clicks: clicks,
      key: RandomKey(root: 0, purpose: "test"))
  }

  private func positive(_ row: Int, _ column: Int) -> Click {
    Click(Pixel(row: row, column: column), isPositive: true)
  }
}

/// RITM's rule step by step: pad, measure all pairs of pixels, forget clicked pixels, compare, look up.
private enum WrittenRule {
  static func click(_ turn: RobotTurn) -> (click: Click, isAnythingLeft: Bool) {
    let (target, prediction, size) = (turn.target, turn.prediction, turn.target.size)
    func isIgnored(_ pixel: Pixel) -> Bool { target.codes[size.offset(of: pixel)] == Mask.ignored }
    var missed = BruteForce.squaredDistances(size, isPadded: true) {
      target[$0] && !prediction[$0] && !isIgnored($0)
    }
    var excess = BruteForce.squaredDistances(size, isPadded: true) {
      !target[$0] && prediction[$0] && !isIgnored($0)
    }
    for click in turn.clicks.all {
      missed[size.offset(of: click.pixel)] = 0
      excess[size.offset(of: click.pixel)] = 0
    }
    let (deepestMiss, deepestExcess) = (missed.max() ?? 0, excess.max() ?? 0)
    let isPositive = deepestMiss > deepestExcess
    let deepest = isPositive ? deepestMiss : deepestExcess
    let place = (isPositive ? missed : excess).firstIndex(of: deepest) ?? 0
    return (Click(size.pixel(at: place), isPositive: isPositive), deepest > 0)
  }
}
