import Imaging
import Testing

@Suite("Fitting into a box")
struct FittingTests {
  @Test("keeps proportions, never grows, and leaves a pixel at least")
  func sizes() {
    let box = Size(height: 100, width: 200)
    #expect(Size(height: 50, width: 60).fitted(into: box) == Size(height: 50, width: 60))
    #expect(Size(height: 400, width: 400).fitted(into: box) == Size(height: 100, width: 100))
    #expect(Size(height: 300, width: 1200).fitted(into: box) == Size(height: 50, width: 200))
    #expect(Size(height: 1, width: 100_000).fitted(into: box) == Size(height: 1, width: 200))
    #expect(Size(height: 0, width: 500).fitted(into: box) == Size(height: 0, width: 500))
    #expect(
      Size(height: 300, width: 200).fitted(into: Size(height: 100, width: .max))
        == Size(height: 100, width: 66))
  }

  @Test("every fitted size lies in its box and touches it", arguments: 1..<40)
  func touches(side: Int) {
    let box = Size(height: 17, width: 23)
    for other in [1, 7, 23, 24, 50, 999] {
      let fitted = Size(height: side * 3, width: other).fitted(into: box)
      #expect(fitted.height <= 17 && fitted.width <= 23)
      #expect(fitted.height >= 1 && fitted.width >= 1)
      if side * 3 > 17 || other > 23 { #expect(fitted.height == 17 || fitted.width == 23) }
    }
  }

  @Test("an image is scaled by the mean over areas")
  func image() throws {
    var image = Image(size: Size(height: 2, width: 2))
    image[Pixel(row: 0, column: 0)] = Color(200, 100, 40)
    let fitted = try image.fitted(into: Size(height: 1, width: 1))
    #expect(fitted[Pixel(row: 0, column: 0)] == Color(50, 25, 10))
    #expect(try image.fitted(into: Size(height: 9, width: 9)) == image)
  }
}
