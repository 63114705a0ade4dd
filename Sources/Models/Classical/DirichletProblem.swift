// Random Walks for Image Segmentation. Grady. IEEE Transactions on Pattern Analysis and Machine
// Intelligence 28(11), 2006; the pull towards a prior: Multilabel Random Walker Image Segmentation
// Using Prior Models. Grady. CVPR 2005.

/// The equations of a random walker on a grid: (L + Γ) x = Γ t, where x is given at some pixels.
///
/// Its solution minimises Σ w (xᵢ − xⱼ)² over the edges plus Σ γᵢ (xᵢ − tᵢ)² over the pixels.
struct DirichletProblem {
  /// What stands for the x of a pixel where it is not given.
  static let unknown: Float = -1

  /// The edges between unknown pixels: minus the matrix beside its diagonal.
  private(set) var edges: GridLaplacian
  /// What the diagonal of the matrix has beside the weights of these edges; 1 at pixels that are given.
  private(set) var pull: [Float]
  /// The right-hand side; x itself at pixels that are given.
  private(set) var right: [Float]

  /// States the problem.
  ///
  /// - Parameters:
  ///   - edges: the weights, at least 0.
  ///   - pull: γ of each pixel in row-major order, at least 0.
  ///   - target: t of each pixel.
  ///   - given: x of each pixel in [0, 1], or ``unknown``.
  init(_ edges: GridLaplacian, pull: [Float], target: [Float], given: [Float]) {
    self.edges = edges
    let given = edges.padded(given, border: Self.unknown)
    self.pull = edges.padded(pull, border: 0)
    right = zip(self.pull, edges.padded(target, border: 0)).map { $0 * $1 }
    for node in given.indices where given[node] >= 0 {
      for (neighbor, weight) in edges.neighbors(of: node) where given[neighbor] < 0 {
        self.pull[neighbor] += weight
        right[neighbor] += weight * given[node]
      }
      self.edges.isolate(node)
      self.pull[node] = 1
      right[node] = given[node]
    }
  }

  /// A x.
  ///
  /// By the differences of neighbours, because they are what matters where many pixels hang together and
  /// hardly on anything else: sums of products would round it away.
  func multiply(_ x: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>) {
    edges.withStencil { $0.differences(x, edges.inner, into: result) }
    pull.withUnsafeBufferPointer { pull in
      for node in edges.inner { result[node] += pull[node] * x[node] }
    }
  }
}
