import Tensors

extension NetworkPlanner {
  /// Plans a node that a layer's kernel computes; false for others.
  mutating func planLayer(_ node: Node) throws -> Bool {
    switch node.operation {
    case .convolution(let convolution): return try planConvolution(node, convolution)
    case .matrixProduct(let product): return try planProduct(node, product)
    case .attention(let heads, let scale): return planAttention(node, heads: heads, scale: scale)
    case .pool(let pooling):
      let description = pooling.pooling(input: shaped.shape(node.inputs[0]))
      return planPicture(node, "pool") { try $0.pool($1, into: $2, description) }
    case .adaptivePool(let pooling):
      return planPicture(node, "pool") { try $0.pool($1, into: $2, pooling.pooling) }
    case .resize(let resize):
      let resampling = try resize.resampling(operands(of: node)).0
      return planPicture(node, "resample") { try $0.resample($1, into: $2, resampling) }
    case .pad(let mode): return planPadding(node, mode)
    case .groupNorm(let groups, let epsilon): return planGroupNorm(node, groups: groups, epsilon)
    case .instanceNorm(let epsilon):
      return planGroupNorm(node, groups: shaped.shape(node.inputs[0])[1], epsilon)
    case .batchNorm(let epsilon):
      guard let (factor, shift) = shaped.line(of: node, epsilon) else { return false }
      return planAlong(node, axis: 1, "scale") {
        try $0.scale($1, by: factor, shift: shift, into: $2, node.activation)
      }
    case .layerNorm(let axes, let epsilon): return planLayerNorm(node, axes: axes, epsilon)
    case .softmax(let axis):
      return planAlong(node, axis: axis, "softmax") { try $0.softmax($1, into: $2) }
    default: return false
    }
  }

  func operands(of node: Node) -> Operands {
    Operands(
      node.inputs.map { shaped.type($0) }, node.inputs.map { shaped.graph.constants[$0]?.array })
  }

  private mutating func planConvolution(
    _ node: Node, _ convolution: GraphConvolution
  ) throws -> Bool {
    guard case .floats(let weight)? = shaped.graph.constants[node.inputs[1]]?.array else {
      return false
    }
    let places = convolution.places(inputCount: node.inputs.count)
    let shape = shaped.shape(node.inputs[0])
    let description = try convolution.convolution(
      weight: weight, bias: places.bias.flatMap { shaped.floats(node.inputs[$0]) },
      scale: places.scale.flatMap { shaped.floats(node.inputs[$0]) },
      activation: node.activation, input: shape)
    guard let input = pictureMap(node.inputs[0]) else { return false }
    let residual = places.residual.flatMap { pictureMap(node.inputs[$0]) }
    let prepared = try PreparedConvolution(
      description, height: shape[2], width: shape[3], kernels: kernels,
      winograd: options.winograd, weights: store)
    let output: MapPlace?
    if let place = places.residual, let overwritten = overwriting(node.inputs[place], node) {
      output = overwritten.pictureMap
    } else {
      output = place(node.outputs[0]).pictureMap
    }
    guard let output else { return false }
    let step = ConvolutionStep(
      prepared: prepared, input: input, output: output, residual: residual)
    add(step, touching: [input.buffer, output.buffer] + (residual.map { [$0.buffer] } ?? []))
    return true
  }

  /// Lets a node's output take the place of an operand of its shape that nobody else reads.
  mutating func overwriting(_ input: Graph.ValueID, _ node: Node) -> Placement? {
    let output = node.outputs[0]
    guard !hasDestination(output), placements[output] == nil, isLastRead(input, by: node),
      let place = placements[input], place.shape == shaped.shape(output), !place.hasRepeats,
      node.inputs.filter({ placements[$0]?.buffer == place.buffer }).count == 1
    else { return nil }
    return adopt(place, for: output)
  }

  private mutating func planPicture(
    _ node: Node, _ kernel: String,
    _ body: @escaping (FastKernels, FeatureMap, FeatureMap) throws -> Void
  ) -> Bool {
    guard let input = pictureMap(node.inputs[0]), let output = place(node.outputs[0]).pictureMap
    else { return false }
    add(
      MapStep(kernel: kernel, input: input, output: output, body: body),
      touching: [input.buffer, output.buffer])
    return true
  }

