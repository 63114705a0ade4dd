internal import Imaging

/// How many iterations of a 3×3 square each object pixel survives, plus one; 0 outside the object.
///
/// The distance max(|Δrow|, |Δcolumn|) to the nearest pixel that is not object, by two sweeps
/// (Rosenfeld, Pfaltz 1966): so any number of iterations costs the same. Beyond the picture there is
/// object. Depths count up to a limit.
struct ChessboardDepths {
  private let size: Size
  private var depths: [UInt16]
  /// How many pixels have each depth.
  private var counts: [Int]

  /// - Parameter limit: the number of iterations that depths must tell apart.
  init(of mask: Mask, limit: Int) {
    size = mask.size
    // No depth exceeds the picture's longer side; one more step must not overflow.
    let longest = min(max(size.height, size.width), Int(UInt16.max) - 2)
    let greatest = UInt16(clamping: min(max(limit, 0), longest) + 1)
    depths = [UInt16](unsafeUninitializedCapacity: size.count) { depths, count in
      mask.codes.withUnsafeBufferPointer { codes in
        for index in 0..<codes.count {
          depths[index] = codes[index] == Mask.object ? greatest : 0
        }
      }
      count = mask.size.count
    }
    counts = [Int](repeating: 0, count: Int(greatest) + 1)
    sweep()
    for depth in depths { counts[Int(depth)] += 1 }
  }

  /// How many pixels have a greater depth.
  func area(deeperThan depth: Int) -> Int {
    counts.dropFirst(depth + 1).reduce(0, +)
  }

  /// The pixels of a greater depth.
  func mask(deeperThan depth: Int) -> Mask {
    let least = UInt16(clamping: depth)
    let codes = [UInt8](unsafeUninitializedCapacity: size.count) { codes, count in
      depths.withUnsafeBufferPointer { depths in
        for index in 0..<depths.count {
          codes[index] = depths[index] > least ? Mask.object : Mask.background
        }
      }
      count = size.count
    }
    return Mask(size: size, codes: codes)
  }

  /// Down and to the right, then up and to the left.
  private mutating func sweep() {
    let (height, width) = (size.height, size.width)
    guard width > 0 else { return }
    depths.withUnsafeMutableBufferPointer { depths in
      guard let first = depths.baseAddress else { return }
      for row in 0..<height {
        let line = first + row * width
        if row > 0 { lower(line, by: line - width, width) }
        for column in 1..<max(width, 1) { line[column] = min(line[column], line[column - 1] + 1) }
      }
      for row in (0..<height).reversed() {
        let line = first + row * width
        if row + 1 < height { lower(line, by: line + width, width) }
        for column in (0..<max(width - 1, 0)).reversed() {
          line[column] = min(line[column], line[column + 1] + 1)
        }
      }
    }
  }
}

/// Lowers a row to one more than the least of the three neighbours in another row.
///
/// Nothing but pointers and a count: the loop becomes vectors.
@inline(never)
private func lower(
  _ line: UnsafeMutablePointer<UInt16>, by other: UnsafePointer<UInt16>, _ width: Int
) {
  for column in stride(from: 0, to: width, by: max(width - 1, 1)) {
    let sides = max(column - 1, 0)...min(column + 1, width - 1)
    for neighbour in sides { line[column] = min(line[column], other[neighbour] &+ 1) }
  }
  for column in stride(from: 1, to: width - 1, by: 1) {
    let beside = min(other[column - 1], other[column + 1])
    line[column] = min(line[column], min(other[column], beside) &+ 1)
  }
}
