/// Spreads JSON text over lines without reading its values.
enum JSONIndenter {
  static func indent(_ text: UnsafeBufferPointer<UInt8>, _ prefix: String, _ indent: String) throws
    -> [UInt8]
  {
    var output: [UInt8] = []
    var pulse = Pulse()
    var depth = 0
    var position = 0
    func newLine() {
      output.append(0x0A)
      output += prefix.utf8
      for _ in 0..<depth { output += indent.utf8 }
    }
    while position < text.count {
      try pulse.beat()
      let byte = text[position]
      position += 1
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: continue
      case UInt8(ascii: "\""):
        let end = stringEnd(text, position)
        output += text[position - 1..<end]
        position = end
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        output.append(byte)
        while position < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[position]) {
          position += 1
        }
        // The ASCII code of a closing bracket is two above the opening one's.
        if position < text.count, text[position] == byte + 2 {
          output.append(byte + 2)
          position += 1
        } else {
          depth += 1
          guard depth <= greatestJSONDepth else {
            throw Diagnostic(
              .recursion, "json.indent: the text is nested more than \(greatestJSONDepth) deep")
          }
          newLine()
        }
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth = max(0, depth - 1)
        newLine()
        output.append(byte)
      case UInt8(ascii: ","):
        output.append(byte)
        newLine()
      case UInt8(ascii: ":"): output += ": ".utf8
      default: output.append(byte)
      }
      try Sequences.checkBytes("text", output.count, added: prefix.utf8.count)
    }
    return output
  }

  /// The position behind the closing quote of a string.
  private static func stringEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < text.count, text[position] != UInt8(ascii: "\"") {
      position += text[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(position + 1, text.count)
  }
}
