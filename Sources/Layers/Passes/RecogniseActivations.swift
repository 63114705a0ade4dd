import Tensors

extension ShapedGraph {
  /// Finds activations that are written out: x · sigmoid(x), x · clamp(x / 6 + ½, 0, 1), GELU by the error
  /// function, parametric ReLUs with constant slopes, and clamps by maxima and minima with numbers.
  mutating func recogniseActivations() {
    let producers = GraphIndex(graph).producers
    for place in graph.nodes.indices {
      let node = graph.nodes[place]
      let finder = WrittenActivation(shaped: self, producers: producers)
      guard node.activation == .identity, let found = finder.find(node) else { continue }
      graph.nodes[place].operation = .activation(found.activation)
      graph.nodes[place].inputs = [found.input]
    }
  }
}

/// Recognises what ends in one node.
private struct WrittenActivation {
  let shaped: ShapedGraph
  let producers: [Graph.ValueID: Int]

  typealias Found = (activation: Activation, input: Graph.ValueID)

  func find(_ node: Node) -> Found? {
    switch node.operation {
    case .unary(.clampedLine(let slope, 0.5)) where abs(slope - 1 / 6) < 1e-6:
      return (.hardSigmoid, node.inputs[0])
    case .parametricReLU: return slopes(node).map { (.preLU(slopes: $0), node.inputs[0]) }
    case .binary(.maximum):
      return withNumber(node).map { (.clamp(lower: $0.number, upper: .infinity), $0.input) }
    case .binary(.minimum):
      return withNumber(node).map { (.clamp(lower: -.infinity, upper: $0.number), $0.input) }
    case .binary(.multiply):
      return gated(node.inputs[0], node.inputs[1]) ?? gated(node.inputs[1], node.inputs[0])
        ?? gelu(node)
    default: return nil
    }
  }

  /// One slope, or one for each channel of pictures.
  private func slopes(_ node: Node) -> [Float]? {
    guard let slopes = shaped.floats(node.inputs[1]) else { return nil }
    let (x, own) = (shape(node.inputs[0]), shape(node.inputs[1]))
    if slopes.count == 1 { return slopes }
    guard x.count == 4, own.count >= 3, own.suffix(3) == [x[1], 1, 1] else { return nil }
    return slopes.count == x[1] ? slopes : nil
  }

  /// The operand that is a single number, and the other one, which has the result's shape.
  private func withNumber(_ node: Node) -> (number: Float, input: Graph.ValueID)? {
    for (one, other) in [(0, 1), (1, 0)] {
      if let number = number(node.inputs[one]), shape(node.inputs[other]) == shape(node.outputs[0])
      {
        return (number, node.inputs[other])
      }
    }
    return nil
  }

  private func shape(_ value: Graph.ValueID) -> [Int] { shaped.shape(value) }

  private func number(_ value: Graph.ValueID) -> Float? { shaped.number(value) }

  private func producer(_ value: Graph.ValueID) -> Node? {
    guard let place = producers[value] else { return nil }
    let node = shaped.graph.nodes[place]
    return node.activation == .identity ? node : nil
  }

  /// x · gate(x)
  private func gated(_ x: Graph.ValueID, _ gate: Graph.ValueID) -> Found? {
    guard let node = producer(gate), node.inputs.first == x else { return nil }
    switch node.operation {
    case .activation(.sigmoid): return (.silu, x)
    case .activation(.hardSigmoid): return (.hardSwish, x)
    default: return nil
    }
  }

  /// The factors of a product of three or more, when all but the last are read by it alone.
  private func factors(_ value: Graph.ValueID) -> [Graph.ValueID] {
    guard let node = producer(value), case .binary(.multiply) = node.operation else {
      return [value]
    }
    return node.inputs.flatMap { factors($0) }
  }

  /// x · ½ · (1 + erf(x / √2)) in any order of the factors.
  private func gelu(_ node: Node) -> Found? {
    let parts = node.inputs.flatMap { factors($0) }
    guard parts.count == 3, parts.contains(where: { number($0) == 0.5 }),
      let sum = parts.compactMap({ argumentOfErrorFunction($0) }).first,
      parts.contains(sum), shape(sum) == shape(node.outputs[0])
    else { return nil }
    return (.gelu, sum)
  }

  /// x, of a value that is 1 + erf(x / √2).
  private func argumentOfErrorFunction(_ value: Graph.ValueID) -> Graph.ValueID? {
    guard let sum = producer(value), case .binary(.add) = sum.operation,
      let one = sum.inputs.first(where: { number($0) == 1 }),
      let error = sum.inputs.first(where: { $0 != one }).flatMap({ producer($0) }),
      error.operation == .unary(.errorFunction), let scaled = producer(error.inputs[0])
    else { return nil }
    let root = Float(2).squareRoot()
    switch scaled.operation {
    case .binary(.divide):
      guard let divisor = number(scaled.inputs[1]), abs(divisor - root) < 1e-6 else { return nil }
      return scaled.inputs[0]
    case .binary(.multiply):
      guard let factor = scaled.inputs.first(where: { abs((number($0) ?? 0) - 1 / root) < 1e-6 })
      else { return nil }
      return scaled.inputs.first { $0 != factor }
    default: return nil
    }
  }
}
