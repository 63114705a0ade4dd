import Basics
import TestSupport
import Testing

@Suite("Bytes of a file")
struct FileBytesTests {
  @Test("a mapped file holds what was written")
  func mapped() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/numbers"
      try Files.write(Array(0..<100), to: path)
      let bytes = try FileBytes(mapping: path)
      #expect(bytes.array == Array(0..<100))
      #expect(bytes.slice(at: 10, count: 5)?.array == [10, 11, 12, 13, 14])
      #expect(bytes.littleEndian(UInt32.self, at: 3) == 0x0605_0403)
    }
  }

  @Test("reads past the end give nil")
  func bounds() {
    let bytes = FileBytes([1, 2, 3])
    #expect(bytes.byte(at: 3) == nil)
    #expect(bytes.byte(at: -1) == nil)
    #expect(bytes.littleEndian(UInt32.self, at: 0) == nil)
    #expect(bytes.littleEndian(UInt16.self, at: 1) == 0x0302)
    #expect(bytes.littleEndian(UInt16.self, at: .max) == nil)
    #expect(bytes.slice(at: 3, count: 0)?.count == 0)
    for (offset, count) in [(4, 0), (0, 4), (-1, 1), (1, .max), (.max, 1), (0, -1)] {
      #expect(bytes.slice(at: offset, count: count) == nil)
    }
  }

  @Test("a slice outlives the view that it was cut from")
  func lifetime() throws {
    let slice = try #require(FileBytes([7, 8, 9]).slice(at: 1, count: 2))
    #expect(slice.array == [8, 9])
  }

  @Test("an empty file is an empty view; a folder and nothing are errors")
  func special() throws {
    try withTemporaryFolder { folder in
      try Files.write([], to: folder + "/empty")
      #expect(try FileBytes(mapping: folder + "/empty").count == 0)
      #expect(throws: SystemError.self) { try FileBytes(mapping: folder) }
      #expect(throws: SystemError.self) { try FileBytes(mapping: folder + "/nowhere") }
    }
  }
}
