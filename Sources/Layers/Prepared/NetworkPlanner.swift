import Basics
import Tensors

/// Decides for an optimised graph which kernel computes each node and where each value lies.
///
/// Nodes are planned in the order of their execution. Views take no step. What a concatenation joins
/// is written in place, into channels of the joined map, by the kernels that make it; sums and
/// activations overwrite an operand that nobody reads afterwards.
struct NetworkPlanner {
  let shaped: ShapedGraph
  let kernels: FastKernels
  let options: PreparationOptions
  let store: PackedWeights
  private(set) var steps: [(node: Int, step: any PreparedStep)] = []
  private(set) var placements: [Graph.ValueID: Placement] = [:]
  private(set) var buffers: [BufferPlan.Buffer] = []
  /// Constants that kernels read from memory, and where they are put once.
  private(set) var initialValues: [(tensor: Tensor, place: Placement)] = []
  /// For each buffer, how many reads of its values are still to come.
  private var openReads: [Int] = []
  /// The position of the node that is being planned.
  private var currentNode = 0
  private let uses: [Graph.ValueID: Int]
  private let destinations: [Graph.ValueID: Destination]

  /// The part of a joined value that one of the values joined becomes.
  struct Destination {
    let whole: Graph.ValueID
    let axis: Int
    let start: Int
  }

  init(
    _ shaped: ShapedGraph, kernels: FastKernels, options: PreparationOptions, store: PackedWeights
  ) throws {
    self.shaped = shaped
    self.kernels = kernels
    self.options = options
    self.store = store
    uses = GraphIndex(shaped.graph).uses
    destinations = Self.destinations(shaped)
    for input in shaped.graph.inputs where input.kind == .float {
      _ = place(input.value, isPermanent: true)
    }
    for (index, node) in shaped.graph.nodes.enumerated() {
      try Cancellation.check()
      currentNode = index
      try node.locatingErrors(node.inputs.map { shaped.shape($0) }) { try plan(node) }
      for value in node.inputs { closeRead(of: value) }
    }
    try placeOutputs()
  }

  private mutating func plan(_ node: Node) throws {
    guard try !planView(node), try !planLayer(node), try !planElements(node) else { return }
    planPlainly(node)
  }

  // MARK: Steps

  /// Adds a step that reads and writes these buffers.
  mutating func add(_ step: any PreparedStep, touching touched: [Int]) {
    let now = steps.count
    for buffer in touched where buffers[buffer].last != .max {
      buffers[buffer].first = min(buffers[buffer].first, now)
      buffers[buffer].last = max(buffers[buffer].last, now)
    }
    steps.append((currentNode, step))
  }

  private mutating func planPlainly(_ node: Node) {
    func source(_ value: Graph.ValueID) -> PlainStep.Place {
      if let constant = shaped.graph.constants[value] { return .constant(constant.array) }
      return placements[value].map { .memory($0) } ?? .table(value)
    }
    let inputs = node.inputs.map(source)
    let outputs = node.outputs.map { value -> PlainStep.Place in
      shaped.type(value).kind == .float ? .memory(place(value)) : .table(value)
    }
    let touched = (node.inputs + node.outputs).compactMap { placements[$0]?.buffer }
    let step = PlainStep(
      node: node, inputs: inputs, outputs: outputs,
      plainBytes: Operation.plainBytes(
        node.inputs.map { shaped.type($0) }, node.outputs.map { shaped.type($0) }))
    add(step, touching: touched)
  }

  // MARK: Places

  /// Where a value lies: in its part of a joined value, or in a buffer of its own.
  mutating func place(
    _ value: Graph.ValueID, order: [Int]? = nil, isPermanent: Bool = false
  ) -> Placement {
    if let known = placements[value] { return known }
    let shape = shaped.shape(value)
    if let destination = destinations[value] {
      let whole = place(destination.whole)
      let part = whole.sliced(
        destination.axis, from: destination.start, count: shape[destination.axis])
      return adopt(part, for: value)
    }
    let order = order ?? Placement.defaultOrder(shape.count)
    return adopt(
      Placement(
        buffer: addBuffer(shape.product, isPermanent: isPermanent), shape: shape, order: order),
      for: value)
  }

  /// Lets a value lie at a place that its buffer already has.
  @discardableResult
  mutating func adopt(_ place: Placement, for value: Graph.ValueID) -> Placement {
    placements[value] = place
    openReads[place.buffer] += uses[value] ?? 0
    return place
  }

  private mutating func addBuffer(_ count: Int, isPermanent: Bool = false) -> Int {
    buffers.append(
      BufferPlan.Buffer(
        count: count, first: isPermanent ? 0 : .max, last: isPermanent ? .max : -1))
    openReads.append(0)
    return buffers.count - 1
  }

