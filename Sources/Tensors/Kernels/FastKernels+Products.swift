import CKernels

/// Matrices in memory that someone else owns, one for each entry of a batch: element (i, j) of entry b
/// is at `starts[b] + i · rowStride + j · columnStride` from `base`.
public struct MatrixBatch: @unchecked Sendable {
  /// From where the starts count.
  public var base: UnsafeMutablePointer<Float>
  /// Where each matrix begins.
  public var starts: [Int]
  /// How many rows a matrix has.
  public var rows: Int
  /// How many columns a matrix has.
  public var columns: Int
  /// From one row to the next.
  public var rowStride: Int
  /// From one column to the next.
  public var columnStride: Int

  /// Creates a description.
  public init(
    base: UnsafeMutablePointer<Float>, starts: [Int], rows: Int, columns: Int, rowStride: Int,
    columnStride: Int
  ) {
    self.base = base
    self.starts = starts
    self.rows = rows
    self.columns = columns
    self.rowStride = rowStride
    self.columnStride = columnStride
  }
}

extension FastKernels {
  /// activation(factor · left · right) for each entry of a batch.
  ///
  /// Rows of `left` and of `output` must be runs of neighbours; `right` may lie in any way, because it
  /// is packed first. The output must not overlap the others.
  public func multiply(
    _ left: MatrixBatch, _ right: MatrixBatch, factor: Float = 1, into output: MatrixBatch,
    _ activation: Activation = .identity, workspace: Workspace
  ) throws {
    try check(left, right, output)
    guard output.rows * output.columns * output.starts.count > 0 else { return }
    let plan = ProductPlan(
      rows: left.rows, depth: left.columns, columns: right.columns, batch: left.starts.count,
      threads: threads)
    let scratch = workspace.floats(plan.workspaceCount)
    scratch.update(repeating: 0, count: plan.columnsPadded)
    (scratch + plan.columnsPadded).update(repeating: factor, count: plan.columnsPadded)
    try forEach(plan.batch) { plan.pack(right, $0, scratch) }
    try activation.withLoopForm(channels: right.columns) { activation in
      try forEach(plan.batch * plan.blocks) { piece, worker in
        plan.multiply(
          left, output, entry: piece / plan.blocks, block: piece % plan.blocks,
          activation.pointee, scratch, worker, loops)
      }
    }
  }

  /// The floats of scratch memory that such a product takes.
  public func productWorkspaceCount(rows: Int, depth: Int, columns: Int, batch: Int) -> Int {
    ProductPlan(rows: rows, depth: depth, columns: columns, batch: batch, threads: threads)
      .workspaceCount
  }

  private func check(
    _ left: MatrixBatch, _ right: MatrixBatch, _ output: MatrixBatch
  ) throws(TensorError) {
    guard left.columns == right.rows else {
      throw .shapeMismatch(
        left: [left.rows, left.columns], right: [right.rows, right.columns], axis: 1)
    }
    guard output.rows == left.rows, output.columns == right.columns,
      left.starts.count == output.starts.count, right.starts.count == output.starts.count
    else {
      throw .shapeMismatch(
        left: [left.starts.count, left.rows, right.columns],
        right: [output.starts.count, output.rows, output.columns], axis: nil)
    }
    for matrix in [left, output] where matrix.columnStride != 1 && matrix.columns > 1 {
      throw .invalidParameter(name: "column stride", value: matrix.columnStride, allowed: "1")
    }
  }
}

/// Where the parts of a batch of products lie in the workspace.
private struct ProductPlan {
  private static let rowsABlock = 16 * Int(CK_TILE)

  let rows: Int
  let depth: Int
  let columns: Int
  let batch: Int
  let threads: Int

  var columnsPadded: Int { (columns + Int(CK_PANEL) - 1) / Int(CK_PANEL) * Int(CK_PANEL) }

  var blocks: Int { (rows + Self.rowsABlock - 1) / Self.rowsABlock }

  private var packedCount: Int { columnsPadded * max(depth, 1) }

  private var pointerCount: Int {
    Self.rowsABlock * 3 * MemoryLayout<UnsafeRawPointer>.size / MemoryLayout<Float>.size
  }

  var workspaceCount: Int { 2 * columnsPadded + batch * packedCount + threads * pointerCount }

  func pack(_ right: MatrixBatch, _ entry: Int, _ scratch: UnsafeMutablePointer<Float>) {
    var origin = 0
    ck_pack_taps(
      right.base + right.starts[entry], scratch + columnsPadded, &origin, 1, Int32(depth),
      right.rowStride, Int32(columns), right.columnStride,
      scratch + 2 * columnsPadded + entry * packedCount)
  }

  func multiply(
    _ left: MatrixBatch, _ output: MatrixBatch, entry: Int, block: Int,
    _ activation: ck_activation, _ scratch: UnsafeMutablePointer<Float>, _ worker: Int,
    _ loops: UnsafePointer<ck_kernels>
  ) {
    let first = block * Self.rowsABlock
    let count = min(Self.rowsABlock, rows - first)
    func map(_ matrix: MatrixBatch) -> ck_map {
      ck_map(
        data: matrix.base + matrix.starts[entry] + first * matrix.rowStride, batch: 0, row: 0,
        pixel: matrix.rowStride, height: 1, width: Int32(count))
    }
    let pointers = scratch + 2 * columnsPadded + batch * packedCount + worker * pointerCount
    var origin: Int32 = 0
    withUnsafePointer(to: &origin) { origin in
      var form = ck_convolution(
        input: map(left), output: map(output), residual: ck_map(), stride_y: 1, stride_x: 1,
        taps: 1, tap_y: origin, tap_x: origin, depth: Int32(depth),
        output_channels: Int32(columns), panel_channel: nil,
        weights: scratch + 2 * columnsPadded + entry * packedCount, bias: scratch,
        zeros: scratch, block_tiles: Int32(Self.rowsABlock / Int(CK_TILE)),
        activation: activation)
      loops.pointee.convolve(&form, 0, count, 0, Int32(columnsPadded / Int(CK_PANEL)), pointers)
    }
  }
}
