/// A preconditioner of a grid's matrix: one V-cycle over grids of half the height and width each, with a
/// Gauss-Seidel sweep forwards on the way down and one backwards on the way up, so that it is symmetric.
struct Multigrid {
  /// The grids, the finest first, down to a single node.
  private let levels: [MultigridLevel]
  /// What leads from each grid to the next.
  private let coarsenings: [GridCoarsening]

  /// Coarsens a matrix.
  init(_ matrix: GridMatrix) {
    var levels = [MultigridLevel(matrix)]
    var coarsenings: [GridCoarsening] = []
    var last = matrix
    while max(last.edges.height, last.edges.width) > 1 {
      let coarsening = GridCoarsening(last)
      coarsenings.append(coarsening)
      last = coarsening.coarse
      levels.append(MultigridLevel(last))
    }
    self.levels = levels
    self.coarsenings = coarsenings
  }

  /// M⁻¹ r, in the room of an earlier z or of zeros.
  func precondition(_ residual: [Float], into z: inout [Float]) {
    for (index, coarsening) in coarsenings.enumerated() {
      levels[index].smooth(index == 0 ? residual : levels[index].right)
      coarsening.restrict(levels[index].residual, into: &levels[index + 1].right)
    }
    // A single node is its equation.
    levels[coarsenings.count].smooth(
      coarsenings.isEmpty ? residual : levels[coarsenings.count].right)
    for (index, coarsening) in coarsenings.enumerated().reversed() {
      coarsening.interpolate(levels[index + 1].z, onto: &levels[index].z)
      levels[index].smoothBackwards(index == 0 ? residual : levels[index].right)
    }
    swap(&z, &levels[0].z)
  }
}

/// A grid with room for its right-hand side, solution and residual.
private final class MultigridLevel {
  let matrix: GridMatrix
  var right: [Float]
  var z: [Float]
  var residual: [Float]

  init(_ matrix: GridMatrix) {
    self.matrix = matrix
    right = [Float](repeating: 0, count: matrix.count)
    (z, residual) = (right, right)
  }

  func smooth(_ right: [Float]) { matrix.smooth(right, into: &z, residual: &residual) }

  func smoothBackwards(_ right: [Float]) { matrix.smoothBackwards(right, &z) }
}
