import Clicking
import Imaging

/// The pixels whose label the clicks fix: a small disk round each.
///
/// A disk reaches at most half way to the nearest click of the other sign, so that no click hides
/// another; where two clicks share a pixel, the newest wins.
struct Seeds: Sendable {
  /// What a seed says about a pixel.
  enum Label: UInt8, Sendable { case free, object, background }

  /// Height and width.
  let size: Size
  /// One label a pixel in row-major order.
  private(set) var labels: [Label]
  /// Whether any click is positive.
  let hasObject: Bool
  /// Whether any click is negative.
  let hasBackground: Bool

  /// Draws the disks.
  ///
  /// - Parameters:
  ///   - clicks: clicks inside `size`, the oldest first.
  ///   - radius: the radius of a disk in pixels, at least 0; 0 marks the clicked pixel alone.
  init(_ clicks: [Click], size: Size, radius: (Int) -> Float) {
    self.size = size
    labels = [Label](repeating: .free, count: size.count)
    hasObject = clicks.contains(where: \.isPositive)
    hasBackground = clicks.contains { !$0.isPositive }
    for (index, click) in clicks.enumerated() {
      let opposite =
        clicks.filter { $0.isPositive != click.isPositive && $0.pixel != click.pixel }
        .map { Self.squaredDistance($0.pixel, click.pixel) }.min() ?? .max
      draw(click, radius: min(radius(index), Float(opposite).squareRoot() / 2))
    }
    for click in clicks { mark(click.pixel, click) }
  }

  private mutating func draw(_ click: Click, radius: Float) {
    let reach = Int(radius)
    for row in click.pixel.row - reach...click.pixel.row + reach {
      for column in click.pixel.column - reach...click.pixel.column + reach {
        let pixel = Pixel(row: row, column: column)
        guard size.contains(pixel),
          Float(Self.squaredDistance(pixel, click.pixel)) <= radius * radius
        else { continue }
        mark(pixel, click)
      }
    }
  }

  private mutating func mark(_ pixel: Pixel, _ click: Click) {
    labels[size.offset(of: pixel)] = click.isPositive ? .object : .background
  }

  private static func squaredDistance(_ first: Pixel, _ second: Pixel) -> Int {
    let (dy, dx) = (first.row - second.row, first.column - second.column)
    return dy * dy + dx * dx
  }
}
