// U-Net: Convolutional Networks for Biomedical Image Segmentation.
// Olaf Ronneberger, Philipp Fischer, Thomas Brox. arXiv:1505.04597.

public import Layers

/// The decoder of a U-Net over any encoder: features are enlarged step by step, and joined at each
/// with the encoder's of that size. Names and arithmetic are segmentation_models_pytorch's.
final class UnetDecoder: Module {
  private let center = Function.identity
  private let blocks: ModuleList<Block>

  /// - Parameters:
  ///   - encoder: the channels of the encoder's features, the input's first.
  ///   - channels: the channels after each step.
  init(
    encoder: [Int], channels: [Int], norm: DecoderNorm, attention: DecoderAttention?,
    interpolation: DecoderInterpolation
  ) {
    let features = Array(encoder.dropFirst().reversed())
    let inputs = features.prefix(1) + channels.dropLast()
    let skips = features.dropFirst() + [0]
    blocks = ModuleList(
      zip(zip(inputs, skips), channels).map { pair, outputs in
        Block(
          pair.0, skip: pair.1, outputs, norm: norm, attention: attention,
          interpolation: interpolation)
      })
  }

  override var children: [Child] { [("center", center), ("blocks", blocks)] }

  /// The features of an encoder, the input first: (B, channels, H, W).
  func callAsFunction(_ features: [Symbol]) -> Symbol {
    let fromDeepest = Array(features.reversed())
    return traced(fromDeepest[0].builder) { () -> Symbol in
      var x = center(fromDeepest[0])  // (B, channels, H/32, W/32)
      for (index, block) in blocks.items.enumerated() {
        let isLast = index == blocks.items.count - 1
        x = block(x, like: fromDeepest[index + 1], joins: !isLast)  // twice as high and wide
      }
      return x  // (B, channels, H, W)
    }
  }

  /// Enlarges, joins with the encoder's features, and convolves twice.
  private final class Block: Module {
    private let conv1: Conv2dReLU
    private let attention1: Attention
    private let conv2: Conv2dReLU
    private let attention2: Attention
    private let interpolation: DecoderInterpolation

    init(
      _ inputs: Int, skip: Int, _ outputs: Int, norm: DecoderNorm, attention: DecoderAttention?,
      interpolation: DecoderInterpolation
    ) {
      conv1 = Conv2dReLU(inputs + skip, outputs, norm: norm)
      attention1 = Attention(attention, channels: inputs + skip)
      conv2 = Conv2dReLU(outputs, outputs, norm: norm)
      attention2 = Attention(attention, channels: outputs)
      self.interpolation = interpolation
    }

    override var children: [Child] {
      [
        ("conv1", conv1), ("attention1", attention1), ("conv2", conv2),
        ("attention2", attention2),
      ]
    }

    func callAsFunction(_ x: Symbol, like skip: Symbol, joins: Bool) -> Symbol {
      traced(x.builder) { () -> Symbol in
        var y = x.resized(like: skip, interpolation.resampling)
        if joins { y = attention1(concatenate([y, skip])) }
        return attention2(conv2(conv1(y)))
      }
    }
  }
}

/// A U-Net: an encoder, its decoder, and a head that gives the logits of each class.
public final class Unet: Module {
  /// What a U-Net is built of; the defaults are segmentation_models_pytorch's.
  public struct Options: Sendable {
    /// The encoder's name.
    public var encoder = "resnet34"
    /// How many strides of 2 the encoder uses, 3 to 5.
    public var depth = 5
    /// Channels of the input.
    public var inputs = 3
    /// Channels of the output.
    public var classes = 1
    /// The decoder's channels, one number for each stride, the deepest first.
    public var channels = [256, 128, 64, 32, 16]
    /// What stands between convolutions and activations.
    public var norm = DecoderNorm.batchNorm
    /// How features are weighted.
    public var attention: DecoderAttention?
    /// How features are enlarged.
    public var interpolation = DecoderInterpolation.nearest

    /// The defaults.
    public init() {}
  }

  private let encoder: Encoder
  private let decoder: UnetDecoder
  private let head: SegmentationHead

  /// Builds the network; its parameters are drawn, or loaded, later.
  ///
  /// - Throws: ``NetworkOptionError``.
  public init(_ options: Options) throws(NetworkOptionError) {
    let kind = try options.check()
    encoder = kind.make(options.inputs, options.depth)
    decoder = UnetDecoder(
      encoder: encoder.channels, channels: options.channels, norm: options.norm,
      attention: options.attention, interpolation: options.interpolation)
    head = SegmentationHead(options.channels.last ?? 1, classes: options.classes)
  }

  override public var children: [Child] {
    [("encoder", encoder), ("decoder", decoder), ("segmentation_head", head)]
  }

  override public func forward(_ x: Symbol) -> Symbol { head(decoder(encoder.features(of: x))) }
}

extension Unet.Options {
  /// The encoder, where all options fit each other.
  func check() throws(NetworkOptionError) -> EncoderKind {
    guard let kind = EncoderKind.named(encoder) else { throw .unknownEncoder(encoder) }
    let depths = max(3, kind.depths.lowerBound)...kind.depths.upperBound
    for (name, value, range) in [
      ("depth", depth, depths), ("in_channels", inputs, 1...1024), ("classes", classes, 1...4096),
    ] where !range.contains(value) {
      throw .outOfRange(option: name, value: value, allowed: range)
    }
    guard channels.count == depth else {
      throw .channelCount(found: channels.count, depth: depth)
    }
    let narrowest = attention == nil ? 1 : 16
    for value in channels where !(narrowest...4096).contains(value) {
      throw .outOfRange(option: "decoder_channels", value: value, allowed: narrowest...4096)
    }
    return kind
  }
}
