/// What a subscript chooses of one axis: a single position, which drops the axis, or several.
public enum AxisIndex: Equatable, Sendable {
  /// One position, counted from 0.
  case position(Int)
  /// `count` positions, from `start` on, `step` apart.
  case positions(start: Int, step: Int, count: Int)

  /// How many positions are chosen.
  public var count: Int {
    switch self {
    case .position: 1
    case .positions(_, _, let count): count
    }
  }

  /// The position of the `index`-th that is chosen.
  public subscript(index: Int) -> Int {
    switch self {
    case .position(let position): position
    case .positions(let start, let step, _): start + index * step
    }
  }

  /// Whether the axis remains in the result.
  public var keepsAxis: Bool { if case .positions = self { true } else { false } }

  /// What the terms between the brackets choose of each axis.
  ///
  /// An ellipsis stands for as many whole axes as are missing; without one, the last axes are whole.
  ///
  /// - Parameters:
  ///   - lengths: the length of each axis; the result has as many elements.
  ///   - type: what errors call the object, for example `mask`.
  public static func resolve(
    _ terms: [IndexTerm], lengths: [Int], of type: String
  ) throws -> [AxisIndex] {
    let ellipses = terms.indices.filter { if case .ellipsis = terms[$0] { true } else { false } }
    guard ellipses.count <= 1 else {
      throw Diagnostic(.index, "a subscript may have one ellipsis '...', not \(ellipses.count)")
    }
    let given = terms.count - ellipses.count
    guard given <= lengths.count else {
      throw Diagnostic(
        .index, "too many indices: a \(type) has \(lengths.count) axes, but \(given) are given")
    }
    let whole = IndexTerm.slice(start: nil, stop: nil, step: nil)
    let missing = Array(repeating: whole, count: lengths.count - given)
    let split = ellipses.first ?? terms.count
    let all = terms[..<split] + missing + terms[split...].dropFirst()
    return try zip(all, lengths).enumerated().map { axis, pair in
      try AxisIndex(pair.0, length: pair.1, axis: axis, of: type)
    }
  }

  private init(_ term: IndexTerm, length: Int, axis: Int, of type: String) throws {
    switch term {
    case .slice(let start, let stop, let step):
      let span = try Subscripts.span(
        start ?? .none, stop ?? .none, step ?? .none, count: length)
      self = .positions(start: span.start, step: span.step, count: span.count)
    case .value(let value):
      self = .position(try Self.position(value, length, axis, type))
    case .ellipsis: self = .positions(start: 0, step: 1, count: length)
    }
  }

  private static func position(
    _ value: Value, _ length: Int, _ axis: Int, _ type: String
  ) throws -> Int {
    guard value.kind == .int else {
      throw Diagnostic(
        .type, "axis \(axis) of a \(type) is indexed by an int or a slice, not \(value.typeName)")
    }
    let index = value.asInt ?? .max
    guard index >= -length, index < length else {
      throw Diagnostic(
        .index,
        "index \(value.brief) is out of range: axis \(axis) of the \(type) has length \(length)"
      )
    }
    return index < 0 ? index + length : index
  }
}
