internal import Basics
internal import Imaging

/// Clicks spread over the picture: one in each of n cells of a grid, drawn at random.
///
/// For n clicks the picture is divided into n × n cells of ⌊H / n⌋ × ⌊W / n⌋ pixels, at least one; rows and
/// columns left over at the bottom and the right belong to none. n distinct cells are drawn, every
/// choice equally likely, and in each a pixel that is not ignored. Cells that are all ignored are left
/// out. It never looks at the prediction: an initial robot, the seed's `smartly_random`.
public struct StratifiedClicks: Robot {
  /// `stratified`.
  public let name = "stratified"
  /// How many clicks a turn has; fewer where fewer cells can be clicked.
  public let count: Int

  /// Creates the robot; `count` below 1 gives no clicks.
  public init(count: Int = 3) { self.count = count }

  /// The clicks in the order in which their cells were drawn.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    try turn.checkSizes()
    let (count, size) = (turn.count(or: count), turn.target.size)
    guard count > 0, size.count > 0 else { return [] }
    let (rows, columns) = (min(count, size.height), min(count, size.width))
    let cells = Self.cells(of: turn.target, rows: rows, columns: columns)
    var random = turn.key.generator()
    return random.distinctIndices(min(count, cells.count), below: cells.count).compactMap {
      random.pixel(in: cells[$0], of: turn.target).map(turn.click(at:))
    }
  }

  /// The cells that hold a pixel which is not ignored, row by row.
  private static func cells(of mask: Mask, rows: Int, columns: Int) -> [PixelBox] {
    let (height, width) = (mask.size.height / rows, mask.size.width / columns)
    let cells = (0..<rows * columns).map { index in
      let (row, column) = (index / columns * height, index % columns * width)
      return PixelBox(rows: row..<row + height, columns: column..<column + width)
    }
    return mask.codes.contains(Mask.ignored)
      ? cells.filter { !mask.countedOffsets(in: $0).isEmpty } : cells
  }
}

extension Mask {
  /// The places of a box's pixels that are not ignored.
  fileprivate func countedOffsets(in box: PixelBox) -> [Int] {
    box.rows.flatMap { row in
      box.columns.lazy.map { row * size.width + $0 }.filter { codes[$0] != Mask.ignored }
    }
  }
}

extension KeyedRandom {
  /// A pixel of a box that a mask does not ignore, each equally likely.
  fileprivate mutating func pixel(in box: PixelBox, of mask: Mask) -> Pixel? {
    let offsets = mask.countedOffsets(in: box)
    return offsets.isEmpty ? nil : mask.size.pixel(at: offsets[index(below: offsets.count)])
  }
}
