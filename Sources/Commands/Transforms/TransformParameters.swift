import Datasets
import Imaging
import Language

/// A range that a number is drawn from, written `(-0.25, 0.4)`, on a line `-0.25,0.4`; a single number means
/// what the parameter says it does.
struct LimitsParameter: ScriptConvertible {
  static let typeName = "number or pair of numbers"
  private let low: Double
  /// `nil` where a single number was given.
  private let high: Double?

  init(_ single: Double) { (low, high) = (single, nil) }
  init(_ low: Double, _ high: Double) { (self.low, self.high) = (low, high) }

  /// A single number n stands for −n…n.
  var symmetric: DrawRange { high.map { DrawRange(low, $0) } ?? DrawRange(low) }

  /// A single number n stands for `start`…n.
  func from(_ start: Double) -> DrawRange {
    high.map { DrawRange(low, $0) } ?? DrawRange(start, low)
  }

  /// A single number stands for itself.
  var exact: DrawRange { DrawRange(low, high ?? low) }

  static func read(_ word: String, in context: CommandContext) throws -> LimitsParameter {
    let parts = word.split(separator: ",", omittingEmptySubsequences: false).map {
      Double(String($0))
    }
    guard (1...2).contains(parts.count), let low = parts[0], low.isFinite else {
      throw ReadingFailure.mismatch
    }
    guard parts.count == 2 else { return LimitsParameter(low) }
    guard let high = parts[1], high.isFinite else { throw ReadingFailure.mismatch }
    return LimitsParameter(low, high)
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> LimitsParameter {
    if let word = value.asString { return try read(word, in: context) }
    if let number = value.asNumber, number.isFinite { return LimitsParameter(number) }
    guard let items = value.asSequence, items.count == 2, let low = items[0].asNumber,
      let high = items[1].asNumber, low.isFinite, high.isFinite
    else { throw ReadingFailure.mismatch }
    return LimitsParameter(low, high)
  }

  static func spelling(of value: LimitsParameter) -> String {
    ([value.low] + (value.high.map { [$0] } ?? [])).map { Double.spelling(of: $0) }
      .joined(separator: ",")
  }
}

/// A choice that OpenCV numbers: a script may write the number too, as configurations for albumentations do.
protocol NumberedChoice: Choice {
  /// The cases by OpenCV's numbers.
  static var numbers: [Int: Self] { get }
}

extension NumberedChoice {
  static func convert(_ value: Value, in context: CommandContext) throws -> Self {
    if let choice = value.asInt.flatMap({ numbers[$0] }) { return choice }
    guard let word = value.asString else { throw ReadingFailure.mismatch }
    return try read(word, in: context)
  }
}

/// How colours are interpolated, by name or by OpenCV's number.
enum InterpolationParameter: String, NumberedChoice {
  case nearest, linear, cubic, area, lanczos

  static let typeName = "interpolation"
  static let numbers: [Int: Self] = [0: .nearest, 1: .linear, 2: .cubic, 3: .area, 4: .lanczos]

  var interpolation: Interpolation {
    switch self {
    case .nearest: .nearest
    case .linear: .linear
    case .cubic: .cubic
    case .area: .area
    case .lanczos: .lanczos
    }
  }
}

/// What lies beyond the border, by name or by OpenCV's number.
enum BorderParameter: String, NumberedChoice {
  case constant, replicate, reflect, wrap
  case reflect101 = "reflect_101"

  static let typeName = "border mode"
  static let numbers: [Int: Self] = [
    0: .constant, 1: .replicate, 2: .reflect, 3: .wrap, 4: .reflect101,
  ]

  var summary: String {
    switch self {
    case .constant: "one colour"
    case .replicate: "the border pixel"
    case .reflect: "the picture mirrored at its edge"
    case .wrap: "the picture repeated"
    case .reflect101: "the picture mirrored at its border pixel"
    }
  }

  func border(fill: ColorParameter, mask: Int) -> Border {
    Border(
      BorderMode(rawValue: rawValue) ?? .constant, fill: fill.color,
      maskFill: UInt8(clamping: mask))
  }
}

/// A colour, written `(255, 0, 0)`, on a line `255,0,0`; one number is a grey.
struct ColorParameter: ScriptConvertible {
  static let typeName = "colour"
  static let black = ColorParameter(color: Color(0, 0, 0))
  let color: Color

  static func read(_ word: String, in context: CommandContext) throws -> ColorParameter {
    try colour(word.split(separator: ",").map { Double(String($0)) })
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> ColorParameter {
    if let word = value.asString { return try read(word, in: context) }
    return try colour((value.asSequence ?? [value]).map(\.asNumber))
  }

  static func spelling(of value: ColorParameter) -> String {
    "\(value.color.red),\(value.color.green),\(value.color.blue)"
  }

  private static func colour(_ parts: [Double?]) throws -> ColorParameter {
    let bytes = parts.compactMap { $0.flatMap { UInt8(exactly: $0) } }
    guard bytes.count == parts.count, bytes.count == 1 || bytes.count == 3 else {
      throw ReadingFailure.mismatch
    }
    return ColorParameter(color: Color(bytes[0], bytes[bytes.count / 2], bytes[bytes.count - 1]))
  }
}
