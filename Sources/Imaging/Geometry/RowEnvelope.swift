/// The lower envelope of the parabolas that a row's column distances raise.
///
/// A pixel at column x has the squared distance min over x' of (x - x')² + g(x')², where g are the
/// distances within columns. One object serves one thread and is reused for all of its rows.
///
/// The boundary between two parabolas is a product of doubles. It lies within a few units in the
/// last place of the true one, which is a multiple of 1 / 2(q - p): a pixel on the wrong side of the
/// rounded boundary lies on the true one, where both parabolas are equal. So the result is exact.
final class RowEnvelope {
  /// A parabola of the envelope, and where it begins to be the lowest.
  private struct Parabola {
    var start: Double
    /// height + vertex², of which boundaries are made.
    var key: Double
    var vertex: Int
    /// The squared column distance at the vertex.
    var height: Int
  }

  private let parabolas: UnsafeMutablePointer<Parabola>
  private let reciprocals: [Double]
  private var count = 0

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

  /// Computes the squared distances of some columns.
  ///
  /// - Parameters:
  ///   - distances: the row's distances within columns.
  ///   - sites: the columns whose parabolas count.
  ///   - isClosed: whether a pixel at distance 0 lies right before and right after the sites.
  ///   - columns: the columns that are computed.
  ///   - squared: receives their squared distances.
  func evaluate<Value: ColumnDistance>(
    _ distances: UnsafePointer<Value>, sites: Range<Int>, isClosed: (before: Bool, after: Bool),
    at columns: Range<Int>, into squared: UnsafeMutablePointer<Int32>
  ) {
    build(distances, sites: sites, isClosed: isClosed)
    guard count > 0 else {
      for column in columns { squared[column] = DistanceTransform.unreachable }
      return
    }
    var column = columns.lowerBound
    for index in 0..<count where column < columns.upperBound {
      let end = index + 1 < count ? parabolas[index + 1].start : .infinity
      let (vertex, height) = (parabolas[index].vertex, parabolas[index].height)
      while column < columns.upperBound, Double(column) <= end {
        let offset = column - vertex
        let value = offset * offset + height
        squared[column] = Int32(truncatingIfNeeded: min(value, Int(DistanceTransform.unreachable)))
        column += 1
      }
    }
  }

  @inline(__always)
  private func build<Value: ColumnDistance>(
    _ distances: UnsafePointer<Value>, sites: Range<Int>, isClosed: (before: Bool, after: Bool)
  ) {
    reciprocals.withUnsafeBufferPointer { reciprocals in
      var count = 0
      if isClosed.before { push(sites.lowerBound - 1, height: 0, &count, reciprocals) }
      for column in sites where distances[column] < ColumnDistances<Value>.unreachable {
        let distance = Int(distances[column])
        push(column, height: distance * distance, &count, reciprocals)
      }
      if isClosed.after { push(sites.upperBound, height: 0, &count, reciprocals) }
      self.count = count
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
      let last = parabolas + (count - 1)
      start = (key - last.pointee.key) * reciprocals[vertex - last.pointee.vertex]
      if start > last.pointee.start { break }
      count -= 1
    }
    if count == 0 { start = -.infinity }
    parabolas[count] = Parabola(start: start, key: key, vertex: vertex, height: height)
    count += 1
  }
}
