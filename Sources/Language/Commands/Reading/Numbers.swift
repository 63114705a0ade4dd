extension Int: ScriptConvertible {
  /// The name in messages.
  public static let typeName = "whole number"

  /// Reads decimal digits with an optional sign; underscores may group them.
  public static func read(_ word: String, in context: CommandContext) throws -> Int {
    if let number = Int(ungrouped(word)) { return number }
    guard isDecimal(word), let number = Double(ungrouped(word)), number.isFinite else {
      throw ReadingFailure.mismatch
    }
    throw number == number.rounded() && number.magnitude < 1e15
      ? ReadingFailure.refused("it is not written as one", help: "write \(Int(number))")
      : ReadingFailure.refused("it is not whole or too large", help: "")
  }

  /// Takes an `int`; a `float` does not fit, even a whole one.
  public static func convert(_ value: Value, in context: CommandContext) throws -> Int {
    if let number = value.asInt { return number }
    if value.asInteger != nil { throw ReadingFailure.refused("it is too large", help: "") }
    throw ReadingFailure.mismatch
  }
}

extension Double: ScriptConvertible {
  /// The name in messages.
  public static let typeName = "number"

  /// Reads a decimal number, with an exponent where wanted.
  public static func read(_ word: String, in context: CommandContext) throws -> Double {
    guard isDecimal(word), let number = Double(ungrouped(word)), number.isFinite else {
      throw ReadingFailure.mismatch
    }
    return number
  }

  /// Takes an `int` or a `float`.
  public static func convert(_ value: Value, in context: CommandContext) throws -> Double {
    guard let number = value.asNumber else { throw ReadingFailure.mismatch }
    return number
  }

  /// The shortest text that reads back; whole numbers without a point.
  public static func spelling(of value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
  }
}

extension Bool: ScriptConvertible {
  /// The name in messages.
  public static let typeName = "truth value"

  /// Reads `true`, `yes`, `on` and their opposites, in any case.
  public static func read(_ word: String, in context: CommandContext) throws -> Bool {
    switch word.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw ReadingFailure.mismatch
    }
  }

  /// Takes a `bool`.
  public static func convert(_ value: Value, in context: CommandContext) throws -> Bool {
    guard let truth = value.asBool else { throw ReadingFailure.mismatch }
    return truth
  }

  /// The words that are read.
  public static func candidates(in context: CommandContext) -> [Candidate] {
    [Candidate("true"), Candidate("false")]
  }

  /// `true` or `false`.
  public static func spelling(of value: Bool) -> String { value ? "true" : "false" }
}

/// A share of a whole, written `0.9` or `90%`; a bare `90` is refused, because it could mean either.
public struct Fraction: ScriptConvertible, Hashable, Comparable, ExpressibleByFloatLiteral, Sendable
{
  /// The name in messages.
  public static let typeName = "fraction"

  /// The share, from 0 to 1.
  public var value: Double

  /// A share.
  public init(_ value: Double) { self.value = value }

  /// A share.
  public init(floatLiteral value: Double) { self.value = value }

  /// Orders by size.
  public static func < (a: Fraction, b: Fraction) -> Bool { a.value < b.value }

  /// Reads `0.9` or `90%`.
  public static func read(_ word: String, in context: CommandContext) throws -> Fraction {
    let isPercent = word.hasSuffix("%")
    let digits = isPercent ? String(word.dropLast()) : word
    guard isDecimal(digits), let number = Double(ungrouped(digits)), number.isFinite else {
      throw ReadingFailure.mismatch
    }
    return try Fraction(checked: isPercent ? number / 100 : number)
  }

  /// Takes a number from 0 to 1.
  public static func convert(_ value: Value, in context: CommandContext) throws -> Fraction {
    guard let number = value.asNumber else { throw ReadingFailure.mismatch }
    return try Fraction(checked: number)
  }

  /// As a decimal.
  public static func spelling(of value: Fraction) -> String { Double.spelling(of: value.value) }

  private init(checked number: Double) throws {
    guard number < 0 || number > 1 else {
      value = number
      return
    }
    guard number > 1, number <= 100 else {
      throw ReadingFailure.refused("a fraction lies between 0 and 1", help: "")
    }
    let (percent, share) = (Double.spelling(of: number), Double.spelling(of: number / 100))
    throw ReadingFailure.refused(
      "a fraction lies between 0 and 1", help: "write \(percent)% or \(share)")
  }
}

/// A height and a width in pixels, written `480x640`, height first; in a call also `(480, 640)`.
public struct Extent: ScriptConvertible, Hashable, Sendable {
  /// The name in messages.
  public static let typeName = "size"

  /// Rows.
  public var height: Int
  /// Columns.
  public var width: Int

  /// A size in pixels.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// Reads `480x640`; one number makes a square.
  public static func read(_ word: String, in context: CommandContext) throws -> Extent {
    let sides = word.lowercased().split(separator: "x", omittingEmptySubsequences: false).map {
      Int($0)
    }
    guard (1...2).contains(sides.count), let height = sides[0], let width = sides[sides.count - 1]
    else { throw ReadingFailure.mismatch }
    return try Extent(checkedHeight: height, width: width)
  }

  /// Takes a pair of integers, one integer for a square, or the text of a word.
  public static func convert(_ value: Value, in context: CommandContext) throws -> Extent {
    if let word = value.asString { return try read(word, in: context) }
    if let side = value.asInt { return try Extent(checkedHeight: side, width: side) }
    guard let items = value.asSequence, items.count == 2, let height = items[0].asInt,
      let width = items[1].asInt
    else { throw ReadingFailure.mismatch }
    return try Extent(checkedHeight: height, width: width)
  }

  /// As `480x640`.
  public static func spelling(of value: Extent) -> String { "\(value.height)x\(value.width)" }

  private init(checkedHeight height: Int, width: Int) throws {
    guard height > 0, width > 0 else {
      throw ReadingFailure.refused("both sides must be positive", help: "write it as 480x640")
    }
    self.init(height: height, width: width)
  }
}

/// The word without the underscores between its digits.
private func ungrouped(_ word: String) -> String {
  guard word.contains("_"), !word.hasPrefix("_"), !word.hasSuffix("_"), !word.contains("__") else {
    return word
  }
  return word.filter { $0 != "_" }
}

/// Whether the word is a decimal number, not a hexadecimal one, `inf` or `nan`.
private func isDecimal(_ word: String) -> Bool {
  word.contains { $0.isASCII && $0.isNumber }
    && word.allSatisfy { "0123456789_.+-eE".contains($0) }
}
