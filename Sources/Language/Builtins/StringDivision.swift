import Basics

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
    guard let hit = try ByteSearch.find(separator.buffer, in: text.buffer) else {
      return .tuple([call.receiver, "", ""])
    }
    return try parts(text, separator, at: hit)
  },
  BuiltinFunction("rpartition", "sep, /", "as partition, at the last sep") { call in
    let (text, separator) = (received(call), try nonEmpty(call, "rpartition"))
    guard let hit = try ByteSearch.findLast(separator.buffer, in: text.buffer) else {
      return .tuple(["", "", call.receiver])
    }
    return try parts(text, separator, at: hit)
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
    return Value(try lines(received(call).buffer, keepEnds))
  },
]

private func parts(_ text: StringObject, _ separator: StringObject, at hit: Int) throws -> Value {
  try Sequences.checkBytes("string", text.count)
  return .tuple([
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
  var pulse = Pulse()
  while left, start < end, isCut(UTF8Text.scalar(text, at: start)) {
    try pulse.beat()
    start += UTF8Text.scalarLength(text, at: start) ?? 1
  }
  while right, end > start {
    try pulse.beat()
    let last = UTF8Text.lastScalarStart(text, before: end)
    guard isCut(UTF8Text.scalar(text, at: last)) else { break }
    end = last
  }
  if start == 0, end == text.count { return call.receiver }
  try Sequences.checkBytes("string", max(end - start, 0))
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
    return Value(
      try fromRight ? splitSpaceRight(text.buffer, most) : splitSpace(text.buffer, most))
  }
  let separator = try call.stringObject(0, "sep")
  guard separator.count > 0 else { throw Diagnostic.value("\(call.name): empty separator") }
  let parts = ListObject(capacity: 0)
  var start = 0
  func take(to end: Int) throws {
    try MemoryBound.require(end - start)
    try parts.add(Value(StringObject(text.buffer, from: start, to: end)))
  }
  if fromRight {
    for hit in try hitsFromRight(text.buffer, separator.buffer, most) {
      try take(to: hit)
      start = hit + separator.count
    }
  } else {
    var pulse = Pulse()
    while parts.count < most,
      let hit = try ByteSearch.find(separator.buffer, in: text.buffer, from: start)
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
) throws -> [Int] {
  var hits: [Int] = []
  var (end, pulse) = (text.count, Pulse())
  while hits.count < most,
    let hit = try ByteSearch.findLast(part, in: UnsafeBufferPointer(rebasing: text[..<end]))
  {
    try pulse.beat()
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
private func words(_ text: UnsafeBufferPointer<UInt8>) throws -> [Range<Int>] {
  var words: [Range<Int>] = []
  var (position, pulse) = (0, Pulse())
  while position < text.count {
    try pulse.beat()
    let space = spaceLength(text, position)
    if space > 0 {
      position += space
      continue
    }
    let start = position
    while position < text.count, spaceLength(text, position) == 0 {
      try pulse.beat()
      position += 1
    }
    words.append(start..<position)
  }
  return words
}

private func splitSpace(_ text: UnsafeBufferPointer<UInt8>, _ most: Int) throws -> ListObject {
  let all = try words(text)
  let parts = try list(of: text, all.prefix(most))
  if all.count > parts.count {
    // What is left stays as it is, up to the end.
    try parts.add(.string(utf8: text[all[parts.count].lowerBound...]))
  }
  return parts
}

private func splitSpaceRight(_ text: UnsafeBufferPointer<UInt8>, _ most: Int) throws -> ListObject {
  let all = try words(text)
  let taken = all.suffix(most)
  guard all.count > taken.count else { return try list(of: text, taken) }
  let rest = 0..<all[all.count - taken.count - 1].upperBound
  return try list(of: text, [rest] + taken)
}

/// The parts of the text in a list.
private func list(of text: UnsafeBufferPointer<UInt8>, _ parts: ArraySlice<Range<Int>>) throws
  -> ListObject
{
  let list = ListObject(capacity: 0)
  try list.reserve(parts.count)
  var pulse = Pulse()
  for part in parts {
    try pulse.beat()
    try list.add(Value(StringObject(text, from: part.lowerBound, to: part.upperBound)))
  }
  return list
}

private func lines(_ text: UnsafeBufferPointer<UInt8>, _ keepEnds: Bool) throws -> ListObject {
  let lines = ListObject(capacity: 0)
  var (start, position, pulse) = (0, 0, Pulse())
  while position < text.count {
    try pulse.beat()
    let byte = text[position]
    guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
      position += 1
      continue
    }
    let isPair =
      byte == UInt8(ascii: "\r") && position + 1 < text.count
      && text[position + 1] == UInt8(ascii: "\n")
    let next = position + (isPair ? 2 : 1)
    try lines.add(Value(StringObject(text, from: start, to: keepEnds ? next : position)))
    start = next
    position = next
  }
  if start < text.count { try lines.add(Value(StringObject(text, from: start, to: text.count))) }
  return lines
}
