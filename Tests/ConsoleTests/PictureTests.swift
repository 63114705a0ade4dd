import Basics
import Glibc
import Imaging
import Language
import TestSupport
import Testing

@testable import Console

/// A picture of random colours.
private func randomPicture(_ width: Int, _ height: Int, seed: Int, channels: Int = 3) throws
  -> PixelBuffer
{
  var random = TestRandom(seed)
  let bytes = (0..<width * height * channels).map { _ in
    UInt8.random(in: 0...255, using: &random)
  }
  return try #require(PixelBuffer(width: width, height: height, channels: channels, bytes: bytes))
}

private func picture(_ width: Int, _ height: Int, _ colors: [[UInt8]]) throws -> PixelBuffer {
  try #require(PixelBuffer(width: width, height: height, bytes: colors.flatMap { $0 }))
}

private let (red, green, blue, white, black): ([UInt8], [UInt8], [UInt8], [UInt8], [UInt8]) = (
  [255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0]
)

@Suite("Pixels given to the console")
struct PixelBufferTests {
  @Test(
    "sizes that do not fit the bytes are refused",
    arguments: [
      (0, 1, 3, 0), (1, 0, 3, 0), (1, 1, 2, 2), (2, 2, 3, 11), (2, 2, 3, 13), (-1, -1, 3, 3),
      (Int.max, 2, 3, 6),
    ])
  func refused(width: Int, height: Int, channels: Int, count: Int) {
    let bytes = [UInt8](repeating: 0, count: count)
    #expect(PixelBuffer(width: width, height: height, channels: channels, bytes: bytes) == nil)
  }

  @Test("a resized picture holds the exact means of the areas", arguments: 0..<40)
  func resize(seed: Int) throws {
    var random = TestRandom(seed)
    let sizes = (0..<4).map { _ in Int.random(in: 1...9, using: &random) }
    let old = try randomPicture(sizes[0], sizes[1], seed: seed + 1000)
    let new = old.resized(width: sizes[2], height: sizes[3])
    for row in 0..<sizes[3] {
      for column in 0..<sizes[2] {
        // Every old pixel is cut into sizes[2] × sizes[3] equal parts, which are counted one by one.
        var sum = 0
        for y in row * sizes[1]..<(row + 1) * sizes[1] {
          for x in column * sizes[0]..<(column + 1) * sizes[0] {
            sum += Int(old.color(row: y / sizes[3], column: x / sizes[2]).green)
          }
        }
        let count = sizes[0] * sizes[1]
        #expect(Int(new.color(row: row, column: column).green) == (sum + count / 2) / count)
      }
    }
  }

  @Test("transparent pixels show the background, half transparent ones the mean")
  func alpha() throws {
    let bytes: [UInt8] = [200, 100, 0, 0, 200, 100, 0, 255, 200, 100, 0, 128]
    let picture = try #require(PixelBuffer(width: 3, height: 1, channels: 4, bytes: bytes))
    let opaque = picture.opaque(over: RGB(red: 10, green: 20, blue: 30))
    #expect(opaque.bytes == [10, 20, 30, 200, 100, 0, 105, 60, 15])
  }
}

@Suite("Pictures as bytes for terminals")
struct PictureEncodingTests {
  @Test("Base64 agrees with the vectors of RFC 4648")
  func base64() {
    let vectors = [
      "": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "fooba": "Zm9vYmE=",
      "foobar": "Zm9vYmFy",
    ]
    for (text, encoded) in vectors {
      #expect(String(decoding: Base64.encode(Array(text.utf8)), as: UTF8.self) == encoded)
    }
  }

