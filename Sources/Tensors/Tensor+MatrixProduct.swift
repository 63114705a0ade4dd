public import Basics
import COpenBLAS

extension Tensor {
  /// The matrix product over the last two axes, (…, m, k) × (…, k, n) → (…, m, n).
  ///
  /// The axes in front are those of a batch, and extents of 1 are repeated. `transposingSelf` and
  /// `transposingOther` take the last two axes of an operand in the other order without copying it.
  /// OpenBLAS computes each product on one thread, and the products of a batch share the threads.
  public func matrixProduct(
    _ other: Tensor, transposingSelf: Bool = false, transposingOther: Bool = false,
    threads: Int = ThreadPool.processorCount
  ) throws -> Tensor {
    for operand in [self, other] where operand.rank < 2 {
      throw TensorError.rankMismatch(expected: 2, shape: operand.shape)
    }
    if let problem = cob_load() {
      throw TensorError.openBLASUnavailable(String(cString: problem))
    }
    let a = MatrixOperand(self, isTransposed: transposingSelf)
    let b = MatrixOperand(other, isTransposed: transposingOther)
    guard a.columns == b.rows else {
      throw TensorError.shapeMismatch(
        left: shape, right: other.shape, axis: transposingSelf ? rank - 2 : rank - 1)
    }
    for extent in [a.rows, a.columns, b.columns] where Int32(exactly: extent) == nil {
      throw TensorError.invalidShape([a.rows, a.columns, b.columns])
    }
    let batch = try Self.broadcastShape(shape.dropLast(2) + [], other.shape.dropLast(2) + [])
    let left = try broadcast(to: batch + shape.suffix(2))
    let right = try other.broadcast(to: batch + other.shape.suffix(2))
    return try Tensor(shape: batch + [a.rows, b.columns]) { out in
      try left.withUnsafeElements { leftElements in
        try right.withUnsafeElements { rightElements in
          try multiply(
            batch.reduce(1, *), (leftElements.baseAddress, a), (rightElements.baseAddress, b),
            into: out, threads)
        }
      }
    }
  }

  private func multiply(
    _ batch: Int, _ left: (base: UnsafePointer<Float>?, shape: MatrixOperand),
    _ right: (base: UnsafePointer<Float>?, shape: MatrixOperand),
    into out: UnsafeMutableBufferPointer<Float>, _ threads: Int
  ) throws {
    guard let a = left.base, let b = right.base, let c = out.baseAddress, !out.isEmpty else {
      return
    }
    guard left.shape.columns > 0 else { return out.initialize(repeating: 0) }
    let (m, k, n) = (left.shape.rows, left.shape.columns, right.shape.columns)
    let operands = AcrossThreads((a, b, c))
    let (leftTransposed, rightTransposed) = (left.shape.isTransposed, right.shape.isTransposed)
    try ThreadPool.shared.forEach(count: batch, threads: threads) { index in
      try Cancellation.check()
      let (a, b, c) = operands.value
      cob_multiply(
        leftTransposed ? 1 : 0, rightTransposed ? 1 : 0, Int32(m), Int32(n), Int32(k),
        a + index * m * k, Int32(leftTransposed ? m : k), b + index * k * n,
        Int32(rightTransposed ? k : n), c + index * m * n, Int32(n))
    }
  }
}

/// The extents of a matrix as the product sees it.
private struct MatrixOperand {
  let rows: Int
  let columns: Int
  let isTransposed: Bool

  init(_ tensor: Tensor, isTransposed: Bool) {
    let (last, before) = (tensor.shape[tensor.rank - 1], tensor.shape[tensor.rank - 2])
    (rows, columns) = isTransposed ? (last, before) : (before, last)
    self.isTransposed = isTransposed
  }
}
