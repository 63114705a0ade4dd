import Basics

/// The ids of an annotation file as whole numbers, also where exporters write strings.
///
/// A string that spells a number is that number, as in files that say `7` here and `"7"` there. Any other has
/// a number from `Int.min` on, in the order of their first use, which no file counts in.
struct AnnotationIDs: Sendable {
  private var numbers: [String: Int] = [:]
  private var texts: [String] = []

  /// Takes the id in front of a reader; `nil` for `null`.
  mutating func take(_ reader: inout JSONReader) throws -> Int? {
    switch try reader.kind() {
    case .null:
      _ = try reader.takesNull()
      return nil
    case .string: return number(of: try reader.string())
    default: return try reader.integer()
    }
  }

  /// The number of an id.
  mutating func number(of text: String) -> Int {
    if let number = Int(text), String(number) == text { return number }
    if let number = numbers[text] { return number }
    let number = Int.min + texts.count
    numbers[text] = number
    texts.append(text)
    return number
  }

  /// The id as the file writes it.
  func text(of number: Int) -> String { word(of: number) ?? String(number) }

  /// The number itself where the file has numbers; `nil` for a string.
  func plain(_ number: Int) -> Int? { word(of: number) == nil ? number : nil }

  private func word(of number: Int) -> String? {
    let place = number &- Int.min
    return texts.indices.contains(place) ? texts[place] : nil
  }
}
