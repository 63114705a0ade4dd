import Basics
import Testing

@testable import Models

@Suite("Boykov–Kolmogorov maximum flow")
struct BoykovKolmogorovTests {
  @Test("the flow equals the least of all cuts, and the source's side is the smallest such cut")
  func bruteForce() throws {
    var random = RandomKey(root: 1, purpose: "test.flow").generator()
    for size in [(1, 1), (1, 4), (2, 3), (3, 3), (4, 2)] {
      for _ in 0..<40 {
        var graph = GridGraph(height: size.0, width: size.1)
        fill(&graph, &random)
        let original = graph
        let flow = try graph.maximizeFlow()
        let cuts = (0..<1 << (size.0 * size.1)).map { cost(original, $0) }
        let least = try #require(cuts.min())
        #expect(flow == least)
        let side = graph.sourcePixels.enumerated().reduce(0) {
          $0 | ($1.element ? 1 << $1.offset : 0)
        }
        #expect(cuts[side] == least)
        // Minimum cuts are closed under intersection: the smallest is the intersection of all.
        let common = cuts.indices.filter { cuts[$0] == least }.reduce(~0) { $0 & $1 }
        #expect(side == common)
      }
    }
  }

  @Test("a flow that is kept leads to the same cut as none")
  func warmStart() throws {
    var random = RandomKey(root: 2, purpose: "test.flow").generator()
    for _ in 0..<60 {
      var cold = GridGraph(height: 9, width: 11)
      fill(&cold, &random)
      var warm = cold
      try warm.maximizeFlow()
      for row in 0..<9 {
        for column in 0..<11 {
          let change = Int32(random.index(below: 41)) - 20
          warm.add(change, at: warm.node(row: row, column: column))
          cold.add(change, at: cold.node(row: row, column: column))
        }
      }
      try warm.maximizeFlow()
      try cold.maximizeFlow()
      #expect(warm.sourcePixels == cold.sourcePixels)
    }
  }

  private func fill(_ graph: inout GridGraph, _ random: inout KeyedRandom) {
    for row in 0..<graph.height {
      for column in 0..<graph.width {
        let node = graph.node(row: row, column: column)
        graph.add(Int32(random.index(below: 41)) - 20, at: node)
        for direction in GridGraph.ownDirections {
          let step = GridGraph.directions[direction]
          guard row + step.row < graph.height,
            (0..<graph.width).contains(column + step.column)
          else { continue }
          graph.setCapacity(Int32(random.index(below: 12)), at: node, direction)
        }
      }
    }
  }

  /// The capacity of the cut whose source side has the bits of `side`.
  private func cost(_ graph: GridGraph, _ side: Int) -> Int {
    let inside = (0..<graph.height * graph.width).map { side >> $0 & 1 == 1 }
    var cost = graph.cutCapacity(inside)
    for (index, isInside) in inside.enumerated() {
      let node = graph.node(row: index / graph.width, column: index % graph.width)
      let excess = Int(graph.excess[node])
      cost += isInside ? max(-excess, 0) : max(excess, 0)
    }
    return cost
  }
}