  @Test("the kitty protocol carries raw pixels and the cells that they cover")
  func kitty() throws {
    let bytes = KittyGraphics.encode(try picture(2, 1, [red, green]), columns: 1, rows: 1)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "\u{1B}_Ga=T,f=24,s=2,v=1,c=1,r=1,q=2,m=0;/wAAAP8A\u{1B}\\\n")
  }

  @Test("the kitty protocol cuts long data into pieces of at most 4096 bytes")
  func kittyPieces() throws {
    let original = try randomPicture(50, 50, seed: 1)
    let text = String(
      decoding: KittyGraphics.encode(original, columns: 7, rows: 4), as: UTF8.self)
    let pieces = text.split(separator: "\u{1B}\\").filter { $0 != "\n" }
    #expect(pieces.count == 3)
    for (index, piece) in pieces.enumerated() {
      let parts = piece.split(separator: ";", maxSplits: 1)
      #expect(parts[1].utf8.count <= 4096)
      #expect(parts[0].hasSuffix(index == 2 ? "m=0" : "m=1"))
    }
    let data = pieces.map { $0.split(separator: ";", maxSplits: 1)[1] }.joined()
    #expect(Array(data.utf8) == Base64.encode(original.bytes))
  }

  @Test("an uncompressed PNG is read back by libpng", arguments: [(1, 1), (7, 5), (200, 150)])
  func png(width: Int, height: Int) throws {
    let original = try randomPicture(width, height, seed: width)
    let image = try ImageFile.decode(StoredPNG.encode(original))
    #expect(image.size == Size(height: height, width: width))
    #expect(image.bytes == original.bytes)
  }

  @Test("iTerm2 gets a PNG file with its size in bytes and in cells")
  func iTerm() {
    let bytes = InlineImage.encode([1, 2, 3], columns: 4, rows: 5)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "\u{1B}]1337;File=inline=1;size=3;width=4;height=5;preserveAspectRatio=1:AQID\u{7}\n")
  }

  @Test("half blocks show two pixels a cell and repeat no colour")
  func halfBlocks() throws {
    let three = try picture(2, 3, [red, red, blue, white, black, black])
    #expect(
      HalfBlocks.encode(three, colors: .trueColor)
        == "\u{1B}[38;2;255;0;0;48;2;0;0;255m▀\u{1B}[48;2;255;255;255m▀\u{1B}[0m\n"
        + "\u{1B}[38;2;0;0;0;49m▀▀\u{1B}[0m\n")
    #expect(
      HalfBlocks.encode(try picture(1, 2, [red, [128, 128, 128]]), colors: .palette256)
        == "\u{1B}[38;5;196;48;5;244m▀\u{1B}[0m\n")
  }

  @Test(
    "a picture stays within its limit, the window and its own size",
    arguments: [
      (PictureLimit?.none, 79, 39), (PictureLimit(columns: 40, rows: 12), 24, 12),
      (PictureLimit(columns: 10, rows: 12), 10, 5), (PictureLimit(columns: 500, rows: 500), 79, 39),
    ])
  func limits(limit: PictureLimit?, columns: Int, rows: Int) throws {
    let bytes = [UInt8](repeating: 255, count: 3 * 600 * 600)
    let square = try #require(PixelBuffer(width: 600, height: 600, bytes: bytes))
    let abilities = GraphicsAbilities(
      means: .ascii, cell: GraphicsAbilities.Cell(width: 8, height: 16))
    let window = Terminal.Size(columns: 80, rows: 60)
    let drawing = try #require(
      TerminalPicture.drawing(of: square, abilities, window, within: limit))
    let lines = String(decoding: drawing, as: UTF8.self).split(separator: "\n")
    #expect(lines.map(\.count).max() == columns)
    #expect(abs(lines.count - rows) <= 1)
  }

  @Test("the colour of 256 is the nearest of all", arguments: 0..<20)
  func palette(seed: Int) throws {
    let levels = [0, 95, 135, 175, 215, 255]
    func table(_ index: Int) -> RGB {
      if index >= 232 {
        let gray = UInt8(8 + 10 * (index - 232))
        return RGB(red: gray, green: gray, blue: gray)
      }
      let cube = index - 16
      return RGB(
        red: UInt8(levels[cube / 36]), green: UInt8(levels[cube / 6 % 6]),
        blue: UInt8(levels[cube % 6]))
    }
    let color = try randomPicture(1, 1, seed: seed).color(row: 0, column: 0)
    let nearest = (16..<256).map { table($0).distance(to: color) }.min()
    #expect(table(HalfBlocks.paletteIndex(of: color)).distance(to: color) == nearest)
  }

  @Test("ten characters stand for ten levels of brightness")
  func characters() throws {
    let ramp = try picture(10, 1, (0..<10).map { [UInt8](repeating: UInt8($0 * 28), count: 3) })
    #expect(CharacterPicture.encode(ramp) == " .:-=+*#%@\n")
    #expect(CharacterPicture.encode(try picture(2, 1, [white, black])) == "@\n")
  }
}

