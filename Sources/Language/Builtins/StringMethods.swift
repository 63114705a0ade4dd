import Basics

/// The methods of strings. Positions count bytes; letters are those of Unicode.
let stringMethods: [BuiltinFunction] =
  stringSearching + stringCases + stringDivision + stringElements

private let stringSearching: [BuiltinFunction] = [
  BuiltinFunction("count", "sub, start=None, end=None, /", "how often sub occurs without overlap") {
    call in
    let part = try call.stringObject(0, "sub")
    guard let (_, text) = try searched(call) else { return .int(0) }
    if part.count == 0 { return .int(try UTF8Text.scalarCount(text) + 1) }
    var (count, position, pulse) = (0, 0, Pulse())
    while let hit = try ByteSearch.find(part.buffer, in: text, from: position) {
      try pulse.beat()
      count += 1
      position = hit + part.count
    }
    return .int(count)
  },
  BuiltinFunction(
    "endswith", "suffix, start=None, end=None, /",
    "whether the string ends with suffix, or one of a tuple"
  ) {
    call in
    try matches(call, "suffix") { text, part in
      text.count >= part.count && text.suffix(part.count).elementsEqual(part)
    }
  },
  BuiltinFunction("find", "sub, start=None, end=None, /", "the first position of sub, or -1") {
    call in
    .int(try find(call, last: false) ?? -1)
  },
  BuiltinFunction("index", "sub, start=None, end=None, /", "the first position of sub") { call in
    guard let position = try find(call, last: false) else { throw notFound(call) }
    return .int(position)
  },
  BuiltinFunction("rfind", "sub, start=None, end=None, /", "the last position of sub, or -1") {
    call in
    .int(try find(call, last: true) ?? -1)
  },
  BuiltinFunction("rindex", "sub, start=None, end=None, /", "the last position of sub") { call in
    guard let position = try find(call, last: true) else { throw notFound(call) }
    return .int(position)
  },
  BuiltinFunction(
    "startswith", "prefix, start=None, end=None, /",
    "whether the string begins with prefix, or one of a tuple"
  ) { call in
    try matches(call, "prefix") { text, part in text.starts(with: part) }
  },
  BuiltinFunction("removeprefix", "prefix, /", "the string without prefix") { call in
    let (text, part) = (received(call), try call.stringObject(0, "prefix"))
    guard text.buffer.starts(with: part.buffer) else { return call.receiver }
    try Sequences.checkBytes("string", text.count - part.count)
    return .string(utf8: text.buffer.dropFirst(part.count))
  },
  BuiltinFunction("removesuffix", "suffix, /", "the string without suffix") { call in
    let (text, part) = (received(call), try call.stringObject(0, "suffix"))
    let ends = text.count >= part.count && text.buffer.suffix(part.count).elementsEqual(part.buffer)
    guard ends else { return call.receiver }
    try Sequences.checkBytes("string", text.count - part.count)
    return .string(utf8: text.buffer.dropLast(part.count))
  },
  BuiltinFunction("replace", "old, new, count=-1, /", "old replaced by new, at most count times") {
    call in
    let count = call.optional(2) == nil ? -1 : try call.int(2, "count")
    return try replace(
      received(call), call.stringObject(0, "old"), call.stringObject(1, "new"), count)
  },
]

private let stringElements: [BuiltinFunction] = [
  BuiltinFunction("codepoint_ords", "", "the numbers of the characters, to run over") { call in
    try scalarSequence("codepoint_ords", call) { .int(Int($0.scalar.value)) }
  },
  BuiltinFunction("codepoints", "", "the characters as strings, to run over") { call in
    try scalarSequence("codepoints", call) { .string(utf8: $0.bytes) }
  },
  BuiltinFunction("elem_ords", "", "the bytes as integers, to run over") { call in
    let text = received(call)
    return Value(
      SequenceObject("elem_ords", of: call.receiver, count: text.count) {
        .int(Int(text.bytes[$0]))
      })
  },
  BuiltinFunction("elems", "", "the bytes as strings, to run over") { call in
    let text = received(call)
    return Value(
      SequenceObject("elems", of: call.receiver, count: text.count) {
        .string(utf8: [text.bytes[$0]])
      })
  },
  BuiltinFunction("encode", "encoding=\"utf-8\"", "the UTF-8 bytes") { call in
    try Sequences.checkBytes("bytes", received(call).count)
    return .bytes(Array(received(call).buffer))
  },
  BuiltinFunction("format", "*args, **kwargs", "the string with its {} fields filled in") { call in
    try BraceFormat.format(received(call), call.rest, call.keywords)
  },
  BuiltinFunction("join", "iterable, /", "the strings of the iterable with this one between them") {
    call in
    try call.requireIterable(0, "iterable")
    let separator = received(call)
    return try Iteration.withItems(call[0]) { try join($0, separator) }
  },
]

// MARK: - Helpers

func received(_ call: borrowing Call) -> StringObject {
  // A method of strings is only ever called on a string.
  call.receiver.object(of: .string) ?? StringObject("")
}

