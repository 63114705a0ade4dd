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
    var row: Int32
    var start: Int32
    var end: Int32
    /// No pixel of the run is deeper.
    var bound: Int32
    var code: UInt8
  }

  private let regions: Regions
  private let box: PixelBox
  private var excluded: [Int: [Int]] = [:]
  private var runs: [Run] = []
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

  private mutating func search<Value>(_ columns: ColumnDistances<Value>) {
    collectRuns(columns)
    guard let seed = runs.max(by: { $0.bound < $1.bound }) else { return }
    let width = box.columns.count
    let envelope = RowEnvelope(
      width: width, reciprocals: RowEnvelope.reciprocals(width: width))
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: width) { squared in
      guard let squared = squared.baseAddress else { return }
      measure(seed, columns, envelope, squared)
      for run in runs where mayImprove(run) { measure(run, columns, envelope, squared) }
    }
  }

  private mutating func collectRuns<Value>(_ columns: ColumnDistances<Value>) {
    for row in box.rows {
      columns.withRow(row) { distances in
        regions.forEachRun(row: row, columns: box.columns) { run, code in
          let bound = depthBound(of: run, distances)
          runs.append(
            Run(
              row: Int32(truncatingIfNeeded: row),
              start: Int32(truncatingIfNeeded: run.lowerBound),
              end: Int32(truncatingIfNeeded: run.upperBound),
              bound: bound, code: code))
        }
      }
    }
  }

  private func depthBound<Value>(of run: Range<Int>, _ distances: UnsafePointer<Value>) -> Int32
  where Value: FixedWidthInteger & BitwiseCopyable & Sendable {
    var largest: Value = 0
    for column in run { largest = max(largest, distances[column]) }
    let isBounded = largest < ColumnDistances<Value>.unreachable
    let along = isBounded ? Int(largest) : Int(Int32.max)
    let across =
      switch regions.closedEnds(of: run, in: box.columns) {
      case (true, true): (run.count + 1) / 2
      case (false, false): Int(Int32.max)
      default: run.count
      }
    return Int32(truncatingIfNeeded: min(along, across))
  }

  private func mayImprove(_ run: Run) -> Bool {
    guard let result else { return true }
    return Float(run.bound) >= result.deepest.depth
  }

  private mutating func measure<Value>(
    _ run: Run, _ columns: ColumnDistances<Value>, _ envelope: RowEnvelope,
    _ squared: UnsafeMutablePointer<Int32>
  ) {
    let range = Int(run.start)..<Int(run.end)
    let isClosed = regions.closedEnds(of: range, in: box.columns)
    columns.withRow(Int(run.row)) {
      envelope.transform($0, run: range, isClosed: isClosed, into: squared)
    }
    for column in excluded[Int(run.row)] ?? []
    where range.contains(column - box.columns.lowerBound) {
      squared[column - box.columns.lowerBound] = 0
    }
    var (best, place) = (Float(0), -1)
    for column in range {
      let depth = DistanceTransform.distance(squared[column])
      if depth > best { (best, place) = (depth, column) }
    }
    guard best > 0 else { return }
    let pixel = Pixel(row: Int(run.row), column: place + box.columns.lowerBound)
    consider((DeepestPixel(pixel: pixel, depth: best), run.code))
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
