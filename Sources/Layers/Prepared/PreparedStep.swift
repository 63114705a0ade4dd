import Tensors

/// One kernel call of a prepared network.
protocol PreparedStep {
  /// How it is computed, as tables write it.
  var kernel: String { get }
  /// Multiply-adds of the definition.
  var multiplyAdds: Int { get }
  /// The floats of scratch memory that it takes.
  var workspaceCount: Int { get }
  /// The bytes that it takes beyond all planned memory while it runs.
  var plainBytes: Int { get }
  func run(_ memory: NetworkMemory) throws
}

extension PreparedStep {
  var multiplyAdds: Int { 0 }
  var workspaceCount: Int { 0 }
  var plainBytes: Int { 0 }
}

/// A convolution with packed weights.
struct ConvolutionStep: PreparedStep {
  let prepared: PreparedConvolution
  let input: MapPlace
  let output: MapPlace
  let residual: MapPlace?

  var kernel: String { prepared.algorithm.rawValue }
  var multiplyAdds: Int { prepared.multiplyAdds * input.shape.batch }
  var workspaceCount: Int { prepared.workspaceCount }

  func run(_ memory: NetworkMemory) throws {
    try prepared.run(
      memory.map(input), into: memory.map(output), adding: residual.map(memory.map),
      workspace: memory.workspace)
  }
}

/// An operation of one map on another.
struct MapStep: PreparedStep {
  let kernel: String
  let input: MapPlace
  let output: MapPlace
  let body: (FastKernels, FeatureMap, FeatureMap) throws -> Void

  func run(_ memory: NetworkMemory) throws {
    try body(memory.kernels, memory.map(input), memory.map(output))
  }
}

/// A sum or a product of two maps, of which the second may be repeated.
struct PairStep: PreparedStep {
  let function: BinaryFunction
  let left: MapPlace
  let right: MapPlace
  let output: MapPlace
  let activation: Activation

  var kernel: String { function.rawValue }

  func run(_ memory: NetworkMemory) throws {
    let (a, b, y) = (memory.map(left), memory.map(right), memory.map(output))
    if function == .add {
      try memory.kernels.add(a, b, into: y, activation)
    } else {
      try memory.kernels.multiply(a, b, into: y, activation)
    }
  }
}

/// A copy between two memory layouts.
struct CopyStep: PreparedStep {
  let source: Placement
  let target: Placement

  let kernel = "copy"

  func run(_ memory: NetworkMemory) throws {
    try memory.kernels.copy(
      memory.address(source.buffer) + source.offset, strides: source.strides,
      into: memory.address(target.buffer) + target.offset, strides: target.strides,
      shape: source.shape)
  }
}

/// Attention over tokens.
struct AttentionStep: PreparedStep {
  let queries: MapPlace
  let keys: MapPlace
  let values: MapPlace
  let bias: MapPlace?
  let output: MapPlace
  let heads: Int
  let scale: Float?

  let kernel = "attention"
  var multiplyAdds: Int {
    let tokens = queries.shape.width * keys.shape.width
    return queries.shape.batch * tokens * (queries.shape.channels + values.shape.channels)
  }

  func run(_ memory: NetworkMemory) throws {
    let attention = Attention(
      queries: memory.map(queries), keys: memory.map(keys), values: memory.map(values),
      heads: heads, scale: scale, bias: bias.map(memory.map))
    try memory.kernels.attend(
      attention, into: memory.map(output), workspace: memory.workspace)
  }
}

/// Any operation by its plain definition: for those that no kernel computes.
struct PlainStep: PreparedStep {
  /// Where an operand comes from, or a result goes.
  enum Place {
    case constant(NumericArray)
    case memory(Placement)
    case table(Graph.ValueID)
  }

  let node: Node
  let inputs: [Place]
  let outputs: [Place]
  let plainBytes: Int

  let kernel = "plain"

  func run(_ memory: NetworkMemory) throws {
    let operands = try inputs.map { place -> NumericArray in
      switch place {
      case .constant(let array): return array
      case .memory(let place): return .floats(try memory.read(place))
      case .table(let value):
        guard let array = memory.arrays[value] else {
          throw GraphError.Problem.notConstant(input: 0)
        }
        return array
      }
    }
    let results = try node.evaluate(operands)
    for (place, array) in zip(outputs, results) {
      switch (place, array) {
      case (.memory(let place), .floats(let tensor)): try memory.write(tensor, to: place)
      case (.table(let value), _): memory.arrays[value] = array
      default: break
      }
    }
  }
}