/// The part of the string that `start` and `end`, the arguments 1 and 2, select; `nil` where the start lies
/// behind the end, so that not even an empty text is found.
private func searched(_ call: borrowing Call) throws
  -> (Range<Int>, UnsafeBufferPointer<UInt8>)?
{
  let text = received(call)
  let start = call.optional(1) ?? .none
  let span = try Subscripts.span(start, call.optional(2) ?? .none, .none, count: text.count)
  let isBehind = start.asInteger.map { BigInteger(text.count) < $0 } ?? false
  guard !isBehind, span.start <= span.stop else { return nil }
  let range = span.start..<span.start + span.count
  return (range, UnsafeBufferPointer(rebasing: text.buffer[range]))
}

private func find(_ call: borrowing Call, last: Bool) throws -> Int? {
  let part = try call.stringObject(0, "sub")
  guard let (range, text) = try searched(call) else { return nil }
  let hit =
    last
    ? try ByteSearch.findLast(part.buffer, in: text)
    : try ByteSearch.find(part.buffer, in: text)
  return hit.map { $0 + range.lowerBound }
}

private func notFound(_ call: borrowing Call) -> Diagnostic {
  .value("\(call.name): substring \(call[0].brief) not found")
}

private func matches(
  _ call: borrowing Call, _ what: String,
  _ test: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
) throws -> Value {
  let text = try searched(call)?.1
  func holds(_ found: UnsafeBufferPointer<UInt8>) -> Bool { text.map { test($0, found) } ?? false }
  if let tuple = call[0].asTuple {
    for part in tuple.items {
      guard let part = part.object as? StringObject else {
        throw Diagnostic.type(
          "\(call.name): for \(what), got a tuple with \(part.typeName), want strings only")
      }
      if holds(part.buffer) { return .true }
    }
    return .false
  }
  guard let part = call[0].object as? StringObject else {
    throw call.unexpected(0, what, "string or tuple of strings")
  }
  return .bool(holds(part.buffer))
}

private func replace(_ text: StringObject, _ old: StringObject, _ new: StringObject, _ count: Int)
  throws -> Value
{
  var left = count < 0 ? Int.max : count
  var result: [UInt8] = []
  var position = 0
  var pulse = Pulse()
  if old.count == 0 {
    // Between all characters, and at both ends.
    while left > 0 {
      try result.requireRoom(for: new.count + 4)
      result += new.buffer
      left -= 1
      guard position < text.count else { break }
      let length = UTF8Text.scalarLength(text.buffer, at: position) ?? 1
      result += text.buffer[position..<position + length]
      position += length
      try pulse.beat()
      try Sequences.checkBytes("string", result.count, added: new.count + length)
      if position == text.count, left == 0 { break }
    }
  } else {
    while left > 0, let hit = try ByteSearch.find(old.buffer, in: text.buffer, from: position) {
      try result.requireRoom(for: hit - position + new.count)
      result += text.buffer[position..<hit]
      result += new.buffer
      position = hit + old.count
      left -= 1
      try pulse.beat()
      try Sequences.checkBytes("string", result.count, added: new.count)
    }
  }
  result += text.buffer[position...]
  return try Value(checkedUTF8: result)
}

private func join(_ items: UnsafeBufferPointer<Value>, _ separator: StringObject) throws -> Value {
  guard let start = items.baseAddress, !items.isEmpty else { return "" }
  let first = UnsafeMutablePointer(mutating: start)
  var count = separator.count * (items.count - 1)
  var pulse = Pulse()
  for index in items.indices {
    try pulse.beat()
    let item = Registers(first + index)
    guard item.objectKind(0) == .string else {
      throw Diagnostic.type(
        "join: in list, want string, got \(items[index].typeName) at position \(index)",
        help: "\", \".join([str(x) for x in values])")
    }
    count += item.string(0)._withUnsafeGuaranteedRef { $0.count }
  }
  try Sequences.checkBytes("string", count)
  let joined = StringObject(uninitializedCount: count)
  var position = joined.bytes
  for index in items.indices {
    try pulse.beat()
    if index > 0 {
      position.update(from: separator.bytes, count: separator.count)
      position += separator.count
    }
    position = Registers(first + index).string(0)._withUnsafeGuaranteedRef { part in
      position.update(from: part.bytes, count: part.count)
      return position + part.count
    }
  }
  return Value(joined)
}

private func scalarSequence(
  _ name: String, _ call: borrowing Call,
  _ element: @escaping @Sendable ((scalar: Unicode.Scalar, bytes: [UInt8])) -> Value
) throws -> Value {
  let text = received(call)
  let starts = try UTF8Text.scalarStarts(text.buffer)
  return Value(
    SequenceObject(name, of: call.receiver, count: starts.count) { index in
      let start = starts[index]
      guard let length = UTF8Text.scalarLength(text.buffer, at: start) else {
        return element(("\u{FFFD}", Array("\u{FFFD}".utf8)))
      }
      let scalar = UTF8Text.scalar(text.buffer, at: start, length: length)
      return element((scalar, Array(text.buffer[start..<start + length])))
    })
}
