/// The methods of bytes.
let bytesMethods: [BuiltinFunction] = [
  BuiltinFunction("decode", "encoding=\"utf-8\"", "the bytes as a string") { call in
    .string(utf8: call.receiver.asBytes ?? [])
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
    return .string(utf8: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  },
  BuiltinFunction("startswith", "prefix, /", "whether the bytes begin with prefix") { call in
    guard let part = call[0].asBytes else { throw call.unexpected(0, "prefix", "bytes") }
    return .bool((call.receiver.asBytes ?? []).starts(with: part))
  },
]
