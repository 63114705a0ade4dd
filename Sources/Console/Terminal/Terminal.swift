import Glibc

/// The terminal that a session talks to: two descriptors, and what the environment says of them.
public struct Terminal: Sendable {
  /// How many columns and rows a terminal has, and how many pixels they cover when it tells.
  public struct Size: Equatable, Sendable {
    /// Characters in a row.
    public var columns: Int
    /// Rows on the screen.
    public var rows: Int
    /// Width in pixels, 0 when unknown.
    public var pixelWidth = 0
    /// Height in pixels, 0 when unknown.
    public var pixelHeight = 0
  }

  /// How many colours text may have.
  public enum Colors: Int, Comparable, Sendable {
    case none, ansi, palette256, trueColor

    /// Fewer colours come first.
    public static func < (left: Colors, right: Colors) -> Bool { left.rawValue < right.rawValue }
  }

  /// Standard input and output of the process.
  public static let standard = Terminal(input: STDIN_FILENO, output: STDOUT_FILENO)

  /// Where keys come from.
  public let input: Int32
  /// Where text goes.
  public let output: Int32
  /// The variables that describe the terminal.
  public let environment: Environment

  /// A terminal on two descriptors.
  public init(input: Int32, output: Int32, environment: Environment = .process) {
    self.input = input
    self.output = output
    self.environment = environment
  }

  /// Whether a person can edit lines here: both ends are a terminal, and it can move its cursor.
  public var isInteractive: Bool {
    isatty(input) == 1 && isatty(output) == 1 && canMoveCursor
  }

  /// Whether the output is a terminal that understands escape sequences.
  public var canMoveCursor: Bool {
    guard isatty(output) == 1, let name = environment["TERM"] else { return false }
    return name != "dumb" && name != "unknown"
  }

  /// The colours that text may use: none where `NO_COLOR` is set or escape sequences are not read.
  public var colors: Colors {
    guard environment["NO_COLOR"] == nil, canMoveCursor else { return .none }
    return colorDepth
  }

  /// The colours that the terminal can show, for pictures that were asked for: `NO_COLOR` is about
  /// text.
  public var colorDepth: Colors {
    let name = environment["TERM"] ?? ""
    if let depth = environment["COLORTERM"], depth == "truecolor" || depth == "24bit" {
      return .trueColor
    }
    if name.hasSuffix("-direct") || name == "xterm-kitty" { return .trueColor }
    return name.contains("256color") ? .palette256 : .ansi
  }

  /// The size now; 80×24 when the terminal does not tell.
  public var size: Size {
    var window = winsize()
    guard ioctl(output, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
      return Size(columns: 80, rows: 24)
    }
    return Size(
      columns: Int(window.ws_col), rows: max(Int(window.ws_row), 1),
      pixelWidth: Int(window.ws_xpixel), pixelHeight: Int(window.ws_ypixel))
  }

  /// Writes text at once, past the buffer of standard output.
  public func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes bytes at once; a terminal that has gone away swallows them.
  public func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { raw in
      var done = 0
      while done < raw.count {
        let put = Glibc.write(output, raw.baseAddress.map { $0 + done }, raw.count - done)
        if put > 0 {
          done += put
        } else if errno == EAGAIN {
          var ready = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
          poll(&ready, 1, -1)
        } else if errno != EINTR {
          return
        }
      }
    }
  }
}
