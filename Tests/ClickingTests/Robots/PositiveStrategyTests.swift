import Basics
import Clicking
import Imaging
import TestSupport
import Testing

@Suite("Positive-click strategies")
struct PositiveStrategyTests {
  @Test("inside and border are what safe erosion, step by step, leaves and takes", arguments: 0..<4)
  func safeErosion(seed: Int) throws {
    var random = TestRandom(seed)
    for number in 0..<20 {
      let size = random.size(upTo: 16)
      let (target, prediction) = (random.mask(size, withIgnored: true), random.mask(size))
      let missed = zip(target.codes, prediction.codes).map { $0 == 1 && $1 != 1 }
      for erosion in [0, 1, 4, 15, 70_000] {
        let inner = Self.eroded(missed, size, iterations: erosion)
        let ring = Set(missed.indices.filter { missed[$0] }).subtracting(inner)
        let turn = RobotTurn(
          prediction: prediction, target: target, clicks: ClickSequence(),
          key: TestRandom.key(number), count: size.count)
        // As many clicks as there are pixels: all of the place is clicked.
        #expect(try places(PositiveStrategy(.inner, erosion: erosion), turn) == inner)
        let border = try places(PositiveStrategy(.border, erosion: erosion), turn)
        #expect(border == (ring.isEmpty ? inner : ring))
      }
    }
  }

  private func places(_ robot: PositiveStrategy, _ turn: RobotTurn) throws -> Set<Int> {
    let clicks = try robot.clicks(for: turn)
    #expect(!clicks.contains { !$0.isPositive })
    let places = Set(clicks.map { turn.target.size.offset(of: $0.pixel) })
    #expect(places.count == clicks.count)
    return places
  }

  /// The seed's rule: halve the iterations until more than 70 % is left.
  private static func eroded(_ inside: [Bool], _ size: Size, iterations: Int) -> Set<Int> {
    let mask = Mask(size: size, codes: inside.map { $0 ? Mask.object : Mask.background })
    var iterations = iterations
    while iterations > 0 {
      let eroded = mask.eroded(by: .square(radius: iterations))
      if Double(eroded.area) > 0.7 * Double(mask.area) { return places(of: eroded) }
      iterations /= 2
    }
    return places(of: mask)
  }

  private static func places(of mask: Mask) -> Set<Int> {
    Set(mask.codes.indices.filter { mask.codes[$0] == Mask.object })
  }
}
