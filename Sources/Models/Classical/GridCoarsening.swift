// Black Box Multigrid. Dendy. Journal of Computational Physics 48, 1982.

/// A grid of every second row and column, and how its values become values of the finer one.
///
/// The interpolation follows the matrix, so that it does not smear over edges of little weight: a node
/// between two coarse ones takes from both what its equation would, were the picture constant across; a node
/// amid four takes what its equation says.
struct GridCoarsening: Sendable {
  /// The shares that a fine node takes of its coarse ones: north-west, north-east, south-west, south-east.
  ///
  /// Those are at half the node's row and column, rounded down, and behind. Shares are 0 where there are none.
  let shares: [SIMD4<Float>]
  /// The matrix of the coarse grid: Pᵀ A P with the interpolation P.
  let coarse: GridMatrix

  private let fine: GridLaplacian

  /// Halves the grid of a matrix.
  init(_ matrix: GridMatrix) {
    fine = matrix.edges
    shares = Self.shares(matrix)
    coarse = Self.product(matrix, shares)
  }

  /// Pᵀ r.
  func restrict(_ residual: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>) {
    let (grid, above) = (coarse.edges, fine.rowStride)
    shares.withUnsafeBufferPointer { shares in
      for row in 0..<grid.height {
        for column in 0..<grid.width {
          let node = fine.node(row: 2 * row, column: 2 * column)
          let (up, down) = (node - above, node + above)
          let upper =
            residual[up - 1] * shares[up - 1].w + residual[up] * shares[up].z
            + residual[up + 1] * shares[up + 1].z
          let lower =
            residual[down - 1] * shares[down - 1].y + residual[down] * shares[down].x
            + residual[down + 1] * shares[down + 1].x
          result[grid.node(row: row, column: column)] =
            upper + lower + residual[node - 1] * shares[node - 1].y + residual[node]
            + residual[node + 1] * shares[node + 1].x
        }
      }
    }
  }

  /// Adds P e to z.
  func interpolate(_ error: UnsafePointer<Float>, onto z: UnsafeMutablePointer<Float>) {
    let below = coarse.edges.rowStride
    forEachNode { node, parent, share in
      let parents = SIMD4(
        error[parent], error[parent + 1], error[parent + below], error[parent + below + 1])
      z[node] += (share * parents).sum()
    }
  }

  @inline(__always)
  private func forEachNode(_ body: (_ node: Int, _ parent: Int, _ share: SIMD4<Float>) -> Void) {
    shares.withUnsafeBufferPointer { shares in
      for row in 0..<fine.height {
        let start = fine.node(row: row, column: 0)
        let parents = coarse.edges.node(row: row / 2, column: 0)
        for column in 0..<fine.width {
          body(start + column, parents + column / 2, shares[start + column])
        }
      }
    }
  }

  // MARK: - Interpolation

  private static func shares(_ matrix: GridMatrix) -> [SIMD4<Float>] {
    let grid = matrix.edges
    var shares = [SIMD4<Float>](repeating: .zero, count: grid.nodeCount)
    grid.withStencil { stencil in
      for row in 0..<grid.height {
        for column in 0..<grid.width where row % 2 == 0 || column % 2 == 0 {
          let node = grid.node(row: row, column: column)
          let w = stencil.around(node)
          let diagonal = matrix.diagonal[node]
          switch (row % 2, column % 2) {
          case (0, 0): shares[node] = SIMD4(1, 0, 0, 0)
          case (0, _):
            let pair = SIMD2(w[0] + w[3] + w[5], w[2] + w[4] + w[7])
            let part = Self.part(pair, of: diagonal - w[1] - w[6], diagonal)
            shares[node] = SIMD4(part.x, part.y, 0, 0)
          default:
            let pair = SIMD2(w[0] + w[1] + w[2], w[5] + w[6] + w[7])
            let part = Self.part(pair, of: diagonal - w[3] - w[4], diagonal)
            shares[node] = SIMD4(part.x, 0, part.y, 0)
          }
        }
      }
      for row in stride(from: 1, to: grid.height, by: 2) {
        for column in stride(from: 1, to: grid.width, by: 2) {
          let node = grid.node(row: row, column: column)
          let w = stencil.around(node)
          let (north, south) = (shares[node - grid.rowStride], shares[node + grid.rowStride])
          let (west, east) = (shares[node - 1], shares[node + 1])
          let corners = SIMD4(w[0], w[2], w[5], w[7])
          let vertical = w[1] * north + w[6] * SIMD4(0, 0, south.x, south.y)
          let horizontal = w[3] * west + w[4] * SIMD4(0, east.x, 0, east.z)
          shares[node] = (corners + vertical + horizontal) / matrix.diagonal[node]
        }
      }
    }
    return shares
  }