@Suite("Sixel pictures")
struct SixelTests {
  @Test("four colours in one band")
  func golden() throws {
    let bytes = Sixel.encode(try picture(2, 2, [red, green, red, white]), registers: 16)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "\u{1B}P0;1;0q\"1;1;2;2#0;2;100;0;0#1;2;0;100;0#2;2;100;100;100"
        + "#0B$#1?@$#2?A\u{1B}\\\n")
  }

  @Test("long runs are counted")
  func runs() throws {
    let row = try picture(9, 1, Array(repeating: black, count: 9))
    #expect(Sixel.encode(row, registers: 16).contains(subsequence: "#0;2;0;0;0#0!9@\u{1B}\\"))
  }

  @Test(
    "an independent decoder sees the colours, to the percent that sixel can say",
    .enabled(if: access("/usr/bin/sixel2png", X_OK) == 0, "libsixel-bin is not installed"),
    arguments: [(1, 1), (5, 6), (13, 7), (30, 25)])
  func exactRoundTrip(width: Int, height: Int) throws {
    let palette = try randomPicture(16, 1, seed: height)
    var random = TestRandom(width)
    let colors = (0..<width * height).map { _ in
      let color = palette.color(row: 0, column: Int.random(in: 0..<16, using: &random))
      return [color.red, color.green, color.blue]
    }
    let original = try picture(width, height, colors)
    let decoded = try decode(Sixel.encode(original, registers: 16))
    #expect(decoded.size == Size(height: height, width: width))
    for (new, old) in zip(decoded.bytes, original.bytes) {
      #expect(abs(Int(new) - Int(old)) <= 2)
    }
  }

  @Test(
    "more colours than registers keep the means of areas",
    .enabled(if: access("/usr/bin/sixel2png", X_OK) == 0, "libsixel-bin is not installed"),
    arguments: [2, 16, 256])
  func diffusedRoundTrip(registers: Int) throws {
    let side = 48
    let colors = (0..<side * side).map { pixel -> [UInt8] in
      let (row, column) = (pixel / side, pixel % side)
      let level = UInt8((row + column) * 255 / (2 * side - 2))
      return registers == 2 ? [level, level, level] : [level, UInt8(row * 5), UInt8(column * 5)]
    }
    let original = try picture(side, side, colors)
    let bytes = Sixel.encode(original, registers: registers)
    let decoded = try decode(bytes)
    let distinct = Set(
      stride(from: 0, to: decoded.bytes.count, by: 3).map { Array(decoded.bytes[$0..<$0 + 3]) })
    #expect(distinct.count <= registers)
    #expect(distinct.count > registers / 2)
    let shown = try #require(PixelBuffer(width: side, height: side, bytes: decoded.bytes))
    let (coarse, wanted) = (
      shown.resized(width: 4, height: 4), original.resized(width: 4, height: 4)
    )
    // Diffusion mixes the palette's colours; what lies outside their range it cannot reach.
    let range = (decoded.bytes.min() ?? 0)...(decoded.bytes.max() ?? 0)
    for (new, old) in zip(coarse.bytes, wanted.bytes) where registers > 2 || range.contains(old) {
      #expect(abs(Int(new) - Int(old)) <= (registers == 256 ? 4 : 26))
    }
  }

  private func decode(_ sixel: [UInt8]) throws -> Image {
    let folder = try TemporaryFolder()
    try Files.write(sixel, to: folder.path + "/picture.six")
    let command = "cd '\(folder.path)' && sixel2png < picture.six > picture.png"
    try #require(Glibc.system(command) == 0)
    return try ImageFile.decode(Files.read(folder.path + "/picture.png"))
  }
}
