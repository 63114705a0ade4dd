import Tensors

extension NetworkPlanner {
  /// Plans a matrix product: as a 1 × 1 convolution over the rows of the left operand where the right
  /// one is a constant matrix, and by packing the right one in each run where it is not.
  mutating func planProduct(_ node: Node, _ product: MatrixProduct) throws -> Bool {
    try planLinear(node, product) || planBatch(node, product)
  }

  /// Plans products of values that a run computes; false where something is added to them.
  private mutating func planBatch(_ node: Node, _ product: MatrixProduct) -> Bool {
    let shape = shaped.shape(node.outputs[0])
    guard node.inputs.count == 2, shape.count >= 2, !node.activation.isPerChannel,
      let a = operand(node.inputs[0]), let b = operand(node.inputs[1])
    else { return false }
    let batch = Array(shape.dropLast(2))
    guard batch.product <= 1 << 20 else { return false }
    func matrices(_ place: Placement, _ isTransposed: Bool) -> MatrixPlaces {
      MatrixPlaces(
        place.expanded(batch + place.shape.suffix(2)), isTransposed: isTransposed)
    }
    var left = matrices(a, product.transposesLeft)
    if !left.hasRuns {
      let axes = Array(a.shape.indices)
      let runs = product.transposesLeft ? axes.dropLast(2) + axes.suffix(2).reversed() : axes
      left = matrices(copy(a, order: runs), product.transposesLeft)
    }
    let output = MatrixPlaces(place(node.outputs[0], order: Array(shape.indices)))
    let right = matrices(b, product.transposesRight)
    guard output.hasRuns else { return false }
    let step = ProductStep(
      left: left, right: right, output: output, factor: product.factor,
      activation: node.activation,
      workspaceCount: kernels.productWorkspaceCount(
        rows: left.rows, depth: left.columns, columns: right.columns, batch: batch.product))
    add(step, touching: [left.buffer, right.buffer, output.buffer])
    return true
  }

  private mutating func planLinear(_ node: Node, _ product: MatrixProduct) throws -> Bool {
    guard !product.transposesLeft,
      case .floats(let constant)? = shaped.graph.constants[node.inputs[1]]?.array,
      constant.rank == 2
    else { return false }
    let matrix = product.transposesRight ? constant : try constant.transposed()
    let (outputs, depth) = (matrix.shape[0], matrix.shape[1])
    var bias: [Float]?
    if node.inputs.count > 2 {
      guard let addend = shaped.floats(node.inputs[2]),
        addend.count == outputs || addend.count == 1,
        shaped.shape(node.inputs[2]).dropLast().allSatisfy({ $0 == 1 })
      else { return false }
      bias = (0..<outputs).map { addend[addend.count == 1 ? 0 : $0] * product.addendFactor }
    }
    var description = try Convolution(
      weight: matrix.reshaped([outputs, depth, 1, 1]), bias: bias, activation: node.activation)
    if product.factor != 1 { description.scale = Array(repeating: product.factor, count: outputs) }
    return try planRows(node, description)
  }

  private mutating func planRows(_ node: Node, _ description: Convolution) throws -> Bool {
    let last = shaped.shape(node.inputs[0]).count - 1
    guard let (_, input) = map(node.inputs[0], channels: last),
      let output = place(node.outputs[0]).map(channels: last)
    else { return false }
    let rows = input.shape.batch * input.shape.height * input.shape.width
    guard rows > 0, let (source, target) = input.sameRows(as: output) else { return false }
    let prepared = try PreparedConvolution(
      description, height: source.shape.height, width: source.shape.width, kernels: kernels,
      winograd: options.winograd, weights: store)
    add(
      ConvolutionStep(prepared: prepared, input: source, output: target, residual: nil),
      touching: [source.buffer, target.buffer])
    return true
  }
}

extension MapPlace {
  /// Both maps with the same extents but for their channels, where one has its pixels in fewer rows.
  fileprivate func sameRows(as other: MapPlace) -> (MapPlace, MapPlace)? {
    func rows(_ map: MapPlace) -> [Int] { [map.shape.batch, map.shape.height, map.shape.width] }
    if rows(self) == rows(other) { return (self, other) }
    if let split = other.split(like: self) { return (self, split) }
    return split(like: other).map { ($0, other) }
  }

  /// One row of pixels seen as several rows.
  private func split(like other: MapPlace) -> MapPlace? {
    guard shape.batch == 1, shape.height == 1,
      shape.width == other.shape.batch * other.shape.height * other.shape.width
    else { return nil }
    var view = self
    view.shape = other.shape
    view.shape.channels = shape.channels
    view.rowStride = pixelStride * other.shape.width
    view.batchStride = view.rowStride * other.shape.height
    return view
  }
}
