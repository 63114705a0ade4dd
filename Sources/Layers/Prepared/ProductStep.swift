import Tensors

/// A batch of products of two matrices that a run computes.
struct ProductStep: PreparedStep {
  let left: MatrixPlaces
  let right: MatrixPlaces
  let output: MatrixPlaces
  let factor: Float
  let activation: Activation
  let workspaceCount: Int

  let kernel = "matrixProduct"
  var multiplyAdds: Int { output.starts.count * left.rows * left.columns * right.columns }

  func run(_ memory: NetworkMemory) throws {
    try memory.kernels.multiply(
      left.at(memory), right.at(memory), factor: factor, into: output.at(memory), activation,
      workspace: memory.workspace)
  }
}

/// The matrices of a value's last two axes in a buffer that has no address yet.
struct MatrixPlaces {
  let buffer: Int
  let starts: [Int]
  let rows: Int
  let columns: Int
  let rowStride: Int
  let columnStride: Int

  init(_ place: Placement, isTransposed: Bool = false) {
    let rank = place.shape.count
    let (row, column) = isTransposed ? (rank - 1, rank - 2) : (rank - 2, rank - 1)
    buffer = place.buffer
    starts = Array(place.shape.dropLast(2)).offsets(
      strides: Array(place.strides.dropLast(2)), from: place.offset)
    (rows, columns) = (place.shape[row], place.shape[column])
    (rowStride, columnStride) = (place.strides[row], place.strides[column])
  }

  func at(_ memory: NetworkMemory) -> MatrixBatch {
    MatrixBatch(
      base: memory.address(buffer), starts: starts, rows: rows, columns: columns,
      rowStride: rowStride, columnStride: columnStride)
  }

  /// Whether each row is a run of neighbours.
  var hasRuns: Bool { columnStride == 1 || columns == 1 }
}
