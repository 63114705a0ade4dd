import Imaging
import TestSupport
import Testing

@Suite("Distance transform")
struct DistanceTransformTests {
  @Test(
    "every 2×4 mask with ignored pixels has the distances of brute force", arguments: [true, false])
  func exhaustive(isPadded: Bool) {
    for mask in Mask.all(height: 2, width: 4, withIgnored: true) { check(mask, isPadded: isPadded) }
  }

  @Test("random masks have the distances of brute force", arguments: [true, false])
  func random(isPadded: Bool) {
    var random = TestRandom(1)
    for _ in 0..<400 {
      check(random.mask(random.size(upTo: 14), withIgnored: true), isPadded: isPadded)
    }
  }

  @Test("long rows and columns have the distances of brute force")
  func long() {
    var random = TestRandom(2)
    for size in [Size(height: 3, width: 300), Size(height: 300, width: 3)] {
      for _ in 0..<4 {
        var mask = Mask(size: size, filled: true)
        for _ in 0..<3 { mask.codes[Int.random(in: 0..<size.count, using: &random)] = 0 }
        check(mask, isPadded: false)
      }
    }
  }

  @Test("without background every distance is infinite, and with a background border it is not")
  func unreachable() {
    let mask = Mask(size: Size(height: 3, width: 4), filled: true)
    #expect(mask.distances().values == [Float](repeating: .infinity, count: 12))
    #expect(mask.distances(border: .background)[Pixel(row: 1, column: 1)] == 2)
  }

  @Test("a picture without pixels has no distances", arguments: [(0, 0), (0, 3), (3, 0)])
  func empty(height: Int, width: Int) {
    let mask = Mask(size: Size(height: height, width: width), filled: true)
    #expect(DistanceTransform(mask).squared.isEmpty)
    #expect(mask.deepestPixel() == nil)
  }

  @Test("columns too long for 16-bit distances are measured too")
  func tall() {
    let height = 20_001
    var bounded = Mask(size: Size(height: height, width: 3), filled: true)
    bounded.codes[0] = 0
    let squared = DistanceTransform(bounded).squared
    #expect(squared[3 * 20_000 + 1] == 20_000 * 20_000 + 1)
  }

  @Test("the number of threads does not change a bit")
  func threads() {
    var random = TestRandom(3)
    for _ in 0..<20 {
      let mask = random.mask(Size(height: 40, width: 150))
      for border in [PictureBorder.open, .background] {
        let one = DistanceTransform(mask, border: border)
        #expect(DistanceTransform(mask, border: border, threads: 3) == one)
        #expect(mask.distances(border: border, threads: 2) == one.distances)
      }
    }
  }

  @Test("the deepest pixel is the first with the largest distance")
  func deepest() {
    var random = TestRandom(4)
    for _ in 0..<400 {
      let mask = random.mask(random.size(upTo: 12), withIgnored: true)
      for border in [PictureBorder.open, .background] {
        let distances = mask.distances(border: border)
        let largest = distances.values.max() ?? 0
        let found = mask.deepestPixel(border: border)
        let first = distances.values.firstIndex(of: largest).map(mask.size.pixel(at:))
        #expect(found?.depth ?? 0 == largest)
        #expect(found?.pixel == (largest > 0 ? first : nil))
      }
    }
  }

  private func check(_ mask: Mask, isPadded: Bool) {
    let border = isPadded ? PictureBorder.background : .open
    let expected = BruteForce.squaredDistances(mask.size, isPadded: isPadded) { mask[$0] }
    let transform = DistanceTransform(mask, border: border)
    #expect(transform.squared == expected, "\(mask.picture)")
    #expect(mask.distances(border: border) == transform.distances)
  }
}