  /// What a node takes of two sides; nothing where they hardly count in its equation.
  private static func part(
    _ pair: SIMD2<Float>, of whole: Float, _ diagonal: Float
  ) -> SIMD2<Float> {
    whole > 1e-6 * diagonal ? pair / whole : .zero
  }

  // MARK: - The coarse matrix

  private static func product(_ matrix: GridMatrix, _ shares: [SIMD4<Float>]) -> GridMatrix {
    let grid = matrix.edges
    var coarse = GridLaplacian(height: (grid.height + 1) / 2, width: (grid.width + 1) / 2)
    var diagonal = [Float](repeating: 1, count: coarse.nodeCount)
    var image = [Float](repeating: 0, count: 25)
    image.withUnsafeMutableBufferPointer { values in
      shares.withUnsafeBufferPointer { shares in
        grid.withStencil { stencil in
          for row in 0..<coarse.height {
            for column in 0..<coarse.width {
              let place = coarse.node(row: row, column: column)
              let center = grid.node(row: 2 * row, column: 2 * column)
              let product = CoarseRow(
                values, stencil, matrix.diagonal, shares, center: center, stride: grid.rowStride)
              diagonal[place] = product.product(0, 0)
              if column + 1 < coarse.width {
                coarse.setWeight(-product.product(0, 1), at: place, .east)
              }
              guard row + 1 < coarse.height else { continue }
              if column > 0 { coarse.setWeight(-product.product(1, -1), at: place, .southWest) }
              coarse.setWeight(-product.product(1, 0), at: place, .south)
              if column + 1 < coarse.width {
                coarse.setWeight(-product.product(1, 1), at: place, .southEast)
              }
            }
          }
        }
      }
    }
    return GridMatrix(coarse, diagonal: diagonal)
  }
}

/// pᵀ A over the 5 × 5 fine nodes around a coarse one, p being the fine values that the coarse one gives.
private struct CoarseRow {
  private let values: UnsafeMutableBufferPointer<Float>
  private let shares: UnsafeBufferPointer<SIMD4<Float>>
  private let center: Int
  private let stride: Int

  init(
    _ values: UnsafeMutableBufferPointer<Float>, _ stencil: Stencil, _ diagonal: [Float],
    _ shares: UnsafeBufferPointer<SIMD4<Float>>, center: Int, stride: Int
  ) {
    (self.values, self.shares, self.center, self.stride) = (values, shares, center, stride)
    values.update(repeating: 0)
    for down in -1...1 {
      for across in -1...1 {
        let node = center + down * stride + across
        let share = shares[node][Self.lane(down, across)]
        guard share != 0 else { continue }
        let w = share * stencil.around(node)
        let place = 5 * (down + 2) + across + 2
        values[place - 6] -= w[0]
        values[place - 5] -= w[1]
        values[place - 4] -= w[2]
        values[place - 1] -= w[3]
        values[place] += share * diagonal[node]
        values[place + 1] -= w[4]
        values[place + 4] -= w[5]
        values[place + 5] -= w[6]
        values[place + 6] -= w[7]
      }
    }
  }

  /// The product with the fine values that the coarse node so many rows below and columns behind gives.
  func product(_ down: Int, _ across: Int) -> Float {
    var sum: Float = 0
    for y in max(2 * down - 1, -2)...min(2 * down + 1, 2) {
      for x in max(2 * across - 1, -2)...min(2 * across + 1, 2) {
        let share = shares[center + y * stride + x][Self.lane(y - 2 * down, x - 2 * across)]
        sum += values[5 * (y + 2) + x + 2] * share
      }
    }
    return sum
  }

  /// The lane of the shares in which a fine node keeps a coarse one from which it lies so far.
  private static func lane(_ down: Int, _ across: Int) -> Int {
    (down < 0 ? 2 : 0) + (across < 0 ? 1 : 0)
  }
}
