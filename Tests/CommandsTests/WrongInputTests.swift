import Foundation
import Imaging
import Testing
import TestSupport

@Suite("Wrong input at the shell")
struct WrongInputTests {
  private func folder<Result>(_ body: (String) throws -> Result) throws -> Result {
    try withTemporaryFolder { folder in
      for name in ["images", "masks"] {
        try FileManager.default.createDirectory(
          atPath: "\(folder)/data/\(name)", withIntermediateDirectories: true)
      }
      return try body(folder)
    }
  }

  private func put(_ path: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }

  private func picture(_ height: Int, _ width: Int) throws -> [UInt8] {
    try ImageFile.encodePNG(
      Raster(Image(size: Size(height: height, width: width), filledWith: Color(90, 80, 70))))
  }

  private func maskFile(_ height: Int, _ width: Int) throws -> [UInt8] {
    var mask = Mask(size: Size(height: height, width: width))
    for index in 0..<mask.codes.count / 3 { mask.codes[index] = Mask.object }
    return try ImageFile.encodePNG(Raster(mask))
  }

  /// Evaluates `data` in the folder and expects one error that holds every one of the texts.
  private func expectFailure(
    _ folder: String, status: Int32, _ texts: [String], arguments: [String] = []
  ) throws {
    let outcome = try Shell.run(
      ["evaluate", "geodesic", "data", "--clicks", "2"] + arguments, in: folder)
    #expect(outcome.status == status)
    #expect(outcome.output == "")
    for text in texts { #expect(outcome.messages.contains(text), "\(outcome.messages)") }
    #expect(outcome.messages.components(separatedBy: "error:").count == 2, "\(outcome.messages)")
  }

  @Test("a truncated JPEG names the file")
  func truncatedJPEG() throws {
    try folder { folder in
      let image = Image(size: Size(height: 64, width: 64), filledWith: Color(200, 10, 10))
      let bytes = try ImageFile.encodeJPEG(image)
      try put("\(folder)/data/images/a.jpg", Array(bytes.dropLast(40)))
      try put("\(folder)/data/masks/a.png", maskFile(64, 64))
      try expectFailure(folder, status: 66, ["data/images/a.jpg", "ends before the picture does"])
    }
  }

  @Test("a truncated PNG names the file")
  func truncatedPNG() throws {
    try folder { folder in
      try put("\(folder)/data/images/a.png", picture(32, 32))
      try put("\(folder)/data/masks/a.png", Array(maskFile(32, 32).dropLast(30)))
      try expectFailure(folder, status: 66, ["data/masks/a.png", "ends before the picture does"])
    }
  }

  @Test("a PNG whose header claims 2³¹ pixels is refused before it takes memory")
  func hugePNG() throws {
    try folder { folder in
      var bytes = try picture(8, 8)
      bytes.replaceSubrange(16..<24, with: [0, 0, 0x80, 0, 0, 1, 0, 0])  // 32768 × 65536
      try put("\(folder)/data/images/a.png", Self.withHeaderChecksum(bytes))
      try put("\(folder)/data/masks/a.png", maskFile(8, 8))
      try expectFailure(folder, status: 66, ["data/images/a.png", "65536×32768"])
    }
  }

  @Test("a mask of another size names both files and sizes")
  func otherSize() throws {
    try folder { folder in
      try put("\(folder)/data/images/a.png", picture(32, 32))
      try put("\(folder)/data/masks/a.png", maskFile(32, 31))
      try expectFailure(folder, status: 66, ["images/a.png", "32×32", "masks/a.png", "32×31"])
    }
  }

  @Test("--skip-bad goes on past broken samples, names them and counts them")
  func skipBad() throws {
    try folder { folder in
      for name in ["a", "b", "c", "d"] {
        try put("\(folder)/data/images/\(name).png", picture(32, 32))
      }
      try put("\(folder)/data/masks/a.png", maskFile(32, 32))
      try put("\(folder)/data/masks/b.png", Array(maskFile(32, 32).dropLast(30)))
      try put("\(folder)/data/masks/c.png", maskFile(32, 31))
      let outcome = try Shell.segue(
        "evaluate", "geodesic", "data", "--clicks", "2", "--skip-bad", "--no-times", in: folder)
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(outcome.output.contains("1 object, 3 bad samples passed over"), "\(outcome.output)")
      for text in ["masks/b.png", "masks/c.png", "d.png' has no mask", "3 of 4 samples"] {
        #expect(outcome.messages.contains(text), "\(outcome.messages)")
      }
      let report = try Shell.segue("inspect", "data", in: folder)
      #expect(report.status == 0, "\(report.messages)")
      #expect(report.output.contains("3 of 4 samples cannot be read"), "\(report.output)")
      #expect(report.output.contains("1 images without a mask: d.png"), "\(report.output)")
    }
  }

  @Test("masks that hold ids are named with the rule that reads them")
  func idsAsMasks() throws {
    try folder { folder in
      try put("\(folder)/data/images/a.png", picture(1, 3))
      let size = Size(height: 1, width: 3)
      let ids = Raster(size: size, channels: 1, bitDepth: 8, samples: .bytes([0, 1, 3]))
      try put("\(folder)/data/masks/a.png", ImageFile.encodePNG(ids))
      let read = try Shell.segue("open", "data", in: folder)
      #expect(read.status == 0, "\(read.messages)")
      let report = try Shell.segue("inspect", "data/masks", in: folder)
      #expect(report.output.contains("rule labels"), "\(report.output)")
      let script = "datasets.folder(\"data\", rule=\"boundary128\")[0]"
      let outcome = try Shell.segue("-c", script, in: folder)
      #expect(outcome.messages.contains("its values go from 0 to 3"), "\(outcome.messages)")
      #expect(outcome.messages.contains("rule=\"labels\""), "\(outcome.messages)")
    }
  }

  @Test("an image without a mask says which names were looked for")
  func noMask() throws {
    try folder { folder in
      try put("\(folder)/data/images/a.png", picture(32, 32))
      try expectFailure(folder, status: 66, ["images/a.png", "has no mask", "a_1.png"])
    }
  }

  @Test("an empty folder says that it holds no images")
  func emptyFolder() throws {
    try folder { folder in
      try expectFailure(folder, status: 66, ["data/images", "holds no images"])
    }
  }

  @Test("a missing folder is said to be missing")
  func missingFolder() throws {
    let outcome = try Shell.segue("evaluate", "geodesic", "./nowhere")
    #expect(outcome.status == 66)
    #expect(outcome.messages.contains("nowhere"))
  }

  @Test(
    "an unknown model, robot, flag, format and command each get a suggestion",
    arguments: [
      (["evaluate", "geodesik", "synthetic"], "geodesic"),
      (["evaluate", "geodesic", "synthetic", "--robot", "centre"], "center"),
      (["evaluate", "geodesic", "synthetic", "--click", "3"], "--clicks"),
      (["evaluate", "geodesic", "synthetic", "--format", "jsn"], "json"),
      (["evalute", "geodesic", "synthetic"], "evaluate"),
    ])
  func suggestions(arguments: [String], suggestion: String) throws {
    let outcome = try Shell.run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.output == "")
    #expect(outcome.messages.contains(suggestion), "\(outcome.messages)")
  }

