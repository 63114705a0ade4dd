internal import Basics
internal import Imaging

extension KeyedRandom {
  /// Distinct object pixels of a mask, every ordered choice of them equally likely; all where fewer exist.
  mutating func pixels(_ count: Int, of mask: Mask) -> [Pixel] {
    let before = mask.objectsBeforeRows
    let area = before.last ?? 0
    let ranks = distinctIndices(min(max(count, 0), area), below: area)
    return ranks.map { mask.pixel(ranked: $0, before) }
  }

  /// Distinct whole numbers in 0 ..< `bound`, every ordered choice of them equally likely.
  ///
  /// The first steps of a Fisher–Yates shuffle of 0 ..< `bound`, of which only the entries that have
  /// moved are kept.
  mutating func distinctIndices(_ count: Int, below bound: Int) -> [Int] {
    var moved: [Int: Int] = [:]
    return (0..<count).map { place in
      let other = place + index(below: bound - place)
      defer { moved[other] = moved[place] ?? place }
      return moved[other] ?? other
    }
  }
}

extension Mask {
  /// How many object pixels lie before each row, and in all.
  fileprivate var objectsBeforeRows: [Int] {
    codes.withUnsafeBufferPointer { codes in
      var before = [0]
      before.reserveCapacity(size.height + 1)
      for row in 0..<size.height {
        let line = row * size.width..<(row + 1) * size.width
        before.append(before[row] + codes.count(of: Mask.object, in: line))
      }
      return before
    }
  }

  /// The object pixel that has a rank among all object pixels in row-major order.
  fileprivate func pixel(ranked rank: Int, _ before: [Int]) -> Pixel {
    let row = before.lastIndex(notAbove: rank)
    var (offset, left) = (row * size.width, rank - before[row])
    while left > 0 || codes[offset] != Mask.object {
      if codes[offset] == Mask.object { left -= 1 }
      offset += 1
    }
    return size.pixel(at: offset)
  }
}

extension [Int] {
  /// The last place of an ascending array that begins with 0 whose value is at most `value`.
  fileprivate func lastIndex(notAbove value: Int) -> Int {
    var (low, high) = (0, count)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if self[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }
}
