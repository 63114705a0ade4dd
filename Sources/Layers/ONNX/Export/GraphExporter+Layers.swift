import Tensors

extension GraphExporter {
  /// Translates one node; the names of its outputs.
  mutating func translate(_ node: Node) throws -> [String] {
    let inputs = node.inputs.map { name(of: $0) }
    switch node.operation {
    case .convolution(let layer): return [try convolution(layer, node, inputs)]
    case .batchNorm(let epsilon):
      return [writer.one("BatchNormalization", inputs, .float("epsilon", epsilon))]
    case .instanceNorm(let epsilon):
      return [writer.one("InstanceNormalization", inputs, .float("epsilon", epsilon))]
    case .groupNorm(let groups, let epsilon): return [groupNorm(groups, epsilon, inputs)]
    case .layerNorm(let axes, let epsilon): return [layerNorm(axes, epsilon, node, inputs)]
    case .activation(let activation): return [activated(inputs[0], activation)]
    case .parametricReLU: return [writer.one("PRelu", inputs)]
    case .pool(let pooling): return [pool(pooling, inputs[0])]
    case .adaptivePool(let pooling): return [try adaptivePool(pooling, node, inputs[0])]
    case .resize(let resize): return [try self.resize(resize, node, inputs)]
    case .matrixProduct(let product): return [matrixProduct(product, node, inputs)]
    case .attention(let heads, let scale): return [try attention(heads, scale, node, inputs)]
    default: return try translatePlaces(node, inputs)
    }
  }

  private mutating func convolution(
    _ layer: GraphConvolution, _ node: Node, _ inputs: [String]
  ) throws -> String {
    guard !layer.scalesOutputs, !layer.addsResidual else {
      throw ONNXExportError.unsupported(operation: "a fused convolution", path: node.path)
    }
    var attributes: [AttributeMessage] = [
      .pair("strides", layer.stride), .pair("dilations", layer.dilation),
      .integer("group", layer.groups), layer.padding.attribute,
    ]
    if let target = layer.target { attributes.append(.pair("output_shape", target)) }
    if layer.isTransposed, layer.outputPadding != 0 {
      attributes.append(.pair("output_padding", layer.outputPadding))
    }
    return writer.add(layer.isTransposed ? "ConvTranspose" : "Conv", inputs, attributes)[0]
  }

  /// One number a channel, as it is repeated over the pixels of pictures.
  private mutating func overPixels(_ name: String) -> String {
    writer.one("Reshape", [name, writer.integers([-1, 1, 1])])
  }

  /// As PyTorch's exporter writes it: an instance norm of the groups.
  private mutating func groupNorm(
    _ groups: Int, _ epsilon: Float, _ inputs: [String]
  ) -> String {
    let parted = writer.one("Reshape", [inputs[0], writer.integers([0, groups, -1])])
    let ones = writer.floats([Float](repeating: 1, count: groups))
    let zeros = writer.floats([Float](repeating: 0, count: groups))
    let normed = writer.one(
      "InstanceNormalization", [parted, ones, zeros], .float("epsilon", epsilon))
    let whole = writer.one("Reshape", [normed, writer.one("Shape", [inputs[0]])])
    let scaled = writer.one("Mul", [whole, overPixels(inputs[1])])
    return writer.one("Add", [scaled, overPixels(inputs[2])])
  }

  /// The operator takes the last axes only; over others it is written out.
  private mutating func layerNorm(
    _ axes: [Int], _ epsilon: Float, _ node: Node, _ inputs: [String]
  ) -> String {
    let rank = self.rank(of: node.inputs[0])
    let fromBack = axes.map { axis in axis < 0 ? axis : axis - (rank ?? 4) }.sorted()
    if fromBack == Array(-fromBack.count ... -1) {
      return writer.one(
        "LayerNormalization", inputs, .integer("axis", -fromBack.count),
        .float("epsilon", epsilon))
    }
    let mean = writer.one("ReduceMean", [inputs[0]], .integers("axes", axes))
    let centred = writer.one("Sub", [inputs[0], mean])
    let squares = writer.one("Mul", [centred, centred])
    let variance = writer.one("ReduceMean", [squares], .integers("axes", axes))
    let root = writer.one("Sqrt", [writer.one("Add", [variance, writer.float(epsilon)])])
    var result = writer.one("Div", [centred, root])
    result = writer.one("Mul", [result, overPixels(inputs[1])])
    return inputs.count > 2 ? writer.one("Add", [result, overPixels(inputs[2])]) : result
  }