  @Test("a file that cannot be written leaves nothing behind")
  func cannotWrite() throws {
    try withTemporaryFolder { folder in
      try put("\(folder)/plain", [1])
      let outcome = try Shell.segue(
        "evaluate", "geodesic", "synthetic", "--limit", "1", "--clicks", "1", "--out",
        "\(folder)/plain/result.txt")
      #expect(outcome.status == 73)
      #expect(outcome.messages.contains("cannot write"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["plain"])
    }
  }

  @Test("a closed pipe ends the process quietly")
  func closedPipe() throws {
    let executable = try #require(Shell.executable).path(percentEncoded: false)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    let script = "for i in range(100000): print(i)"
    process.arguments = ["-c", "set -o pipefail; '\(executable)' -c '\(script)' | head -n 1"]
    let (stdout, stderr) = (Pipe(), Pipe())
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    let messages = stderr.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(String(decoding: output, as: UTF8.self) == "0\n")
    #expect(messages.isEmpty)
    #expect(process.terminationStatus == 0 || process.terminationStatus == 141)
  }

  /// The bytes of a PNG with the checksum of its header put right.
  private static func withHeaderChecksum(_ png: [UInt8]) -> [UInt8] {
    var crc = UInt32.max
    for byte in png[12..<29] {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    crc = ~crc
    var bytes = png
    for index in 0..<4 {
      bytes[29 + index] = UInt8(truncatingIfNeeded: crc >> UInt32(24 - 8 * index))
    }
    return bytes
  }
}
