public import Basics
public import Tensors

/// How a network is prepared.
public struct PreparationOptions: Sendable {
  /// Which Winograd kernels may be chosen.
  public var winograd: WinogradPolicy
  /// How many threads share the work; results do not depend on it.
  public var threads: Int
  /// The instruction set of the kernels.
  public var instructions: InstructionSet

  /// Creates options; the defaults are the fastest.
  public init(
    winograd: WinogradPolicy = .upTo4, threads: Int = ThreadPool.processorCount,
    instructions: InstructionSet = .current
  ) {
    self.winograd = winograd
    self.threads = threads
    self.instructions = instructions
  }
}

/// A network made ready for inputs of one size: optimised, its weights packed, its memory planned.
///
/// Preparing takes about as long as a few runs. A run then allocates no memory of the size of its
/// values, and gives the same bits for any number of threads. One run at a time uses the network's
/// memory; for several at once, prepare several with the same ``PackedWeights``.
public final class PreparedNetwork {
  /// What a run is given or returns.
  public struct Port: Sendable {
    /// The name.
    public let name: String
    /// The kind and the shape, of pictures (batch, channels, height, width).
    public let type: ValueType
    fileprivate let value: Graph.ValueID
    fileprivate let place: Placement?
  }

  /// What a run is given.
  public let inputs: [Port]
  /// What a run returns.
  public let outputs: [Port]
  /// How it was prepared.
  public let options: PreparationOptions
  private let shaped: ShapedGraph
  private let steps: [(node: Int, step: any PreparedStep)]
  private let memory: NetworkMemory

  /// Prepares a graph for inputs of these shapes, by name; an input whose extents the graph fixes may
  /// be missing.
  ///
  /// Weights that another preparation with the same store has packed are not packed again. Throws a
  /// ``GraphError`` that names the first node that does not fit.
  public init(
    _ graph: Graph, inputShapes: [String: [Int]] = [:],
    options: PreparationOptions = PreparationOptions(), weights: PackedWeights = PackedWeights()
  ) throws {
    let kernels = FastKernels(instructions: options.instructions, threads: options.threads)
    shaped = try Optimiser.optimised(graph.specialised(inputShapes: inputShapes))
    let plan = try NetworkPlanner(shaped, kernels: kernels, options: options, store: weights)
    self.options = options
    steps = plan.steps
    let buffers = BufferPlan(plan.buffers)
    let scratch = plan.steps.map(\.step.workspaceCount).max() ?? 0
    try shaped.checkMemory(buffers, scratch: scratch, steps: plan.steps.map(\.step))
    memory = try NetworkMemory(buffers, workspaceCount: scratch, kernels: kernels)
    inputs = shaped.graph.inputs.map { [shaped] input in
      Port(
        name: input.name, type: shaped.type(input.value), value: input.value,
        place: plan.placements[input.value])
    }
    var places = plan.outputPlaces[...]
    outputs = shaped.graph.outputs.map { [shaped] output in
      let type = shaped.type(output.value)
      return Port(
        name: output.name, type: type, value: output.value,
        place: type.kind == .float ? places.popFirst() : nil)
    }
    for (tensor, place) in plan.initialValues { try memory.write(tensor, to: place) }
  }

  /// The outputs for these inputs, by name.
  public func run(_ given: [String: NumericArray]) throws -> [String: NumericArray] {
    try shaped.graph.checkNames(Array(given.keys))
    for input in inputs {
      guard let array = given[input.name], array.type == input.type else {
        throw GraphError(
          .input(name: input.name, found: given[input.name]?.type, expected: input.type.shape))
      }
      if case .floats(let tensor) = array, let place = input.place {
        try memory.write(tensor, to: place)
      } else {
        memory.arrays[input.value] = array
      }
    }
    try run()
    return try Dictionary(
      outputs.map { ($0.name, try value(of: $0)) }, uniquingKeysWith: { first, _ in first })
  }

  private func value(of port: Port) throws -> NumericArray {
    if let place = port.place { return .floats(try memory.read(place)) }
    return memory.arrays[port.value] ?? shaped.graph.constants[port.value]?.array
      ?? .integers(IntegerArray([]))
  }

  /// Calls `body` with the map of an input picture, to be filled before a run.
  public func withInput<Result>(
    _ name: String, _ body: (FeatureMap) throws -> Result
  ) throws -> Result {
    try withMap(inputs, name, body)
  }

