/// Joins the runs of neighbouring rows that touch, by union-find over provisional numbers.
struct RunJoining {
  /// The parent of each provisional number: a smaller one, or itself at a root.
  private var parents: [Int32] = []

  /// Numbers runs so that two have the same number where they are connected.
  ///
  /// - Returns: a number from 1 for each run, in the order in which the components begin, and how
  ///   many components there are.
  static func numbers(
    of runs: RunLengths, connectivity: Connectivity
  ) -> (numbers: [Int32], count: Int) {
    var joining = RunJoining()
    var numbers = joining.provisionalNumbers(of: runs, reach: connectivity == .eight ? 1 : 0)
    let count = joining.flatten()
    joining.parents.withUnsafeBufferPointer { final in
      numbers.withUnsafeMutableBufferPointer { numbers in
        for run in numbers.indices { numbers[run] = final[Int(numbers[run])] }
      }
    }
    return (numbers, count)
  }

  private mutating func provisionalNumbers(of runs: RunLengths, reach: Int32) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: runs.count) { numbers, count in
      count = runs.count
      runs.ends.withUnsafeBufferPointer { ends in
        for row in runs.rowStarts.indices.dropLast() {
          let above = (row > 0 ? runs.rowStarts[row - 1] : 0)..<runs.rowStarts[row]
          let here = runs.rowStarts[row]..<runs.rowStarts[row + 1]
          join(here, above, ends, reach, numbers)
        }
      }
    }
  }

  /// Gives the runs of a row the numbers of those above that they touch; `reach` is 1 across corners.
  @inline(__always)
  private mutating func join(
    _ here: Range<Int>, _ above: Range<Int>, _ ends: UnsafeBufferPointer<Int32>, _ reach: Int32,
    _ numbers: UnsafeMutableBufferPointer<Int32>
  ) {
    var other = above.lowerBound
    for run in here {
      let (start, end) = (ends[2 * run] &- reach, ends[2 * run + 1] &+ reach)
      while other < above.upperBound, ends[2 * other + 1] <= start { other += 1 }
      guard other < above.upperBound, ends[2 * other] < end else {
        numbers[run] = Int32(truncatingIfNeeded: parents.count)
        parents.append(numbers[run])
        continue
      }
      numbers[run] = numbers[other]
      // The last run above that touches may touch the next run here too: it is not passed over.
      while other + 1 < above.upperBound, ends[2 * other + 2] < end {
        other += 1
        numbers[run] = unite(numbers[run], numbers[other])
      }
    }
  }

  /// Joins two trees; the smaller root stays, because it began earlier.
  private mutating func unite(_ a: Int32, _ b: Int32) -> Int32 {
    if a == b { return a }
    let (a, b) = (root(of: a), root(of: b))
    if a < b {
      parents[Int(b)] = a
      return a
    }
    parents[Int(a)] = b
    return b
  }

  /// The root of a tree; on the way, each second link is made to skip one.
  private mutating func root(of number: Int32) -> Int32 {
    var number = number
    while parents[Int(number)] != number {
      let grandparent = parents[Int(parents[Int(number)])]
      parents[Int(number)] = grandparent
      number = grandparent
    }
    return number
  }

  /// Replaces each provisional number's parent by its final number, and returns how many there are.
  private mutating func flatten() -> Int {
    var count: Int32 = 0
    for number in parents.indices {
      if Int(parents[number]) == number {
        count += 1
        parents[number] = count
      } else {
        parents[number] = parents[Int(parents[number])]
      }
    }
    return Int(count)
  }
}
