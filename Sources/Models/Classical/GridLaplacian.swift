import Glibc

/// The weights w of the edges between neighbouring pixels, eight each: the Laplacian L = D − W of the grid.
///
/// The pixels lie in memory inside a border of one node, whose edges weigh 0; so loops over the
/// whole memory need no range checks for neighbours.
struct GridLaplacian: Sendable {
  /// The directions of a node's own four edges; the other four are its neighbours'.
  enum Direction: Int, CaseIterable { case east, southWest, south, southEast }

  /// The number of rows of pixels.
  let height: Int
  /// The number of columns of pixels.
  let width: Int
  /// The weight of the edge of node `p` in direction `d` at `d · nodeCount + p`.
  private(set) var weights: [Float]

  /// Creates a grid without edges.
  init(height: Int, width: Int) {
    self.height = height
    self.width = width
    weights = [Float](repeating: 0, count: 4 * (height + 2) * (width + 2))
  }

  /// Grady's weights exp(−β ΔE² / ⟨ΔE²⟩), at least `floor`, divided by the distance of the pixels.
  init(_ contrast: Contrast, beta: Float, floor: Float) {
    self.init(height: contrast.height, width: contrast.width)
    let rate = contrast.mean > 0 ? beta / contrast.mean : 0
    for (index, squares) in contrast.squares.enumerated() {
      let node = node(row: index / width, column: index % width)
      for direction in Direction.allCases where squares[direction.rawValue] >= 0 {
        let weight = max(expf(-rate * squares[direction.rawValue]), floor)
        setWeight(weight / Contrast.lengths[direction.rawValue], at: node, direction)
      }
    }
  }

  /// The distance in memory between a node and the one below it.
  var rowStride: Int { width + 2 }

  /// The number of nodes, those of the border included.
  var nodeCount: Int { (height + 2) * (width + 2) }

  /// The node of a pixel.
  @inline(__always)
  func node(row: Int, column: Int) -> Int { (row + 1) * rowStride + column + 1 }

  /// The step in memory to the neighbour in a direction.
  func step(_ direction: Direction) -> Int {
    switch direction {
    case .east: 1
    case .southWest: rowStride - 1
    case .south: rowStride
    case .southEast: rowStride + 1
    }
  }

  /// The weight of a node's edge.
  @inline(__always)
  func weight(at node: Int, _ direction: Direction) -> Float {
    weights[direction.rawValue * nodeCount + node]
  }

  /// Sets the weight of a node's edge, which must lead to a pixel.
  @inline(__always)
  mutating func setWeight(_ weight: Float, at node: Int, _ direction: Direction) {
    weights[direction.rawValue * nodeCount + node] = weight
  }

  /// All nodes whose eight neighbours lie in memory.
  var inner: Range<Int> {
    rowStride + 1..<max(rowStride + 1, nodeCount - rowStride - 1)
  }

  /// The neighbours of a pixel's node with the weights of the edges to them; 0 for those to the border.
  func neighbors(of node: Int) -> [(node: Int, weight: Float)] {
    Direction.allCases.flatMap { direction in
      let (before, behind) = (node - step(direction), node + step(direction))
      return [
        (before, weight(at: before, direction)), (behind, weight(at: node, direction)),
      ]
    }
  }

  /// Takes the weight of all edges of a pixel's node.
  mutating func isolate(_ node: Int) {
    for direction in Direction.allCases {
      setWeight(0, at: node, direction)
      setWeight(0, at: node - step(direction), direction)
    }
  }

  /// Calls `body` with the weights in memory.
  func withStencil(_ body: (Stencil) -> Void) {
    weights.withUnsafeBufferPointer { weights in
      guard let start = weights.baseAddress else { return }
      body(Stencil(start, stride: rowStride, count: nodeCount))
    }
  }

  /// Values of the pixels in row-major order as values of the nodes, with the same one all round.
  func padded(_ values: [Float], border: Float) -> [Float] {
    var padded = [Float](repeating: border, count: nodeCount)
    for row in 0..<height {
      let start = node(row: row, column: 0)
      for column in 0..<width { padded[start + column] = values[row * width + column] }
    }
    return padded
  }

  /// The values of the pixels in row-major order.
  func unpadded(_ values: [Float]) -> [Float] {
    (0..<height).flatMap { values[node(row: $0, column: 0)..<node(row: $0, column: width)] }
  }
}
