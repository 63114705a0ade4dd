import Imaging
import TestSupport
import Testing

@Suite("Drawing")
struct DrawingTests {
  @Test("blending mixes in proportion and knows its ends")
  func blending() {
    let (black, white) = (Color.black, Color.white)
    #expect(black.blended(with: white, opacity: 0) == black)
    #expect(black.blended(with: white, opacity: 1) == white)
    #expect(black.blended(with: white, opacity: 0.5) == Color(128, 128, 128))
    #expect(black.blended(with: white, opacity: .nan) == black)
    #expect(black.blended(with: white, opacity: 7) == white)
  }

  @Test("every ASCII character has a glyph of its own")
  func glyphs() {
    var seen: Set<Image> = []
    for code in UInt8(32)...126 {
      var image = Image(size: Size(height: 11, width: 7))
      image.drawText(String(UnicodeScalar(code)), at: Pixel(row: 1, column: 1))
      seen.insert(image)
      let edge = (0..<7).map { image[Pixel(row: 10, column: $0)] }
      #expect(edge.allSatisfy { $0 == .black })
    }
    #expect(seen.count == 95)
  }

  @Test("text is drawn as its glyphs look, enlarged by whole numbers")
  func text() {
    var small = Image(size: BitmapFont.size(of: "L"))
    small.drawText("L", at: Pixel(row: 0, column: 0))
    #expect(small.size == Size(height: 9, width: 5))
    #expect(small[Pixel(row: 6, column: 4)] == .white)
    #expect(small[Pixel(row: 5, column: 4)] == .black)
    var large = Image(size: BitmapFont.size(of: "L", scale: 2))
    large.drawText("L", at: Pixel(row: 0, column: 0), scale: 2)
    #expect(large[Pixel(row: 13, column: 9)] == .white)
    #expect(large[Pixel(row: 11, column: 9)] == .black)
    #expect(BitmapFont.size(of: "ab\nc") == Size(height: 20, width: 11))
    #expect(BitmapFont.shortened("abcdef", toWidth: 23) == "abc…")
    #expect(BitmapFont.shortened("abc", toWidth: 17) == "abc")
  }

  @Test("the heat map grows lighter with every step, from dark to light")
  func heatMap() {
    let lightness = (0...255).map { step in
      let color = HeatMap.color(Float(step) / 255)
      return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
    }
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 <= $1 + 0.002 })
    #expect(lightness[0] < 0.02)
    #expect(lightness[255] > 0.8)
    #expect(HeatMap.color(-.infinity) == HeatMap.color(0))
    #expect(HeatMap.color(.infinity) == HeatMap.color(1))
    #expect(HeatMap.color(.nan) == Color(128, 128, 128))
  }

  @Test("what lies outside the picture is left out")
  func clipping() {
    let size = Size(height: 8, width: 8)
    var image = Image(size: size)
    for place in [-100, -3, 3, 9, 100] {
      let pixel = Pixel(row: place, column: -place)
      image.drawDisc(at: pixel, radius: 5, color: .white)
      image.drawCircle(at: pixel, radius: 5, color: .white)
      image.drawClick(at: pixel, isPositive: true, isNewest: true)
      image.drawText("Wide\ntext", at: pixel, scale: 3, shadow: .black)
      image.drawLine(from: pixel, to: Pixel(row: 50, column: 60), color: .white, width: 3)
      image.paste(Image(size: size, filledWith: .white), at: pixel)
      image.drawRectangle(
        PixelBox(rows: place..<place + 4, columns: place..<place + 4), color: .white, width: 9)
    }
    #expect(image.size == size)
    #expect(image.bytes.count == 3 * size.count)
  }

  @Test("a disc is round, whole inside and soft at its edge")
  func disc() {
    var image = Image(size: Size(height: 21, width: 21))
    image.drawDisc(at: Pixel(row: 10, column: 10), radius: 7, color: .white)
    #expect(image[Pixel(row: 10, column: 16)] == .white)
    #expect(image[Pixel(row: 10, column: 17)] == Color(128, 128, 128))
    #expect(image[Pixel(row: 10, column: 18)] == .black)
    let light = image.bytes.reduce(0) { $0 + Int($1) } / 3
    #expect(abs(Double(light) / 255 - 49 * Double.pi) < 1.5)
  }

  @Test("masks colour their object pixels and nothing else")
  func masks() throws {
    let object = mask(
      """
      ....?
      .###.
      .###.
      .###.
      """)
    var image = Image(size: object.size)
    try image.drawMask(object, color: .white, opacity: 1)
    let white = object.codes.indices.filter { image[object.size.pixel(at: $0)] == .white }
    #expect(white == object.codes.indices.filter { object.codes[$0] == Mask.object })
    var outlined = Image(size: object.size)
    try outlined.drawOutline(of: object, color: .white)
    #expect(outlined[Pixel(row: 1, column: 1)] == .white)
    #expect(outlined[Pixel(row: 2, column: 2)] == .black)
    #expect(throws: SizesDiffer.self) { try image.drawMask(Mask(size: Size(height: 1, width: 1))) }
  }

  @Test("a rectangle is drawn inside its box")
  func rectangle() {
    var image = Image(size: Size(height: 6, width: 7))
    image.drawRectangle(PixelBox(rows: 1..<5, columns: 1..<6), color: .white)
    let light = (0..<42).filter { image[image.size.pixel(at: $0)] == .white }
    #expect(light.count == 14)
    #expect(image[Pixel(row: 2, column: 2)] == .black)
  }

  @Test("a montage places its panels in rows, each at its own size")
  func montage() {
    let white = Image(size: Size(height: 4, width: 6), filledWith: .white)
    let red = Image(size: Size(height: 3, width: 2), filledWith: .negative)
    let picture = Montage([.init(white), .init(red), .init(red, caption: "x")], columns: 2, gap: 1)
      .draw()
    #expect(picture.size == Size(height: 1 + 4 + 1 + 12 + 3 + 1, width: 1 + 6 + 1 + 2 + 1))
    #expect(picture[Pixel(row: 4, column: 6)] == .white)
    #expect(picture[Pixel(row: 1, column: 8)] == .negative)
    #expect(picture[Pixel(row: 4, column: 8)] == .ground)
    #expect(picture[Pixel(row: 18, column: 1)] == .negative)
    #expect(Montage([]).draw().size == Size(height: 8, width: 16))
  }

  private func linear(_ byte: UInt8) -> Double {
    let value = Double(byte) / 255
    return value * value
  }
}
