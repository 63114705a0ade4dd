import Basics
import Clicking
import Imaging
import TestSupport
import Testing

@Suite("Random-false robot")
struct RandomFalseTests {
  @Test("clicks are distinct wrong pixels, positive where the target is object")
  func clicksAreWrongPixels() throws {
    var random = TestRandom(8)
    for number in 0..<300 {
      let size = random.size(upTo: 8)
      let (target, prediction) = (random.mask(size, withIgnored: true), random.mask(size))
      let wrong = target.codes.indices.filter {
        target.codes[$0] != Mask.ignored && (target.codes[$0] == 1) != (prediction.codes[$0] == 1)
      }
      for count in [0, 1, 3, 100] {
        let clicks = try clicks(count, prediction, target, key: number)
        #expect(clicks.count == min(count, wrong.count))
        #expect(Set(clicks.map(\.pixel)).count == clicks.count)
        for click in clicks {
          #expect(wrong.contains(size.offset(of: click.pixel)))
          #expect(click.isPositive == target[click.pixel])
        }
      }
    }
  }

  @Test("one key always gives the same clicks, and another interaction others")
  func keyed() throws {
    let target = Mask(size: Size(height: 40, width: 40), filled: true)
    let prediction = Mask(size: target.size)
    let first = try clicks(5, prediction, target, key: 1)
    #expect(try clicks(5, prediction, target, key: 1) == first)
    #expect(try clicks(5, prediction, target, key: 2) != first)
  }

  @Test("every ordered pair of wrong pixels is equally likely, by a chi-square test")
  func uniform() throws {
    let target = mask("#.#?")
    let prediction = mask("...#")
    let wrong = mask(".##.")
    #expect(try clicks(9, prediction, target, key: 0).count == 2)
    // Four wrong pixels: 12 ordered pairs, 11 degrees of freedom, 31.3 at the level 0.001.
    let wide = Mask(size: Size(height: 2, width: 4), codes: target.codes + wrong.codes)
    let claimed = Mask(size: wide.size, codes: prediction.codes + [0, 0, 0, 0])
    var counts: [[Pixel]: Int] = [:]
    let draws = 6000
    for number in 0..<draws {
      counts[try clicks(2, claimed, wide, key: number).map(\.pixel), default: 0] += 1
    }
    let expected = Double(draws) / 12
    let statistic = counts.values.reduce(0) {
      $0 + (Double($1) - expected) * (Double($1) - expected) / expected
    }
    #expect(counts.count == 12)
    #expect(statistic < 31.3)
  }

  @Test("nothing wrong, no click; sizes that differ are an error")
  func edges() throws {
    let target = mask("#.?")
    #expect(try clicks(3, mask("#.#"), target, key: 0).isEmpty)
    let sizes = ClickingError.sizesDiffer(
      target: target.size, prediction: Size(height: 1, width: 2))
    #expect(throws: sizes) { try clicks(1, mask("#."), target, key: 0) }
  }

  private func clicks(_ count: Int, _ prediction: Mask, _ target: Mask, key: Int) throws -> [Click]
  {
    try RandomFalse(count: count).clicks(
      for: RobotTurn(
        prediction: prediction, target: target, clicks: ClickSequence(),
        key: RandomKey(root: 7, purpose: "robot.random_false", interaction: key)))
  }
}
