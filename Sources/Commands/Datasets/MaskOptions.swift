public import Datasets
public import Language

extension MaskRule: Choice {
  /// `mask rule`.
  public static var typeName: String { "mask rule" }

  /// What it reads as object or region.
  public var summary: String {
    switch self {
    case .boundary128: "128 is ignored, above is object"
    case .above128: "above 128 is object"
    case .aboveZero: "all but 0 or black is object"
    case .labels: "each value is a region"
    case .colors: "each colour is a region"
    case .below128: "below 128 is object"
    case .alpha: "what is opaque is object"
    case .voc: "Pascal VOC's indices or colours"
    }
  }
}

extension MaskValue: ScriptConvertible {
  /// `value`.
  public static let typeName = "value"

  /// Reads `255`, `white`, `#ff0000` or `255,0,0`.
  public static func read(_ word: String, in context: CommandContext) throws -> MaskValue {
    guard let value = MaskValue(word) else {
      throw ReadingFailure.refused(
        "'\(word)' is no value of a mask",
        help: "a value is a number from 0 to 65535, or a colour: white, #ff0000 or 255,0,0")
    }
    return value
  }

  /// Takes a number, or what a word spells.
  public static func convert(_ value: Value, in context: CommandContext) throws -> MaskValue {
    if let word = value.asString { return try read(word, in: context) }
    guard let sample = value.asInt.flatMap(UInt16.init(exactly:)) else {
      throw ReadingFailure.mismatch
    }
    return .sample(sample)
  }

  /// The colours that have names.
  public static func candidates(in context: CommandContext) -> [Candidate] {
    [Candidate("black", ""), Candidate("white", "")]
  }

  /// As it is read.
  public static func spelling(of value: MaskValue) -> String { value.description }
}

/// The value of a mask file that does not count, or `none`.
struct IgnoredValue: ScriptConvertible {
  static let typeName = "value"
  let values: [MaskValue]

  static func read(_ word: String, in context: CommandContext) throws -> IgnoredValue {
    if word == "none" { return IgnoredValue(values: []) }
    return IgnoredValue(values: [try MaskValue.read(word, in: context)])
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> IgnoredValue {
    if let word = value.asString { return try read(word, in: context) }
    return IgnoredValue(values: [try MaskValue.convert(value, in: context)])
  }

  static func candidates(in context: CommandContext) -> [Candidate] {
    [Candidate("none", "every pixel counts"), Candidate("255", "void")]
  }

  static func spelling(of value: IgnoredValue) -> String {
    value.values.first?.description ?? "none"
  }
}
