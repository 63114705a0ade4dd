internal import Basics

/// Calls `body` with consecutive pieces of `range` that together cover it, on up to `threads` threads.
///
/// - Parameter alignment: pieces begin at multiples of it, counted from the range's start.
func forEachBand(
  of range: Range<Int>, threads: Int, alignment: Int = 1, _ body: @Sendable (Range<Int>) -> Void
) {
  guard threads > 1, range.count > alignment else { return range.isEmpty ? () : body(range) }
  // A few pieces for each thread even out what a busy machine or an uneven picture delays.
  let units = (range.count + alignment - 1) / alignment
  let length = (units + 4 * threads - 1) / (4 * threads) * alignment
  let count = (range.count + length - 1) / length
  do {
    try ThreadPool.shared.forEach(count: count, threads: threads) { index in
      let start = range.lowerBound + index * length
      body(start..<min(start + length, range.upperBound))
    }
  } catch {
    preconditionFailure("the body of a band does not throw, but got \(error)")
  }
}
