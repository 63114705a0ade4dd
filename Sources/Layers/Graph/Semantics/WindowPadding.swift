import Tensors

extension WindowPadding {
  /// The amounts at the edges of an input of this height and width.
  func edges(_ input: Spatial, kernel: Spatial, stride: Spatial, dilation: Spatial) -> Edges {
    func total(_ input: Int, _ kernel: Int, _ stride: Int, _ dilation: Int) -> Int {
      let output = (input + stride - 1) / stride
      return max(0, (output - 1) * stride + (kernel - 1) * dilation + 1 - input)
    }
    return split(
      Spatial(
        y: total(input.y, kernel.y, stride.y, dilation.y),
        x: total(input.x, kernel.x, stride.x, dilation.x)))
  }

  /// What a transposed convolution cuts so that its output is input · stride.
  func transposedEdges(kernel: Spatial, stride: Spatial, dilation: Spatial) -> Edges {
    split(
      Spatial(
        y: max(0, (kernel.y - 1) * dilation.y + 1 - stride.y),
        x: max(0, (kernel.x - 1) * dilation.x + 1 - stride.x)))
  }

  /// These amounts of rows and columns in all, halved, an odd one as the rule says.
  func split(_ total: Spatial) -> Edges {
    let (lower, upper) = (
      Spatial(y: total.y / 2, x: total.x / 2), Spatial(y: (total.y + 1) / 2, x: (total.x + 1) / 2)
    )
    switch self {
    case .explicit(let edges): return edges
    case .sameUpper: return Edges(top: lower.y, left: lower.x, bottom: upper.y, right: upper.x)
    case .sameLower: return Edges(top: upper.y, left: upper.x, bottom: lower.y, right: lower.x)
    }
  }

  /// Throws unless all amounts lie in the range that the kernels take.
  func check() throws(GraphError.Problem) {
    guard case .explicit(let edges) = self else { return }
    try expect("padding", [edges.top, edges.left, edges.bottom, edges.right], in: 0...1 << 15)
  }
}
