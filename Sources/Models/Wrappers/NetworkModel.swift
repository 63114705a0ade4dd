import Basics
import Clicking
public import Imaging
public import Layers
import Tensors

/// An interactive model over any network: what fills the network's inputs is declared, and how its
/// output becomes a probability.
///
/// ```swift
/// let model = try NetworkModel(
///   "ritm", graph: graph,
///   inputs: [
///     NetworkInput("image", [.image(.imageNet), .clicks(PreviousMask())]),
///     NetworkInput("clicks", [.clicks(Disks())]),
///   ],
///   size: .padded(multiple: 32), output: NetworkOutput(activation: .sigmoid))
/// ```
/// The picture and the previous prediction are resized bilinearly to the size that the network sees,
/// clicks move with them, and the probability is resized back as ``NetworkOutput`` says. The state is the previous
/// prediction; before the first, and where it is of another picture, it counts as 0 everywhere.
public struct NetworkModel: IISModel {
  /// The name by which scripts and results know it.
  public let name: String
  /// What fills each input.
  public let inputs: [NetworkInput]
  /// At which size the network sees a picture.
  public let size: NetworkSize
  /// How the picture is resized to what the network sees.
  public let interpolation: Interpolation
  /// Whether the picture is smoothed where it shrinks, as Pillow and torchvision do; OpenCV does not.
  public let smooths: Bool
  /// Where clicks lie after the picture is resized.
  public let clickScaling: ClickScaling
  /// How its output becomes a probability.
  public let output: NetworkOutput
  /// The network.
  public let graph: Graph

  let networks: NetworkCache
  /// What range the object's channel has had.
  let logits = OutputRange()

  /// Joins a network and its declaration.
  ///
  /// - Throws: ``NetworkError`` where they do not fit.
  public init(
    _ name: String, graph: Graph, inputs: [NetworkInput], size: NetworkSize,
    interpolation: Interpolation = .linear, smooths: Bool = false,
    clickScaling: ClickScaling = .centers, output: NetworkOutput = NetworkOutput()
  ) throws(NetworkError) {
    try Self.check(inputs, size, graph)
    var output = output
    self.clickScaling = clickScaling
    output.name = try Self.outputName(output, graph)
    (self.name, self.inputs, self.size, self.output) = (name, inputs, size, output)
    (self.graph, self.interpolation, self.smooths) = (graph, interpolation, smooths)
    networks = NetworkCache(
      graph.keeping(outputs: [output.name ?? ""]),
      pictureInputs: Set(inputs.filter(\.isImage).map(\.name)))
  }

  /// Resizes and normalises the picture, and computes all that depends on nothing else: of a network
  /// that fuses clicks late, most of it.
  public func prepare(_ image: Image) throws -> any PreparedModel {
    let frame = NetworkFrame(image.size, size, clickScaling)
    try checkExtents(frame.network)
    // First of all it is checked that the network's values fit into memory, the resized picture too.
    let form = try networks.form(for: frame.network, shapes: shapes(ofSize: frame.network))
    let fillings = try fillings(image, frame)
    let pictures = fillings.filter(\.isImage).map { ($0.name, $0.base) }
    return PreparedNetworkModel(
      output: output, frame: frame, fillings: fillings.filter { !$0.isImage }, form: form,
      logits: logits, seen: try form.seen(Dictionary(uniqueKeysWithValues: pictures)))
  }

  /// The inputs, filled as far as the picture decides.
  func fillings(_ image: Image, _ frame: NetworkFrame) throws -> [InputFilling] {
    let picture = try image.resized(to: frame.content, interpolation, antialias: smooths)
    return try inputs.map { try InputFilling($0, image: picture, network: frame.network) }
  }

  /// The shape of each input where the network sees pictures of a size.
  public func shapes(ofSize network: Size) -> [String: [Int]] {
    var shapes: [String: [Int]] = [:]
    for input in inputs {
      shapes[input.name] = [1, input.channels, network.height, network.width]
    }
    return shapes
  }
}

// MARK: - Checks

extension NetworkModel {
  private static func check(
    _ inputs: [NetworkInput], _ size: NetworkSize, _ graph: Graph
  ) throws(NetworkError) {
    for (index, input) in inputs.enumerated() {
      guard !inputs[..<index].contains(where: { $0.name == input.name }) else {
        throw .declaredTwice(input.name)
      }
      guard let declared = graph.inputs.first(where: { $0.name == input.name }) else {
        throw .noSuchInput(input.name, inputs: graph.inputs.map(\.name))
      }
      let shape = declared.shape
      guard shape.count == 4, declared.kind == .float, (shape[0] ?? 1) == 1 else {
        throw .inputShape(input: input.name, shape: shape)
      }
      if let channels = shape[1], channels != input.channels {
        throw .channels(input: input.name, expected: channels, found: input.channels)
      }
      if case .fixed(let wanted) = size {
        try expect(wanted, of: declared)
      }
    }
    let names = Set(inputs.map(\.name))
    let open = graph.inputs.map(\.name).filter { !names.contains($0) }
    guard open.isEmpty else { throw .undeclared(open) }
  }

  private static func expect(_ size: Size, of input: Graph.Input) throws(NetworkError) {
    guard (input.shape[2] ?? size.height) == size.height,
      (input.shape[3] ?? size.width) == size.width
    else { throw .size(input: input.name, expected: input.shape, found: size) }
  }

  /// Throws where the network has a fixed size and the picture would need another.
  private func checkExtents(_ network: Size) throws(NetworkError) {
    for input in graph.inputs { try Self.expect(network, of: input) }
  }

  private static func outputName(
    _ output: NetworkOutput, _ graph: Graph
  ) throws(NetworkError) -> String {
    guard let name = output.name ?? graph.outputs.first?.name,
      graph.outputs.contains(where: { $0.name == name })
    else { throw .noSuchOutput(output.name ?? "", outputs: graph.outputs.map(\.name)) }
    return name
  }
}
