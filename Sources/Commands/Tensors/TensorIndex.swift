import Language
import Tensors

/// What stands between the brackets of a tensor: ints, slices, `...`, `None` for a new axis, and at most
/// one mask, boolean tensor or list of positions.
enum TensorIndex {
  /// What the terms choose of a tensor of this shape.
  static func selection(_ terms: [IndexTerm], of shape: [Int]) throws -> TensorSelection {
    // A tuple alone is what stands between the brackets: t[(0, 1)] is t[0, 1].
    if terms.count == 1, case .value(let value) = terms[0], let tuple = value.asTuple {
      return try selection(
        tuple.items.map { $0.kind == .ellipsis ? .ellipsis : .value($0) }, of: shape)
    }
    let parts = try terms.map { try Part($0) }
    try check(parts, shape)
    var selection = TensorSelection(of: shape)
    var axis = 0
    let missing = shape.count - parts.reduce(0) { $0 + $1.axes }
    for (term, part) in zip(terms, parts) {
      switch part {
      case .ellipsis:
        for _ in 0..<missing {
          try selection.take(from: 0, step: 1, count: shape[axis])
          axis += 1
        }
      case .newAxis: selection.addAxis()
      case .mask(let mask):
        // Where each chosen element lies, a word each.
        try TensorValues.require(mask.count, copies: 2)
        try take(mask, &selection, axis)
      case .positions(let positions): try take(positions, &selection, axis)
      case .one: try take(term, &selection, axis)
      }
      axis += part.axes
    }
    try TensorValues.check(selection.shape)
    return selection
  }

  /// One term, by what it does to the axes.
  private enum Part {
    case ellipsis
    case newAxis
    case mask(Tensor)
    case positions([Int])
    case one

    /// How many axes of the tensor it reads.
    var axes: Int {
      switch self {
      case .ellipsis, .newAxis: 0
      case .mask(let mask): mask.rank
      case .positions, .one: 1
      }
    }

    init(_ term: IndexTerm) throws {
      switch term {
      case .ellipsis: self = .ellipsis
      case .slice: self = .one
      case .value(let value) where value.isNone: self = .newAxis
      case .value(let value): self = try Self.array(value) ?? .one
      }
    }

    private static func array(_ value: Value) throws -> Part? {
      if let items = value.asSequence, let positions = Self.positions(items) {
        return .positions(positions)
      }
      guard value.kind == .host || value.asSequence != nil else { return nil }
      guard let (tensor, kind) = try TensorValues.read(value) else { return nil }
      if kind == .bool { return .mask(tensor) }
      let positions = tensor.elements.compactMap { Int(exactly: $0) }
      guard tensor.rank == 1, kind == .int, positions.count == tensor.count else {
        throw Diagnostic(
          .type, "a tensor is indexed by ints, slices, a mask, or a list of ints",
          help: "compare to get a mask: t[t > 0.5]")
      }
      return .positions(positions)
    }

    /// The ints of a list, or whole floats that are surely meant as ints; `nil` where it holds others.
    ///
    /// They do not pass through a tensor, whose 32-bit floats hold integers up to 2²⁴ only. An integer
    /// beyond a machine word lies outside every axis, as the farthest word does.
    private static func positions(_ items: [Value]) -> [Int]? {
      var positions: [Int] = []
      positions.reserveCapacity(items.count)
      for item in items {
        if let position = item.asInt {
          positions.append(position)
        } else if let integer = item.asInteger {
          positions.append(integer < BigInteger(0) ? .min : .max)
        } else if let number = item.asFloat, number.magnitude < 0x1p53,
          let position = Int(exactly: number)
        {
          positions.append(position)
        } else {
          return nil
        }
      }
      return positions
    }
  }

  private static func check(_ parts: [Part], _ shape: [Int]) throws {
    let ellipses = parts.count { if case .ellipsis = $0 { true } else { false } }
    guard ellipses <= 1 else {
      throw Diagnostic(.index, "a subscript may have one ellipsis '...', not \(ellipses)")
    }
    let given = parts.reduce(0) { $0 + $1.axes }
    guard given <= shape.count else {
      throw Diagnostic(
        .index,
        "too many indices: a tensor of shape \(shape.asTuple) has \(shape.count) axes, but \(given) are given"
      )
    }
    let arrays = parts.count { part in
      switch part {
      case .mask, .positions: true
      default: false
      }
    }
    guard arrays <= 1 else {
      throw Diagnostic(
        .index, "a subscript takes one mask or one list of positions, not \(arrays)",
        help: "index in two steps: t[rows][:, columns]")
    }
  }

  private static func take(
    _ mask: Tensor, _ selection: inout TensorSelection, _ axis: Int
  ) throws {
    do {
      try selection.take(where: mask)
    } catch {
      guard case .shapeMismatch(let shape, let mask, let differing) = error else { throw error }
      let place = differing.map { ": axis \($0) differs" } ?? ""
      throw Diagnostic(
        .shape,
        "a mask of shape \(mask.asTuple) cannot index a tensor of shape \(shape.asTuple)\(place)")
    }
  }

  private static func take(
    _ positions: [Int], _ selection: inout TensorSelection, _ axis: Int
  ) throws {
    let length = selection.source[axis]
    try selection.take(
      positions.map { position in
        guard position >= -length, position < length else {
          throw Diagnostic(
            .index,
            "index \(position) is out of range: axis \(axis) of the tensor has length \(length)")
        }
        return position < 0 ? position + length : position
      })
  }

  /// An int or a slice, by the rules that all picture types share.
  private static func take(
    _ term: IndexTerm, _ selection: inout TensorSelection, _ axis: Int
  ) throws {
    let whole = IndexTerm.slice(start: nil, stop: nil, step: nil)
    let terms = Array(repeating: whole, count: axis) + [term]
    let resolved = try AxisIndex.resolve(
      terms, lengths: Array(selection.source[...axis]), of: TensorObject.typeName)
    switch resolved[axis] {
    case .position(let index): try selection.take(index)
    case .positions(let start, let step, let count):
      try selection.take(from: start, step: step, count: count)
    }
  }
}
