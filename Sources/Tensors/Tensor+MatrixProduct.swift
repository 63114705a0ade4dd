public import Basics
import COpenBLAS

extension Tensor {
  /// The matrix product over the last two axes, (…, m, k) × (…, k, n) → (…, m, n).
  ///
  /// The axes in front are those of a batch, and extents of 1 are repeated. `transposingSelf` and
  /// `transposingOther` take the last two axes of an operand in the other order without copying it.
  /// OpenBLAS computes each product on one thread, a long one in strips of rows; the products and strips
  /// of a batch share the threads, and an interrupt ends the work between them.
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
    // Strips depend on the shapes alone, so that the threads do not change the result.
    let rows = Swift.min(m, Swift.max(Self.leastStrip, Self.stripProducts / (k * n) / 64 * 64))
    let strips = (m + rows - 1) / rows
    try ThreadPool.shared.forEach(count: batch * strips, threads: threads) { piece in
      try Cancellation.check()
      let (a, b, c) = operands.value
      let (index, strip) = piece.quotientAndRemainder(dividingBy: strips)
      let first = strip * rows
      cob_multiply(
        leftTransposed ? 1 : 0, rightTransposed ? 1 : 0, Int32(Swift.min(rows, m - first)),
        Int32(n),
        Int32(k), a + index * m * k + (leftTransposed ? first : first * k),
        Int32(leftTransposed ? m : k), b + index * k * n, Int32(rightTransposed ? k : n),
        c + index * m * n + first * n, Int32(n))
    }
  }

  /// About how many multiply-adds a strip takes: some ten milliseconds of work.
  private static let stripProducts = 1 << 29
  private static let leastStrip = 64
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
