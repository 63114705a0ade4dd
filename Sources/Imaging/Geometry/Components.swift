/// Which pixels touch.
public enum Connectivity: Sendable {
  /// Pixels that share a side.
  case four
  /// Pixels that share a side or a corner.
  case eight
}

/// A connected component: a largest set of pixels of which each can be reached from each other.
public struct Component: Hashable, Sendable {
  /// How many pixels it has.
  public var area: Int
  /// The smallest box that holds it.
  public var box: PixelBox
  /// Its first pixel in row-major order.
  public var firstPixel: Pixel
  /// The mean row of its pixels.
  public var centroidRow: Double
  /// The mean column of its pixels.
  public var centroidColumn: Double
}

/// The connected components of a mask's object pixels.
///
/// They are numbered from 1 in the row-major order of their first pixels, as SciPy's `label` numbers
/// them. Runs of pixels, not pixels, are joined (union-find over runs; He, Chao, Suzuki: A Run-Based
/// Two-Scan Labeling Algorithm, 2008), and areas, boxes and centroids follow from the runs.
public struct Components: Sendable {
  /// Height and width of the mask.
  public let size: Size
  /// The components; the one with number n is at index n - 1.
  public let all: [Component]

  private let runs: RunLengths
  /// The number of the component that each run belongs to.
  private let numbers: [Int32]

  /// Finds the components of a mask's object pixels; ignored pixels are no object.
  public init(of mask: Mask, connectivity: Connectivity = .eight) {
    let runs = RunLengths(of: Mask.object, in: mask.codes, size: mask.size)
    let (numbers, count) = RunJoining.numbers(of: runs, connectivity: connectivity)
    size = mask.size
    self.runs = runs
    self.numbers = numbers
    all = Self.measure(runs, numbers, count: count)
  }

  /// How many components there are.
  public var count: Int { all.count }

  /// The number of the component with the most pixels; of equals the first. `nil` without object.
  public var largest: Int? {
    all.indices.max { (all[$0].area, $1) < (all[$1].area, $0) }.map { $0 + 1 }
  }

  /// The number of the component at a pixel; `nil` where there is no object, or outside.
  public func number(at pixel: Pixel) -> Int? {
    guard size.contains(pixel) else { return nil }
    let column = Int32(pixel.column)
    var row = runs.rowStarts[pixel.row]..<runs.rowStarts[pixel.row + 1]
    while !row.isEmpty {
      let middle = row.lowerBound + row.count / 2
      if column < runs.ends[2 * middle] {
        row = row.lowerBound..<middle
      } else if column >= runs.ends[2 * middle + 1] {
        row = middle + 1..<row.upperBound
      } else {
        return Int(numbers[middle])
      }
    }
    return nil
  }

  /// The number of each pixel's component in row-major order; 0 where there is no object.
  public func labels(threads: Int = 1) -> [Int32] {
    var labels = [Int32](repeating: 0, count: size.count)
    labels.withUnsafeMutableBufferPointer { labels in
      nonisolated(unsafe) let labels = labels
      forEachBand(of: 0..<size.height, threads: threads) { rows in
        fill(labels, rows: rows) { $0 }
      }
    }
    return labels
  }

  /// The pixels of the components with these numbers, as a mask.
  public func mask(of wanted: some Sequence<Int>) -> Mask {
    var isWanted = [Bool](repeating: false, count: count + 1)
    for number in wanted where all.indices.contains(number - 1) { isWanted[number] = true }
    return mask { isWanted[$0] }
  }

  /// The pixels of the component with this number, as a mask.
  public func mask(of number: Int) -> Mask { mask(of: CollectionOfOne(number)) }

  /// The pixels of components whose number satisfies a condition.
  func mask(where isWanted: (Int) -> Bool) -> Mask {
    var mask = Mask(size: size)
    mask.codes.withUnsafeMutableBufferPointer { codes in
      fill(codes, rows: 0..<size.height) { isWanted(Int($0)) ? Mask.object : Mask.background }
    }
    return mask
  }

  @inline(__always)
  private func fill<Value>(
    _ pixels: UnsafeMutableBufferPointer<Value>, rows: Range<Int>, with value: (Int32) -> Value
  ) {
    guard let first = pixels.baseAddress else { return }
    for row in rows {
      let line = first + row * size.width
      for run in runs.rowStarts[row]..<runs.rowStarts[row + 1] {
        let (start, end) = (Int(runs.ends[2 * run]), Int(runs.ends[2 * run + 1]))
        (line + start).update(repeating: value(numbers[run]), count: end - start)
      }
    }
  }

  private static func measure(
    _ runs: RunLengths, _ numbers: [Int32], count: Int
  ) -> [Component] {
    var sums = [Sums](repeating: Sums(), count: count)
    sums.withUnsafeMutableBufferPointer { sums in
      for row in runs.rowStarts.indices.dropLast() {
        for run in runs.rowStarts[row]..<runs.rowStarts[row + 1] {
          sums[Int(numbers[run]) - 1].add(
            row: row, start: Int(runs.ends[2 * run]), end: Int(runs.ends[2 * run + 1]))
        }
      }
    }
    return sums.map(\.component)
  }

  /// What is added up over a component's runs.
  private struct Sums {
    private var area = 0
    private var rows = 0..<0
    private var columns = 0..<0
    private var first = Pixel(row: 0, column: 0)
    private var rowSum = 0
    private var doubledColumnSum = 0

    mutating func add(row: Int, start: Int, end: Int) {
      if area == 0 {
        (rows, columns) = (row..<row + 1, start..<end)
        first = Pixel(row: row, column: start)
      }
      area += end - start
      rows = rows.lowerBound..<row + 1
      columns = min(columns.lowerBound, start)..<max(columns.upperBound, end)
      rowSum += row * (end - start)
      doubledColumnSum += (end - start) * (start + end - 1)
    }

    var component: Component {
      Component(
        area: area, box: PixelBox(rows: rows, columns: columns), firstPixel: first,
        centroidRow: Double(rowSum) / Double(area),
        centroidColumn: Double(doubledColumnSum) / Double(2 * area))
    }
  }
}
