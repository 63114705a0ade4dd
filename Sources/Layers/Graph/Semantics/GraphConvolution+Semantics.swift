import Tensors

extension GraphConvolution {
  /// The amounts of padding on an input of this shape.
  func edges(input: [Int], kernel: Spatial) -> Edges {
    guard isTransposed else {
      return padding.edges(
        Spatial(y: input[2], x: input[3]), kernel: kernel, stride: stride, dilation: dilation)
    }
    guard let target else {
      return padding.transposedEdges(kernel: kernel, stride: stride, dilation: dilation)
    }
    let whole = wholeOutput(input: input, kernel: kernel)
    let rest = Spatial(y: max(whole.y - target.y, 0), x: max(whole.x - target.x, 0))
    return (padding == .sameUpper ? WindowPadding.sameUpper : .sameLower).split(rest)
  }

  /// Rows and columns of a transposed convolution's output before anything is cut.
  private func wholeOutput(input: [Int], kernel: Spatial) -> Spatial {
    Spatial(
      y: (input[2] - 1) * stride.y + (kernel.y - 1) * dilation.y + 1 + outputPadding.y,
      x: (input[3] - 1) * stride.x + (kernel.x - 1) * dilation.x + 1 + outputPadding.x)
  }

  /// Rows and columns that the output has more at its end.
  private func extra(input: [Int], kernel: Spatial) -> Spatial {
    guard let target else { return outputPadding }
    let whole = wholeOutput(input: input, kernel: kernel)
    return Spatial(
      y: outputPadding.y + max(target.y - whole.y, 0),
      x: outputPadding.x + max(target.x - whole.x, 0))
  }

  /// The positions among the inputs of those that may be missing.
  func places(inputCount: Int) -> (bias: Int?, scale: Int?, residual: Int?) {
    let fused = (scalesOutputs ? 1 : 0) + (addsResidual ? 1 : 0)
    return (
      inputCount - fused > 2 ? 2 : nil, scalesOutputs ? inputCount - fused : nil,
      addsResidual ? inputCount - 1 : nil
    )
  }

  func outputType(_ operands: Operands) throws -> ValueType {
    let fused = (scalesOutputs ? 1 : 0) + (addsResidual ? 1 : 0)
    try operands.expect(count: 2 + fused...3 + fused)
    let (x, weight) = (try operands.floats(0, rank: 4...4), try operands.floats(1, rank: 4...4))
    try check(weight)
    let (inputs, outputs) =
      isTransposed ? (weight[0], weight[1] * groups) : (weight[1] * groups, weight[0])
    guard x[1] == inputs else {
      throw GraphError.Problem.extents(left: x, right: weight, axis: 1)
    }
    let places = places(inputCount: operands.count)
    for input in [places.bias, places.scale].compactMap(\.self) {
      try operands.expect(input, channels: outputs)
    }
    let kernel = Spatial(y: weight[2], x: weight[3])
    let (edges, extra) = (edges(input: x, kernel: kernel), extra(input: x, kernel: kernel))
    let shape = [
      x[0], outputs,
      try extent(x[2], weight[2], stride.y, dilation.y, edges.top + edges.bottom, extra.y),
      try extent(x[3], weight[3], stride.x, dilation.x, edges.left + edges.right, extra.x),
    ]
    if let residual = places.residual, try operands.floats(residual) != shape {
      throw GraphError.Problem.extents(
        left: operands.types[residual].shape, right: shape, axis: nil)
    }
    return .floats(shape)
  }

  private func extent(
    _ input: Int, _ kernel: Int, _ stride: Int, _ dilation: Int, _ padding: Int, _ extra: Int
  ) throws(TensorError) -> Int {
    isTransposed
      ? try Convolution.transposedExtent(input, kernel, stride, dilation, padding, extra)
      : try Convolution.extent(input, kernel, stride, dilation, padding)
  }

  private func check(_ weight: [Int]) throws(GraphError.Problem) {
    try expect("stride", [stride.y, stride.x], in: 1...1 << 15)
    try expect("dilation", [dilation.y, dilation.x], in: 1...1 << 15)
    try expect("output padding", [outputPadding.y, outputPadding.x], in: 0...1 << 15)
    try expect("kernel", [weight[2], weight[3]], in: 1...1 << 15)
    try expect("channels", [weight[0], weight[1]], in: 1...1 << 20)
    try expect("groups", [groups], in: 1...1 << 20)
    guard weight[0] % groups == 0 else {
      throw .parameter(name: "groups", value: groups, allowed: "divisors of \(weight[0])")
    }
    try padding.check()
    if let target { try expect("output", [target.y, target.x], in: 1...1 << 24) }
    guard isTransposed else { return }
    // Each phase of a transposed convolution has a kernel of its own.
    try expect("stride · kernel", [stride.y * stride.x * weight[2] * weight[3]], in: 1...1 << 24)
  }

  /// The kernels' description of it, with a weight and a bias that are known.
  func convolution(
    weight: Tensor, bias: [Float]?, scale: [Float]? = nil, activation: Activation = .identity,
    input: [Int]
  ) throws(TensorError) -> Convolution {
    let kernel = Spatial(y: weight.shape[2], x: weight.shape[3])
    var convolution = try Convolution(
      weight: weight, bias: bias, stride: stride, padding: edges(input: input, kernel: kernel),
      dilation: dilation, groups: groups, isTransposed: isTransposed,
      outputPadding: extra(input: input, kernel: kernel), activation: activation)
    convolution.scale = scale
    return convolution
  }

  /// The sum of products in the order of its definition, by the kernels that do not transform it.
  func evaluate(_ operands: Operands) throws -> NumericArray {
    let x = try operands.tensor(0)
    let places = places(inputCount: operands.count)
    let bias = try places.bias.map { try operands.tensor($0).elements }
    let scale = try places.scale.map { try operands.tensor($0).elements }
    let prepared = try PreparedConvolution(
      convolution(weight: operands.tensor(1), bias: bias, scale: scale, input: x.shape),
      height: x.shape[2], width: x.shape[3], winograd: .off)
    let residual = try places.residual.map { try operands.tensor($0).channelsLast() }
    var shape = prepared.outputShape
    shape.batch = x.shape[0]
    let y = try Tensor(shape) { y in
      try x.channelsLast().withFeatureMap { x in
        guard let residual else { return try prepared.run(x, into: y, workspace: Workspace()) }
        try residual.withFeatureMap {
          try prepared.run(x, into: y, adding: $0, workspace: Workspace())
        }
      }
    }
    return .floats(try y.channelsFirst())
  }
}
