/// The methods that take strings apart.
let stringDivision: [BuiltinFunction] = [
  BuiltinFunction(
    "lstrip", "cutset=None, /", "without white space, or the characters given, at the left"
  ) {
    call in try strip(call, left: true, right: false)
  },
  BuiltinFunction(
    "rstrip", "cutset=None, /", "without white space, or the characters given, at the right"
  ) {
    call in try strip(call, left: false, right: true)
  },
  BuiltinFunction(
    "strip", "cutset=None, /", "without white space, or the characters given, at both ends"
  ) {
    call in try strip(call, left: true, right: true)
  },
  BuiltinFunction("partition", "sep, /", "the parts before sep, sep, and the part after it") {
    call in
    let (text, separator) = (received(call), try nonEmpty(call, "partition"))
    guard let hit = ByteSearch.find(separator.buffer, in: text.buffer) else {
      return .tuple([call.receiver, "", ""])
    }
    return parts(text, separator, at: hit)
  },
  BuiltinFunction("rpartition", "sep, /", "as partition, at the last sep") { call in
    let (text, separator) = (received(call), try nonEmpty(call, "rpartition"))
    guard let hit = ByteSearch.findLast(separator.buffer, in: text.buffer) else {
      return .tuple(["", "", call.receiver])
    }
    return parts(text, separator, at: hit)
  },
  BuiltinFunction(
    "split", "sep=None, maxsplit=-1", "the parts between separators, or between white space"
  ) {
    call in try split(call, fromRight: false)
  },
  BuiltinFunction(
    "rsplit", "sep=None, maxsplit=-1", "as split, the splits being counted from the right"
  ) {
    call in try split(call, fromRight: true)
  },
  BuiltinFunction("splitlines", "keepends=False", "the lines") { call in
    let keepEnds = call.optional(0) == nil ? false : try call.bool(0, "keepends")
    return .list(lines(received(call).buffer, keepEnds))
  },
]

private func parts(_ text: StringObject, _ separator: StringObject, at hit: Int) -> Value {
  .tuple([
    .string(utf8: text.buffer[..<hit]), Value(separator),
    .string(utf8: text.buffer[(hit + separator.count)...]),
  ])
}

private func nonEmpty(_ call: borrowing Call, _ name: String) throws -> StringObject {
  let separator = try call.stringObject(0, "sep")
  guard separator.count > 0 else { throw Diagnostic.value("\(name): empty separator") }
  return separator
}

private func strip(_ call: borrowing Call, left: Bool, right: Bool) throws -> Value {
  let text = received(call).buffer
  let isCut = try cutTest(call)
  var (start, end) = (0, text.count)
  while left, start < end, isCut(UTF8Text.scalar(text, at: start)) {
    start += UTF8Text.scalarLength(text, at: start) ?? 1
  }
  while right, end > start {
    let last = UTF8Text.lastScalarStart(text, before: end)
    guard isCut(UTF8Text.scalar(text, at: last)) else { break }
    end = last
  }
  if start == 0, end == text.count { return call.receiver }
  return Value(StringObject(text, from: start, to: max(start, end)))
}

private func cutTest(_ call: borrowing Call) throws -> (Unicode.Scalar) -> Bool {
  guard let cutset = call.optional(0), !cutset.isNone else { return \.properties.isWhitespace }
  let scalars = Set(try call.string(0, "cutset").unicodeScalars)
  return { scalars.contains($0) }
}

private func split(_ call: borrowing Call, fromRight: Bool) throws -> Value {
  let text = received(call)
  let limit = call.optional(1).map(\.isNone) ?? true ? -1 : try call.int(1, "maxsplit")
  let most = limit < 0 ? Int.max : limit
  if call.optional(0).map(\.isNone) ?? true {
    return .list(fromRight ? splitSpaceRight(text.buffer, most) : splitSpace(text.buffer, most))
  }
  let separator = try call.stringObject(0, "sep")
  guard separator.count > 0 else { throw Diagnostic.value("\(call.name): empty separator") }
  let parts = ListObject(capacity: 0)
  var start = 0
  func take(to end: Int) throws {
    try parts.add(Value(StringObject(text.buffer, from: start, to: end)))
  }
  if fromRight {
    for hit in hitsFromRight(text.buffer, separator.buffer, most) {
      try take(to: hit)
      start = hit + separator.count
    }
  } else {
    var pulse = Pulse()
    while parts.count < most,
      let hit = ByteSearch.find(separator.buffer, in: text.buffer, from: start)
    {
      try pulse.beat()
      try take(to: hit)
      start = hit + separator.count
    }
  }
  try take(to: text.count)
  return Value(parts)
}

private func hitsFromRight(
  _ text: UnsafeBufferPointer<UInt8>, _ part: UnsafeBufferPointer<UInt8>, _ most: Int
) -> [Int] {
  var hits: [Int] = []
  var end = text.count
  while hits.count < most,
    let hit = ByteSearch.findLast(part, in: UnsafeBufferPointer(rebasing: text[..<end]))
  {
    hits.append(hit)
    end = hit
  }
  return hits.reversed()
}

/// The length of the white space at a position; 0 where there is none.
private func spaceLength(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int {
  let byte = text[position]
  if byte < 0x80 { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) ? 1 : 0 }
  guard let length = UTF8Text.scalarLength(text, at: position) else { return 0 }
  let scalar = UTF8Text.scalar(text, at: position, length: length)
  return scalar.properties.isWhitespace ? length : 0
}

/// The ranges of the words between white space.
private func words(_ text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
  var words: [Range<Int>] = []
  var position = 0
  while position < text.count {
    let space = spaceLength(text, position)
    if space > 0 {
      position += space
      continue
    }
    let start = position
    while position < text.count, spaceLength(text, position) == 0 { position += 1 }
    words.append(start..<position)
  }
  return words
}

private func splitSpace(_ text: UnsafeBufferPointer<UInt8>, _ most: Int) -> [Value] {
  let all = words(text)
  var parts = all.prefix(most).map { Value(StringObject(UnsafeBufferPointer(rebasing: text[$0]))) }
  if all.count > parts.count {
    // What is left stays as it is, up to the end.
    parts.append(.string(utf8: text[all[parts.count].lowerBound...]))
  }
  return parts
}

private func splitSpaceRight(_ text: UnsafeBufferPointer<UInt8>, _ most: Int) -> [Value] {
  let all = words(text)
  let taken = all.suffix(most)
  var parts = taken.map { Value.string(utf8: text[$0]) }
  if all.count > taken.count {
    parts.insert(.string(utf8: text[..<all[all.count - taken.count - 1].upperBound]), at: 0)
  }
  return parts
}

private func lines(_ text: UnsafeBufferPointer<UInt8>, _ keepEnds: Bool) -> [Value] {
  var lines: [Value] = []
  var start = 0
  var position = 0
  while position < text.count {
    let byte = text[position]
    guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
      position += 1
      continue
    }
    let isPair =
      byte == UInt8(ascii: "\r") && position + 1 < text.count
      && text[position + 1] == UInt8(ascii: "\n")
    let next = position + (isPair ? 2 : 1)
    lines.append(.string(utf8: text[start..<(keepEnds ? next : position)]))
    start = next
    position = next
  }
  if start < text.count { lines.append(.string(utf8: text[start...])) }
  return lines
}