  /// Plans a kernel along one axis, whose elements it takes as channels of pixels.
  private mutating func planAlong(
    _ node: Node, axis: Int, _ kernel: String,
    _ body: @escaping (FastKernels, FeatureMap, FeatureMap) throws -> Void
  ) -> Bool {
    let axis = axis < 0 ? axis + shaped.shape(node.inputs[0]).count : axis
    guard let (place, input) = map(node.inputs[0], channels: axis) else { return false }
    let target =
      overwriting(node.inputs[0], node) ?? self.place(node.outputs[0], order: place.order)
    guard let output = target.map(channels: axis), output.shape == input.shape else { return false }
    add(
      MapStep(kernel: kernel, input: input, output: output, body: body),
      touching: [input.buffer, output.buffer])
    return true
  }

  private mutating func planPadding(_ node: Node, _ mode: PadMode) -> Bool {
    guard case .integers(let amounts)? = shaped.graph.constants[node.inputs[1]]?.array,
      shaped.shape(node.inputs[0]).count == 4
    else { return false }
    let a = amounts.elements
    guard a.allSatisfy({ $0 >= 0 }), a[0] == 0, a[1] == 0, a[4] == 0, a[5] == 0 else {
      return false
    }
    let edges = Edges(top: a[2], left: a[3], bottom: a[6], right: a[7])
    let value = node.inputs.count > 2 ? shaped.number(node.inputs[2]) : 0
    let kind: PaddingMode
    switch (mode, value) {
    case (.constant, let value?): kind = .constant(value)
    case (.reflect, _): kind = .reflect
    case (.edge, _): kind = .replicate
    default: return false
    }
    return planPicture(node, "pad") { try $0.pad($1, into: $2, edges: edges, mode: kind) }
  }

  private mutating func planGroupNorm(_ node: Node, groups: Int, _ epsilon: Float) -> Bool {
    guard let scale = shaped.floats(node.inputs[1]), let shift = shaped.floats(node.inputs[2]),
      shaped.shape(node.inputs[0]).count == 4
    else { return false }
    return planPicture(node, "groupNorm") {
      try $0.groupNorm(
        $1, groups: groups, scale: scale, shift: shift, epsilon: epsilon, into: $2,
        node.activation)
    }
  }

  private mutating func planLayerNorm(_ node: Node, axes: [Int], _ epsilon: Float) -> Bool {
    guard axes.count == 1, let scale = shaped.floats(node.inputs[1]) else { return false }
    let shift = node.inputs.count > 2 ? shaped.floats(node.inputs[2]) : []
    guard let shift else { return false }
    return planAlong(node, axis: axes[0], "layerNorm") {
      try $0.layerNorm($1, scale: scale, shift: shift, epsilon: epsilon, into: $2)
    }
  }

  private mutating func planAttention(_ node: Node, heads: Int, scale: Float?) -> Bool {
    let parts = node.inputs.prefix(3).compactMap { tokens($0) }
    guard parts.count == 3 else { return false }
    var bias: MapPlace?
    if node.inputs.count > 3 {
      let shape = shaped.shape(node.inputs[3])
      let (queries, keys) = (parts[0].shape.width, parts[1].shape.width)
      guard shape.count == 4, shape.dropFirst() == [heads, queries, keys],
        let place = operand(node.inputs[3])
      else { return false }
      let rows = place.isCompact([0, 1, 2, 3]) ? place : copy(place, order: [0, 1, 2, 3])
      bias = rows.transposed([0, 3, 1, 2]).pictureMap
      guard bias != nil else { return false }
    }
    guard let output = tokenMap(place(node.outputs[0])) else { return false }
    let step = AttentionStep(
      queries: parts[0], keys: parts[1], values: parts[2], bias: bias, output: output,
      heads: heads, scale: scale)
    add(
      step,
      touching: parts.map(\.buffer) + [output.buffer] + (bias.map { [$0.buffer] } ?? []))
    return true
  }

  /// (batch, tokens, channels) as pictures of one row.
  private mutating func tokens(_ value: Graph.ValueID) -> MapPlace? {
    guard let place = operand(value) else { return nil }
    return tokenMap(place) ?? tokenMap(copy(place, order: [0, 1, 2]))
  }

  private func tokenMap(_ place: Placement) -> MapPlace? {
    guard place.shape.count == 3, place.strides[2] == 1 || place.shape[2] == 1 else { return nil }
    return MapPlace(
      buffer: place.buffer, offset: place.offset,
      shape: MapShape(
        batch: place.shape[0], height: 1, width: place.shape[1], channels: place.shape[2]),
      pixelStride: place.strides[1], rowStride: place.strides[1] * place.shape[1],
      batchStride: place.strides[0])
  }
}

extension Placement {
  /// Whether elements share memory.
  var hasRepeats: Bool { shape.indices.contains { shape[$0] > 1 && strides[$0] == 0 } }
}
