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
  /// How many components there are.
  public var count: Int { sums.count }

  private let runs: RunLengths
  /// The number of the component that each run belongs to.
  private let numbers: [Int32]
  private let sums: [Sums]

  /// Finds the components of a mask's object pixels; ignored pixels are no object.
  public init(of mask: Mask, connectivity: Connectivity = .eight) {
    let runs = RunLengths(of: Mask.object, in: mask.codes, size: mask.size)
    let (numbers, count) = RunJoining.numbers(of: runs, connectivity: connectivity)
    size = mask.size
    self.runs = runs
    self.numbers = numbers
    sums = Self.measure(runs, numbers, count: count)
  }

  /// The component with a number from 1 to ``count``.
  public subscript(number: Int) -> Component { sums[number - 1].component }

  /// All components in the order of their numbers.
  public var all: [Component] { sums.map(\.component) }

  /// The number of the component with the most pixels; of equals the first. `nil` without object.
  public var largest: Int? {
    sums.indices.max { (sums[$0].area, $1) < (sums[$1].area, $0) }.map { $0 + 1 }
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
    [Int32](unsafeUninitializedCapacity: size.count) { labels, initialized in
      nonisolated(unsafe) let labels = labels
      forEachBand(of: 0..<size.height, threads: threads) { rows in
        fill(labels, rows: rows, background: 0) { $0 }
      }
      initialized = size.count
    }
  }

  /// The pixels of the components with these numbers, as a mask.
  public func mask(of wanted: some Sequence<Int>) -> Mask {
    var isWanted = [Bool](repeating: false, count: count + 1)
    for number in wanted where sums.indices.contains(number - 1) { isWanted[number] = true }
    return mask { isWanted[$0] }
  }

  /// The pixels of the component with this number, as a mask.
  public func mask(of number: Int) -> Mask { mask(of: CollectionOfOne(number)) }

  /// The pixels of components whose number satisfies a condition.
  func mask(where isWanted: (Int) -> Bool) -> Mask {
    let codes = [UInt8](unsafeUninitializedCapacity: size.count) { codes, initialized in
      fill(codes, rows: 0..<size.height, background: Mask.background) {
        isWanted(Int($0)) ? Mask.object : Mask.background
      }
      initialized = size.count
    }
    return Mask(size: size, codes: codes)
  }

  /// Writes every pixel of some rows once.
  @inline(__always)
  private func fill<Value>(
    _ pixels: UnsafeMutableBufferPointer<Value>, rows: Range<Int>, background: Value,
    with value: (Int32) -> Value
  ) {
    guard let first = pixels.baseAddress else { return }
    for row in rows {
      let line = first + row * size.width
      var column = 0
      for run in runs.rowStarts[row]..<runs.rowStarts[row + 1] {
        let (start, end) = (Int(runs.ends[2 * run]), Int(runs.ends[2 * run + 1]))
        let value = value(numbers[run])
        while column < start {
          line[column] = background
          column += 1
        }
        while column < end {
          line[column] = value
          column += 1
        }
      }
      (line + column).initialize(repeating: background, count: size.width - column)
    }
  }

  private static func measure(
    _ runs: RunLengths, _ numbers: [Int32], count: Int
  ) -> [Sums] {
    var sums = [Sums](repeating: Sums(), count: count)
    sums.withUnsafeMutableBufferPointer { sums in
      for row in runs.rowStarts.indices.dropLast() {
        for run in runs.rowStarts[row]..<runs.rowStarts[row + 1] {
          sums[Int(numbers[run]) - 1].add(
            row: row, start: runs.ends[2 * run], end: runs.ends[2 * run + 1])
        }
      }
    }
    return sums
  }

  /// What is added up over a component's runs; compact, because noise has many components.
  private struct Sums {
    private(set) var area = 0
    private var rowSum = 0
    private var doubledColumnSum = 0
    private var firstRow: Int32 = 0
    private var firstColumn: Int32 = 0
    private var lastRow: Int32 = 0
    private var left: Int32 = 0
    private var right: Int32 = 0

    @inline(__always)
    mutating func add(row: Int, start: Int32, end: Int32) {
      let row32 = Int32(truncatingIfNeeded: row)
      if area == 0 {
        (firstRow, firstColumn) = (row32, start)
        (left, right) = (start, end)
      }
      let length = Int(end &- start)
      area &+= length
      rowSum &+= row &* length
      doubledColumnSum &+= length &* (Int(start) &+ Int(end) &- 1)
      lastRow = row32
      left = min(left, start)
      right = max(right, end)
    }

    var component: Component {
      Component(
        area: area,
        box: PixelBox(rows: Int(firstRow)..<Int(lastRow) + 1, columns: Int(left)..<Int(right)),
        firstPixel: Pixel(row: Int(firstRow), column: Int(firstColumn)),
        centroidRow: Double(rowSum) / Double(area),
        centroidColumn: Double(doubledColumnSum) / Double(2 * area))
    }
  }
}
