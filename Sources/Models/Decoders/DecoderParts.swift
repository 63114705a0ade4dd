import Layers
import Tensors

/// What stands between a decoder's convolutions and their activations.
public enum DecoderNorm: String, CaseIterable, Sendable {
  /// Batch norm.
  case batchNorm = "batchnorm"
  /// Each channel of each picture by itself: `{"type": "instancenorm", "affine": True}`.
  case instanceNorm = "instancenorm"
  /// Nothing; the convolutions then have a bias.
  case identity
}

/// How a decoder's features are weighted.
public enum DecoderAttention: String, CaseIterable, Sendable {
  /// By channels and by pixels: ``SqueezeExcitation``.
  case scse
}

/// How a decoder enlarges its features.
public enum DecoderInterpolation: String, CaseIterable, Sendable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case nearest, bilinear, bicubic
  /// PyTorch's `nearest-exact`.
  case nearestExact = "nearest-exact"

  /// The kernels' description, with the corners of pixels aligned.
  var resampling: Resampling {
    switch self {
    case .nearest: .nearest
    case .nearestExact: .nearestExact
    case .bilinear: .bilinear(alignsCorners: false)
    case .bicubic: .bicubic(alignsCorners: false)
    }
  }
}

/// A 3×3 convolution, a norm, and max(x, 0): the block of which decoders are made.
final class Conv2dReLU: Module {
  private let steps: Sequential

  init(_ inputs: Int, _ outputs: Int, norm: DecoderNorm) {
    let conv = Conv2d(
      inputs, outputs, kernel: 3, padding: .explicit(1), bias: norm == .identity,
      initialiser: .decoder, biasInitialiser: .constant(0))
    steps = Sequential([conv, Self.norm(norm, outputs), Function(relu)])
  }

  override var children: [Child] { steps.children }

  override func forward(_ x: Symbol) -> Symbol { steps.forward(x) }

  private static func norm(_ norm: DecoderNorm, _ channels: Int) -> Module {
    switch norm {
    case .batchNorm: BatchNorm2d(channels)
    case .identity: Function.identity
    case .instanceNorm: InstanceNorm2d(channels)
    }
  }
}

/// Concurrent Spatial and Channel Squeeze & Excitation in Fully Convolutional Networks.
/// Abhijit Guha Roy, Nassir Navab, Christian Wachinger. arXiv:1803.02579.
final class SqueezeExcitation: Module {
  private let channelWeights: Sequential
  private let pixelWeights: Sequential

  init(_ channels: Int, reduction: Int = 16) {
    func conv(_ inputs: Int, _ outputs: Int) -> Conv2d {
      Conv2d(
        inputs, outputs, kernel: 1, initialiser: .decoder, biasInitialiser: .constant(0))
    }
    let squeezed = channels / reduction
    channelWeights = Sequential([
      Function { $0.globallyAveraged() }, conv(channels, squeezed), Function(relu),
      conv(squeezed, channels), Function(sigmoid),
    ])
    pixelWeights = Sequential([conv(channels, 1), Function(sigmoid)])
  }

  override var children: [Child] { [("cSE", channelWeights), ("sSE", pixelWeights)] }

  override func forward(_ x: Symbol) -> Symbol { x * channelWeights(x) + x * pixelWeights(x) }
}

/// A decoder's attention, which may be none.
final class Attention: Module {
  private let attention: Module

  init(_ kind: DecoderAttention?, channels: Int) {
    attention = kind == nil ? Function.identity : SqueezeExcitation(channels)
  }

  override var children: [Child] { [("attention", attention)] }

  override func forward(_ x: Symbol) -> Symbol { attention(x) }
}

/// The last convolution, which gives the logits of each class; upsampling and activation follow it
/// under names of their own.
final class SegmentationHead: Module {
  private let steps: Sequential

  init(_ inputs: Int, classes: Int, kernel: Int = 3, upsampling: Int = 1) {
    let conv = Conv2d(
      inputs, classes, kernel: kernel, padding: .explicit(Edges(Spatial(kernel / 2))),
      initialiser: .xavierUniform, biasInitialiser: .constant(0))
    let enlarge =
      upsampling == 1
      ? Function.identity
      : Function { $0.resized(by: Spatial(upsampling), .bilinear(alignsCorners: true)) }
    steps = Sequential([conv, enlarge, Activation()])
  }

  override var children: [Child] { steps.children }

  override func forward(_ x: Symbol) -> Symbol { steps.forward(x) }

  /// Logits are given as they are.
  private final class Activation: Module {
    private let activation = Function.identity

    override var children: [Child] { [("activation", activation)] }

    override func forward(_ x: Symbol) -> Symbol { activation(x) }
  }
}

extension Initialiser {
  /// The decoders': uniform with gain √2.
  static let decoder = Initialiser.kaimingUniform(gain: 2.0.squareRoot())
}
