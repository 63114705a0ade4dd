import Glibc

/// What a terminal answers when it is asked about pictures.
struct TerminalReplies: Equatable {
  /// It takes the kitty graphics protocol.
  var hasKittyGraphics = false
  /// Its primary device attributes name sixel graphics.
  var hasSixel = false
  /// How many colours a sixel picture may have.
  var colorRegisters: Int?
  /// The size of a character cell.
  var cell: GraphicsAbilities.Cell?
  /// The colour of the background.
  var background: RGB?
  /// The device attributes have come: every terminal answers this last question.
  var isComplete = false
  /// What came besides and is no answer: keys that were typed meanwhile.
  var typed: [UInt8] = []

  /// One picture of one pixel to judge by the kitty protocol, the number of colour registers, the
  /// cell's size, the background, and last the device attributes.
  static let questions =
    "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[?1;1;0S\u{1B}[16t\u{1B}]11;?\u{1B}\\\u{1B}[c"

  /// Asks, and takes what comes within so many milliseconds. Keys typed meanwhile are kept for whoever
  /// reads keys next.
  static func ask(_ terminal: Terminal, within milliseconds: Int32) -> TerminalReplies {
    var usual = termios()
    guard tcgetattr(terminal.input, &usual) == 0 else { return TerminalReplies() }
    var raw = usual
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    guard tcsetattr(terminal.input, TCSANOW, &raw) == 0 else { return TerminalReplies() }
    defer { tcsetattr(terminal.input, TCSANOW, &usual) }
    fflush(nil)
    terminal.write(questions)
    var received: [UInt8] = []
    var replies = TerminalReplies()
    let deadline = ContinuousClock.now + .milliseconds(Int(milliseconds))
    while !replies.isComplete, received.count < 1 << 16 {
      let rest = Int32((deadline - ContinuousClock.now) / .milliseconds(1))
      var ready = pollfd(fd: terminal.input, events: Int16(POLLIN), revents: 0)
      guard rest > 0, poll(&ready, 1, rest) > 0 else { break }
      var chunk = [UInt8](repeating: 0, count: 1024)
      let got = read(terminal.input, &chunk, chunk.count)
      guard got > 0 else { break }
      received += chunk[..<got]
      replies = TerminalReplies(received)
    }
    TypeAhead.keep(replies.typed)
    return replies
  }

  init() {}

  /// Reads the replies out of what a terminal sent.
  init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Self.length(ofFirst: rest))
      rest.removeFirst(piece.count)
      if !answer(piece) { typed += piece }
    }
  }

  /// How many bytes the first of the control sequences or keys takes: a control string up to its end, a
  /// control sequence up to its final byte, or one byte.
  private static func length(ofFirst bytes: ArraySlice<UInt8>) -> Int {
    guard bytes.count > 1, bytes.first == 0x1B else { return 1 }
    let body = bytes.dropFirst(2)
    switch bytes[bytes.startIndex + 1] {
    case UInt8(ascii: "["):
      let final = body.firstIndex { (0x40...0x7E).contains($0) }
      return final.map { $0 + 1 - bytes.startIndex } ?? bytes.count
    case UInt8(ascii: "]"), UInt8(ascii: "_"):
      // A bell ends it, or Escape and a backslash.
      guard let end = body.firstIndex(where: { $0 == 0x07 || $0 == 0x1B }) else {
        return bytes.count
      }
      return min(end + (bytes[end] == 0x07 ? 1 : 2) - bytes.startIndex, bytes.count)
    default: return 1
    }
  }

  /// Takes the piece as an answer; whether it is one, or the beginning of one.
  private mutating func answer(_ piece: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: piece.dropFirst(), as: UTF8.self)
    let body = text.dropFirst().prefix { $0 != "\u{1B}" && $0 != "\u{7}" }
    guard piece.first == 0x1B else { return false }
    switch text.first {
    case "_" where body.hasPrefix("Gi=31;"): hasKittyGraphics = body.dropFirst(6) == "OK"
    case "]" where body.hasPrefix("11;rgb:"): background = Self.color(body.dropFirst(7))
    case "[": return readControl(body)
    default: return false
    }
    return true
  }

  /// Reads a control sequence; whether it is an answer.
  private mutating func readControl(_ body: Substring) -> Bool {
    let isPrivate = body.first == "?"
    let end = body.firstIndex { $0.isLetter } ?? body.endIndex
    guard end < body.endIndex else { return isPrivate }
    let numbers = body[..<end].drop { $0 == "?" }.split(separator: ";").map { Int($0) ?? 0 }
    switch (isPrivate, body[end]) {
    case (true, "c"):
      isComplete = true
      hasSixel = numbers.dropFirst().contains(4)
    case (true, "S") where numbers.count >= 3 && numbers[0] == 1 && numbers[1] == 0:
      colorRegisters = numbers[2]
    case (false, "t") where numbers.count == 3 && numbers[0] == 6:
      let isSane = (1...500).contains(numbers[1]) && (1...500).contains(numbers[2])
      if isSane { cell = .init(width: numbers[2], height: numbers[1]) }
    default: return isPrivate
    }
    return true
  }

  /// A colour as X11 writes it, `RRRR/GGGG/BBBB` or with fewer digits.
  private static func color(_ text: Substring) -> RGB? {
    let parts = text.prefix { $0.isHexDigit || $0 == "/" }.split(separator: "/")
    let values = parts.compactMap { part -> UInt8? in
      guard (1...4).contains(part.count), let value = Int(part, radix: 16) else { return nil }
      return UInt8(value * 255 / ((1 << (4 * part.count)) - 1))
    }
    guard values.count == 3 else { return nil }
    return RGB(red: values[0], green: values[1], blue: values[2])
  }
}
