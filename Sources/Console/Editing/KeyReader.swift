import Glibc

/// Reads keys from a terminal: decodes UTF-8, collects a bracketed paste, and lets signals in.
struct KeyReader {
  /// What came in.
  enum Event: Equatable {
    case key(Unicode.Scalar)
    /// Text between the marks that terminals put around a paste; rows end with `\n`.
    case paste(String)
    case interrupt, resize, stop, end
  }

  /// The largest paste that is taken, in bytes; what exceeds it is dropped.
  static let pasteLimit = 16 << 20

  private let descriptor: Int32
  private var pending: ArraySlice<UInt8> = []

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Waits for the next event; `idle` is called when nothing has been typed ahead.
  mutating func next(idle: () -> Void) -> Event {
    pending += TypeAhead.take()
    while true {
      if pending.isEmpty {
        if !hasInput(within: 0) { idle() }
        if let event = wait() { return event }
      }
      if isAtPaste() { return .paste(readPaste()) }
      if let scalar = takeScalar(), !KeyReader.isPrivate(scalar) { return .key(scalar) }
    }
  }

  /// Whether keys have been typed ahead of which the first that ends no row is a blank.
  mutating func hasBlankAhead() -> Bool {
    if pending.isEmpty, hasInput(within: 0) { _ = read() }
    let next = pending.first { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    return next == UInt8(ascii: " ") || next == UInt8(ascii: "\t")
  }

  private static let pasteStart = Array("\u{1B}[200~".utf8)
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// Control characters of Latin-1 are no keys: the editor uses one as the name of a paste.
  private static func isPrivate(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0 || (0x80..<0xA0).contains(scalar.value)
  }

  /// Waits for bytes and reads them; an event when a signal or the end came instead.
  private mutating func wait() -> Event? {
    while true {
      Signals.silence()
      if Signals.takeInterrupt() { return .interrupt }
      if Signals.takeStop() { return .stop }
      if Signals.takeResize() { return .resize }
      var sources = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: Signals.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&sources, nfds_t(sources.count), -1)
      if ready < 0, errno != EINTR { return .end }
      if ready > 0, sources[0].revents != 0 { return read() ? nil : .end }
    }
  }

  /// Reads the bytes that are there; false at the end of input.
  private mutating func read() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 4096)
    var got = Glibc.read(descriptor, &chunk, chunk.count)
    while got < 0, errno == EINTR { got = Glibc.read(descriptor, &chunk, chunk.count) }
    guard got > 0 else { return false }
    pending = pending.isEmpty ? chunk[..<got] : ArraySlice(pending + chunk[..<got])
    return true
  }

  private func hasInput(within milliseconds: Int32) -> Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&wanted, 1, milliseconds) > 0
  }

  /// Whether a paste begins here. Its mark comes in one piece, so a lone Escape waits 20 ms at most.
  private mutating func isAtPaste() -> Bool {
    while pending.count < KeyReader.pasteStart.count,
      KeyReader.pasteStart.starts(with: pending), hasInput(within: 20), read()
    {}
    return pending.starts(with: KeyReader.pasteStart)
  }

  private mutating func readPaste() -> String {
    pending.removeFirst(KeyReader.pasteStart.count)
    var text: [UInt8] = []
    while !text.suffix(KeyReader.pasteEnd.count).elementsEqual(KeyReader.pasteEnd) {
      if pending.isEmpty, !(hasInput(within: 1000) && read()) {
        return KeyReader.rows(of: text)
      }
      guard let byte = pending.popFirst() else { break }
      if text.count >= KeyReader.pasteLimit { text.removeFirst(text.count / 2) }
      text.append(byte)
    }
    return KeyReader.rows(of: text.dropLast(KeyReader.pasteEnd.count))
  }

  /// Pasted text with rows ended by `\n` and without control characters. The terminal's line
  /// discipline has exchanged carriage returns and newlines, so either order is one end of a row.
  static func rows(of bytes: some Collection<UInt8>) -> String {
    var rows = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let isEnd = scalar == "\n" || scalar == "\r"
      let isPair = isEnd && (previous == "\n" || previous == "\r") && scalar != previous
      previous = isPair ? " " : scalar
      if isPair { continue }
      if isEnd {
        rows.append("\n")
      } else if scalar == "\t" || !(DisplayWidth.isControl(scalar) || isPrivate(scalar)) {
        rows.append(scalar)
      }
    }
    return String(rows)
  }

  /// Takes one scalar from the bytes read, reading the rest of its sequence; nil for a broken one.
  private mutating func takeScalar() -> Unicode.Scalar? {
    guard let first = pending.first else { return nil }
    let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    while pending.count < length, hasInput(within: 100), read() {}
    let sequence = pending.prefix(length)
    pending.removeFirst(sequence.count)
    let scalar = String(decoding: sequence, as: UTF8.self).unicodeScalars.first
    return scalar == "\u{FFFD}" ? nil : scalar
  }
}