  private mutating func pool(_ pooling: GraphPooling, _ input: String) -> String {
    var attributes: [AttributeMessage] = [
      .pair("kernel_shape", pooling.kernel), .pair("strides", pooling.stride),
      pooling.padding.attribute, .flag("ceil_mode", pooling.ceilMode),
    ]
    switch pooling.kind {
    case .maximum:
      attributes.append(.pair("dilations", pooling.dilation))
      return writer.add("MaxPool", [input], attributes)[0]
    case .average(let countsPadding):
      attributes.append(.flag("count_include_pad", countsPadding))
      return writer.add("AveragePool", [input], attributes)[0]
    }
  }

  /// Global pooling for one pixel; else windows for sizes that divide evenly, and for averages of
  /// others a product with the matrix of the windows along each axis.
  private mutating func adaptivePool(
    _ pooling: AdaptivePooling, _ node: Node, _ input: String
  ) throws -> String {
    if pooling.output == 1 {
      return writer.one(pooling.isMaximum ? "GlobalMaxPool" : "GlobalAveragePool", [input])
    }
    guard let shape = fixedShape(of: node.inputs[0]), shape.count == 4 else {
      throw ONNXExportError.needsSize(operation: "adaptive pooling", path: node.path)
    }
    let output = pooling.output
    if shape[2] % output.y == 0, shape[3] % output.x == 0 {
      let kernel = Spatial(y: shape[2] / output.y, x: shape[3] / output.x)
      return writer.one(
        pooling.isMaximum ? "MaxPool" : "AveragePool", [input], .pair("kernel_shape", kernel),
        .pair("strides", kernel))
    }
    guard !pooling.isMaximum else {
      throw ONNXExportError.unsupported(
        operation: "adaptive maxima of uneven windows", path: node.path)
    }
    let rows = Self.windows(shape[2], output.y)
    let left = writer.floats(rows, shape: [output.y, shape[2]])
    let columns = Self.windows(shape[3], output.x)
    let right = writer.floats(columns, shape: [output.x, shape[3]])
    let transposed = writer.one("Transpose", [right], .integers("perm", [1, 0]))
    return writer.one("MatMul", [writer.one("MatMul", [left, input]), transposed])
  }

  /// The weights of each input pixel in each window's average, (output, input).
  private static func windows(_ input: Int, _ output: Int) -> [Float] {
    var weights = [Float](repeating: 0, count: output * input)
    for window in 0..<output {
      let start = window * input / output
      let end = ((window + 1) * input + output - 1) / output
      for pixel in start..<end { weights[window * input + pixel] = 1 / Float(end - start) }
    }
    return weights
  }

  private mutating func resize(
    _ resize: Resize, _ node: Node, _ inputs: [String]
  ) throws -> String {
    guard resize.coordinates != .halfPixelSymmetric || resize.target == .sizes else {
      throw ONNXExportError.unsupported(
        operation: "resizing by factors around the middle", path: node.path)
    }
    guard resize.smoothing == nil else {
      throw ONNXExportError.unsupported(operation: "a smoothed resize", path: node.path)
    }
    let target = wholeTarget(resize, node, inputs)
    let operands =
      resize.target == .sizes ? [inputs[0], "", "", target] : [inputs[0], "", target]
    return writer.add("Resize", operands, resize.attributes)[0]
  }

  /// The target for all axes, also where it is given for height and width only.
  private mutating func wholeTarget(
    _ resize: Resize, _ node: Node, _ inputs: [String]
  ) -> String {
    let count = constant(node.inputs[1])?.count ?? rankOfShape(node.inputs[1])
    guard count == 2 else { return inputs[1] }
    guard resize.target == .sizes else {
      return writer.one("Concat", [writer.floats([1, 1]), inputs[1]], .integer("axis", 0))
    }
    let front = writer.one(
      "Shape", [inputs[0]], .integer("start", 0), .integer("end", 2))
    return writer.one("Concat", [front, inputs[1]], .integer("axis", 0))
  }

