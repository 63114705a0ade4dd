public import Language
import Layers
public import Models

extension DecoderNorm: Choice {
  /// `norm`.
  public static var typeName: String { "norm" }
}

extension DecoderAttention: Choice {
  /// `attention`.
  public static var typeName: String { "attention" }
}

extension DecoderInterpolation: Choice {
  /// `interpolation`.
  public static var typeName: String { "interpolation" }
}

/// `models.unet`.
struct ModelsUnet: Command {
  static let name = "models.unet"
  static let summary =
    "Make a U-Net over any encoder, with the clicks as further channels of the picture."
  static let discussion = """
    Layers, names and numbers are segmentation_models_pytorch's, so that its checkpoints load \
    unchanged: .pth, .pt or .safetensors. The input is the normalised picture, and by --in-channels \
    the previous prediction, the positive and the negative clicks as disks of radius 5 (6), the \
    clicks alone (5), or nothing else (3). Without --weights the parameters are drawn by --seed.

    The weights are looked for where most of the parameters' names occur in the file, so that what \
    training programs put around them is no matter: state_dict, module., model. and _orig_mod. in any \
    nesting. Of members that hold as many, averaged weights (ema) are taken, else the first; a note \
    says which and how many, and --member takes another.
    """
  static let topic = CommandTopic.models
  static let examples = [
    Example(
      "net = models.unet(encoder=\"resnet18\", decoder_channels=[16, 8, 8, 8, 8])\nprint(net.name, net.parameter_count)",
      prints: "unet_resnet18 11322697")
  ]

  @Option("the encoder's name; `models.list` lists them") var encoder = "resnet34"
  @Option("a checkpoint with the weights") var weights: InputFile?
  @Option("the member of the checkpoint that is taken, such as ema or state_dict.model")
  var member: String?
  @Option("channels of the input: 3, 5 or 6", in: 1...1024) var inChannels = 6
  @Option("channels of the output", in: 1...4096) var classes = 1
  @Option("which of them is the object; needed where there are several") var channel: Int?
  @Option("how many strides of 2 the encoder uses", in: 3...5) var depth = 5
  @Option(
    "the decoder's channels, the deepest first; the first numbers of 256, 128, 64, 32, 16 unless told"
  )
  var decoderChannels: [Int] = []
  @Option("what stands between the decoder's convolutions and activations")
  var decoderNorm = DecoderNorm.batchNorm
  @Option("how the decoder's features are weighted; not unless told")
  var decoderAttention: DecoderAttention?
  @Option("how the decoder enlarges") var decoderInterpolation = DecoderInterpolation.nearest
  @Option("what draws the parameters where there are no weights", in: 0...Int(Int32.max))
  var seed = 0
  @Flag("load what fits by name, and leave the rest as it is drawn") var partial = false
  @Option("how many GiB an array of the checkpoint may take", in: Gibibytes.range)
  var limit = Gibibytes.usual

  func run(_ context: CommandContext) throws -> Value {
    var options = Unet.Options()
    options.encoder = encoder
    options.depth = depth
    options.inputs = inChannels
    options.classes = classes
    options.channels =
      decoderChannels.isEmpty ? Array(options.channels.prefix(depth)) : decoderChannels
    options.norm = decoderNorm
    options.attention = decoderAttention
    options.interpolation = decoderInterpolation
    let checkpoint = try weights.map { try Self.checkpoint($0.path, limit: Gibibytes.count(limit)) }
    let model = try UnetModel(
      options, weights: checkpoint, member: member, strict: !partial, limit: Gibibytes.count(limit),
      channel: channel, seed: UInt64(seed))
    if let weights, let loading = model.loading {
      try context.note(loading.words(of: weights.path))
    }
    return .object(ModelObject(model))
  }

  private static func checkpoint(_ path: String, limit: Int) throws -> Checkpoint {
    guard let object = try CheckpointObject(ifCheckpoint: path, limit: limit) else {
      throw Diagnostic(
        .format, "'\(path)' is no checkpoint",
        help: "known are .safetensors, .pth, .pt, .npy and .npz, by content")
    }
    return object.checkpoint
  }
}
