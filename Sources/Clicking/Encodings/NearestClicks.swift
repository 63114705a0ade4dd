internal import Imaging

/// The squared distance of each pixel to the nearest of some clicks, row by row.
///
/// In a row at height r the click at (rₖ, cₖ) raises the parabola (x - cₖ)² + (r - rₖ)²; the distance
/// is the lower envelope of all of them (Felzenszwalb, Huttenlocher 2012). The clicks are sorted by
/// column once; then a row takes time in proportion to its length and the number of clicks, not their
/// product. Places need not be pixels and may lie outside the picture.
struct NearestClicks {
  private struct Site {
    var row: Float
    var column: Float
  }

  /// A click's part of the envelope, and where it begins to be the lowest.
  private struct Parabola {
    var start: Double
    var column: Float
    var height: Float
  }

  private let sites: [Site]

  /// Sorts the clicks; those that are nowhere near are left out.
  init(_ clicks: [PlacedClick]) {
    sites = clicks.filter(\.isNearEnough)
      .map { Site(row: Float($0.row), column: Float($0.column)) }
      .sorted { ($0.column, $0.row) < ($1.column, $1.row) }
  }

  /// Whether there is no click to measure from.
  var isEmpty: Bool { sites.isEmpty }

  /// Calls `body` with the squared distances of each row, in pixels².
  func forEachRow(of size: Size, _ body: (_ row: Int, _ squared: UnsafePointer<Float>) -> Void) {
    let columns = (0..<size.width).map(Float.init)
    withUnsafeTemporaryAllocation(of: Parabola.self, capacity: sites.count) { envelope in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: size.width) { squared in
        columns.withUnsafeBufferPointer { columns in
          guard let envelope = envelope.baseAddress, let squared = squared.baseAddress,
            let columns = columns.baseAddress
          else { return }
          for row in 0..<size.height {
            let count = build(row: Float(row), envelope)
            squared.initialize(repeating: .infinity, count: size.width)
            evaluate(envelope, count, columns, squared, width: size.width)
            body(row, squared)
          }
        }
      }
    }
  }

  /// Builds the envelope of a row, from left to right, and returns how many parabolas it has.
  private func build(row: Float, _ envelope: UnsafeMutablePointer<Parabola>) -> Int {
    var count = 0
    for site in sites {
      let height = (row - site.row) * (row - site.row)
      var start = -Double.infinity
      while count > 0 {
        let last = envelope[count - 1]
        if last.column == site.column {
          if last.height <= height { break }
        } else {
          start = Self.meeting(last, column: site.column, height: height)
          if start > last.start { break }
        }
        count -= 1
        start = -.infinity
      }
      if count > 0, envelope[count - 1].column == site.column { continue }
      envelope[count] = Parabola(start: start, column: site.column, height: height)
      count += 1
    }
    return count
  }

  /// The column at which a parabola further right begins to be the lower one.
  private static func meeting(_ left: Parabola, column: Float, height: Float) -> Double {
    let (p, q) = (Double(left.column), Double(column))
    return (Double(height) - Double(left.height) + (q - p) * (q + p)) / (2 * (q - p))
  }

  /// Lowers the row to each parabola where it is the lowest.
  ///
  /// Neighbours overlap by a pixel to both sides, because the place where they meet is rounded.
  private func evaluate(
    _ envelope: UnsafePointer<Parabola>, _ count: Int, _ columns: UnsafePointer<Float>,
    _ squared: UnsafeMutablePointer<Float>, width: Int
  ) {
    for index in 0..<count {
      let first = Self.column(envelope[index].start - 1, width)
      let end = index + 1 < count ? Self.column(envelope[index + 1].start + 2, width) : width
      guard first < end else { continue }
      lower(
        squared + first, columns + first, end - first, to: envelope[index].column,
        envelope[index].height)
    }
  }

  private static func column(_ place: Double, _ width: Int) -> Int {
    Int(min(max(place, 0), Double(width)))
  }
}

/// Lowers values to a parabola. Nothing but pointers and a count: the loop becomes vectors.
@inline(never)
private func lower(
  _ squared: UnsafeMutablePointer<Float>, _ columns: UnsafePointer<Float>, _ count: Int,
  to vertex: Float, _ height: Float
) {
  for index in 0..<count {
    let across = columns[index] - vertex
    let value = across * across + height
    squared[index] = value < squared[index] ? value : squared[index]
  }
}
