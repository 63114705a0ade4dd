/// The pixel of some regions that is farthest from every pixel of another kind.
public struct DeepestPixel: Hashable, Sendable {
  /// Where; the first in row-major order of all that are equally deep.
  public var pixel: Pixel
  /// The distance to the nearest pixel of another kind, in pixels.
  public var depth: Float
}

extension Mask {
  /// The object's pixel with the largest distance to a pixel that is not object; `nil` without object.
  ///
  /// - Parameter border: whether the picture's border counts as background.
  public func deepestPixel(border: PictureBorder = .background) -> DeepestPixel? {
    let regions = Regions(codes: codes, size: size, border: border)
    return DeepestSearch(regions: regions, excluded: [])?.result?.deepest
  }
}

/// The search for the deepest pixel of several regions, which measures only the runs that can hold it.
///
/// A run of n pixels whose largest column distance is g has no pixel deeper than min(g, ⌈n/2⌉). The
/// most promising run is measured first; most others then need no measuring.
///
/// Depths are compared as floats, because the reference robot compares OpenCV's 32-bit distances:
/// from 2048 pixels on, different squared distances can have equal roots.
struct DeepestSearch {
  /// The deepest pixel, and the code of the region it belongs to.
  typealias Result = (deepest: DeepestPixel, code: UInt8)

  private struct Run {
    var row: Int
    /// Counted from the box's first column.
    var columns: Range<Int>
    var code: UInt8
  }

  private let regions: Regions
  private let box: PixelBox
  private var excluded: [Int: [Int]] = [:]
  private(set) var result: Result?

  /// Searches all regions: of equally deep pixels, one of the region with the higher code is found.
  ///
  /// - Parameter excluded: pixels that are not found; they bound nothing.
  init?(regions: Regions, excluded: [Pixel]) {
    guard let box = regions.boundingBox else { return nil }
    self.regions = regions
    self.box = box
    for pixel in excluded { self.excluded[pixel.row, default: []].append(pixel.column) }
    if box.rows.count < ColumnDistances<Int16>.unreachable {
      search(ColumnDistances<Int16>(regions, box: box, threads: 1))
    } else {
      search(ColumnDistances<Int32>(regions, box: box, threads: 1))
    }
  }

  private mutating func search<Value: ColumnDistance>(_ columns: ColumnDistances<Value>) {
    let width = box.columns.count
    let envelope = RowEnvelope(width: width, reciprocals: RowEnvelope.reciprocals(width: width))
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: width) { squared in
      guard let squared = squared.baseAddress, let seed = mostPromising(columns) else { return }
      measure(seed, columns, envelope, squared)
      forEachRun(columns) { search, run, distances in
        let depth = search.result?.deepest.depth ?? 0
        if Float(search.bound(of: run, distances, enough: depth)) >= depth {
          search.measure(run, columns, envelope, squared)
        }
      }
    }
  }

  private mutating func mostPromising<Value: ColumnDistance>(_ columns: ColumnDistances<Value>)
    -> Run?
  {
    var best: (run: Run, bound: Int)?
    forEachRun(columns) { search, run, distances in
      let least = best?.bound ?? 0
      let bound = search.bound(of: run, distances, enough: Float(least))
      if bound > least { best = (run, bound) }
    }
    return best?.run
  }

  @inline(__always)
  private mutating func forEachRun<Value: ColumnDistance>(
    _ columns: ColumnDistances<Value>,
    _ body: (inout DeepestSearch, Run, UnsafePointer<Value>) -> Void
  ) {
    for row in box.rows {
      columns.withRow(row) { distances in
        regions.forEachRun(row: row, columns: box.columns) { run, code in
          body(&self, Run(row: row, columns: run, code: code), distances)
        }
      }
    }
  }

  /// A depth that no pixel of the run exceeds; it may be any such depth below `enough`.
  @inline(__always)
  private func bound<Value: ColumnDistance>(
    of run: Run, _ distances: UnsafePointer<Value>, enough: Float
  ) -> Int {
    let across =
      switch regions.closedEnds(of: run.columns, in: box.columns) {
      case (true, true): (run.columns.count + 1) / 2
      case (false, false): Int.max
      default: run.columns.count
      }
    guard Float(across) >= enough else { return across }
    var largest: Value = 0
    for column in run.columns { largest = max(largest, distances[column]) }
    return largest < ColumnDistances<Value>.unreachable ? min(Int(largest), across) : across
  }

  private mutating func measure<Value: ColumnDistance>(
    _ run: Run, _ columns: ColumnDistances<Value>, _ envelope: RowEnvelope,
    _ squared: UnsafeMutablePointer<Int32>
  ) {
    columns.withRow(run.row) {
      envelope.evaluate(
        $0, sites: run.columns, isClosed: regions.closedEnds(of: run.columns, in: box.columns),
        at: run.columns, into: squared)
    }
    let origin = box.columns.lowerBound
    for column in excluded[run.row] ?? [] where run.columns.contains(column - origin) {
      squared[column - origin] = 0
    }
    var (best, place) = (Float(0), -1)
    for column in run.columns {
      let depth = DistanceTransform.distance(squared[column])
      if depth > best { (best, place) = (depth, column) }
    }
    guard best > 0 else { return }
    consider(
      (DeepestPixel(pixel: Pixel(row: run.row, column: place + origin), depth: best), run.code))
  }

  private mutating func consider(_ found: Result) {
    guard let result else { return self.result = found }
    let (new, old) = (found.deepest, result.deepest)
    let isEarlier = (new.pixel.row, new.pixel.column) < (old.pixel.row, old.pixel.column)
    if new.depth != old.depth
      ? new.depth > old.depth : found.code != result.code ? found.code > result.code : isEarlier
    {
      self.result = found
    }
  }
}