  private mutating func closeRead(of value: Graph.ValueID) {
    guard let place = placements[value] else { return }
    openReads[place.buffer] -= 1
  }

  /// Whether nobody but the current node reads the buffer that a value lies in, so that it may be
  /// overwritten.
  func isLastRead(_ value: Graph.ValueID, by node: Node) -> Bool {
    guard let place = placements[value], buffers[place.buffer].last != .max else { return false }
    let own = node.inputs.filter { placements[$0]?.buffer == place.buffer }.count
    return openReads[place.buffer] == own
  }

  /// Whether a value has a place of its own to be written to.
  func hasDestination(_ value: Graph.ValueID) -> Bool { destinations[value] != nil }

  /// A place for something between two steps.
  mutating func temporary(_ shape: [Int], order: [Int]) -> Placement {
    Placement(buffer: addBuffer(shape.product), shape: shape, order: order)
  }

  /// Where a float operand lies: constants are put into memory, in the default order.
  mutating func operand(_ value: Graph.ValueID) -> Placement? {
    if let known = placements[value] { return known }
    guard case .floats(let tensor)? = shaped.graph.constants[value]?.array else { return nil }
    let place = place(value, isPermanent: true)
    initialValues.append((tensor, place))
    return place
  }

  /// The same, copied where it does not lie compactly in an order of its axes.
  mutating func operand(_ value: Graph.ValueID, order: [Int]) -> Placement? {
    guard let place = operand(value) else { return nil }
    return place.isCompact(order) ? place : copy(place, order: order)
  }

  /// A copy that lies compactly in an order of its axes.
  mutating func copy(_ place: Placement, order: [Int]) -> Placement {
    let target = temporary(place.shape, order: order)
    add(CopyStep(source: place, target: target), touching: [place.buffer, target.buffer])
    return target
  }

  /// A picture as a map, copied where its channels are no neighbours.
  mutating func pictureMap(_ value: Graph.ValueID) -> MapPlace? {
    guard let place = operand(value), place.shape.count == 4 else { return nil }
    return place.pictureMap ?? copy(place, order: [0, 2, 3, 1]).pictureMap
  }

  /// A value as a map whose channels are an axis, copied where it cannot be seen as one.
  mutating func map(_ value: Graph.ValueID, channels axis: Int) -> (Placement, MapPlace)? {
    guard let place = operand(value) else { return nil }
    if let map = place.map(channels: axis) { return (place, map) }
    let copied = copy(place, order: place.shape.indices.filter { $0 != axis } + [axis])
    return copied.map(channels: axis).map { (copied, $0) }
  }

  // MARK: Ends

  /// Outputs that are constants, inputs, or another's memory get places of their own.
  private mutating func placeOutputs() throws {
    var taken: Set<Int> = Set(shaped.graph.inputs.compactMap { placements[$0.value]?.buffer })
    for output in shaped.graph.outputs where shaped.type(output.value).kind == .float {
      guard let place = operand(output.value) else { continue }
      var end = place
      if taken.contains(place.buffer) {
        end = copy(place, order: Placement.defaultOrder(place.shape.count))
      }
      taken.insert(end.buffer)
      outputPlaces.append(end)
      buffers[end.buffer].last = .max - 1
    }
  }

  /// Where the outputs of floats lie, in order.
  private(set) var outputPlaces: [Placement] = []
}

extension NetworkPlanner {
  /// For what a concatenation joins, the part of the joined value that it can be written to at once:
  /// values that a kernel makes, that are joined once, and that no other place awaits.
  private static func destinations(_ shaped: ShapedGraph) -> [Graph.ValueID: Destination] {
    let index = GraphIndex(shaped.graph)
    let outputs = Set(shaped.graph.outputs.map(\.value))
    var destinations: [Graph.ValueID: Destination] = [:]
    for node in shaped.graph.nodes.reversed() {
      guard case .concatenate(let axis) = node.operation,
        shaped.type(node.outputs[0]).kind == .float
      else { continue }
      let positive = axis < 0 ? axis + shaped.shape(node.outputs[0]).count : axis
      var start = 0
      for value in node.inputs {
        defer { start += shaped.shape(value)[positive] }
        guard let producer = index.producers[value], destinations[value] == nil,
          !outputs.contains(value), shaped.graph.nodes[producer].makesItsOutput
        else { continue }
        destinations[value] = Destination(
          whole: node.outputs[0], axis: positive, start: start)
      }
    }
    return destinations
  }
}

extension Node {
  /// Whether the output is written by a kernel, and not a view of an input.
  fileprivate var makesItsOutput: Bool {
    switch operation {
    case .reshape, .flatten, .squeeze, .unsqueeze, .transpose, .expand, .slice, .split, .identity,
      .gather, .depthToSpace, .spaceToDepth:
      false
    default: true
    }
  }
}
