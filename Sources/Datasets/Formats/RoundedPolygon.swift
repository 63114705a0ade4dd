import Imaging

/// A polygon whose corners are rounded to whole pixels, drawn with its edges: what RITM makes masks of LVIS's
/// outlines with.
///
/// Corners go to the nearest pixel, halves to the even one (NumPy's `round`); edges are lines of 8-connected
/// pixels, cut at the picture's border, and of each row what lies between the first and the second crossing, the
/// third and the fourth … is filled: OpenCV's `fillPoly`, to the pixel.
struct RoundedPolygon {
  /// A corner, in pixels.
  typealias Corner = (x: Int, y: Int)

  let corners: [Corner]

  /// Coordinates beyond this make no sense, and products of them would overflow.
  private static let farthest = 1e6

  /// - Parameter coordinates: x and y in turn; a last one alone does not count.
  init(coordinates: [Double]) {
    corners = stride(from: 0, to: coordinates.count - 1, by: 2).map {
      (x: Self.whole(coordinates[$0]), y: Self.whole(coordinates[$0 + 1]))
    }
  }

  private static func whole(_ coordinate: Double) -> Int {
    let inside = min(max(coordinate.isNaN ? 0 : coordinate, -farthest), farthest)
    return Int(inside.rounded(.toNearestOrEven))
  }

  /// Makes the polygon's pixels object.
  func draw(into mask: inout Mask) {
    guard var last = corners.last, mask.size.count > 0 else { return }
    var edges: [FilledEdge] = []
    for corner in corners {
      let line = ClippedLine(from: last, to: corner, in: mask.size)
      line.draw(into: &mask)
      FilledEdge(from: last, to: corner, line).map { edges.append($0) }
      last = corner
    }
    for row in 0..<mask.size.height {
      let crossings = edges.lazy.filter { $0.rows.contains(row) }.map { $0.crossing(at: row) }
        .sorted()
      for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
        mask.fill(row: row, from: crossings[pair], to: crossings[pair + 1])
      }
    }
  }
}

/// An edge as it bounds the filled rows: OpenCV's, with 16 fraction bits.
private struct FilledEdge {
  let rows: Range<Int>
  /// Where it crosses the first of them.
  let x: Int
  /// How far it goes at each row.
  let step: Int

  /// `nil` for an edge along a row. The slope is that of the line's part inside the picture.
  init?(from start: RoundedPolygon.Corner, to end: RoundedPolygon.Corner, _ line: ClippedLine) {
    guard start.y != end.y else { return nil }
    let isSeen = line.start.y != line.end.y
    let first = (x: line.start.x << 16, y: isSeen ? line.start.y : start.y)
    let last = (x: line.end.x << 16, y: isSeen ? line.end.y : end.y)
    step = (last.x - first.x) / (last.y - first.y)
    rows = min(start.y, end.y)..<max(start.y, end.y)
    x =
      start.y < end.y
      ? first.x + (start.y - first.y) * step : last.x + (end.y - last.y) * step
  }

  func crossing(at row: Int) -> Int { x + (row - rows.lowerBound) * step }
}

/// A line of 8-connected pixels, cut at a picture's border.
private struct ClippedLine {
  private(set) var start: RoundedPolygon.Corner
  private(set) var end: RoundedPolygon.Corner
  /// Whether any of it lies in the picture.
  private(set) var isVisible = false

  init(from start: RoundedPolygon.Corner, to end: RoundedPolygon.Corner, in size: Size) {
    (self.start, self.end) = (start, end)
    let (right, bottom) = (size.width - 1, size.height - 1)
    guard !areBeyond(\.y, bottom), !areBeyond(\.x, right) else { return }
    // Rows are cut first, then columns, the start before the end; each cut is truncated.
    if let y = Self.bound(self.start.y, bottom) { self.start = (x: x(at: y, self.start), y: y) }
    if let y = Self.bound(self.end.y, bottom) { self.end = (x: x(at: y, self.end), y: y) }
    guard !areBeyond(\.x, right) else { return }
    if let x = Self.bound(self.start.x, right) { self.start = (x: x, y: y(at: x, self.start)) }
    if let x = Self.bound(self.end.x, right) { self.end = (x: x, y: y(at: x, self.end)) }
    isVisible = true
  }

  /// Whether both ends lie on one side of the picture.
  private func areBeyond(_ side: KeyPath<RoundedPolygon.Corner, Int>, _ last: Int) -> Bool {
    let (first, second) = (start[keyPath: side], end[keyPath: side])
    return max(first, second) < 0 || min(first, second) > last
  }

  /// The border that a coordinate lies beyond.
  private static func bound(_ coordinate: Int, _ last: Int) -> Int? {
    coordinate < 0 ? 0 : coordinate > last ? last : nil
  }

  private func x(at y: Int, _ from: RoundedPolygon.Corner) -> Int {
    from.x + Int(Double(y - from.y) * Double(end.x - start.x) / Double(end.y - start.y))
  }

  private func y(at x: Int, _ from: RoundedPolygon.Corner) -> Int {
    from.y + Int(Double(x - from.x) * Double(end.y - start.y) / Double(end.x - start.x))
  }

  /// Bresenham's line, from the left to the right.
  func draw(into mask: inout Mask) {
    guard isVisible else { return }
    let (first, last) = end.x < start.x ? (end, start) : (start, end)
    let (across, down) = (last.x - first.x, abs(last.y - first.y))
    let (isSteep, downwards) = (down > across, last.y < first.y ? -1 : 1)
    let (long, short) = (max(across, down), min(across, down))
    var (x, y, error) = (first.x, first.y, long - 2 * short)
    for _ in 0...long {
      mask[Pixel(row: y, column: x)] = true
      let steps = error < 0
      error += (steps ? 2 * long : 0) - 2 * short
      if isSteep || steps { y += downwards }
      if !isSteep || steps { x += 1 }
    }
  }
}

extension Mask {
  /// Makes the pixels between two crossings object, which have 16 fraction bits.
  fileprivate mutating func fill(row: Int, from left: Int, to right: Int) {
    let (first, last) = (max((left + 0xFFFF) >> 16, 0), min(right >> 16, size.width - 1))
    guard first <= last else { return }
    for column in first...last { self[Pixel(row: row, column: column)] = true }
  }
}
