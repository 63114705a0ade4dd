import Imaging
import Layers
import Synchronization
import Tensors

/// The forms of one network for the sizes that were seen last: what depends on the picture alone, and
/// what depends on the clicks.
final class NetworkCache: Sendable {
  let graph: Graph
  /// The inputs that depend on the picture alone.
  private let pictureInputs: Set<String>
  /// The sizes that were used last, the newest at the end.
  private let forms = Mutex<[(size: Size, form: NetworkForm)]>([])

  init(_ graph: Graph, pictureInputs: Set<String>) {
    (self.graph, self.pictureInputs) = (graph, pictureInputs)
  }

  /// How many sizes are kept.
  static let limit = 4

  /// The network for a size; `shapes` are those of its inputs.
  func form(for size: Size, shapes: [String: [Int]]) throws -> NetworkForm {
    if let known = known(size) { return known }
    let form = try NetworkForm(graph, shapes: shapes, pictureInputs: pictureInputs)
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

/// A network for one size, in two parts.
final class NetworkForm: Sendable {
  private let picturePart: GraphInterpreter?
  private let clickPart: GraphInterpreter
  /// The names of the inputs that the second part still takes of those that depend on the picture.
  private let clickInputs: Set<String>

  init(_ graph: Graph, shapes: [String: [Int]], pictureInputs: Set<String>) throws {
    let parts = try graph.specialised(inputShapes: shapes).parts(knowing: pictureInputs)
    picturePart = parts.first.map(GraphInterpreter.init)
    clickPart = GraphInterpreter(parts.second)
    clickInputs = Set(parts.second.inputs.map(\.name))
  }

  /// What the picture alone decides, for ``run(_:_:)``.
  func seen(_ inputs: [String: Tensor]) throws -> [String: NumericArray] {
    let given = inputs.mapValues(NumericArray.floats)
    guard let picturePart else { return given }
    return try picturePart.run(given)
  }

  /// All outputs for what the picture has decided and the inputs that depend on clicks.
  func run(
    _ seen: [String: NumericArray], _ inputs: [String: Tensor]
  ) throws -> [String: NumericArray] {
    try clickPart.run(seen.merging(inputs.mapValues(NumericArray.floats)) { first, _ in first })
  }
}
