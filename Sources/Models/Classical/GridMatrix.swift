/// A symmetric matrix A of nine-point stencils on a grid: a diagonal, and beside it minus the weights of
/// the edges.
struct GridMatrix: Sendable {
  /// The edges; a coarse grid's may weigh less than 0.
  let edges: GridLaplacian
  /// The diagonal, a value a node; 1 at nodes that lead nowhere, those of the border among them.
  let diagonal: [Float]
  private let inverse: [Float]

  /// Joins the parts; a diagonal that is not above 0 becomes 1.
  init(_ edges: GridLaplacian, diagonal: [Float]) {
    self.edges = edges
    self.diagonal = diagonal.map { $0 > 0 ? $0 : 1 }
    inverse = self.diagonal.map { 1 / $0 }
  }

  /// The matrix of a problem.
  init(_ problem: DirichletProblem) {
    var diagonal = problem.pull
    problem.edges.withStencil { stencil in
      for node in problem.edges.inner { diagonal[node] += stencil.around(node).sum() }
    }
    self.init(problem.edges, diagonal: diagonal)
  }

  /// How many nodes there are.
  var count: Int { diagonal.count }

  /// One Gauss-Seidel sweep forwards from 0: z, and the residual b − A z that it leaves.
  func smooth(
    _ b: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>,
    residual: UnsafeMutablePointer<Float>
  ) {
    inverse.withUnsafeBufferPointer { inverse in
      edges.withStencil { stencil in
        for node in edges.inner { z[node] = (b[node] + stencil.earlier(z, node)) * inverse[node] }
        // What a node took for 0 is all that is wrong with its equation.
        stencil.later(z, edges.inner, into: residual)
      }
    }
  }

  /// One Gauss-Seidel sweep backwards from z.
  func smoothBackwards(_ b: UnsafePointer<Float>, _ z: UnsafeMutablePointer<Float>) {
    inverse.withUnsafeBufferPointer { inverse in
      edges.withStencil { stencil in
        for node in edges.inner.reversed() {
          z[node] = (b[node] + stencil.earlier(z, node) + stencil.later(z, node)) * inverse[node]
        }
      }
    }
  }
}
