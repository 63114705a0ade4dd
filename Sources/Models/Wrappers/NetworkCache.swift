import Imaging
import Layers
import Synchronization
import Tensors

/// The forms of one network for the sizes that were seen last: what depends on the picture alone, and
/// what depends on the clicks.
final class NetworkCache: Sendable {
  private let graph: Graph
  /// The inputs that depend on the picture alone.
  private let pictureInputs: Set<String>
  /// The sizes that were used last, the newest at the end.
  private let forms = Mutex<[(size: Size, form: NetworkForm)]>([])

  /// The packed weights that the forms share.
  private let weights = PackedWeights()

  init(_ graph: Graph, pictureInputs: Set<String>) {
    (self.graph, self.pictureInputs) = (graph, pictureInputs)
  }

  /// How many sizes are kept.
  static let limit = 4

  /// The network for a size; `shapes` are those of its inputs.
  func form(for size: Size, shapes: [String: [Int]]) throws -> NetworkForm {
    if let known = known(size) { return known }
    let form = try NetworkForm(
      graph, shapes: shapes, pictureInputs: pictureInputs, weights: weights)
    forms.withLock { forms in
      forms.append((size, form))
      if forms.count > Self.limit { forms.removeFirst() }
    }
    return form
  }

  private func known(_ size: Size) -> NetworkForm? {
    forms.withLock { forms in
      guard let index = forms.firstIndex(where: { $0.size == size }) else { return nil }
      let entry = forms.remove(at: index)
      forms.append(entry)
      return entry.form
    }
  }
}

/// A network for one size, in two parts, each prepared as often as it is used at the same time.
final class NetworkForm: Sendable {
  private let picturePart: NetworkPart?
  private let clickPart: NetworkPart
  /// Where the second part has nothing to compute: what its outputs are called by the first.
  private let ready: [String: String]

  init(
    _ graph: Graph, shapes: [String: [Int]], pictureInputs: Set<String>, weights: PackedWeights
  ) throws {
    let parts = try graph.specialised(inputShapes: shapes).parts(knowing: pictureInputs)
    picturePart = try parts.first.map { try NetworkPart($0, shapes: shapes, weights: weights) }
    clickPart = try NetworkPart(parts.second, shapes: shapes, weights: weights)
    ready = parts.ready
  }

  /// What the picture alone decides, for ``run(_:_:)``.
  func seen(_ inputs: [String: Tensor]) throws -> [String: NumericArray] {
    let given = inputs.mapValues(NumericArray.floats)
    return try picturePart?.run(given) ?? given
  }

  /// All outputs for what the picture has decided and the inputs that depend on clicks.
  func run(
    _ seen: [String: NumericArray], _ inputs: [String: Tensor]
  ) throws -> [String: NumericArray] {
    if !ready.isEmpty { return ready.compactMapValues { seen[$0] } }
    return try clickPart.run(
      seen.merging(inputs.mapValues(NumericArray.floats)) { first, _ in first })
  }
}

/// A part of a network for one size. A prepared network serves one run at a time, so idle ones wait here.
private final class NetworkPart: Sendable {
  private let graph: Graph
  private let shapes: [String: [Int]]
  private let weights: PackedWeights
  private let idle: Mutex<[Lent]>

  /// A prepared network that one thread at a time uses.
  private struct Lent: @unchecked Sendable {
    let network: PreparedNetwork
  }

  init(_ graph: Graph, shapes: [String: [Int]], weights: PackedWeights) throws {
    self.graph = graph
    let names = Set(graph.inputs.map(\.name))
    self.shapes = shapes.filter { names.contains($0.key) }
    self.weights = weights
    let first = Lent(
      network: try PreparedNetwork(graph, inputShapes: self.shapes, weights: weights))
    idle = Mutex([first])
  }

  func run(_ inputs: [String: NumericArray]) throws -> [String: NumericArray] {
    let lent =
      try idle.withLock { $0.popLast() }
      ?? Lent(network: PreparedNetwork(graph, inputShapes: shapes, weights: weights))
    defer { idle.withLock { $0.append(lent) } }
    return try lent.network.run(inputs)
  }
}
