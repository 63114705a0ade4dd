import Foundation
import TestSupport
import Testing

@testable import Basics

@Suite("Archives")
struct ArchiveTests {
  private let recorded: [String: [UInt8]]

  init() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/archives.json")
    recorded = try JSONDecoder().decode([String: Data].self, from: Data(contentsOf: path))
      .mapValues { Array($0) }
  }

  private func bytes(_ name: String) throws -> FileBytes {
    FileBytes(try #require(recorded[name]))
  }

  @Test(
    "data that zlib and gzip wrote decompress to what went in",
    arguments: [("zlib", Inflate.Wrapper.zlib), ("raw", .raw), ("gzip", .gzip)])
  func wrappers(name: String, wrapper: Inflate.Wrapper) throws {
    let content = try Inflate.decompress(try bytes(name), wrapper: wrapper, limit: .max)
    #expect(content == recorded["text"])
  }

  @Test("content up to the limit is given, and one byte more is an error")
  func limit() throws {
    let size = try #require(recorded["text"]).count
    #expect(try Inflate.decompress(try bytes("zlib"), wrapper: .zlib, limit: size).count == size)
    for limit in [size - 1, 4096, 1, 0] {
      #expect(throws: ArchiveError.tooLarge(limit: limit)) {
        try Inflate.decompress(try bytes("zlib"), wrapper: .zlib, limit: limit)
      }
    }
  }

  @Test("data that are cut, damaged, or followed by others are errors")
  func damage() throws {
    let whole = try bytes("zlib")
    for count in stride(from: 0, to: whole.count, by: 7) {
      let part = try #require(whole.slice(at: 0, count: count))
      #expect(throws: ArchiveError.truncated) {
        try Inflate.decompress(part, wrapper: .zlib, limit: 1 << 20)
      }
    }
    #expect(throws: ArchiveError.corrupt(detail: "bytes follow the compressed data")) {
      try Inflate.decompress(FileBytes(whole.array + [0]), wrapper: .zlib, limit: 1 << 20)
    }
    var damaged = whole.array
    damaged[damaged.count - 1] ^= 1
    #expect(throws: ArchiveError.corrupt(detail: "incorrect data check")) {
      try Inflate.decompress(FileBytes(damaged), wrapper: .zlib, limit: 1 << 20)
    }
  }

  @Test(
    "archives in every shape that Python writes hold what went in",
    arguments: ["plain", "zip64", "streamed", "prefixed", "commented"])
  func zip(name: String) throws {
    let archive = try ZipArchive(try bytes(name))
    #expect(archive.entries.map(\.name) == ["stored.bin", "folder/deflated.txt", "ümlaut.txt"])
    let contents = try archive.entries.map { try archive.content(of: $0, limit: 1 << 20).array }
    #expect(contents[0] == Array(0...255))
    #expect(contents[1] == recorded["text"])
    #expect(contents[2] == [])
    #expect(archive["stored.bin"]?.isStored == true)
    #expect(archive["missing"] == nil)
  }

  @Test("a wrong check sum is reported with the entry's name")
  func checksum() throws {
    var damaged = try bytes("plain").array
    // The stored entry's content lies right behind its header.
    damaged[60] ^= 1
    let archive = try ZipArchive(FileBytes(damaged))
    let entry = try #require(archive["stored.bin"])
    #expect(throws: ArchiveError.wrongChecksum(entry: "stored.bin")) {
      try archive.content(of: entry, limit: 1 << 20)
    }
  }

  @Test("damaged archives never trap", arguments: ["plain", "zip64", "streamed", "commented"])
  func flips(name: String) throws {
    let whole = try bytes(name).array
    var random = RandomKey(root: 4, purpose: "flips", sample: name).generator()
    for round in 0..<600 {
      var damaged = round % 3 == 0 ? Array(whole[..<random.index(below: whole.count)]) : whole
      for _ in 0..<4 where !damaged.isEmpty {
        // The directory is at the end: most of the harm is done there.
        let place = damaged.count - 1 - random.index(below: min(damaged.count, 300))
        damaged[place] = UInt8(random.index(below: 256))
      }
      guard let archive = try? ZipArchive(FileBytes(damaged)) else { continue }
      for entry in archive.entries { _ = try? archive.content(of: entry, limit: 1 << 16) }
    }
  }

  @Test("a mapped file that loses its end gives zeros and says so, and the process lives")
  func shrinking() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/shrinking.bin"
      try Files.write(Array(repeating: 7, count: 1 << 20), to: path)
      let bytes = try FileBytes(mapping: path)
      #expect(bytes.byte(at: 0) == 7)
      try bytes.checkIntact()
      truncate(path, 4096)
      #expect(bytes.byte(at: 900_000) == 0)
      #expect(bytes.byte(at: 1) == 7)
      #expect(throws: SystemError(action: "read", path: path, code: EIO)) {
        try bytes.checkIntact()
      }
    }
  }
}
