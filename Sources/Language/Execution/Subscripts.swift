import Basics

/// Reading, assigning and deleting the parts of values.
enum Subscripts {
  /// `base[index]`
  static func value(of base: Value, at index: Value) throws -> Value {
    switch base.object {
    case let list as ListObject: return list.storage[try position(index, list.count, "list")]
    case let tuple as TupleObject: return tuple.storage[try position(index, tuple.count, "tuple")]
    case let string as StringObject:
      let start = try position(index, string.count, "string")
      return .string(utf8: string.buffer[start..<start + 1])
    case let bytes as BytesObject:
      return .int(Int(bytes.content[try position(index, bytes.content.count, "bytes")]))
    case let range as RangeObject: return .int(range[try position(index, range.count, "range")])
    case let dict as DictObject:
      guard let found = try dict.find(index, hash: index.hash()) else {
        throw missingKey(index, in: dict)
      }
      return dict.entries[found].value
    case let sequence as SequenceObject:
      return sequence.element(try position(index, sequence.count, sequence.typeName))
    case let host as HostObject:
      if let indexable = host.object as? any IndexableObject {
        return try indexable.value(at: [index.isEllipsis ? .ellipsis : .value(index)])
      }
    default: break
    }
    throw Diagnostic.type("\(base.typeName) has no parts to index with []")
  }

  /// `base[terms]` with several terms.
  static func value(of base: Value, at terms: [IndexTerm]) throws -> Value {
    if let host = base.asObject {
      guard let indexable = host as? any IndexableObject else {
        throw Diagnostic.type("\(base.typeName) has no parts to index with []")
      }
      return try indexable.value(at: terms)
    }
    if case .slice(let start, let stop, let step)? = terms.first, terms.count == 1 {
      return try slice(of: base, start ?? .none, stop ?? .none, step ?? .none)
    }
    return try value(of: base, at: key(terms, for: base))
  }

  /// `base[index] = value`
  static func assign(_ base: Value, at index: Value, _ value: Value) throws {
    switch base.object {
    case let list as ListObject:
      try list.requireMutable()
      list.set(try position(index, list.count, "list"), value)
    case let dict as DictObject:
      try dict.requireMutable()
      try dict.insert(index, hash: index.hash(), value)
    case let host as HostObject:
      guard let assignable = host.object as? any AssignableObject else {
        throw notAssignable(base)
      }
      try assignable.assign(value, at: [index.isEllipsis ? .ellipsis : .value(index)])
    default: throw notAssignable(base)
    }
  }

  /// `base[terms] = value`
  static func assign(_ base: Value, at terms: [IndexTerm], _ value: Value) throws {
    if let host = base.asObject {
      guard let assignable = host as? any AssignableObject else { throw notAssignable(base) }
      return try assignable.assign(value, at: terms)
    }
    if case .slice(let start, let stop, let step)? = terms.first, terms.count == 1 {
      return try assignSlice(base, start, stop, step, value)
    }
    try assign(base, at: key(terms, for: base), value)
  }

  /// `del base[index]`
  static func delete(_ base: Value, at index: Value) throws {
    switch base.object {
    case let list as ListObject:
      try list.requireMutable()
      _ = list.remove(at: try position(index, list.count, "list"))
    case let dict as DictObject:
      try dict.requireMutable()
      guard let found = try dict.find(index, hash: index.hash()) else {
        throw missingKey(index, in: dict)
      }
      dict.remove(at: found)
    default: throw Diagnostic.type("the parts of a \(base.typeName) cannot be deleted")
    }
  }

  /// `del base[terms]`
  static func delete(_ base: Value, at terms: [IndexTerm]) throws {
    if case .slice(let start, let stop, let step)? = terms.first, terms.count == 1,
      base.kind == .list
    {
      let isContiguous = step.map(\.isNone) ?? true
      if isContiguous { return try assignSlice(base, start, stop, nil, .list([])) }
      throw Diagnostic.type("a slice with a step cannot be deleted")
    }
    try delete(base, at: key(terms, for: base))
  }

  // MARK: Errors

  static func missingKey(_ key: Value, in dict: DictObject) -> Diagnostic {
    let known = dict.count <= 1000 ? dict.keys.compactMap(\.asString) : []
    let hint = key.asString.flatMap { Arguments.suggestion(for: $0, among: known) }
    return Diagnostic(.key, "the dict has no key \(key.brief)", hint: hint)
  }

  private static func notAssignable(_ base: Value) -> Diagnostic {
    .type("the parts of a \(base.typeName) cannot be assigned")
  }

  /// The position of an index that may count from the end.
  static func position(_ index: Value, _ count: Int, _ what: String) throws -> Int {
    guard let number = index.asInt else {
      if index.kind == .int { throw outOfRange(index, count, what) }
      throw Diagnostic.type("a \(what) index must be an int, not \(index.typeName)")
    }
    let position = number < 0 ? number &+ count : number
    guard position >= 0, position < count else { throw outOfRange(index, count, what) }
    return position
  }

  private static func outOfRange(_ index: Value, _ count: Int, _ what: String) -> Diagnostic {
    let range = count == 0 ? "it is empty" : "valid are \(-count) to \(count - 1)"
    return Diagnostic(.index, "\(what) index \(index.brief) out of range: \(range)")
  }

  /// Several terms as the key of a dictionary: `d[1, 2]` is `d[(1, 2)]`.
  private static func key(_ terms: [IndexTerm], for base: Value) throws -> Value {
    guard base.kind == .dict else {
      throw Diagnostic.type("\(base.typeName) takes one index, not \(terms.count) terms")
    }
    return .tuple(
      try terms.map { term in
        guard case .value(let value) = term else {
          throw Diagnostic.type("a slice cannot be the key of a dict")
        }
        return value
      })
  }
}

