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
  /// The diagonal of the matrix; 1 at pixels that are given or lead nowhere.
  private(set) var diagonal: [Float]
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
    diagonal = edges.padded(pull, border: 0)
    right = zip(diagonal, edges.padded(target, border: 0)).map { $0 * $1 }
    for direction in GridLaplacian.Direction.allCases { eliminate(given, direction) }
    for node in diagonal.indices {
      if given[node] >= 0 {
        diagonal[node] = 1
        right[node] = given[node]
      } else if diagonal[node] <= 0 {
        diagonal[node] = 1
      }
    }
  }

  /// Adds the edges of one direction to the diagonal; those to a given x move to the right-hand side.
  private mutating func eliminate(_ given: [Float], _ direction: GridLaplacian.Direction) {
    let step = edges.step(direction)
    for first in 0..<edges.nodeCount {
      let weight = edges.weight(at: first, direction)
      guard weight > 0 else { continue }
      let second = first + step
      diagonal[first] += weight
      diagonal[second] += weight
      guard given[first] >= 0 || given[second] >= 0 else { continue }
      right[second] += weight * max(given[first], 0)
      right[first] += weight * max(given[second], 0)
      edges.setWeight(0, at: first, direction)
    }
  }
}
