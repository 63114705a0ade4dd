/// Joins the runs of neighbouring rows that touch, by union-find over provisional numbers.
struct RunJoining {
  /// The parent of each provisional number: a smaller one, or itself at a root.
  private let parents: UnsafeMutablePointer<Int32>
  private var count = 0

  /// Numbers runs so that two have the same number where they are connected.
  ///
  /// - Returns: a number from 1 for each run, in the order in which the components begin, and how
  ///   many components there are.
  static func numbers(
    of runs: RunLengths, connectivity: Connectivity
  ) -> (numbers: [Int32], count: Int) {
    let parents = UnsafeMutablePointer<Int32>.allocate(capacity: runs.count)
    defer { parents.deallocate() }
    var joining = RunJoining(parents: parents)
    var count = 0
    let numbers = [Int32](unsafeUninitializedCapacity: runs.count) { numbers, initialized in
      joining.number(runs, reach: connectivity == .eight ? 1 : 0, numbers)
      count = joining.flatten()
      for run in numbers.indices { numbers[run] = parents[Int(numbers[run])] }
      initialized = runs.count
    }
    return (numbers, count)
  }

  private init(parents: UnsafeMutablePointer<Int32>) { self.parents = parents }

  private mutating func number(
    _ runs: RunLengths, reach: Int32, _ numbers: UnsafeMutableBufferPointer<Int32>
  ) {
    runs.ends.withUnsafeBufferPointer { ends in
      for row in runs.rowStarts.indices.dropLast() {
        let above = (row > 0 ? runs.rowStarts[row - 1] : 0)..<runs.rowStarts[row]
        let here = runs.rowStarts[row]..<runs.rowStarts[row + 1]
        join(here, above, ends, reach, numbers)
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
        numbers[run] = Int32(truncatingIfNeeded: count)
        parents[count] = numbers[run]
        count += 1
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
  private func unite(_ a: Int32, _ b: Int32) -> Int32 {
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
  private func root(of number: Int32) -> Int32 {
    var number = number
    while parents[Int(number)] != number {
      let grandparent = parents[Int(parents[Int(number)])]
      parents[Int(number)] = grandparent
      number = grandparent
    }
    return number
  }

  /// Replaces each provisional number's parent by its final number, and returns how many there are.
  private func flatten() -> Int {
    var final: Int32 = 0
    for number in 0..<count {
      if Int(parents[number]) == number {
        final += 1
        parents[number] = final
      } else {
        parents[number] = parents[Int(parents[number])]
      }
    }
    return Int(final)
  }
}