// MARK: - Slices

extension Subscripts {
  /// The positions of a slice: `count` of them, from `start` on, `step` apart.
  struct Span {
    var start: Int
    var step: Int
    var count: Int
    /// Where the slice ends, brought into the bounds.
    var stop: Int
  }

  /// Brings the parts of a slice into the bounds of a sequence; `None` stands for what was left out.
  static func span(_ start: Value, _ stop: Value, _ step: Value, count: Int) throws -> Span {
    let step = step.isNone ? 1 : try bound(step, "step")
    guard step != 0 else { throw Diagnostic.value("the step of a slice is zero") }
    func clamp(_ value: Value, _ what: String, missing: Int) throws -> Int {
      if value.isNone { return missing }
      let number = try bound(value, what)
      let position = number < 0 ? number.addingReportingOverflow(count).partialValue : number
      return step > 0 ? min(max(position, 0), count) : min(max(position, -1), count - 1)
    }
    let first = try clamp(start, "start", missing: step > 0 ? 0 : count - 1)
    let end = try clamp(stop, "stop", missing: step > 0 ? count : -1)
    let distance = step > 0 ? end - first : first - end
    let length = distance <= 0 ? 0 : (distance - 1) / Int(clamping: step.magnitude) + 1
    return Span(start: first, step: step, count: length, stop: end)
  }

  private static func bound(_ value: Value, _ what: String) throws -> Int {
    if let number = value.asInt { return number }
    // A bound beyond the machine word is as good as the farthest one.
    if let number = value.asInteger { return number.isNegative ? -Int.max : Int.max }
    throw Diagnostic.type("the \(what) of a slice must be an int or None, not \(value.typeName)")
  }

  static func slice(of base: Value, _ start: Value, _ stop: Value, _ step: Value) throws -> Value {
    if let host = base.asObject {
      guard let indexable = host as? any IndexableObject else {
        throw Diagnostic.type("\(base.typeName) cannot be sliced")
      }
      return try indexable.value(at: [SliceObject(start: start, stop: stop, step: step).term])
    }
    guard let object = base.object, let count = try base.length() else {
      throw Diagnostic.type("\(base.typeName) cannot be sliced")
    }
    func positions() throws -> Span { try span(start, stop, step, count: count) }
    switch object {
    case let list as ListObject:
      return try withItems(list.buffer, positions()) { .list($0) }
    case let tuple as TupleObject:
      return try withItems(tuple.buffer, positions()) { .tuple($0) }
    case let string as StringObject:
      return try withItems(string.buffer, positions()) { Value(StringObject($0)) }
    case let bytes as BytesObject:
      let span = try positions()
      return try bytes.content.withUnsafeBufferPointer { try withItems($0, span) { .bytes($0) } }
    case let range as RangeObject: return try sliceRange(range, positions())
    default: throw Diagnostic.type("\(base.typeName) cannot be sliced")
    }
  }

  /// Hands over the items that a slice chooses; throws where there is no memory for a copy.
  private static func withItems<Element, Result>(
    _ items: UnsafeBufferPointer<Element>, _ span: Span,
    _ body: (UnsafeBufferPointer<Element>) -> Result
  ) throws -> Result {
    let bytes = span.count * MemoryLayout<Element>.stride
    if span.step == 1 {
      try MemoryBound.require(bytes)
      return body(UnsafeBufferPointer(rebasing: items[span.start..<span.start + span.count]))
    }
    try MemoryBound.require(2 * bytes)
    return (0..<span.count).map { items[span.start + $0 * span.step] }
      .withUnsafeBufferPointer(body)
  }

  /// `range(10)[::-3]` is `range(9, -1, -3)`: from the value at the slice's start to that at its end.
  private static func sliceRange(_ range: RangeObject, _ span: Span) throws -> Value {
    func value(at position: Int) -> Int? {
      let (distance, isFar) = position.multipliedReportingOverflow(by: range.step)
      let (value, isFarther) = range.start.addingReportingOverflow(distance)
      return isFar || isFarther ? nil : value
    }
    let (step, isFar) = range.step.multipliedReportingOverflow(by: span.step)
    guard !isFar, let start = value(at: span.start) else {
      return Value(try RangeObject(start: range.stop, stop: range.stop, step: 1))
    }
    let stop = value(at: span.stop) ?? (step > 0 ? .max : .min)
    return Value(try RangeObject(start: start, stop: stop, step: step))
  }

  private static func assignSlice(
    _ base: Value, _ start: Value?, _ stop: Value?, _ step: Value?, _ value: Value
  ) throws {
    guard let list = base.asList else { throw notAssignable(base) }
    try list.requireMutable()
    let span = try span(start ?? .none, stop ?? .none, step ?? .none, count: list.count)
    let values = try Iteration.array(value)
    if span.step == 1 {
      return try list.replace(span.start..<span.start + span.count, with: values)
    }
    guard values.count == span.count else {
      throw Diagnostic.value(
        "the slice has \(span.count) positions but \(values.count) values are assigned")
    }
    for (index, value) in values.enumerated() { list.set(span.start + index * span.step, value) }
  }
}

extension SliceObject {
  /// The slice as a term of a subscript.
  var term: IndexTerm {
    func part(_ value: Value) -> Value? { value.isNone ? nil : value }
    return .slice(start: part(start), stop: part(stop), step: part(step))
  }
}
