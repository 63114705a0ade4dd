import Tensors

extension ShapedGraph {
  /// Folds batch norms into the convolutions whose outputs they alone read: the norm's factor becomes
  /// the convolution's scale, which is applied when its weights are packed, and the rest its bias.
  mutating func foldNorms() throws {
    let uses = GraphIndex(graph).uses
    var producers = GraphIndex(graph).producers
    var gone: Set<Int> = []
    for place in graph.nodes.indices {
      let norm = graph.nodes[place]
      guard case .batchNorm(let epsilon) = norm.operation,
        let producer = producers[norm.inputs[0]], uses[norm.inputs[0]] == 1,
        let (factor, shift) = line(of: norm, epsilon),
        let folded = try folding(factor, shift, into: graph.nodes[producer], norm.outputs)
      else { continue }
      graph.nodes[producer] = folded
      producers[norm.outputs[0]] = producer
      gone.insert(place)
    }
    removeNodes(gone)
  }

  /// The norm as factor · x + shift for each channel, where its parameters are constants.
  func line(of norm: Node, _ epsilon: Float) -> (factor: [Float], shift: [Float])? {
    let parameters = norm.inputs.dropFirst().compactMap { floats($0) }
    guard parameters.count == 4 else { return nil }
    let (scale, shift, mean, variance) = (
      parameters[0], parameters[1], parameters[2], parameters[3]
    )
    let factor = scale.indices.map {
      Float(Double(scale[$0]) / (Double(variance[$0]) + Double(epsilon)).squareRoot())
    }
    let rest = scale.indices.map {
      Float(Double(shift[$0]) - Double(mean[$0]) * Double(factor[$0]))
    }
    return (factor, rest)
  }

  /// The convolution with factor · y + shift after it, making `outputs`; nil where it has other ends.
  private mutating func folding(
    _ factor: [Float], _ shift: [Float], into node: Node, _ outputs: [Graph.ValueID]
  ) throws -> Node? {
    guard case .convolution(var convolution) = node.operation, node.activation == .identity,
      !convolution.addsResidual, graph.constants[node.inputs[1]] != nil
    else { return nil }
    let places = convolution.places(inputCount: node.inputs.count)
    let (bias, scale) = (
      places.bias.map { floats(node.inputs[$0]) }, places.scale.map { floats(node.inputs[$0]) }
    )
    if case .some(nil) = bias { return nil }
    if case .some(nil) = scale { return nil }
    let newBias = shift.indices.map { shift[$0] + factor[$0] * ((bias ?? nil)?[$0] ?? 0) }
    let newScale = factor.indices.map { factor[$0] * ((scale ?? nil)?[$0] ?? 1) }
    convolution.scalesOutputs = true
    var folded = node
    folded.operation = .convolution(convolution)
    folded.inputs = [
      node.inputs[0], node.inputs[1], add(.floats(Tensor(newBias))),
      add(.floats(Tensor(newScale))),
    ]
    folded.outputs = outputs
    return folded
  }
}
