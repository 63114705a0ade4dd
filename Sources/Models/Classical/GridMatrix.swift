// A Class of First Order Factorization Methods. Gustafsson. BIT 18, 1978.

/// The symmetric matrix A of a ``DirichletProblem``, and its modified incomplete Cholesky factorisation.
///
/// The factorisation is M = (D + A₋) D⁻¹ (D + A₊) with the parts A₋ below and A₊ above the diagonal of
/// A and a diagonal D of its own, which takes in most of the fill that M leaves out.
struct GridMatrix {
  /// The part of the fill left out that the diagonal takes in. With all of it some pivot could reach 0.
  private static let relaxation: Float = 0.9
  /// The least part of A's diagonal that a pivot keeps.
  private static let leastPivot: Float = 1e-3

  private let weights: [Float]
  private let diagonal: [Float]
  private let inversePivots: [Float]
  private let stride: Int
  private let count: Int
  /// All nodes whose eight neighbours lie in memory.
  private let inner: Range<Int>

  /// Takes over and factorises the matrix of a problem.
  init(_ problem: DirichletProblem) {
    weights = problem.edges.weights
    diagonal = problem.diagonal
    stride = problem.edges.rowStride
    count = problem.edges.nodeCount
    inner = stride + 1..<max(stride + 1, count - stride - 1)
    inversePivots = Self.factorize(problem.edges, diagonal, inner)
  }

  /// A x.
  func multiply(_ x: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>) {
    copyBorder(of: x, to: result)
    withStencil { stencil in
      for node in inner {
        let neighbors = stencil.earlier(x, node) + stencil.later(x, node)
        result[node] = diagonal[node] * x[node] - neighbors
      }
    }
  }

  /// M⁻¹ r, by one sweep forwards and one backwards.
  func precondition(_ residual: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>) {
    copyBorder(of: residual, to: z)
    inversePivots.withUnsafeBufferPointer { inverse in
      withStencil { stencil in
        for node in inner { z[node] = (residual[node] + stencil.earlier(z, node)) * inverse[node] }
        for node in inner.reversed() { z[node] += stencil.later(z, node) * inverse[node] }
      }
    }
  }

  private func copyBorder(of source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>) {
    for node in 0..<inner.lowerBound { target[node] = source[node] }
    for node in inner.upperBound..<count { target[node] = source[node] }
  }

  private func withStencil(_ body: (Stencil) -> Void) {
    weights.withUnsafeBufferPointer { weights in
      guard let start = weights.baseAddress else { return }
      body(Stencil(start, stride: stride, count: count))
    }
  }

  private static func factorize(
    _ edges: GridLaplacian, _ diagonal: [Float], _ inner: Range<Int>
  ) -> [Float] {
    var inverse = diagonal.map { 1 / $0 }
    let directions = GridLaplacian.Direction.allCases
    var sums = [Float](repeating: 0, count: diagonal.count)
    for node in sums.indices {
      sums[node] = directions.reduce(0) { $0 + edges.weight(at: node, $1) }
    }
    for node in inner {
      var pivot = diagonal[node]
      for direction in directions {
        let earlier = node - edges.step(direction)
        let weight = edges.weight(at: earlier, direction)
        let fill = sums[earlier] - weight
        pivot -= weight * inverse[earlier] * (weight + relaxation * fill)
      }
      inverse[node] = 1 / max(pivot, leastPivot * diagonal[node])
    }
    return inverse
  }
}

/// The weights of the eight edges of a node, in memory.
///
/// Unsafe pointers, because these sums are nearly all the time of a click; their users run over inner
/// nodes only, whose neighbours lie in memory.
private struct Stencil {
  private let east: UnsafePointer<Float>
  private let southWest: UnsafePointer<Float>
  private let south: UnsafePointer<Float>
  private let southEast: UnsafePointer<Float>
  private let stride: Int

  init(_ weights: UnsafePointer<Float>, stride: Int, count: Int) {
    east = weights
    southWest = weights + count
    south = weights + 2 * count
    southEast = weights + 3 * count
    self.stride = stride
  }

  /// The weighted sum over the neighbours that come before a node in memory.
  @inline(__always)
  func earlier(_ x: UnsafePointer<Float>, _ node: Int) -> Float {
    let up = node - stride
    let above = southEast[up - 1] * x[up - 1] + south[up] * x[up] + southWest[up + 1] * x[up + 1]
    return above + east[node - 1] * x[node - 1]
  }

  /// The weighted sum over the neighbours that come after a node in memory.
  @inline(__always)
  func later(_ x: UnsafePointer<Float>, _ node: Int) -> Float {
    let down = node + stride
    let below =
      southWest[node] * x[down - 1] + south[node] * x[down]
      + southEast[node] * x[down + 1]
    return below + east[node] * x[node + 1]
  }
}
