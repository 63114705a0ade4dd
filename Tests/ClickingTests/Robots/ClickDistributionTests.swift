import Basics
import Clicking
import Foundation
import Imaging
import TestSupport
import Testing

/// Chi-square tests of where robots click, with fixed seeds.
@Suite("Distributions of clicks")
struct ClickDistributionTests {
  private static let target = mask(
    """
    ####...??
    ####.....
    ####..##.
    ####..##.
    ......##.
    .#....##.
    """)
  private static let prediction = mask(
    """
    .......##
    ......###
    .#....##.
    ....#.##.
    ....#....
    .........
    """)

  @Test("are those that each robot's rule gives, by all pairs of pixels")
  func rules() throws {
    let (missed, excess) = (Self.wrong { $0 && !$1 }, Self.wrong { !$0 && $1 })
    let wrong = zip(missed, excess).map { $0 || $1 }
    let depths = Self.depths(wrong)
    let region = Self.largestRegion(wrong)
    let larger = Self.depths(missed)
    let greatest = larger.max() ?? 0
    let component = Self.largestRegion(missed)
    #expect(greatest > (Self.depths(excess).max() ?? 0))
    let inside = zip(component, larger).map { $0 ? $1 : 0 }
    try expect(RandomClicks(), Self.counted.map { $0 ? 1 : 0 })
    try expect(RandomFalse(), wrong.map { $0 ? 1 : 0 })
    try expect(RandomLargestFalse(), region.map { $0 ? 1 : 0 })
    try expect(DistanceWeighted(), depths)
    try expect(DistanceWeighted(hasMemory: true), depths)
    try expect(SampledClicks(temperature: 0), wrong.map { $0 ? 1 : 0 })
    try expect(
      SampledClicks(temperature: 0.9, limit: 1.2),
      depths.map { $0 > 0 ? exp(0.9 * min($0, 1.2)) : 0 })
    try expect(RITMNextPoint(), larger.map { $0 > greatest / 2 ? 1 : 0 })
    for group in 1...3 {
      try expect(ClickingGroup(group: group, of: 3), Self.slice(inside, group, of: 3))
      try expect(
        ClickingGroup(group: group, of: 3, temperature: 0.7),
        Self.slice(inside.map { $0 > 0 ? exp(0.7 * $0) : 0 }, group, of: 3))
    }
  }

  @Test("of the positive strategies are border, inside, depth and all of what is missed")
  func strategies() throws {
    let missed = Self.wrong { $0 && !$1 }
    try expect(PositiveStrategy(.uniform), missed.map { $0 ? 1 : 0 })
    try expect(PositiveStrategy(.centerWeighted), Self.depths(missed))
    // One iteration leaves less than 70 % here: nothing is eroded, and there is no border.
    try expect(PositiveStrategy(.inner), missed.map { $0 ? 1 : 0 })
    try expect(PositiveStrategy(.border), missed.map { $0 ? 1 : 0 })
  }

  @Test("of border and inside are parted where erosion leaves more than 70 %")
  func erosion() throws {
    let size = Size(height: 20, width: 20)
    var square = Mask(size: size)
    for row in 2..<20 {
      for column in 0..<16 { square[Pixel(row: row, column: column)] = true }
    }
    // Of 15, 7, 3 and 1 iterations only one leaves more than 70 %: 17 × 15 of 18 × 16 pixels, because
    // the picture's border does not erode.
    let inside = (0..<size.count).map { offset -> Bool in
      let pixel = size.pixel(at: offset)
      return pixel.row >= 3 && pixel.column < 15
    }
    let empty = Mask(size: size)
    try expect(PositiveStrategy(.inner), inside.map { $0 ? 1 : 0 }, square, empty)
    let border = zip(square.codes, inside).map { $0 == Mask.object && !$1 ? 1.0 : 0 }
    try expect(PositiveStrategy(.border), border, square, empty)
  }

  @Test("of stratified clicks spread over cells, then over the cell's pixels")
  func stratified() throws {
    // Two clicks: 2 × 2 cells of 3 × 4 pixels, the last column is left over.
    let (target, size) = (Self.target, Self.target.size)
    let weights = (0..<size.count).map { offset -> Double in
      let pixel = size.pixel(at: offset)
      guard pixel.column < 8, target.codes[offset] != Mask.ignored else { return 0 }
      let isNextToIgnored = pixel.row < 3 && pixel.column >= 4
      return 1 / Double(isNextToIgnored ? 11 : 12)
    }
    try expect(StratifiedClicks(count: 2), weights)
  }

