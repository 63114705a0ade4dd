public import Tensors

/// Windows put back into pictures, where they overlap summed: ONNX's Col2Im, PyTorch's fold. The inputs
/// are the columns, (batch, channels · window, windows), the pictures' height and width, and the
/// window's.
public struct ColumnsToImage: Hashable, Sendable {
  /// The distance from window to window.
  public var stride: Spatial
  /// How far windows reach over each edge.
  public var padding: Edges
  /// The distance between neighbouring elements of a window.
  public var dilation: Spatial

  func outputTypes(_ operands: Operands) throws -> [ValueType] {
    try operands.expect(count: 3...3)
    let x = try operands.floats(0, rank: 3...3)
    let (image, window) = (try sizes(operands, 1), try sizes(operands, 2))
    try expect("stride", [stride.y, stride.x], in: 1...1 << 15)
    try expect("dilation", [dilation.y, dilation.x], in: 1...1 << 15)
    let area = window.y * window.x
    guard x[1] % area == 0 else {
      throw GraphError.Problem.parameter(
        name: "window", value: area, allowed: "divisors of \(x[1])")
    }
    let grid = try grid(image, window)
    guard x[2] == grid.y * grid.x else {
      throw GraphError.Problem.extents(left: x, right: [grid.y, grid.x], axis: 2)
    }
    return [.floats([x[0], x[1] / area, image.y, image.x])]
  }

  private func sizes(_ operands: Operands, _ input: Int) throws -> Spatial {
    let found = try operands.integers(input)
    guard found.count == 2 else {
      throw GraphError.Problem.unsupported("a picture of \(found.count) axes")
    }
    try expect(input == 1 ? "size" : "window", found, in: 1...1 << 15)
    return Spatial(y: found[0], x: found[1])
  }

  /// How many windows there are, downwards and across.
  private func grid(_ image: Spatial, _ window: Spatial) throws(TensorError) -> Spatial {
    Spatial(
      y: try Convolution.extent(
        image.y, window.y, stride.y, dilation.y, padding.top + padding.bottom),
      x: try Convolution.extent(
        image.x, window.x, stride.x, dilation.x, padding.left + padding.right))
  }

  func evaluate(_ operands: Operands, _ types: [ValueType]) throws -> [NumericArray] {
    let x = try operands.tensor(0)
    let (image, window) = (try sizes(operands, 1), try sizes(operands, 2))
    let grid = try grid(image, window)
    let area = window.y * window.x
    let result = try Tensor(shape: types[0].shape) { out in
      out.initialize(repeating: 0)
      x.withUnsafeElements { columns in
        for row in 0..<x.shape[0] * x.shape[1] {
          let (at, channel) = (row % area, row / area)
          for place in 0..<grid.y * grid.x {
            let y = place / grid.x * stride.y + at / window.x * dilation.y - padding.top
            let column = place % grid.x * stride.x + at % window.x * dilation.x - padding.left
            guard (0..<image.y).contains(y), (0..<image.x).contains(column) else { continue }
            out[(channel * image.y + y) * image.x + column] += columns[row * x.shape[2] + place]
          }
        }
      }
    }
    return [.floats(result)]
  }
}
