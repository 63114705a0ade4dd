import Basics
import Clicking
import Imaging
import TestSupport
import Testing

/// gto99's robot and the center of the largest wrong region against their rules written out.
@Suite("Robots of the largest region")
struct LargestRegionTests {
  @Test("gto99 clicks the deepest pixel of the larger error's largest component", arguments: 0..<4)
  func gto99(seed: Int) throws {
    try check(GTO99(), seed: seed) { target, prediction in
      let missed = largest(
        zip(target.codes, prediction.codes).map { $0 == 1 && $1 != 1 }, .eight, target.size)
      let excess = largest(
        zip(target.codes, prediction.codes).map { $0 == 0 && $1 == 1 }, .eight, target.size)
      return missed.count > excess.count ? missed : excess
    }
  }

  @Test("center_largest_false clicks the deepest pixel of the largest region", arguments: 0..<4)
  func centerLargestFalse(seed: Int) throws {
    try check(CenterLargestFalse(), seed: seed) { target, prediction in
      largest(
        zip(target.codes, prediction.codes).map { $0 < 2 && ($0 == 1) != ($1 == 1) }, .four,
        target.size)
    }
  }

  @Test("gto99 takes the error in excess of two that are equally large")
  func tie() throws {
    let target = mask("###....")
    let prediction = mask("....###")
    let click = try GTO99().clicks(for: turn(target, prediction))
    #expect(click == [Click(Pixel(row: 0, column: 4), isPositive: false)])
  }

  private func check(
    _ robot: any Robot, seed: Int, _ region: (Mask, Mask) -> Set<Int>
  ) throws {
    var random = TestRandom(seed)
    for _ in 0..<100 {
      let size = random.size(upTo: 9)
      let (target, prediction) = (random.mask(size, withIgnored: true), random.mask(size))
      let region = region(target, prediction)
      let depths = BruteForce.squaredDistances(size, isPadded: true) {
        region.contains(size.offset(of: $0))
      }
      let place = region.max { (depths[$0], $1) < (depths[$1], $0) }
      let expected = place.map { offset in
        [Click(size.pixel(at: offset), isPositive: target.codes[offset] == Mask.object)]
      }
      #expect(try robot.clicks(for: turn(target, prediction)) == expected ?? [])
    }
  }

  private func largest(
    _ inside: [Bool], _ connectivity: Connectivity, _ size: Size
  ) -> Set<Int> {
    // Of equals the first: regions come in the order of their first pixels.
    FloodFill.regions(inside, size, connectivity: connectivity)
      .reduce([]) { $1.count > $0.count ? $1 : $0 }
  }

  private func turn(_ target: Mask, _ prediction: Mask) -> RobotTurn {
    RobotTurn(
      prediction: prediction, target: target, clicks: ClickSequence(), key: TestRandom.key(0))
  }
}