  /// How many extents a computed target has; that does not depend on the size.
  private func rankOfShape(_ value: Graph.ValueID) -> Int { shape(of: value)?.first ?? 2 }

  private mutating func matrixProduct(
    _ product: MatrixProduct, _ node: Node, _ inputs: [String]
  ) -> String {
    var operands = Array(inputs.prefix(2))
    for (index, isTransposed) in [product.transposesLeft, product.transposesRight].enumerated()
    where isTransposed {
      operands[index] = swappingLast(operands[index], rank: rank(of: node.inputs[index]) ?? 2)
    }
    var result = writer.one("MatMul", operands)
    if product.factor != 1 { result = writer.one("Mul", [result, writer.float(product.factor)]) }
    guard inputs.count > 2 else { return result }
    let addend =
      product.addendFactor == 1
      ? inputs[2] : writer.one("Mul", [inputs[2], writer.float(product.addendFactor)])
    return writer.one("Add", [result, addend])
  }

  private mutating func swappingLast(_ name: String, rank: Int) -> String {
    var order = Array(0..<rank)
    if rank > 1 { order.swapAt(rank - 2, rank - 1) }
    return writer.one("Transpose", [name], .integers("perm", order))
  }

  /// softmax(queries · keysᵀ · scale + bias) · values with the heads as an axis of their own.
  private mutating func attention(
    _ heads: Int, _ scale: Float?, _ node: Node, _ inputs: [String]
  ) throws -> String {
    let parts = writer.integers([0, 0, heads, -1])
    func split(_ name: String, _ order: [Int]) -> String {
      let parted = writer.one("Reshape", [name, parts])
      return writer.one("Transpose", [parted], .integers("perm", order))
    }
    let queries = split(inputs[0], [0, 2, 1, 3])
    let keys = split(inputs[1], [0, 2, 3, 1])
    let values = split(inputs[2], [0, 2, 1, 3])
    var scores = writer.one("MatMul", [queries, keys])
    if let scale {
      scores = writer.one("Mul", [scores, writer.float(scale)])
    } else {
      let extent = writer.one("Shape", [queries], .integer("start", 3))
      let channels = writer.one("Cast", [extent], .integer("to", 1))
      scores = writer.one("Div", [scores, writer.one("Sqrt", [channels])])
    }
    if inputs.count > 3 { scores = writer.one("Add", [scores, inputs[3]]) }
    let weights = writer.one("Softmax", [scores], .integer("axis", -1))
    let sums = writer.one("MatMul", [weights, values])
    let tokens = writer.one("Transpose", [sums], .integers("perm", [0, 2, 1, 3]))
    return writer.one("Reshape", [tokens, writer.integers([0, 0, -1])])
  }
}

extension WindowPadding {
  fileprivate var attribute: AttributeMessage {
    switch self {
    case .explicit(let edges):
      .integers("pads", [edges.top, edges.left, edges.bottom, edges.right])
    case .sameUpper: .text("auto_pad", "SAME_UPPER")
    case .sameLower: .text("auto_pad", "SAME_LOWER")
    }
  }
}

extension Resize {
  fileprivate var attributes: [AttributeMessage] {
    let rule =
      switch coordinates {
      case .halfPixel: "half_pixel"
      // The symmetric rule came two versions later; for given sizes it is the same.
      case .halfPixelSymmetric: "half_pixel"
      case .halfPixelOrZero: "pytorch_half_pixel"
      case .alignCorners: "align_corners"
      case .asymmetric: "asymmetric"
      }
    let common = AttributeMessage.text("coordinate_transformation_mode", rule)
    switch interpolation {
    case .linear: return [common, .text("mode", "linear")]
    case .cubic(let a, let excludesOutside):
      return [
        common, .text("mode", "cubic"), .float("cubic_coeff_a", a),
        .flag("exclude_outside", excludesOutside),
      ]
    case .nearest(let rounding):
      let name =
        switch rounding {
        case .halfDown: "round_prefer_floor"
        case .halfUp: "round_prefer_ceil"
        case .down: "floor"
        case .up: "ceil"
        }
      return [common, .text("mode", "nearest"), .text("nearest_mode", name)]
    }
  }
}
