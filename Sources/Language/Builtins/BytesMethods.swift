/// The methods of bytes.
let bytesMethods: [BuiltinFunction] = [
  BuiltinFunction("decode", "encoding=\"utf-8\"", "the bytes as a string") { call in
    try Value(checkedUTF8: call.receiver.asBytes ?? [])
  },
  BuiltinFunction("elems", "", "the bytes as integers, to run over") { call in
    let bytes = call.receiver.asBytes ?? []
    return Value(
      SequenceObject("elems", of: call.receiver, count: bytes.count) { .int(Int(bytes[$0])) })
  },
  BuiltinFunction("endswith", "suffix, /", "whether the bytes end with suffix") { call in
    guard let part = call[0].asBytes else { throw call.unexpected(0, "suffix", "bytes") }
    return .bool((call.receiver.asBytes ?? []).suffix(part.count).elementsEqual(part))
  },
  BuiltinFunction("hex", "", "the bytes as hexadecimal digits") { call in
    let digits = Array("0123456789abcdef".utf8)
    let bytes = call.receiver.asBytes ?? []
    try Sequences.checkBytes("string", 2 * bytes.count)
    let text = StringObject(uninitializedCount: 2 * bytes.count)
    var pulse = Pulse()
    for (position, byte) in bytes.enumerated() {
      try pulse.beat()
      text.bytes[2 * position] = digits[Int(byte >> 4)]
      text.bytes[2 * position + 1] = digits[Int(byte & 15)]
    }
    return Value(text)
  },
  BuiltinFunction("startswith", "prefix, /", "whether the bytes begin with prefix") { call in
    guard let part = call[0].asBytes else { throw call.unexpected(0, "prefix", "bytes") }
    return .bool((call.receiver.asBytes ?? []).starts(with: part))
  },
]
