import Basics
import Glibc
public import Language
import Synchronization

/// Shows pictures in a terminal by the best means it has, or writes them to files where it has none.
///
/// What the terminal can do is asked once, when the first picture is shown.
public final class TerminalPicture: Sendable {
  /// What became of a picture.
  public enum Shown: Equatable, Sendable {
    /// It was drawn on the terminal.
    case drawn
    /// It was written to this file.
    case file(String)
  }

  private let terminal: Terminal
  private let folder: String
  private let known = Mutex<GraphicsAbilities?>(nil)

  /// Pictures for a terminal; files, if need be, go into `folder`.
  public init(_ terminal: Terminal = .standard, folder: String = ".") {
    self.terminal = terminal
    self.folder = folder
  }

  /// Shows a picture, no larger than it is and than the window, and ends the line below it.
  public func show(_ picture: PixelBuffer) throws -> Shown {
    draw(picture) ? .drawn : .file(try writeFile(picture))
  }

  /// Draws a picture where the terminal has means for it.
  private func draw(_ picture: PixelBuffer, within limit: PictureLimit? = nil) -> Bool {
    let abilities = known.withLock { known in
      let abilities = known ?? GraphicsAbilities.detect(terminal)
      known = abilities
      return abilities
    }
    guard
      let drawing = TerminalPicture.drawing(
        of: picture, abilities, terminal.size, within: limit)
    else { return false }
    fflush(nil)
    terminal.write(drawing)
    return true
  }

  /// The bytes that draw a picture; nil when only a file remains.
  static func drawing(
    of picture: PixelBuffer, _ abilities: GraphicsAbilities, _ size: Terminal.Size,
    within limit: PictureLimit? = nil
  ) -> [UInt8]? {
    let fit = PictureFit(picture, cell: abilities.cell(of: size), size, within: limit)
    let opaque = picture.opaque(over: abilities.background)
    switch abilities.means {
    case .kitty:
      return Array(
        KittyGraphics.encode(fit.inPixels(picture), columns: fit.columns, rows: fit.rows))
    case .iTerm:
      let file = StoredPNG.encode(fit.inPixels(picture))
      return InlineImage.encode(file, columns: fit.columns, rows: fit.rows)
    case .sixel(let registers):
      return Sixel.encode(fit.inPixels(opaque), registers: registers)
    case .halfBlocks(let colors):
      return Array(HalfBlocks.encode(fit.inHalfCells(opaque), colors: colors).utf8)
    case .ascii:
      return Array(CharacterPicture.encode(fit.inCells(opaque)).utf8)
    case .file: return nil
    }
  }

  /// Writes `shot-NNN.png` with the first number that is free.
  private func writeFile(_ picture: PixelBuffer) throws -> String {
    for number in 1...99_999 {
      let digits = String(number)
      let padded = String(repeating: "0", count: max(3 - digits.count, 0)) + digits
      let name = "shot-\(padded).png"
      let path = folder == "." ? name : "\(folder)/\(name)"
      if Files.kind(of: path) != nil { continue }
      try Files.write(StoredPNG.encode(picture), to: path)
      return path
    }
    throw SystemError(action: "write", path: "\(folder)/shot-99999.png", code: EEXIST)
  }
}

extension TerminalPicture: PictureDisplay {
  /// Shows the picture of a value; false where the terminal has no means, and nothing was written.
  public func show(_ picture: RasterPicture, within limit: PictureLimit?) throws -> Bool {
    let pixels = PixelBuffer(width: picture.width, height: picture.height, bytes: picture.rgb)
    return pixels.map { draw($0, within: limit) } ?? false
  }
}

/// How large a picture is drawn: never larger than it is, than its limit, nor than the window less
/// three rows for what stands around it.
struct PictureFit {
  /// The cells that it covers, for the means that count in pixels.
  let columns: Int
  let rows: Int
  private let cell: GraphicsAbilities.Cell
  private let scale: Double
  private let width: Int
  private let height: Int
  private let room: (columns: Int, rows: Int)

  init(
    _ picture: PixelBuffer, cell: GraphicsAbilities.Cell, _ window: Terminal.Size,
    within limit: PictureLimit? = nil
  ) {
    self.cell = cell
    room = (
      columns: min(max(window.columns - 1, 1), limit?.columns ?? .max),
      rows: min(max(window.rows - 3, 1), limit?.rows ?? .max)
    )
    width = picture.width
    height = picture.height
    scale = min(
      1, Double(room.columns * cell.width) / Double(width),
      Double(room.rows * cell.height) / Double(height))
    columns = max(1, Int((Double(width) * scale / Double(cell.width)).rounded(.up)))
    rows = max(1, Int((Double(height) * scale / Double(cell.height)).rounded(.up)))
  }

  func inPixels(_ picture: PixelBuffer) -> PixelBuffer {
    picture.resized(width: scaled(width, by: scale), height: scaled(height, by: scale))
  }

  /// At two pixels a cell, one over the other.
  func inHalfCells(_ picture: PixelBuffer) -> PixelBuffer { inGrid(picture, perCell: 2) }

  /// At one pixel a cell.
  func inCells(_ picture: PixelBuffer) -> PixelBuffer { inGrid(picture, perCell: 1) }

  /// On a grid of `perCell` pixels a cell that keeps the picture's shape, although they are no squares;
  /// a picture's pixel never grows beyond one column.
  private func inGrid(_ picture: PixelBuffer, perCell: Int) -> PixelBuffer {
    let aspect = Double(cell.width * perCell) / Double(cell.height)
    let scale = min(
      1, Double(room.columns) / Double(width),
      Double(room.rows * perCell) / (Double(height) * aspect))
    return picture.resized(
      width: scaled(width, by: scale), height: scaled(height, by: scale * aspect))
  }

  private func scaled(_ length: Int, by scale: Double) -> Int {
    max(1, Int((Double(length) * scale).rounded()))
  }
}
