import Basics
import Testing

@testable import Models

@Suite("Random walker's equations")
struct ConjugateGradientsTests {
  @Test("the iterative solution equals elimination's", arguments: [(1, 5), (4, 4), (7, 6)])
  func dense(size: (Int, Int)) throws {
    var random = RandomKey(root: 3, purpose: "test.walker").generator()
    for _ in 0..<10 {
      var edges = GridLaplacian(height: size.0, width: size.1)
      let count = size.0 * size.1
      var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
      for row in 0..<size.0 {
        for column in 0..<size.1 {
          let steps = [(0, 1), (1, -1), (1, 0), (1, 1)]
          for (direction, step) in zip(GridLaplacian.Direction.allCases, steps) {
            let (y, x) = (row + step.0, column + step.1)
            guard y < size.0, (0..<size.1).contains(x) else { continue }
            let weight = Float(random.uniform(0.01..<1))
            edges.setWeight(weight, at: edges.node(row: row, column: column), direction)
            let (i, j) = (row * size.1 + column, y * size.1 + x)
            matrix[i][i] += Double(weight)
            matrix[j][j] += Double(weight)
            matrix[i][j] -= Double(weight)
            matrix[j][i] -= Double(weight)
          }
        }
      }
      let pull = (0..<count).map { _ in Float(random.uniform(0..<0.1)) }
      let target = (0..<count).map { _ in Float(random.uniform()) }
      var given = [Float](repeating: DirichletProblem.unknown, count: count)
      given[0] = 1
      given[count - 1] = 0
      var right = (0..<count).map { Double(pull[$0] * target[$0]) }
      for index in 0..<count {
        matrix[index][index] += Double(pull[index])
        guard given[index] >= 0 else { continue }
        matrix[index] = (0..<count).map { $0 == index ? 1 : 0 }
        right[index] = Double(given[index])
      }
      let problem = DirichletProblem(edges, pull: pull, target: target, given: given)
      let start = [Float](repeating: 0, count: count)
      let x = try ConjugateGradients(tolerance: 1e-7, steps: 500).solve(problem, from: start).x
      for (found, expected) in zip(x, eliminate(matrix, right)) {
        #expect(abs(Double(found) - expected) < 1e-4)
      }
    }
  }

  /// The solution of a dense system, by elimination with pivots.
  private func eliminate(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var rows = zip(matrix, right).map { $0 + [$1] }
    let count = rows.count
    for column in 0..<count {
      let pivot = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
      rows.swapAt(column, pivot)
      for row in 0..<count where row != column {
        let factor = rows[row][column] / rows[column][column]
        for place in column...count { rows[row][place] -= factor * rows[column][place] }
      }
    }
    return (0..<count).map { rows[$0][count] / rows[$0][$0] }
  }
}
