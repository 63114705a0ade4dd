import Basics
import Testing

@testable import Layers

@Suite("Protocol Buffers")
struct WireTests {
  @Test(
    "whole numbers come back, negative ones too",
    arguments: [0, 1, 127, 128, 300, -1, .max, .min, 1 << 35])
  func integers(value: Int) throws {
    var writer = WireWriter()
    writer.integer(3, value)
    var reader = WireReader(FileBytes(writer.bytes))
    let field = try #require(try reader.next())
    #expect(field.number == 3)
    #expect(try field.integer() == value)
    #expect(try reader.next() == nil)
  }

  @Test("texts, bytes, numbers and nested messages come back in their order")
  func mixed() throws {
    var inner = WireWriter()
    inner.text(1, "größer")
    inner.float(2, -0.5)
    var writer = WireWriter()
    writer.message(1, inner)
    writer.bytes(2, [UInt8](repeating: 7, count: 5000))
    writer.integers(3, [1, -1, 300])
    var reader = WireReader(FileBytes(writer.bytes))
    var nested = WireReader(try #require(try reader.next()).bytes())
    #expect(try nested.next()?.text() == "größer")
    #expect(try nested.next()?.float() == -0.5)
    #expect(try reader.next()?.bytes().count == 5000)
    var numbers = PackedNumbers()
    var budget = WireBudget()
    try numbers.append(try #require(try reader.next()), &budget)
    #expect(try numbers.integers(limit: 3) == [1, -1, 300])
    #expect(throws: WireError(.tooManyParts(limit: 2))) { try numbers.integers(limit: 2) }
  }

  @Test("known bytes of the encoding's own manual are read")
  func manual() throws {
    var reader = WireReader(FileBytes([0x08, 0x96, 0x01, 0x12, 0x07] + Array("testing".utf8)))
    #expect(try reader.next()?.integer() == 150)
    #expect(try reader.next()?.text() == "testing")
  }

  @Test(
    "damage is an error, and none is read past the end",
    arguments: [
      ([0x08], WireError.Problem.truncated),
      ([0x08, 0x80], .truncated),
      ([0x12, 0x05, 0x41], .truncated),
      ([0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .truncated),
      ([0x09, 1, 2, 3], .truncated),
      ([0x0D, 1, 2], .truncated),
      ([0x08] + [UInt8](repeating: 0x80, count: 11), .endlessNumber),
      ([0x00, 0x00], .fieldNumber),
      ([0x0B], .wireType(3)),
      ([0x0F], .wireType(7)),
    ])
  func damage(bytes: [UInt8], problem: WireError.Problem) {
    let error = #expect(throws: WireError.self) {
      var reader = WireReader(FileBytes(bytes))
      while try reader.next() != nil {}
    }
    #expect(error?.problem == problem)
  }

  @Test("a field of another kind than it should be is an error")
  func kinds() throws {
    var writer = WireWriter()
    writer.integer(1, 5)
    writer.text(2, "x")
    var reader = WireReader(FileBytes(writer.bytes))
    let (number, text) = (try #require(try reader.next()), try #require(try reader.next()))
    #expect(throws: WireError(.fieldType(1))) { try number.text() }
    #expect(throws: WireError(.fieldType(1))) { try number.float() }
    #expect(throws: WireError(.fieldType(2))) { try text.integer() }
  }
}
