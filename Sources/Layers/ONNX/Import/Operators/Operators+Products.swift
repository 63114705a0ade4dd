import Tensors

extension Operators {
  static let products: [String: Translation] = [
    "MatMul": { node throws(ONNXError) in
      [try node.matrixProduct()]
    },
    "Gemm": { node throws(ONNXError) in
      let product = MatrixProduct(
        transposesLeft: try node.flag("transA"), transposesRight: try node.flag("transB"),
        factor: try node.float("alpha", default: 1),
        addendFactor: try node.float("beta", default: 1))
      let addend = node.optional(2).map { [$0] } ?? []
      return node.builder.add(
        .matrixProduct(product), [try node.operand(0), try node.operand(1)] + addend, outputs: 1)
    },
    "Einsum": { node throws(ONNXError) in [try node.einsteinSum()] },
  ]

  static let poolings: [String: Translation] = [
    "MaxPool": { node throws(ONNXError) in
      guard node.message.outputs.dropFirst().allSatisfy(\.isEmpty) else {
        throw node.unsupported("indices that are given out")
      }
      return [try node.pooled(.maximum)]
    },
    "AveragePool": { node throws(ONNXError) in
      guard try node.integers("dilations")?.allSatisfy({ $0 == 1 }) ?? true else {
        throw node.unsupported("dilated windows")
      }
      return [try node.pooled(.average(countsPadding: try node.flag("count_include_pad")))]
    },
    // (Σ |x|ᵖ)¹ᐟᵖ as the average times the window's size
    "LpPool": { node throws(ONNXError) in
      let order = Float(try node.integer("p", default: 2))
      let size = try node.integers("kernel_shape")?.reduce(Float(1)) { $0 * Float($1) } ?? 1
      let exponent = node.builder.constant(order)
      let powers = try node.operand(0).mapped(.absolute).combined(.power, exponent)
      let sums = try node.pooled(.average(countsPadding: true), of: powers) * size
      return [sums.combined(.power, node.builder.constant(1 / order))]
    },
    "GlobalAveragePool": { node throws(ONNXError) in [try node.operand(0).globallyAveraged()] },
    "GlobalMaxPool": { node throws(ONNXError) in
      [node.builder.add(.adaptivePool(AdaptivePooling(isMaximum: true)), try node.operand(0))]
    },
  ]
}

extension ImportedNode {
  /// A vector on the left is a row, and on the right a column, whose axis the result does not have.
  fileprivate func matrixProduct() throws(ONNXError) -> Symbol {
    let (left, right) = (try operand(0), try operand(1))
    let (isRow, isColumn) = (rank(0) == 1, rank(1) == 1)
    let product = (isRow ? left.unsqueezed([0]) : left)
      .matrixProduct(isColumn ? right.unsqueezed([1]) : right)
    if isRow, isColumn { return product.squeezed([0, 1]) }
    return isRow ? product.squeezed([-2]) : isColumn ? product.squeezed([-1]) : product
  }

  fileprivate func pooled(
    _ kind: Pooling.Kind, of given: Symbol? = nil
  ) throws(ONNXError) -> Symbol {
    guard let extents = try integers("kernel_shape") else {
      throw problem(.missingAttribute("kernel_shape"))
    }
    let window = try window(kernel: extents)
    let pooling = GraphPooling(
      kind, kernel: window.kernel ?? 1, stride: window.stride, padding: window.padding,
      dilation: window.dilation, ceilMode: try flag("ceil_mode"))
    let x: Symbol
    if let given { x = given } else { x = try operand(0) }
    return window.isAlongOneAxis
      ? x.unsqueezed([2]).pooled(pooling).squeezed([2]) : x.pooled(pooling)
  }
}
