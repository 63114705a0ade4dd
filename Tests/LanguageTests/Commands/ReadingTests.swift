import Testing

@testable import Language

@Suite("Reading words by type")
struct ReadingTests {
  private let context = toyContext()

  @Test(
    "whole numbers", arguments: [("20", 20), ("-3", -3), ("+4", 4), ("1_000", 1000), ("007", 7)])
  func integers(word: String, number: Int) throws {
    #expect(try Int.read(word, in: context) == number)
  }

  @Test(
    "what is no whole number",
    arguments: ["", "x", "0x10", "1__0", "_1", "1_", "--1", "nan", "ten"])
  func notIntegers(word: String) {
    #expect(throws: ReadingFailure.mismatch) { try Int.read(word, in: context) }
  }

  @Test("a number too large for a whole number is refused, not wrapped")
  func hugeIntegers() {
    #expect(throws: ReadingFailure.self) { try Int.read("99999999999999999999", in: context) }
    #expect(throws: ReadingFailure.self) { try Int.read("1e300", in: context) }
  }

  @Test(
    "numbers",
    arguments: [("0.5", 0.5), ("-1e-3", -0.001), ("20", 20), (".5", 0.5), ("1_0.5", 10.5)])
  func numbers(word: String, number: Double) throws {
    #expect(try Double.read(word, in: context) == number)
  }

  @Test("what is no number", arguments: ["inf", "nan", "0x1p3", "1e999", "-", "e", "1,5"])
  func notNumbers(word: String) {
    #expect(throws: ReadingFailure.mismatch) { try Double.read(word, in: context) }
  }

  @Test(
    "fractions",
    arguments: [("0.9", 0.9), ("90%", 0.9), ("1", 1), ("0", 0), ("100%", 1), ("0.5%", 0.005)])
  func fractions(word: String, value: Double) throws {
    #expect(try Fraction.read(word, in: context).value == value)
  }

  @Test("a fraction beyond 1 is refused with both spellings")
  func bareNinety() {
    #expect(
      throws: ReadingFailure.refused("a fraction lies between 0 and 1", help: "write 90% or 0.9")
    ) {
      try Fraction.read("90", in: context)
    }
    #expect(throws: ReadingFailure.refused("a fraction lies between 0 and 1", help: "")) {
      try Fraction.read("-0.1", in: context)
    }
  }

  @Test(
    "sizes, height first", arguments: [("480x640", 480, 640), ("32X16", 32, 16), ("64", 64, 64)])
  func sizes(word: String, height: Int, width: Int) throws {
    #expect(try Extent.read(word, in: context) == Extent(height: height, width: width))
  }

  @Test("what is no size", arguments: ["", "x", "480x", "x640", "1x2x3", "ax2", "0x5", "-1x5"])
  func notSizes(word: String) {
    #expect(throws: ReadingFailure.self) { try Extent.read(word, in: context) }
  }

  @Test("a size is also a pair or an integer")
  func sizeValues() throws {
    #expect(try Extent.convert(.tuple([480, 640]), in: context) == Extent(height: 480, width: 640))
    #expect(try Extent.convert(8, in: context) == Extent(height: 8, width: 8))
    #expect(throws: ReadingFailure.mismatch) { try Extent.convert(.list([1, 2, 3]), in: context) }
  }

  @Test("every spelling reads back", arguments: [0.5, 1, 1e-9, -3.25, 1e20, 123456])
  func spellings(number: Double) throws {
    #expect(try Double.read(Double.spelling(of: number), in: context) == number)
  }

  @Test("a union takes the first type that fits, and names both")
  func unions() throws {
    typealias Three = Either<Crate, Either<Int, Fruit>>
    #expect(Three.typeName == "crate, whole number or fruit")
    guard case .second(.first(5)) = try Three.read("5", in: context),
      case .second(.second(.plum)) = try Three.read("plum", in: context),
      case .first = try Three.convert(.object(Crate(count: 1)), in: context)
    else {
      Issue.record("the union read another type")
      return
    }
    #expect(throws: ReadingFailure.mismatch) { try Three.read("stone", in: context) }
  }

  @Test("a reason given by one type of a union is kept")
  func reasonsInUnions() {
    #expect(throws: ReadingFailure.refused("it is not written as one", help: "write 2")) {
      try Either<Int, Fruit>.read("2.0", in: context)
    }
  }

  @Test("a value of no fixed type reads literals, and a quoted word as itself")
  func rawValues() throws {
    #expect(try Value.read("20", in: context).asInt == 20)
    #expect(try Value.read("2.5", in: context).asFloat == 2.5)
    #expect(try Value.read("True", in: context).asBool == true)
    #expect(try Value.read("plum", in: context).asString == "plum")
    let quoted = ParameterInput(.quoted("20"))
    let parameter = CommandDeclaration(Sell.self).parameters[0]
    #expect(try Value.gather([quoted], for: parameter, in: context).asString == "20")
  }

  @Test("a path must exist to be read, and its folder to be written")
  func paths() throws {
    #expect(try InputFolder.read(".", in: context).path == ".")
    #expect(throws: (any Error).self) { try InputFile.read("no/such/file", in: context) }
    #expect(throws: (any Error).self) { try InputFile.read(".", in: context) }
    #expect(throws: (any Error).self) { try OutputPath.read("no/such/folder/file", in: context) }
    #expect(try OutputPath.read("not-there-yet.png", in: context).path == "not-there-yet.png")
  }

  @Test(
    "plurals and articles",
    arguments: [
      ("mask", "masks", "a mask"), ("whole number", "whole numbers", "a whole number"),
      ("image, mask or box", "images, masks or boxes", "an image, mask or box"),
    ])
  func grammar(name: String, several: String, one: String) {
    #expect(plural(name) == several)
    #expect(withArticle(name) == one)
  }
}
