import Glibc

/// By what means a terminal shows pictures, and how large its cells are.
struct GraphicsAbilities: Equatable {
  /// The means, from the best to the plainest.
  enum Means: Equatable {
    case kitty
    case iTerm
    case sixel(registers: Int)
    case halfBlocks(Terminal.Colors)
    case ascii
    case file
  }

  /// The size of a character cell in pixels.
  struct Cell: Equatable {
    var width: Int
    var height: Int
  }

  var means: Means
  var cell: Cell?
  /// What shines through transparent pixels.
  var background = RGB(red: 0, green: 0, blue: 0)

  /// The cell's size as the terminal told it; else from the window's size in pixels; else one of the
  /// usual shape, half as wide as high.
  func cell(of size: Terminal.Size) -> Cell {
    if let cell { return cell }
    let told = Cell(width: size.pixelWidth / size.columns, height: size.pixelHeight / size.rows)
    return told.width > 0 && told.height > 0 ? told : Cell(width: 8, height: 16)
  }
}

// MARK: - Detection

extension GraphicsAbilities {
  /// Sixel colours where a terminal does not tell how many it has: a VT340's.
  private static let usualRegisters = 16

  /// Finds the means: what the user asks for in `SEGUE_GRAPHICS`, else what the environment says for
  /// sure, else what the terminal answers.
  static func detect(_ terminal: Terminal) -> GraphicsAbilities {
    let environment = terminal.environment
    let asked = environment["SEGUE_GRAPHICS"]
    let isTerminal = isatty(terminal.input) == 1 && terminal.canMoveCursor
    if let means = asked.flatMap({ forced($0, terminal, isTerminal) }) {
      return GraphicsAbilities(means: means)
    }
    guard isTerminal else { return GraphicsAbilities(means: .file) }
    if asked != "sixel", isMultiplexed(environment) {
      return GraphicsAbilities(means: cells(terminal))
    }
    // An answer over a slow connection must not end up as typed text.
    let patience: Int32 = environment["SSH_TTY"] == nil ? 200 : 1000
    let replies = TerminalReplies.ask(terminal, within: patience)
    return GraphicsAbilities(terminal, replies, isSixelAsked: asked == "sixel")
  }

  /// What the replies and the environment add up to.
  init(_ terminal: Terminal, _ replies: TerminalReplies, isSixelAsked: Bool = false) {
    let environment = terminal.environment
    let program = environment["TERM_PROGRAM"]
    let registers = max(min(replies.colorRegisters ?? Self.usualRegisters, 256), 2)
    if isSixelAsked {
      means = .sixel(registers: registers)
    } else if replies.hasKittyGraphics {
      means = .kitty
    } else if ["iTerm.app", "WezTerm", "mintty"].contains(program)
      || environment["LC_TERMINAL"] == "iTerm2"
    {
      means = .iTerm
    } else if replies.hasSixel {
      means = .sixel(registers: registers)
    } else {
      means = Self.cells(terminal)
    }
    cell = replies.cell
    background = replies.background ?? background
  }

  /// The means that `SEGUE_GRAPHICS` names, where the terminal need not be asked any more.
  private static func forced(
    _ name: String, _ terminal: Terminal, _ isTerminal: Bool
  ) -> Means? {
    switch name {
    case "kitty": .kitty
    case "iterm": .iTerm
    case "sixel": isTerminal ? nil : .sixel(registers: usualRegisters)
    case "half": .halfBlocks(terminal.colorDepth == .trueColor ? .trueColor : .palette256)
    case "ascii": .ascii
    case "none": .file
    default: nil
    }
  }

  /// Multiplexers swallow pictures and answer for themselves.
  private static func isMultiplexed(_ environment: Environment) -> Bool {
    let name = environment["TERM"] ?? ""
    return environment["TMUX"] != nil || environment["STY"] != nil || name.hasPrefix("tmux")
      || name.hasPrefix("screen")
  }

  /// Half blocks where the terminal has the colours, else characters.
  private static func cells(_ terminal: Terminal) -> Means {
    let colors = terminal.colorDepth
    return colors >= .palette256 ? .halfBlocks(colors) : .ascii
  }
}
