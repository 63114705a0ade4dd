import Basics
import Clicking
import Imaging
import TestSupport
import Testing

@Suite("Robots made of robots")
struct CompositeRobotTests {
  private let target = Mask(size: Size(height: 20, width: 20), filled: true)

  @Test("the best of n has the highest trial, the worst the lowest, of equals the first")
  func bestAndWorst() throws {
    var turn = turn()
    turn.trial = { Double($0[0].pixel.column) }
    let best = try BestOf(.best, of: RandomFalse(), proposals: 30).clicks(for: turn)
    let worst = try BestOf(.worst, of: RandomFalse(), proposals: 30).clicks(for: turn)
    #expect(best[0].pixel.column > 15)
    #expect(worst[0].pixel.column < 5)
    turn.trial = { _ in 0.5 }
    let first = try BestOf(.best, of: RandomFalse(), proposals: 1).clicks(for: turn)
    for choice in [BestOf.Choice.best, .worst] {
      #expect(try BestOf(choice, of: RandomFalse(), proposals: 9).clicks(for: turn) == first)
    }
  }

  @Test("the best of n without a model is an error that names the robot")
  func needsModel() {
    #expect(throws: ClickingError.needsModel(robot: "worst_of")) {
      try BestOf(.worst, of: RandomFalse()).clicks(for: turn())
    }
  }

  @Test("a start clicks at the first interaction alone, and the robot sees its clicks")
  func start() throws {
    let robot = StartingWith(
      Scripted { _ in [Click(Pixel(row: 9, column: 9), isPositive: true)] },
      then: CenterLargestError())
    // All missed: the four middle pixels are equally deep, and the first of them is taken already.
    let first = try robot.clicks(for: turn())
    #expect(first.map(\.pixel) == [Pixel(row: 9, column: 9), Pixel(row: 9, column: 10)])
    var later = turn()
    later.clicks.append(first)
    #expect(try robot.clicks(for: later).map(\.pixel) == [Pixel(row: 10, column: 9)])
  }

  @Test("parts can be replaced in every robot that is made of others")
  func replacing() throws {
    let inner = Scripted { _ in [] }
    let robots: [any Robot] = [
      RobotMixture([(inner, 1)]), StartingWith(inner, then: inner), BestOf(of: inner),
      BestOf(of: RobotMixture([(StartingWith(inner, then: inner), 1)])),
    ]
    func replaced(_ robot: any Robot) -> any Robot {
      robot is Scripted ? RandomFalse() : robot.replacingParts(replaced)
    }
    for robot in robots {
      var turn = turn()
      turn.trial = { _ in 1 }
      #expect(try robot.clicks(for: turn).isEmpty)
      #expect(try !replaced(robot).clicks(for: turn).isEmpty)
      #expect(replaced(robot).name.count >= robot.name.count)
    }
  }

  @Test("several clicks of a robot without chance go to the next places, not beside the first")
  func severalClicks() throws {
    let target = mask("#########")
    let turn = RobotTurn(
      prediction: Mask(size: target.size), target: target, clicks: ClickSequence(),
      key: TestRandom.key(0), count: 3)
    let robots: [any Robot] = [CenterLargestError(), GTO99(), CenterLargestFalse()]
    for robot in robots {
      #expect(try robot.clicks(for: turn).count == 3)
    }
    let field = Mask(size: Size(height: 9, width: 19), filled: true)
    let wide = RobotTurn(
      prediction: Mask(size: field.size), target: field, clicks: ClickSequence(),
      key: TestRandom.key(0), count: 3)
    #expect(
      try CenterLargestError().clicks(for: wide).map(\.pixel) == [
        Pixel(row: 4, column: 4), Pixel(row: 4, column: 9), Pixel(row: 4, column: 14),
      ])
  }

  private func turn() -> RobotTurn {
    RobotTurn(
      prediction: Mask(size: target.size), target: target, clicks: ClickSequence(),
      key: TestRandom.key(0))
  }

  /// A robot that does as it is told.
  private struct Scripted: Robot {
    let name = "s"
    let rule: @Sendable (RobotTurn) -> [Click]

    init(_ rule: @escaping @Sendable (RobotTurn) -> [Click]) { self.rule = rule }

    func clicks(for turn: RobotTurn) -> [Click] { rule(turn) }
  }
}
