public import Layers

/// What a checkpoint holds the weights of, told by its names and shapes.
public struct NetworkRecognition: Sendable, Hashable {
  /// `unet`.
  public let decoder: String
  /// The encoder's name.
  public let encoder: String
  /// Channels of the input.
  public let inputs: Int
  /// Channels of the output.
  public let classes: Int

  /// The network whose state has exactly these names and shapes, behind the keys that lead to them;
  /// `nil` where none has.
  public init?(_ arrays: [Checkpoint.Entry]) {
    guard let weights = Self.weights(among: arrays) else { return nil }
    let shapes = Dictionary(
      weights.map { ($0.name, $0.array.shape) }, uniquingKeysWith: { first, _ in first })
    guard let classes = shapes[Self.head]?.first else { return nil }
    let firsts = ["conv1", "features.0.0", "_conv_stem"].compactMap {
      shapes["encoder.\($0).weight"]
    }
    guard let inputs = firsts.first?.dropFirst().first else { return nil }
    for kind in EncoderKind.all {
      var options = Unet.Options()
      (options.encoder, options.inputs, options.classes) = (kind.name, inputs, classes)
      guard let root = try? Network(Unet(options)).root else { return nil }
      let ours = root.namedParameters.map { ($0.name, $0.parameter.shape) }
      if ours.count == shapes.count, ours.allSatisfy({ shapes[$0.0] == $0.1 }) {
        (decoder, encoder, self.inputs, self.classes) = ("unet", kind.name, inputs, classes)
        return
      }
    }
    return nil
  }

  /// The arrays beside the weight by which the networks are told, named from there on.
  private static func weights(among arrays: [Checkpoint.Entry]) -> [Checkpoint.Entry]? {
    let heads = arrays.filter { ".\($0.name)".hasSuffix(".\(head)") }
    guard let known = heads.first else { return nil }
    return Checkpoint.weights(of: [(head, known.array.shape)], in: arrays).entries
  }

  private static let head = "segmentation_head.0.weight"
}
