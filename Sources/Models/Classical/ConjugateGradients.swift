// Methods of Conjugate Gradients for Solving Linear Systems. Hestenes, Stiefel. Journal of Research of
// the National Bureau of Standards 49, 1952.

import Basics

/// Solves a ``DirichletProblem`` by conjugate gradients, preconditioned by ``Multigrid``.
struct ConjugateGradients: Sendable {
  /// Where to stop: the greatest, over all nodes, of the preconditioned residual M⁻¹ r, which estimates the
  /// error of x.
  var tolerance: Float
  /// The most steps; the solution so far is returned after them.
  var steps: Int

  /// The solution, a value a pixel in row-major order.
  ///
  /// - Parameter start: the first guess, a value a pixel.
  /// - Returns: x, and the number of steps that it took.
  /// - Throws: ``Cancellation/Interrupted`` between two steps.
  func solve(_ problem: DirichletProblem, from start: [Float]) throws -> (x: [Float], steps: Int) {
    let count = problem.edges.nodeCount
    let multigrid = Multigrid(GridMatrix(problem))
    var x = problem.edges.padded(start, border: 0)
    var image = [Float](repeating: 0, count: count)
    problem.multiply(x, into: &image)
    var residual = zip(problem.right, image).map { $0 - $1 }
    var scaled = [Float](repeating: 0, count: count)
    multigrid.precondition(residual, into: &scaled)
    var direction = scaled
    var energy = dot(residual, scaled, count)
    var step = 0
    while step < steps, greatest(scaled, count) > tolerance, energy > 0 {
      try Cancellation.check()
      problem.multiply(direction, into: &image)
      let length = Float(energy / dot(direction, image, count))
      add(length, direction, to: &x, count)
      add(-length, image, to: &residual, count)
      multigrid.precondition(residual, into: &scaled)
      let next = dot(residual, scaled, count)
      turn(&direction, towards: scaled, keeping: Float(next / energy), count)
      energy = next
      step += 1
    }
    return (problem.edges.unpadded(x), step)
  }
}

private func greatest(_ values: UnsafePointer<Float>, _ count: Int) -> Float {
  var greatest: Float = 0
  for index in 0..<count { greatest = max(greatest, abs(values[index])) }
  return greatest
}

// Eight partial sums over blocks, in an order that is the same on every run.
private func dot(
  _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, _ count: Int
) -> Double {
  var total = 0.0
  var index = 0
  while index + 8 <= count {
    let end = min(index + 4096, count)
    var part = SIMD8<Float>.zero
    while index + 8 <= end {
      part += vector(first + index) * vector(second + index)
      index += 8
    }
    total += Double(part.sum())
  }
  while index < count {
    total += Double(first[index] * second[index])
    index += 1
  }
  return total
}

@inline(__always)
private func vector(_ values: UnsafePointer<Float>) -> SIMD8<Float> {
  UnsafeRawPointer(values).loadUnaligned(as: SIMD8<Float>.self)
}

private func add(
  _ factor: Float, _ step: UnsafePointer<Float>, to values: UnsafeMutablePointer<Float>,
  _ count: Int
) {
  for index in 0..<count { values[index] += factor * step[index] }
}

private func turn(
  _ direction: UnsafeMutablePointer<Float>, towards target: UnsafePointer<Float>,
  keeping share: Float, _ count: Int
) {
  for index in 0..<count { direction[index] = target[index] + share * direction[index] }
}
