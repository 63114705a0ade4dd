import Imaging

/// A polygon as pixels, to the pixel as pycocotools draws it (`rleFrPoly` of `maskApi.c`).
///
/// Corners are rounded to a grid five times as fine, edges are drawn there, and an edge toggles a
/// column of pixels where it passes from fine column 5x + 2 to 5x + 3: between them lies the middle
/// of the pixels. The crossing's height is that of the upper of the two fine points.
///
/// Only these crossings are computed, not the whole fine edge, so that a polygon takes time for its corners
/// and the picture's columns, whatever its coordinates are.
struct COCOPolygon {
  /// x and y in turn, in pixels; (0, 0) is the corner of the first pixel.
  let coordinates: [Double]

  /// Coordinates beyond this make no sense, and products of them would overflow.
  private static let farthest = 1e8

  /// Where pixels, counted down the columns, change between background and object; in ascending order.
  func toggles(in size: Size) -> [Int] {
    let corners = stride(from: 0, to: coordinates.count - 1, by: 2).map {
      (x: Self.fine(coordinates[$0]), y: Self.fine(coordinates[$0 + 1]))
    }
    var toggles: [Int] = []
    var bound = max(Self.fewToggles, 4 * size.count)
    for (index, corner) in corners.enumerated() {
      let next = corners[index + 1 < corners.count ? index + 1 : 0]
      Edge(from: corner, to: next).addCrossings(in: size, to: &toggles)
      guard toggles.count > bound else { continue }
      toggles = Self.withoutPairs(toggles.sorted())
      bound = max(bound, 2 * toggles.count)
    }
    return toggles.sorted()
  }

  /// So many toggles are kept as they come; of more, those that undo each other go, so that an outline that
  /// runs to and fro takes no more memory than the picture.
  private static let fewToggles = 1 << 18

  /// The places that occur an odd number of times, of places in ascending order.
  private static func withoutPairs(_ sorted: [Int]) -> [Int] {
    var kept: [Int] = []
    for place in sorted {
      if kept.last == place { kept.removeLast() } else { kept.append(place) }
    }
    return kept
  }

  /// The polygon's pixels.
  func mask(in size: Size) -> Mask { Mask(size: size, togglesDownColumns: toggles(in: size)) }

  private static func fine(_ coordinate: Double) -> Int {
    Int(5 * min(max(coordinate.isNaN ? 0 : coordinate, -farthest), farthest) + 0.5)
  }
}

/// An edge on the fine grid, with its start where pycocotools begins to draw it.
private struct Edge {
  var start: (x: Int, y: Int)
  var end: (x: Int, y: Int)
  /// How many steps the drawing takes.
  let steps: Int
  /// Whether a step goes along x.
  let isFlat: Bool
  /// How far the other coordinate goes at each step.
  let slope: Double

  init(from first: (x: Int, y: Int), to second: (x: Int, y: Int)) {
    let (across, down) = (abs(second.x - first.x), abs(second.y - first.y))
    isFlat = across >= down
    let isTurned = isFlat ? first.x > second.x : first.y > second.y
    (start, end) = isTurned ? (second, first) : (first, second)
    steps = max(across, down)
    slope =
      steps == 0 ? 0 : Double(isFlat ? end.y - start.y : end.x - start.x) / Double(steps)
  }

  /// The fine point after some steps.
  private func point(_ step: Int) -> (x: Int, y: Int) {
    isFlat
      ? (start.x + step, Int(Double(start.y) + slope * Double(step) + 0.5))
      : (Int(Double(start.x) + slope * Double(step) + 0.5), start.y + step)
  }

  func addCrossings(in size: Size, to toggles: inout [Int]) {
    guard start.x != end.x, size.count > 0 else { return }
    let (left, right) = (min(start.x, end.x), max(start.x, end.x))
    let first = max(0, (max(left, -5) + 2) / 5)
    let last = min(size.width - 1, (right - 3) >= 0 ? (right - 3) / 5 : -1)
    guard first <= last else { return }
    for column in first...last where 5 * column + 2 >= left {
      guard let step = stepBefore(fineColumn: 5 * column + 2) else { continue }
      let y = min(point(step).y, point(step + 1).y)
      // ceil((y + 0.5) / 5 - 0.5), within the picture
      let row = y < 2 ? 0 : min((y + 2) / 5, size.height)
      toggles.append(column * size.height + row)
    }
  }

  /// The step after which x passes between `fineColumn` and the one right of it.
  private func stepBefore(fineColumn: Int) -> Int? {
    if isFlat { return fineColumn - start.x }
    // x goes one way with the steps: the first step at which it has passed is found by halving.
    let isRightwards = slope > 0
    var (low, high) = (0, steps)
    while low < high {
      let middle = low + (high - low) / 2
      let x = point(middle).x
      let hasPassed = isRightwards ? x > fineColumn : x <= fineColumn
      if hasPassed { high = middle } else { low = middle + 1 }
    }
    let hasPassed = isRightwards ? point(low).x > fineColumn : point(low).x <= fineColumn
    return hasPassed && low > 0 ? low - 1 : nil
  }
}
