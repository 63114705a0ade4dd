/// A graph on the pixels of a grid, eight neighbours each, with a source and a sink: what is to be cut.
///
/// Capacities are whole numbers, so that every maximum flow leaves exactly the same pixels reachable
/// from the source, however it was found: the cut does not depend on the flow from which it started.
/// The grid has a border of one pixel without edges, which spares the neighbours' range checks.
///
/// Raising the capacities to the terminals keeps the flow found so far (Kohli and Torr: Efficiently
/// Solving Dynamic Markov Random Fields Using Graph Cuts. ICCV 2005): ``add(_:at:)`` between two calls
/// of ``maximizeFlow()`` makes the second one cheap.
struct GridGraph: Sendable {
  /// The directions of the eight edges: row and column steps. `7 − d` is the reverse of `d`.
  static let directions: [(row: Int, column: Int)] = [
    (-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1),
  ]

  /// The directions whose reverse has a lower number: east, south-west, south and south-east.
  static let ownDirections = [4, 5, 6, 7]
  /// How many units of capacity make a nat.
  static let natsUnit: Float = 1024
  /// The largest capacity of an edge, so that sums over a node's edges stay within 32 bits.
  static let largestCapacity: Float = 0x1p26

  /// The number of rows of pixels.
  let height: Int
  /// The number of columns of pixels.
  let width: Int
  /// The residual capacity of edge `d` of node `p` at `8 · p + d`.
  var residuals: [Int32]
  /// The residual capacity from the source (positive) or to the sink (negative) of each node.
  var excess: [Int32]
  /// Whether the source reaches a node through residual capacity: the object's side of the minimum cut.
  private(set) var reachesFromSource: [Bool]
  /// The largest capacity of an edge.
  private var largest: Int32 = 0

  /// Creates a graph without capacities.
  init(height: Int, width: Int) {
    self.height = height
    self.width = width
    let count = (height + 2) * (width + 2)
    residuals = [Int32](repeating: 0, count: 8 * count)
    excess = [Int32](repeating: 0, count: count)
    reachesFromSource = [Bool](repeating: false, count: count)
  }

  /// An energy in nats as a capacity, in whole units.
  @inline(__always)
  static func capacity(nats: Float) -> Int32 {
    Int32(min(max(nats * natsUnit, -largestCapacity), largestCapacity).rounded())
  }

  /// The distance in memory between a node and the one below it.
  var rowStride: Int { width + 2 }

  /// The number of nodes, those of the border included.
  var nodeCount: Int { excess.count }

  /// The node of a pixel.
  @inline(__always)
  func node(row: Int, column: Int) -> Int { (row + 1) * rowStride + column + 1 }

  /// The step in memory from a node to its neighbour in each direction.
  var offsets: [Int] { Self.directions.map { $0.row * rowStride + $0.column } }

  /// Gives the edge of a node, which must lead to a pixel, and its reverse this capacity.
  @inline(__always)
  mutating func setCapacity(_ capacity: Int32, at node: Int, _ direction: Int) {
    let step = Self.directions[direction]
    residuals[8 * node + direction] = capacity
    residuals[8 * (node + step.row * rowStride + step.column) + 7 - direction] = capacity
    largest = max(largest, capacity)
  }

  /// A capacity to a terminal that no cut can afford.
  var unbreakable: Int32 { 8 * largest + 1 }

  /// Adds to the capacity from the source minus the capacity to the sink of a node.
  @inline(__always)
  mutating func add(_ capacity: Int32, at node: Int) { excess[node] += capacity }

  /// Pushes flow from the source to the sink until no more fits.
  ///
  /// - Returns: the flow that was added.
  /// - Throws: ``Cancellation/Interrupted``; the graph then holds a part of the flow.
  @discardableResult
  mutating func maximizeFlow() throws -> Int {
    var nodes = [BoykovKolmogorov.Node](repeating: .init(), count: nodeCount)
    let flow = try Self.maximizeFlow(&residuals, &excess, &nodes, offsets)
    reachesFromSource = nodes.map { $0.tree == BoykovKolmogorov.Tree.source }
    return flow
  }

  /// Whether the source reaches each pixel, in row-major order.
  var sourcePixels: [Bool] {
    (0..<height).flatMap { row in
      reachesFromSource[node(row: row, column: 0)..<node(row: row, column: width)]
    }
  }

  /// The sum of the residual capacities from pixels inside to pixels outside.
  func cutCapacity(_ isInside: [Bool]) -> Int {
    var sum = 0
    for row in 0..<height {
      for column in 0..<width where isInside[row * width + column] {
        for (direction, step) in Self.directions.enumerated() {
          let (nextRow, nextColumn) = (row + step.row, column + step.column)
          guard (0..<height).contains(nextRow), (0..<width).contains(nextColumn),
            !isInside[nextRow * width + nextColumn]
          else { continue }
          sum += Int(residuals[8 * node(row: row, column: column) + direction])
        }
      }
    }
    return sum
  }

  private static func maximizeFlow(
    _ residuals: inout [Int32], _ excess: inout [Int32], _ nodes: inout [BoykovKolmogorov.Node],
    _ offsets: [Int]
  ) throws -> Int {
    try residuals.withUnsafeMutableBufferPointer { residuals in
      try excess.withUnsafeMutableBufferPointer { excess in
        try nodes.withUnsafeMutableBufferPointer { nodes in
          try offsets.withUnsafeBufferPointer { offsets in
            guard let residual = residuals.baseAddress, let excess = excess.baseAddress,
              let node = nodes.baseAddress, let offset = offsets.baseAddress
            else { return 0 }
            var search = BoykovKolmogorov(
              count: nodes.count, residual: residual, excess: excess, nodes: node, offset: offset)
            try search.run()
            return search.flow
          }
        }
      }
    }
  }
}
