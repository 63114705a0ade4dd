public import Basics
public import Imaging

/// Adds rows and columns until each side has at least a given length: albumentations' `PadIfNeeded`.
///
/// Half of them, rounded down, go before the picture, unless `position` says otherwise.
public struct PadIfNeeded: Transform {
  /// Where the picture comes to lie.
  public enum Position: String, CaseIterable, Sendable {
    /// In the middle.
    case center
    /// In the corner at the top left.
    case topLeft = "top_left"
    /// In the corner at the top right.
    case topRight = "top_right"
    /// In the corner at the bottom left.
    case bottomLeft = "bottom_left"
    /// In the corner at the bottom right.
    case bottomRight = "bottom_right"
    /// Anywhere, each place equally likely.
    case random
  }

  /// `pad_if_needed`.
  public let name = "pad_if_needed"
  /// The least height and width.
  public let minSize: Size
  /// What the new pixels hold.
  public let border: Border
  /// Where the picture comes to lie.
  public let position: Position
  /// The probability that it is applied.
  public let p: Double

  /// Padding to a size.
  ///
  /// - Throws: ``TransformError/badParameter(transform:name:value:range:)``.
  public init(
    minHeight: Int, minWidth: Int, border: Border = Border(), position: Position = .center,
    p: Double = 1
  ) throws(TransformError) {
    minSize = Size(height: max(minHeight, 0), width: max(minWidth, 0))
    self.border = border
    self.position = position
    self.p = p
    try check(height: minHeight, width: minWidth)
    try check(p, "p", in: 0...1)
  }

  /// Pads the pair.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    let size = pair.size
    let rows = max(minSize.height - size.height, 0)
    let columns = max(minSize.width - size.width, 0)
    guard rows > 0 || columns > 0 else { return }
    let (top, left) = before(rows, columns, key)
    try pair.extend(
      to: PixelBox(
        rows: -top..<size.height + rows - top, columns: -left..<size.width + columns - left),
      border)
  }

  /// How many of the new rows and columns come before the picture.
  private func before(_ rows: Int, _ columns: Int, _ key: RandomKey) -> (top: Int, left: Int) {
    switch position {
    case .center: return (rows / 2, columns / 2)
    case .topLeft: return (0, 0)
    case .topRight: return (0, columns)
    case .bottomLeft: return (rows, 0)
    case .bottomRight: return (rows, columns)
    case .random:
      var random = key.generator()
      let top = random.index(below: rows + 1)
      return (top, random.index(below: columns + 1))
    }
  }
}