  /// Calls `body` with the map of an output picture, to be read after a run.
  public func withOutput<Result>(
    _ name: String, _ body: (FeatureMap) throws -> Result
  ) throws -> Result {
    try withMap(outputs, name, body)
  }

  private func withMap<Result>(
    _ ports: [Port], _ name: String, _ body: (FeatureMap) throws -> Result
  ) throws -> Result {
    guard let port = ports.first(where: { $0.name == name }), let map = port.place?.pictureMap
    else {
      throw GraphError(.unknownInput(name: name, inputs: ports.map(\.name)))
    }
    return try withExtendedLifetime(memory) { try body(memory.map(map)) }
  }

  /// Computes the outputs of the inputs that lie in their maps.
  public func run() throws {
    try ThreadPool.shared.hot {
      for (node, step) in steps { try run(step, of: node) }
    }
  }

  private func run(_ step: any PreparedStep, of place: Int) throws {
    try Cancellation.check()
    // What copies outputs of a network without nodes belongs to none.
    guard shaped.graph.nodes.indices.contains(place) else { return try step.run(memory) }
    let node = shaped.graph.nodes[place]
    try node.locatingErrors(node.inputs.map { shaped.shape($0) }) { try step.run(memory) }
  }

  /// About how many steps a run takes by the operations' definitions.
  public var work: Double {
    shaped.graph.nodes.reduce(0) { sum, node in
      let inputs = Operands(node.inputs.map { shaped.type($0) }, node.inputs.map { _ in nil })
      return sum + node.operation.work(inputs, node.outputs.map { shaped.type($0) })
    }
  }

  /// The bytes that values take while the network runs, and those of the kernels' scratch memory.
  public var memoryBytes: (values: Int, scratch: Int) {
    (memory.bytes, memory.workspace.capacity * MemoryLayout<Float>.size)
  }

  /// Runs once and says for each step what it is and how long it took.
  public func summary() throws -> NetworkSummary {
    var rows: [NetworkSummary.Row] = []
    try ThreadPool.shared.hot {
      for (node, step) in steps {
        let watch = ContinuousClock()
        let duration = try watch.measure { try run(step, of: node) }
        if shaped.graph.nodes.indices.contains(node) { rows.append(row(node, step, duration)) }
      }
    }
    return NetworkSummary(rows: rows)
  }

  private func row(
    _ place: Int, _ step: any PreparedStep, _ duration: Duration
  ) -> NetworkSummary.Row {
    let node = shaped.graph.nodes[place]
    let outputs = node.outputs.map { shaped.type($0) }
    let parameters = node.inputs.reduce(0) { sum, value in
      guard let constant = shaped.graph.constants[value], constant.array.kind == .float else {
        return sum
      }
      return sum + constant.array.count
    }
    return NetworkSummary.Row(
      path: node.path, operation: node.operation.name, output: outputs.first?.shape ?? [],
      parameters: step is CopyStep ? 0 : parameters, multiplyAdds: step.multiplyAdds,
      kernel: step.kernel, activation: node.activation,
      bytes: outputs.reduce(0) { $0 + $1.count * MemoryLayout<Float>.size },
      seconds: Double(duration.components.seconds)
        + Double(duration.components.attoseconds) * 1e-18)
  }
}

extension ShapedGraph {
  /// Throws where a run takes more memory than the graph's limit: the block of all values, the kernels'
  /// scratch memory, values that are no floats, and what a step takes that no kernel computes. The error
  /// names the node whose values are the largest.
  fileprivate func checkMemory(
    _ buffers: BufferPlan, scratch: Int, steps: [any PreparedStep]
  ) throws {
    let tables = types.reduce(0) { sum, type in
      type.map { $0.kind == .float ? sum : sum + $0.bytes } ?? sum
    }
    let plain = steps.map(\.plainBytes).max() ?? 0
    let bytes = (buffers.count + scratch) * MemoryLayout<Float>.size + tables + plain
    guard bytes > graph.memoryLimit else { return }
    func size(_ node: Node) -> Int { node.outputs.reduce(0) { $0 + type($1).bytes } }
    let error = GraphError.Problem.memory(bytes: bytes, limit: graph.memoryLimit)
    guard let largest = graph.nodes.max(by: { size($0) < size($1) }) else {
      throw GraphError(error)
    }
    try largest.locatingErrors(largest.inputs.map { shape($0) }) { throw error }
  }
}
