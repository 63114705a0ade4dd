import Clicking
import Imaging
import Language

/// How clicks go between scripts and the library.
///
/// In a script the clicks of an inference are the seed's `click_seq`: a list with one entry an
/// interaction, which is what the oracle returned: one click, or a list of clicks.
enum ClickValues {
  /// What a robot's clicks are to a script: the click itself where it is one.
  static func value(of clicks: [Click]) -> Value {
    if clicks.count == 1 { return .object(ClickObject(clicks[0])) }
    return .list(clicks.map { .object(ClickObject($0)) })
  }

  /// The interactions of a sequence.
  static func value(of sequence: ClickSequence) -> Value {
    .list(sequence.interactions.map { value(of: $0) })
  }

  /// One click or a list of clicks; a click may also be a tuple (row, column, positive).
  ///
  /// - Parameter role: who gave the value, for the error: `the robot 'f'`.
  static func clicks(_ value: Value, from role: String) throws -> [Click] {
    if let click = click(value) { return [click] }
    guard let items = value.asSequence else { throw unexpected(value, role) }
    return try items.map { item in
      // A tuple was meant to be one click.
      guard let click = click(item) else {
        throw unexpected(value.asTuple == nil ? item : value, role)
      }
      return click
    }
  }

  /// A list with one entry an interaction.
  static func sequence(_ value: Value, from role: String) throws -> ClickSequence {
    guard let items = value.asSequence, click(value) == nil else {
      throw Diagnostic(
        .type, "\(role) takes a list of interactions as clicks, got \(value.typeName)",
        help: "start with click_seq = [] and append what the robot returns")
    }
    return ClickSequence(try items.map { try clicks($0, from: role) })
  }

  /// The seed's two nested lists: positive and negative clicks of each interaction.
  static func sequence(
    positives: Value, negatives: Value, from role: String
  ) throws -> ClickSequence {
    let positives = try signed(positives, true, role)
    let negatives = try signed(negatives, false, role)
    guard positives.count == negatives.count else {
      throw Diagnostic(
        .value,
        "pcs holds \(positives.count) interactions but ncs holds \(negatives.count)",
        help: "append one entry to each at every interaction; it may be an empty list")
    }
    return ClickSequence(zip(positives, negatives).map { $0 + $1 })
  }

  /// Throws where a click lies outside a picture: no model can say anything of it there.
  ///
  /// - Parameter role: who got the clicks, for the error: `the model 'f'`.
  static func check(_ clicks: [Click], inside size: Size, of role: String) throws {
    for click in clicks where !size.contains(click.pixel) {
      throw Diagnostic.outside(click, size, "\(role) got the click \(click)")
    }
  }

  private static func signed(
    _ value: Value, _ isPositive: Bool, _ role: String
  ) throws -> [[Click]] {
    guard let items = value.asSequence else { throw unexpected(value, role) }
    return try items.map { interaction in
      guard let clicks = interaction.asSequence else { throw unexpected(interaction, role) }
      return try clicks.map { item in
        guard let pixel = pixel(item) else { throw unexpected(item, role) }
        return Click(pixel, isPositive: isPositive)
      }
    }
  }

  private static func click(_ value: Value) -> Click? {
    if let object = value.asObject(ClickObject.self) { return object.click }
    guard let parts = value.asTuple?.items, parts.count == 3, let row = parts[0].asInt,
      let column = parts[1].asInt, let isPositive = parts[2].asBool
    else { return nil }
    return Click(Pixel(row: row, column: column), isPositive: isPositive)
  }

  private static func pixel(_ value: Value) -> Pixel? {
    if let click = click(value) { return click.pixel }
    guard let parts = value.asSequence, parts.count == 2, let row = parts[0].asInt,
      let column = parts[1].asInt
    else { return nil }
    return Pixel(row: row, column: column)
  }

  private static func unexpected(_ value: Value, _ role: String) -> Diagnostic {
    let parts = value.asTuple?.items.prefix(4).map(\.typeName).joined(separator: ", ")
    return Diagnostic(
      .type,
      "\(role) expected a click or a list of clicks, got \(value.typeName)"
        + (parts.map { " (\($0))" } ?? ""),
      help:
        "a click is what a robot returns, or a tuple (row, column, positive): two whole numbers "
        + "and True or False")
  }
}

extension Diagnostic {
  /// A click outside a picture; `words` say who made or got it.
  static func outside(_ click: Click, _ size: Size, _ words: String) -> Diagnostic {
    let swapped = Pixel(row: click.pixel.column, column: click.pixel.row)
    return Diagnostic(
      .value, "\(words), outside the picture of \(size)",
      hint: size.contains(swapped)
        ? "did you mean \(Click(swapped, isPositive: click.isPositive))?" : nil,
      help: "rows come first: click(row, column), from (0, 0) to "
        + "\(Pixel(row: size.height - 1, column: size.width - 1))")
  }
}