  @Test("of two clicks with memory follow from what the first leaves")
  func memory() throws {
    let target = mask("#####")
    let empty = Mask(size: target.size)
    var weights = [Double](repeating: 0, count: 25)
    let first = Self.depths([true, true, true, true, true], target.size)
    for a in 0..<5 {
      let second = Self.depths((0..<5).map { $0 != a }, target.size)
      let total = second.reduce(0, +)
      for b in 0..<5 { weights[5 * a + b] = first[a] * second[b] / total }
    }
    var counts = [Int](repeating: 0, count: 25)
    for number in 0..<3000 {
      let clicks = try clicks(
        DistanceWeighted(hasMemory: true, count: 2), target, empty, number: number)
      counts[5 * clicks[0].pixel.column + clicks[1].pixel.column] += 1
    }
    #expect(ChiSquare.pValue(counts, weights) > 1e-4)
  }

  @Test("of a mixture are its weights")
  func mixture() throws {
    let robot = RobotMixture([
      (CenterLargestError(), 3), (NoClick(), 1), (RandomFalse(count: 2), 2),
    ])
    var counts = [0, 0, 0]
    for number in 0..<2000 {
      counts[try clicks(robot, Self.target, Self.prediction, number: number).count] += 1
    }
    #expect(ChiSquare.pValue(counts, [1, 3, 2]) > 1e-4)
  }

  @Test("of RITM's training points are geometric, and fall on background, others and border")
  func training() throws {
    let size = Size(height: 16, width: 16)
    func box(_ rows: Range<Int>, _ columns: Range<Int>) -> Mask {
      var mask = Mask(size: size)
      for row in rows { for column in columns { mask[Pixel(row: row, column: column)] = true } }
      return mask
    }
    let (target, others) = (box(3..<9, 3..<9), box(5..<16, 7..<16))
    var (positives, negatives) = ([Int](repeating: 0, count: 5), [Int](repeating: 0, count: 5))
    var (places, inner) = ([Int](repeating: 0, count: size.count), [0, 0])
    for number in 0..<3000 {
      let turn = RobotTurn(
        prediction: Mask(size: size), target: target, clicks: ClickSequence(),
        key: TestRandom.key(number), others: { others })
      let clicks = try RITMTrainingPoints(most: 4, gamma: 0.5).clicks(for: turn)
      positives[clicks.count(where: \.isPositive)] += 1
      negatives[clicks.count { !$0.isPositive }] += 1
      for click in clicks where !click.isPositive { places[size.offset(of: click.pixel)] += 1 }
      // Three crosses erode a square of 6 to nothing, so that it is kept whole.
      if let first = clicks.first {
        let isInner = (4..<8).contains(first.pixel.row) && (4..<8).contains(first.pixel.column)
        inner[isInner ? 1 : 0] += 1
      }
    }
    #expect(ChiSquare.pValue(positives, [0, 8, 4, 2, 1]) > 1e-4)
    #expect(ChiSquare.pValue(negatives, [16, 8, 4, 2, 1]) > 1e-4)
    #expect(ChiSquare.pValue(inner, [20, 16]) > 1e-4)
    // The border is ⌈0.1·√36⌉ = 1 iteration of a cross wide.
    let weights = (0..<size.count).map { offset -> Double in
      let pixel = size.pixel(at: offset)
      if target[pixel] { return 0 }
      let besides = [(0, 1), (1, 0), (0, -1), (-1, 0)].contains { step in
        let next = Pixel(row: pixel.row + step.0, column: pixel.column + step.1)
        return size.contains(next) && target[next]
      }
      let other = others[pixel] ? 0.4 / Double(11 * 9 - 4 * 2) : 0
      return 0.1 / Double(256 - 36) + other + (besides ? 0.5 / 24 : 0)
    }
    #expect(ChiSquare.pValue(places, weights) > 1e-4)
  }

