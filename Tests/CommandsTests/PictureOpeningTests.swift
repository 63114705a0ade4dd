import Foundation
import TestSupport
import Testing

@Suite("Opening pictures")
struct PictureOpeningTests {
  @Test("a picture of 12 bits says what is black and white, and takes another window")
  func windows() throws {
    try withTemporaryFolder { folder in
      try Data("P5 2 1 4095\n".utf8 + [0x0F, 0xFF, 0x02, 0x00]).write(
        to: URL(filePath: folder + "/deep.pgm"))
      let usual = try Shell.run(
        ["-c", "print(open('deep.pgm')[0, 0], open('deep.pgm')[0, 1])"], in: folder)
      #expect(usual.output == "(255, 255, 255) (32, 32, 32)\n")
      #expect(usual.messages.contains("deep.pgm: black is 0 and white 4095"))
      let told = try Shell.run(
        [
          "-c",
          "print(open('deep.pgm', window='512..1024')[0, 1], open('deep.pgm', window=(0, 512))[0, 1])",
        ],
        in: folder)
      #expect(told.output == "(0, 0, 0) (255, 255, 255)\n")
      #expect(told.messages.isEmpty)
      let empty = try Shell.run(["open", "deep.pgm", "--window", "5..5"], in: folder)
      #expect(empty.status == 64)
      #expect(empty.messages.contains("leaves no room between black and white"))
    }
  }

  @Test("a format that is not read is named with what converts it")
  func converters() throws {
    try withTemporaryFolder { folder in
      for (name, head, words) in [
        ("a.webp", "RIFF\u{1}\u{2}\u{3}\u{4}WEBPVP8 ", "found WebP"),
        ("b.heic", "\0\0\0\u{18}ftypheic", "found HEIF"),
        ("c.jp2", "\0\0\0\u{c}jP  ", "found JPEG 2000"),
      ] {
        try Data(head.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
        let outcome = try Shell.run(["open", name], in: folder)
        #expect(outcome.status == 66)
        #expect(
          outcome.messages.contains(words) && outcome.messages.contains("convert it to PNG: "))
      }
    }
  }

  @Test("a report embeds pictures by their content, and nothing else that is called one")
  func reports() throws {
    try withTemporaryFolder { folder in
      try Data("secret".utf8).write(to: URL(filePath: folder + "/note.png"))
      let script = "# %% [markdown]\n# ![a](note.png)\n# ![b](real.png)\n# %%\nprint(1)\n"
      try Data(script.utf8).write(to: URL(filePath: folder + "/run.seg"))
      _ = try Shell.run(["-c", "save(mask_of(\"#.\"), 'real.png')"], in: folder)
      let outcome = try Shell.run(["report", "run.seg", "--out", "page.html"], in: folder)
      #expect(outcome.status == 0, "\(outcome.messages)")
      let page = try String(contentsOfFile: folder + "/page.html", encoding: .utf8)
      #expect(!page.contains(Data("secret".utf8).base64EncodedString()))
      #expect(page.contains("data:image/png;base64,"))
    }
  }
}
