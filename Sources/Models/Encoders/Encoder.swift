public import Layers

/// A network that gives the features of an image at several strides, for a decoder to combine.
///
/// Parameter names and numbers are those of segmentation_models_pytorch 0.6. A contract that every
/// encoder's tests check: ``features(of:)`` gives `depth + 1` values, the input first, value i of
/// ``channels``[i] channels at stride 2ⁱ.
open class Encoder: Module {
  /// The channels of each value, the input's first.
  public let channels: [Int]

  /// Creates the part that all encoders share: `depth` strides of 2 are used of those in `channels`.
  public init(channels: [Int], depth: Int) { self.channels = Array(channels.prefix(depth + 1)) }

  /// How many strides of 2 are used.
  public final var depth: Int { channels.count - 1 }

  /// The input and its features: (B, channels[i], H / 2ⁱ, W / 2ⁱ).
  open func features(of x: Symbol) -> [Symbol] { [x] }

  /// The last feature.
  override open func forward(_ x: Symbol) -> Symbol { features(of: x).last ?? x }
}

/// The encoders that have a name, as segmentation_models_pytorch spells it.
public struct EncoderKind: Sendable {
  /// The name: `resnet34`.
  public let name: String
  /// The depths that it can be used with.
  public let depths: ClosedRange<Int>
  /// What it is, in a few words.
  public let summary: String
  /// Builds it for an input of so many channels.
  public let make: @Sendable (_ inputs: Int, _ depth: Int) -> Encoder

  /// All encoders, family by family.
  public static let all: [EncoderKind] = ResNet.kinds + MobileNetV2.kinds + EfficientNet.kinds

  /// The encoder of a name; `_` and `-` are the same.
  public static func named(_ name: String) -> EncoderKind? {
    let plain = name.replacing("-", with: "_")
    return all.first { $0.name.replacing("-", with: "_") == plain }
  }
}