  @Test(
    "of RITM's training points fall on each place that a hierarchy names, and then on any of them")
  func hierarchy() throws {
    let target = mask("##..##....|##..##....|..........|..........".replacing("|", with: "\n"))
    let parts = ["##........", "....##...."].map { row in
      mask(([row, row] + [String](repeating: "..........", count: 2)).joined(separator: "\n"))
    }
    let removed = ["......##..", "........##"].map { row in
      mask(([String](repeating: "..........", count: 3) + [row]).joined(separator: "\n"))
    }
    func counts(_ robot: RITMTrainingPoints, _ places: [Mask], isPositive: Bool) throws -> [Int] {
      var counts = [Int](repeating: 0, count: places.count)
      for number in 0..<2000 {
        var turn = RobotTurn(
          prediction: Mask(size: target.size), target: target, clicks: ClickSequence(),
          key: TestRandom.key(number))
        (turn.positives, turn.negatives) = (parts, removed)
        let clicks = try robot.clicks(for: turn).filter { $0.isPositive == isPositive }
        #expect(clicks.count <= robot.most)
        for (place, click) in zip(places, clicks) { #expect(place[click.pixel]) }
        for click in clicks.dropFirst(places.count) {
          for (index, place) in places.enumerated() where place[click.pixel] { counts[index] += 1 }
        }
      }
      return counts
    }
    // With γ = 0 each place gets its one click.
    #expect(try counts(RITMTrainingPoints(gamma: 0), parts, isPositive: true) == [0, 0])
    #expect(try counts(RITMTrainingPoints(gamma: 0), removed, isPositive: false) == [0, 0])
    let more = try counts(RITMTrainingPoints(most: 5, gamma: 0.7), parts, isPositive: true)
    #expect(more[0] > 100)
    #expect(ChiSquare.pValue(more, [1, 1]) > 1e-4)
    var turn = RobotTurn(
      prediction: Mask(size: target.size), target: target, clicks: ClickSequence(),
      key: TestRandom.key(1))
    turn.negatives = [Mask(size: Size(height: 1, width: 1))]
    #expect(throws: ClickingError.self) { try RITMTrainingPoints().clicks(for: turn) }
  }

  @Test("are told from wrong ones: uniform clicks are not the deeper the likelier")
  func power() throws {
    let square = Mask(size: Size(height: 9, width: 9), filled: true)
    var counts = [Int](repeating: 0, count: 81)
    for number in 0..<1000 {
      let clicks = try clicks(RandomFalse(), square, Mask(size: square.size), number: number)
      counts[square.size.offset(of: clicks[0].pixel)] += 1
    }
    let depths = Self.depths([Bool](repeating: true, count: 81), square.size)
    #expect(ChiSquare.pValue(counts, depths) < 1e-9)
  }

  private func expect(
    _ robot: any Robot, _ weights: [Double], _ target: Mask = Self.target,
    _ prediction: Mask = Self.prediction, draws: Int = 1500
  ) throws {
    var counts = [Int](repeating: 0, count: weights.count)
    for number in 0..<draws {
      for click in try clicks(robot, target, prediction, number: number) {
        counts[target.size.offset(of: click.pixel)] += 1
      }
    }
    let p = ChiSquare.pValue(counts, weights)
    #expect(p > 1e-4, "\(robot.name): p = \(p)")
  }

  private func clicks(
    _ robot: any Robot, _ target: Mask, _ prediction: Mask, number: Int
  ) throws -> [Click] {
    try robot.clicks(
      for: RobotTurn(
        prediction: prediction, target: target, clicks: ClickSequence(),
        key: TestRandom.key(number)))
  }

  // MARK: Rules by all pairs of pixels

  private static var counted: [Bool] { target.codes.map { $0 != Mask.ignored } }

  private static func wrong(_ rule: (Bool, Bool) -> Bool) -> [Bool] {
    zip(target.codes, prediction.codes).map {
      $0 != Mask.ignored && rule($0 == Mask.object, $1 == Mask.object)
    }
  }

  private static func depths(_ inside: [Bool], _ size: Size = target.size) -> [Double] {
    BruteForce.squaredDistances(size, isPadded: true) { inside[size.offset(of: $0)] }
      .map { Double($0).squareRoot() }
  }

  private static func largestRegion(_ inside: [Bool]) -> [Bool] {
    let regions = FloodFill.regions(inside, target.size, connectivity: .four)
    let largest = regions.max { $0.count < $1.count } ?? []
    return inside.indices.map { largest.contains($0) }
  }

  /// The part of each weight in a slice of the total, the smallest weights first.
  private static func slice(_ weights: [Double], _ number: Int, of count: Int) -> [Double] {
    let order = weights.indices.sorted { (weights[$0], $0) < (weights[$1], $1) }
    let width = weights.reduce(0, +) / Double(count)
    var (part, sum) = ([Double](repeating: 0, count: weights.count), 0.0)
    for index in order {
      let upper = min(sum + weights[index], width * Double(number))
      part[index] = max(upper - max(sum, width * Double(number - 1)), 0)
      sum += weights[index]
    }
    return part.map { $0 < 1e-9 ? 0 : $0 }
  }
}

/// Connected pixels, found one by one.
enum FloodFill {
  static func regions(
    _ inside: [Bool], _ size: Size, connectivity: Connectivity
  ) -> [Set<Int>] {
    var (left, regions) = (Set(inside.indices.filter { inside[$0] }), [Set<Int>]())
    for start in inside.indices where left.contains(start) {
      var (region, open) = (Set([start]), [start])
      left.remove(start)
      while let offset = open.popLast() {
        let pixel = size.pixel(at: offset)
        for row in -1...1 {
          for column in -1...1 where connectivity == .eight || row == 0 || column == 0 {
            let next = Pixel(row: pixel.row + row, column: pixel.column + column)
            guard size.contains(next), left.remove(size.offset(of: next)) != nil else { continue }
            region.insert(size.offset(of: next))
            open.append(size.offset(of: next))
          }
        }
      }
      regions.append(region)
    }
    return regions
  }
}
