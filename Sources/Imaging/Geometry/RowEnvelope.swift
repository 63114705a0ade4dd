/// The second pass of the distance transform: the lower envelope of a run's parabolas.
///
/// A pixel of a run at column x has the squared distance min over x' of (x - x')² + g(x')², where g
/// are the distances within columns. A pixel beside the run has g = 0 and hides every parabola
/// behind it, so a run needs nothing but its own pixels and its two neighbours. One object serves
/// one thread and is reused for all of its rows.
///
/// The boundary between two parabolas is a product of doubles. It is within a few units in the last
/// place of the true one, which is a multiple of 1 / 2(q - p): a pixel on the wrong side of a
/// rounded boundary lies on the true one, where both parabolas are equal. So the result is exact.
final class RowEnvelope {
  /// A parabola of the envelope: its lowest point, and where it begins to be the lowest one.
  private struct Parabola {
    var start: Double
    /// height + vertex², of which boundaries are made.
    var key: Double
    var vertex: Int
    var height: Int
  }

  private let parabolas: UnsafeMutablePointer<Parabola>
  private let reciprocals: [Double]

  /// 1 / 2n for every distance n between two vertices of a row of `width` pixels.
  static func reciprocals(width: Int) -> [Double] {
    (0..<width + 2).map { $0 == 0 ? 0 : 0.5 / Double($0) }
  }

  /// Makes room for rows of `width` pixels.
  init(width: Int, reciprocals: [Double]) {
    parabolas = .allocate(capacity: width + 3)
    self.reciprocals = reciprocals
  }

  deinit { parabolas.deallocate() }

  /// Replaces the column distances of a run by squared distances.
  ///
  /// - Parameters:
  ///   - distances: the row's distances within columns.
  ///   - run: columns of one region.
  ///   - isClosed: whether a pixel of another kind lies before and after the run.
  ///   - squared: receives the squared distances of the run's columns.
  func transform<Value>(
    _ distances: UnsafePointer<Value>, run: Range<Int>, isClosed: (before: Bool, after: Bool),
    into squared: UnsafeMutablePointer<Int32>
  ) where Value: FixedWidthInteger & BitwiseCopyable & Sendable {
    let count = build(distances, run: run, isClosed: isClosed)
    guard count > 0 else {
      for column in run { squared[column] = DistanceTransform.unreachable }
      return
    }
    evaluate(count: count, run: run, into: squared)
  }

  @inline(__always)
  private func build<Value>(
    _ distances: UnsafePointer<Value>, run: Range<Int>, isClosed: (before: Bool, after: Bool)
  ) -> Int where Value: FixedWidthInteger & BitwiseCopyable & Sendable {
    reciprocals.withUnsafeBufferPointer { reciprocals in
      var count = 0
      if isClosed.before { push(run.lowerBound - 1, height: 0, &count, reciprocals) }
      for column in run where distances[column] < ColumnDistances<Value>.unreachable {
        let distance = Int(distances[column])
        push(column, height: distance * distance, &count, reciprocals)
      }
      if isClosed.after { push(run.upperBound, height: 0, &count, reciprocals) }
      return count
    }
  }

  /// Adds a parabola to the right of all others, and drops those that it hides.
  @inline(__always)
  private func push(
    _ vertex: Int, height: Int, _ count: inout Int, _ reciprocals: UnsafeBufferPointer<Double>
  ) {
    let key = Double(height + vertex * vertex)
    var start = -Double.infinity
    while count > 0 {
      let last = parabolas[count - 1]
      start = (key - last.key) * reciprocals[vertex - last.vertex]
      if start > last.start { break }
      count -= 1
    }
    if count == 0 { start = -.infinity }
    parabolas[count] = Parabola(start: start, key: key, vertex: vertex, height: height)
    count += 1
  }

  @inline(__always)
  private func evaluate(count: Int, run: Range<Int>, into squared: UnsafeMutablePointer<Int32>) {
    parabolas[count].start = .infinity
    var index = 0
    for column in run {
      while parabolas[index + 1].start < Double(column) { index += 1 }
      let offset = column - parabolas[index].vertex
      let value = offset * offset + parabolas[index].height
      squared[column] = Int32(truncatingIfNeeded: min(value, Int(DistanceTransform.unreachable)))
    }
  }
}
