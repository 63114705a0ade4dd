import Basics
import Testing
import TestSupport

@Suite("Names of files that are no UTF-8")
struct PathTextTests {
  @Test(
    "any bytes become text and the same bytes again",
    arguments: [
      Array("bär/日本.png".utf8), [0x61, 0xE9, 0x2E, 0x70], [0xFF, 0xC3], [0xC3, 0xA9, 0xC3],
      Array("\u{10FFE9}\u{FFFD}".utf8), [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [],
    ] as [[UInt8]])
  func roundTrip(bytes: [UInt8]) {
    let text = PathText.text(bytes)
    #expect(text.systemPath.dropLast().map { UInt8(bitPattern: $0) } == bytes)
  }

  @Test("what is UTF-8 stays what it is, and other bytes are shown by their numbers")
  func readable() {
    #expect(PathText.text(Array("bär\u{FFFD}".utf8)) == "bär\u{FFFD}")
    #expect(PathText.readable(PathText.text([0x61, 0xE9, 0x62])) == "a\\xE9b")
  }

  @Test("such a file is listed, found, read and mapped")
  func files() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/" + PathText.text([0x61, 0xE9])
      try Files.makeFolder(path)
      #expect(try Files.list(folder).map { $0.systemPath.dropLast().count } == [2])
      #expect(Files.kind(of: path) == .folder)
    }
  }
}
