public import Imaging
public import Layers

/// A U-Net as an interactive model by early fusion: the seed's EarlySMP.
///
/// y = sigmoid(net(normalised picture ‖ previous y ‖ positive disks ‖ negative disks)).
public struct UnetModel: NetworkHolding {
  /// `unet_` and the encoder's name.
  public let name: String
  /// The parameters as a checkpoint holds them.
  public let state: [NamedArray]
  /// Where the weights were found, and what of them was loaded; `nil` where they were drawn.
  public let loading: Loading?
  private let model: NetworkModel

  /// Builds the network and fills it.
  ///
  /// - Parameters:
  ///   - weights: a checkpoint; without, parameters are drawn by `seed`.
  ///   - member: which member of the checkpoint holds them; see ``WeightMember`` for the rule.
  ///   - strict: whether missing and unexpected names are errors.
  ///   - limit: the most bytes that one array may take.
  ///   - channel: which channel of the output is the object, where there are several.
  /// - Throws: ``NetworkOptionError``, or `LoadingError` for weights of another network.
  public init(
    _ options: Unet.Options, weights: Checkpoint? = nil, member: String? = nil, strict: Bool = true,
    limit: Int = StoredArray.usualLimit, channel: Int? = nil, seed: UInt64 = 0
  ) throws {
    guard let fusion = EarlyFusion(rawValue: options.inputs) else {
      throw NetworkOptionError.fusion(channels: options.inputs)
    }
    let network = Network(try Unet(options))
    loading = try weights.map {
      try Loading($0, member: member, into: network.root, strict: strict, limit: limit)
    }
    let graph = try network.graph(channels: options.inputs, seed: seed)
    name = "unet_\(options.encoder)"
    state = try network.root.state(seed: seed)
    model = try NetworkModel(
      name, graph: graph, inputs: [NetworkInput("x", fusion.parts())],
      size: .stretched(multiple: 1), output: NetworkOutput(channel: channel, activation: .sigmoid))
  }

  /// The network as it was traced.
  public var graph: Graph { model.graph }

  /// The input at the picture's own size.
  public func inputShapes(for image: Size) -> [String: [Int]] { model.inputShapes(for: image) }

  /// The picture, and planes without clicks.
  public func firstInputs(for image: Image) throws -> [String: NumericArray] {
    try model.firstInputs(for: image)
  }

  /// Normalises the picture.
  public func prepare(_ image: Image) throws -> any PreparedModel { try model.prepare(image) }
}
