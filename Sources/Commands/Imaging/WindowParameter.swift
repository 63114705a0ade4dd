import Imaging
import Language

/// The samples that a picture shows black and white, written `0..4095`; in a script also a pair.
struct WindowParameter: ScriptConvertible {
  static let typeName = "window low..high"
  let window: SampleWindow

  static func read(_ word: String, in context: CommandContext) throws -> WindowParameter {
    guard let dots = word.firstRange(of: ".."), let low = Double(word[..<dots.lowerBound]),
      let high = Double(word[dots.upperBound...])
    else { throw ReadingFailure.mismatch }
    return try checked(low, high, word)
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> WindowParameter {
    if let word = value.asString { return try read(word, in: context) }
    guard let items = value.asSequence, items.count == 2, let low = items[0].asNumber,
      let high = items[1].asNumber
    else { throw ReadingFailure.mismatch }
    return try checked(low, high, "\(low)..\(high)")
  }

  static func spelling(of value: WindowParameter) -> String {
    "\(Double.spelling(of: value.window.low))..\(Double.spelling(of: value.window.high))"
  }

  private static func checked(
    _ low: Double, _ high: Double, _ word: String
  ) throws -> WindowParameter {
    guard let window = SampleWindow(low: low, high: high) else {
      throw ReadingFailure.refused(
        "'\(word)' leaves no room between black and white", help: "black lies below white: 0..4095")
    }
    return WindowParameter(window: window)
  }
}
